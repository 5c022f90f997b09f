//! One of several values: an enum that keeps unknown ones.

use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::model::Enumeration;
use crate::model::Scalar;
use crate::model::TypeDefinition;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::scalar;
use crate::render::types::variants::Enum;

/// An enum of the generated crate, its values, and how it is read and written.
pub(crate) fn enumeration(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let written = Enum::of(definition, enumeration);
    match enumeration.scalar {
        Scalar::Text => of_texts(&written, file),
        Scalar::Integer => scalar::integers(&written, file),
        Scalar::Number => scalar::fractions(&written, file),
        Scalar::Mixed => scalar::mixed(&written, file),
    }
}

fn of_texts(written: &Enum<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let name = &written.name;
    let derives: &[&str] = if written.definition.usage.key {
        &[
            "Clone",
            "Debug",
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Ord",
            "Hash",
        ]
    } else {
        &["Clone", "Debug", "PartialEq", "Eq", "Hash"]
    };
    let known = written.values.iter().map(|value| -> Expr {
        let (variant, text) = (ident(value.name.rust()), value.name.wire());
        parse_quote!((Self::#variant, #text))
    });
    let (implement, unknown) = (file.runtime("impl_choice"), &written.unknown);
    vec![
        written.item(derives, &ident("String"), None, file),
        parse_quote! {
            impl #name {
                const KNOWN: &[(Self, &str)] = &[#(#known),*];
            }
        },
        parse_quote!(#implement!(#name::#unknown);),
    ]
}
