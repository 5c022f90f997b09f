//! One of several texts: an enum that keeps a text it does not know.

use proc_macro2::Ident;
use syn::Item;
use syn::Variant;
use syn::parse_quote;

use super::docs;
use super::ident;
use super::imports::Imports;
use crate::markdown::code;
use crate::model::Enumeration;
use crate::model::TypeDefinition;
use crate::model::Value;

/// An enum of the generated crate, its text, and its `Display`.
pub(super) fn enumeration(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    imports: &mut Imports,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let unknown = (!enumeration.is_closed).then(|| unknown(enumeration));
    let open = unknown.as_ref().map(|unknown| -> Variant {
        parse_quote! {
            /// A value that the description does not know.
            #[serde(untagged)]
            #unknown(String)
        }
    });
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("The values of {}.", code(definition.name.wire())),
    ));
    let serialize = imports.bring("serde::Serialize");
    let deserialize = imports.bring("serde::Deserialize");
    let variants: Vec<Variant> = enumeration.values.iter().map(variant).collect();
    let item: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, #deserialize, #serialize)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #open
        }
    };
    vec![
        item,
        text(&name, enumeration, unknown.as_ref()),
        display(&name, imports),
    ]
}

/// The variant for other texts, called so that no known one has its name.
fn unknown(enumeration: &Enumeration) -> Ident {
    let is_taken = |name: &str| {
        enumeration
            .values
            .iter()
            .any(|value| value.name.rust() == name)
    };
    let free = ["Unknown", "UnknownValue", "NotInDescription"]
        .into_iter()
        .find(|name| !is_taken(name));
    ident(free.unwrap_or("OutsideDescription"))
}

fn variant(value: &Value) -> Variant {
    let name = ident(value.name.rust());
    let docs = docs::outer(&format!("{}.", code(value.name.wire())));
    let wire = value.name.wire();
    let rename: Option<syn::Attribute> = value
        .name
        .is_renamed()
        .then(|| parse_quote!(#[serde(rename = #wire)]));
    parse_quote! {
        #(#docs)*
        #rename
        #name
    }
}

fn text(name: &Ident, enumeration: &Enumeration, unknown: Option<&Ident>) -> Item {
    let arms = enumeration.values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let wire = value.name.wire();
        parse_quote!(Self::#variant => #wire,)
    });
    let open = unknown.map(|unknown| -> syn::Arm { parse_quote!(Self::#unknown(value) => value,) });
    parse_quote! {
        impl #name {
            /// The value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    #open
                }
            }
        }
    }
}

fn display(name: &Ident, imports: &mut Imports) -> Item {
    let fmt = imports.bring("std::fmt");
    parse_quote! {
        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
