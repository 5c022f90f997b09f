//! One of several kinds of body: an enum, what converts into it, and how each kind is written.

use proc_macro2::Ident;
use syn::Arm;
use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::BodyKind;
use crate::model::Media;
use crate::model::Parts;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Usage;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::constructor;
use crate::render::types::form::of_media_type;
use crate::render::types::form::parts;
use crate::render::types::form::styled;
use crate::render::types::items;
use crate::render::types::structure;

/// An enum of the kinds, and how each is converted and encoded.
pub(crate) fn bodies(
    definition: &TypeDefinition,
    kinds: &[BodyKind],
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let mut above = docs::described(&definition.docs, "The request body.");
    above.push(parse_quote!(#[derive(Clone, Debug)]));
    let variants = kinds.iter().map(|kind| {
        let docs = docs::described(&kind.docs, &code(kind.name.wire()));
        items::variant(docs, &kind.name, Some(&file.ty(&kind.ty)))
    });
    let mut items = vec![items::enumeration(above, &name, variants)];
    let converting = kinds.iter().filter(|kind| definition.shape.takes(&kind.ty));
    let conversions =
        converting.map(|kind| items::conversion(&name, &kind.name, &kind.ty, "body", file));
    items.extend(conversions);
    let variants = kinds.iter().map(|kind| (&kind.name, &kind.ty));
    items.extend(items::text_conversion(&name, variants, file));
    items.push(encoding(&name, kinds, file));
    items
}

/// How each kind is encoded.
fn encoding(name: &Ident, kinds: &[BodyKind], file: &RustFile<'_>) -> Item {
    let encoded = file.runtime("EncodedBody");
    let arms: Vec<Arm> = kinds.iter().map(|kind| arm(name, kind, file)).collect();
    parse_quote! {
        impl From<#name> for #encoded {
            fn from(body: #name) -> Self {
                match body {
                    #(#arms,)*
                }
            }
        }
    }
}

fn arm(owner: &Ident, kind: &BodyKind, file: &RustFile<'_>) -> Arm {
    let variant = ident(kind.name.rust());
    let is_of_parts = matches!(kind.ty, Type::Named(_));
    let written: Expr = match &kind.media {
        Media::Json | Media::Choice => parse_quote!(Self::json("application/json", &body)),
        Media::JsonAs(name) => parse_quote!(Self::json(#name, &body)),
        Media::Form(form) => {
            let (styles, reserved) = (styled(&form.styles, file), &form.reserved);
            parse_quote!(Self::form(&body, &#styles) #(.allow_reserved(#reserved))*)
        }
        Media::Multipart(_) if is_of_parts => parse_quote!(Self::multipart(body)),
        Media::Multipart(multipart) => {
            let parts = of_media_type(parse_quote!(body), multipart);
            parse_quote!(Self::multipart(#parts))
        }
        Media::Content(name) | Media::Items(_, name) => parse_quote!(Self::raw(#name, body)),
    };
    parse_quote!(#owner::#variant(body) => #written)
}

/// A body of parts: a struct, how it is made, and how it is encoded.
pub(crate) fn form_of_parts(
    definition: &TypeDefinition,
    form: &Parts,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let docs = docs::described(&definition.docs, "A multipart form.");
    let mut held = structure::body(&name, &form.fields, false, false, file);
    let is_default = structure::is_default(&form.fields);
    held.attrs = docs;
    held.attrs
        .push(structure::derives(Usage::default(), is_default, file));
    if structure::must_use(definition.usage) {
        held.attrs.push(parse_quote!(#[must_use]));
    }
    held.vis = parse_quote!(pub);
    let multipart = file.runtime("Multipart");
    let written = parts(&form.fields, &form.multipart, &parse_quote!(form), file);
    let mut items = vec![Item::Struct(held)];
    items.extend(constructor::constructors(definition, None, file));
    items.push(parse_quote! {
        impl From<#name> for #multipart {
            fn from(form: #name) -> Self {
                #written
            }
        }
    });
    items
}
