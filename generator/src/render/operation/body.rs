//! The step that gives a request its body.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::format_ident;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Media;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::form::of_media_type;
use crate::render::types::form::parts;
use crate::render::types::form::styled;

/// The step, if the operation has a body.
pub(crate) fn step(body: &Body, file: &RustFile<'_>) -> Option<TokenStream> {
    match body {
        Body::None => None,
        Body::Value {
            name,
            required,
            media,
            ..
        } => {
            let name = ident(name.rust());
            Some(value(&parse_quote!(self.#name), *required, media, file))
        }
        Body::Properties {
            fields,
            media: Media::Multipart(multipart),
            ..
        } => {
            let parts = parts(fields, multipart, &parse_quote!(self.body), file);
            Some(quote!(.multipart(#parts)))
        }
        Body::Properties { media, .. } => Some(value(&parse_quote!(self.body), true, media, file)),
    }
}

fn value(value: &Expr, is_given: bool, media: &Media, file: &RustFile<'_>) -> TokenStream {
    let method = |name: &str| method_for(name, is_given);
    let borrowed = if is_given {
        quote!(&#value)
    } else {
        quote!(#value.as_ref())
    };
    match media {
        Media::Json => {
            let json = method("json");
            quote!(.#json(#borrowed))
        }
        Media::JsonAs(name) => {
            let json = method("json");
            quote!(.#json(#borrowed).media_type(#name))
        }
        Media::Form(styles) => {
            let (form, styles) = (method("form"), styled(styles, file));
            quote!(.#form(#borrowed, &#styles))
        }
        Media::Multipart(multipart) => {
            let parts = of_media_type(value, multipart);
            quote!(.multipart(#parts))
        }
        Media::Choice => {
            let body = method("body");
            quote!(.#body(#value))
        }
        Media::Content(name) => {
            let content = method("content");
            quote!(.#content(#name, #value))
        }
    }
}

/// The method that takes a value, or an option of one.
pub(crate) fn method_for(name: &str, is_given: bool) -> Ident {
    if is_given {
        ident(name)
    } else {
        format_ident!("{name}_option")
    }
}
