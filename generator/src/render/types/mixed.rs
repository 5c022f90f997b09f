//! One of several values of more than one kind: an enum that is read from any JSON value.

use proc_macro2::Ident;
use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::model::Enumeration;
use crate::model::TypeDefinition;
use crate::model::Value;
use crate::render::docs::sample::integer;
use crate::render::docs::sample::long;
use crate::render::docs::sample::number;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::enumeration::outer;
use crate::render::types::enumeration::unknown;
use crate::render::types::enumeration::variant;

/// An enum of texts, numbers, `true` and `false`.
pub(crate) fn mixed(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let unknown = unknown(enumeration);
    let docs = outer(definition);
    let serialize = file.serde("Serialize");
    let deserialize = file.serde("Deserialize");
    let json = file.json_value();
    let converted = json.to_string();
    let variants = enumeration.values.iter().map(variant);
    let item: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, PartialEq, #deserialize, #serialize)]
        #[serde(from = #converted, into = #converted)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the description does not know.
            #unknown(#json)
        }
    };
    vec![
        item,
        into_json(&name, &enumeration.values, &unknown, file),
        from_json(&name, &enumeration.values, &unknown, file),
        display(&name, &enumeration.values, &unknown, file),
    ]
}

/// The value as it is sent.
fn into_json(name: &Ident, values: &[Value], unknown: &Ident, file: &RustFile<'_>) -> Item {
    let json = file.json_value();
    let arms = values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let written = written(&value.json);
        parse_quote!(#name::#variant => Self::from(#written),)
    });
    parse_quote! {
        impl From<#name> for #json {
            fn from(value: #name) -> Self {
                match value {
                    #(#arms)*
                    #name::#unknown(value) => value,
                }
            }
        }
    }
}

fn from_json(name: &Ident, values: &[Value], unknown: &Ident, file: &RustFile<'_>) -> Item {
    let json = file.json_value();
    let arms = values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let compared = compared(&value.json);
        parse_quote!(value if value == #compared => Self::#variant,)
    });
    parse_quote! {
        impl From<#json> for #name {
            fn from(value: #json) -> Self {
                match value {
                    #(#arms)*
                    other => Self::#unknown(other),
                }
            }
        }
    }
}

fn display(name: &Ident, values: &[Value], unknown: &Ident, file: &RustFile<'_>) -> Item {
    let fmt = file.std("fmt");
    let arms = values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let wire = value.name.wire();
        parse_quote!(Self::#variant => f.write_str(#wire),)
    });
    parse_quote! {
        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                match self {
                    #(#arms)*
                    Self::#unknown(value) => value.fmt(f),
                }
            }
        }
    }
}

/// A known value as it is sent.
fn written(value: &serde_json::Value) -> Expr {
    match value {
        serde_json::Value::Number(known) if known.is_i64() => {
            let is_short = known
                .as_i64()
                .is_some_and(|known| i32::try_from(known).is_ok());
            let digits = known.to_string();
            if is_short {
                integer(&digits)
            } else {
                long(&digits)
            }
        }
        other => compared(other),
    }
}

/// A known value as what is read is compared with it: a number however it is written.
fn compared(value: &serde_json::Value) -> Expr {
    match value {
        serde_json::Value::Bool(known) => parse_quote!(#known),
        serde_json::Value::Number(known) => number(known.as_f64().unwrap_or_default()),
        other => {
            let text = other.as_str().unwrap_or_default();
            parse_quote!(#text)
        }
    }
}
