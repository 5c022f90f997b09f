//! The headers of answers: a struct in which each may be missing.

use syn::Attribute;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Field;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;

/// The struct that the headers of an answer are read as.
pub(crate) fn headers(definition: &TypeDefinition, fields: &[Field], file: &RustFile<'_>) -> Item {
    let name = ident(definition.name.rust());
    let read = code(&format!("typed_headers::<{}>()", definition.name.rust()));
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("The headers of answers, as {read} of a response or an error reads them."),
    ));
    let deserialize = file.serde("Deserialize");
    let fields = fields.iter().map(|field| header(field, file));
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, Default, PartialEq, #deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn header(field: &Field, file: &RustFile<'_>) -> syn::Field {
    let name = ident(field.name.rust());
    let wire = field.name.wire();
    let docs = docs::outer(&docs::text(
        &field.docs,
        &format!("The header {}.", code(wire)),
    ));
    let rename: Option<Attribute> = field
        .name
        .is_renamed()
        .then(|| parse_quote!(#[serde(rename = #wire)]));
    let ty = file.option(&field.ty);
    syn::Field {
        attrs: docs.into_iter().chain(rename).collect(),
        vis: parse_quote!(pub),
        ..parse_quote!(#name: #ty)
    }
}
