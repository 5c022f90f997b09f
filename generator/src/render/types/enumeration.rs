//! One of several values: an enum that keeps unknown ones.

use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::model::Enumeration;
use crate::model::Scalar;
use crate::model::TypeDefinition;
use crate::model::Value;
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
    let wire = |value: &Value| -> Expr {
        let wire = value.name.wire();
        parse_quote!(#wire)
    };
    let arms = written.arms(&ident("Self"), wire, &parse_quote!(value));
    let known = written.values.iter().map(|value| ident(value.name.rust()));
    let (implement, unknown) = (file.runtime("impl_choice"), &written.unknown);
    vec![
        written.item(derives, &ident("String"), None, file),
        parse_quote! {
            impl #name {
                const KNOWN: &[Self] = &[#(Self::#known),*];

                /// Returns the value as it is sent.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(#arms)*
                    }
                }
            }
        },
        parse_quote!(#implement!(#name::#unknown);),
    ]
}
