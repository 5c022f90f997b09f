//! One of several values: an enum that keeps a value it does not know.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Item;
use syn::Variant;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Scalar;
use crate::model::TypeDefinition;
use crate::model::Value;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::mixed;
use crate::render::types::numbers;

/// An enum of the generated crate, its values, and its `Display`.
pub(crate) fn enumeration(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    match enumeration.scalar {
        Scalar::Text => of_texts(definition, enumeration, file),
        Scalar::Integer => numbers::integers(definition, enumeration, file),
        Scalar::Number => numbers::fractions(definition, enumeration, file),
        Scalar::Mixed => mixed::mixed(definition, enumeration, file),
    }
}

fn of_texts(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
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
    let docs = outer(definition);
    let serialize = file.serde("Serialize");
    let deserialize = file.serde("Deserialize");
    let variants: Vec<Variant> = enumeration.values.iter().map(renamed_variant).collect();
    let order = definition
        .usage
        .key
        .then(|| ["PartialOrd", "Ord"].map(ident));
    let order = order.iter().flatten();
    let item: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, PartialEq, Eq, #(#order,)* Hash, #deserialize, #serialize)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #open
        }
    };
    vec![
        item,
        text(&name, enumeration, unknown.as_ref()),
        display(&name, file),
    ]
}

pub(crate) fn outer(definition: &TypeDefinition) -> Vec<Attribute> {
    docs::outer(&docs::text(
        &definition.docs,
        &format!("The values of {}.", code(definition.name.wire())),
    ))
}

/// The variant for other values, called so that no known one has its name.
pub(crate) fn unknown(enumeration: &Enumeration) -> Ident {
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

/// The variant alone, with its words and its value.
pub(crate) fn variant(value: &Value) -> Variant {
    let name = ident(value.name.rust());
    let wire = format!("{}.", code(value.name.wire()));
    let said = Docs {
        description: value.description.clone(),
        notes: vec![wire.clone()],
        ..Docs::default()
    };
    let docs = match &value.description {
        Some(_) => docs::outer(&docs::text(&said, "")),
        None => docs::outer(&wire),
    };
    parse_quote! {
        #(#docs)*
        #name
    }
}

/// The variant with what serde has to know of its value.
fn renamed_variant(value: &Value) -> Variant {
    let wire = value.name.wire();
    let rename: Option<Attribute> = value
        .name
        .is_renamed()
        .then(|| parse_quote!(#[serde(rename = #wire)]));
    let mut variant = variant(value);
    variant.attrs.extend(rename);
    variant
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

fn display(name: &Ident, file: &RustFile<'_>) -> Item {
    let fmt = file.std("fmt");
    parse_quote! {
        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
