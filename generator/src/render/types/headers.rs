//! The headers of responses: a struct in which each may be missing.

use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Field;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::docs::fallback::fallback;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::items;
use crate::render::types::structure::BOTH;
use crate::render::types::structure::openness;
use crate::render::types::structure::other_direction;

/// The struct that the headers of a response are read as.
pub(crate) fn headers(definition: &TypeDefinition, fields: &[Field], file: &RustFile<'_>) -> Item {
    let read = code(&format!("typed_headers::<{}>()", definition.name.rust()));
    let fallback = format!("Response headers, read with {read} of a response or an error.");
    let mut above = docs::described(&definition.docs, &fallback);
    let deserialize = file.serde("Deserialize");
    above.push(parse_quote!(#[derive(Clone, Debug, Default, PartialEq, #deserialize)]));
    above.extend(other_direction(definition.usage, BOTH));
    above.extend(openness(definition.usage));
    let fields = fields.iter().map(|field| header(field, file));
    items::structure(above, &ident(definition.name.rust()), fields)
}

fn header(field: &Field, file: &RustFile<'_>) -> syn::Field {
    let (name, ty) = (ident(field.name.rust()), file.option(&field.ty));
    let fallback = fallback(&field.docs, &field.ty, file);
    let docs = docs::described(&field.docs, &fallback);
    syn::Field {
        attrs: docs.into_iter().chain(items::rename(&field.name)).collect(),
        ..parse_quote!(pub #name: #ty)
    }
}
