//! One of several kinds of response: an enum, and how a response is read as one of them.

use proc_macro2::Ident;
use syn::Arm;
use syn::Expr;
use syn::Item;
use syn::Pat;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Response;
use crate::model::ResponseKind;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::items;

/// An enum of the kinds, and how each is read.
pub(crate) fn responses(
    definition: &TypeDefinition,
    kinds: &[ResponseKind],
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let fallback = "The response, by its status.";
    let mut above = docs::described(&definition.docs, fallback);
    above.push(parse_quote!(#[derive(Clone, Debug, PartialEq)]));
    let known = kinds.iter().map(|kind| {
        let docs = docs::described(&kind.docs, &code(&kind.status));
        let held = (kind.response != Response::Empty).then(|| result_type(&kind.response, file));
        items::variant(docs, &kind.name, held.as_ref())
    });
    let unknown = (!has_default(kinds)).then(|| -> syn::Variant {
        let bytes = file.runtime("Bytes");
        parse_quote! {
            /// The body of a response whose status is not in the API description.
            Unknown(#bytes)
        }
    });
    let item = items::enumeration(above, &name, known.chain(unknown));
    vec![item, reading(&name, kinds, file)]
}

/// Whether there is a `default` response.
fn has_default(kinds: &[ResponseKind]) -> bool {
    kinds.iter().any(|kind| kind.status == "default")
}

/// Single statuses come before ranges, and ranges before `default`.
fn reading(name: &Ident, kinds: &[ResponseKind], file: &RustFile<'_>) -> Item {
    let from_response = file.runtime("FromResponse");
    let body = file.runtime("ResponseBody");
    let unreadable = file.runtime("UnreadableBody");
    let mut ordered: Vec<&ResponseKind> = kinds.iter().collect();
    ordered.sort_by_key(|kind| match kind.status.as_str() {
        "default" => 2,
        status => u8::from(status.ends_with("XX")),
    });
    let mut arms: Vec<Arm> = ordered.into_iter().map(arm).collect();
    if !has_default(kinds) {
        arms.push(parse_quote!(_ => Ok(Self::Unknown(response.bytes()))));
    }
    parse_quote! {
        impl #from_response for #name {
            fn from_response(response: &#body<'_>) -> Result<Self, #unreadable> {
                match response.status() {
                    #(#arms,)*
                }
            }
        }
    }
}

fn arm(kind: &ResponseKind) -> Arm {
    let name = ident(kind.name.rust());
    let statuses = statuses(&kind.status);
    let read: Expr = match kind.response {
        Response::Empty => parse_quote!(Ok(Self::#name)),
        Response::Value(_) => parse_quote!(response.value().map(Self::#name)),
        Response::Text => parse_quote!(response.text().map(Self::#name)),
        Response::Bytes => parse_quote!(Ok(Self::#name(response.bytes()))),
        Response::EncodedBytes => parse_quote!(Ok(Self::#name(response.encoded_bytes()))),
        Response::JsonOrEmpty(_) => parse_quote!(response.json_or_empty().map(Self::#name)),
        Response::Json(_)
        | Response::Enveloped(_)
        | Response::Unwrapped { .. }
        | Response::Kinds(_)
        | Response::Items(..)
        | Response::ByteParts
        | Response::Stream => parse_quote!(response.json().map(Self::#name)),
    };
    parse_quote!(#statuses => #read)
}

fn statuses(status: &str) -> Pat {
    let number = |digits: &str| syn::LitInt::new(digits, proc_macro2::Span::call_site());
    match (status.strip_suffix("XX"), status) {
        (Some(first), _) => {
            let (low, high) = (number(&format!("{first}00")), number(&format!("{first}99")));
            parse_quote!(#low..=#high)
        }
        (None, "default") => parse_quote!(_),
        (None, status) => {
            let status = number(status);
            parse_quote!(#status)
        }
    }
}

/// The type of the result of a call.
pub(crate) fn result_type(response: &Response, file: &RustFile<'_>) -> syn::Type {
    match response {
        Response::Empty => parse_quote!(()),
        Response::Kinds(ty)
        | Response::Json(ty)
        | Response::JsonOrEmpty(ty)
        | Response::Value(ty)
        | Response::Enveloped(ty)
        | Response::Unwrapped { ty, .. } => file.received(ty),
        Response::Text => parse_quote!(String),
        Response::Items(format, ty) => {
            let (stream, ty) = (file.runtime(format.stream()), file.received(ty));
            parse_quote!(#stream<#ty>)
        }
        Response::ByteParts => {
            let (stream, bytes) = (file.runtime("PartStream"), file.runtime("Bytes"));
            parse_quote!(#stream<#bytes>)
        }
        Response::Stream => named(&file.runtime("ByteStream")),
        Response::Bytes | Response::EncodedBytes => named(&file.runtime("Bytes")),
    }
}

fn named(name: &Ident) -> syn::Type {
    parse_quote!(#name)
}
