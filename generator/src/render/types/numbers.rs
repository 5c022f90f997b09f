//! One of several numbers: an enum that is read from a number and written as one.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Expr;
use syn::Item;
use syn::Variant;
use syn::parse_quote;

use crate::model::Enumeration;
use crate::model::TypeDefinition;
use crate::model::Value;
use crate::render::docs::sample::integer;
use crate::render::docs::sample::number;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::enumeration::outer;
use crate::render::types::enumeration::unknown;
use crate::render::types::enumeration::variant;

/// The numbers that an enum stands for.
struct Kind {
    /// The type of all numbers of the kind.
    ty: Ident,
    /// What only whole numbers can derive.
    derives: Vec<Ident>,
    literal: fn(&Value) -> Expr,
}

impl Kind {
    fn integer() -> Self {
        Self {
            ty: ident("i64"),
            derives: ["Eq", "Hash"].map(ident).to_vec(),
            literal: |value| integer(value.name.wire()),
        }
    }

    fn number() -> Self {
        Self {
            ty: ident("f64"),
            derives: Vec::new(),
            literal: |value| number(value.json.as_f64().unwrap_or_default()),
        }
    }
}

/// An enum of whole numbers.
pub(crate) fn integers(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    of_numbers(definition, enumeration, &Kind::integer(), file)
}

/// An enum of numbers with a fraction.
pub(crate) fn fractions(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    of_numbers(definition, enumeration, &Kind::number(), file)
}

/// An enum that is read from a number and written as one.
fn of_numbers(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    kind: &Kind,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let Kind { ty, derives, .. } = kind;
    let from_ty = ty.to_string();
    let name = ident(definition.name.rust());
    let unknown = (!enumeration.is_closed).then(|| unknown(enumeration));
    let open = unknown.as_ref().map(|unknown| -> Variant {
        parse_quote! {
            /// A value that the description does not know.
            #unknown(#ty)
        }
    });
    let docs = outer(definition);
    let serialize = file.serde("Serialize");
    let deserialize = file.serde("Deserialize");
    let variants = enumeration.values.iter().map(variant);
    let from: Attribute = if unknown.is_some() {
        parse_quote!(#[serde(from = #from_ty, into = #from_ty)])
    } else {
        parse_quote!(#[serde(try_from = #from_ty, into = #from_ty)])
    };
    let item: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Copy, Debug, PartialEq, #(#derives,)* #deserialize, #serialize)]
        #from
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #open
        }
    };
    let read = match &unknown {
        Some(unknown) => from_number(&name, enumeration, kind, unknown),
        None => try_from_number(&name, enumeration, kind, file),
    };
    let fmt = file.std("fmt");
    let display: Item = parse_quote! {
        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #ty::from(*self).fmt(f)
            }
        }
    };
    vec![
        item,
        into_number(&name, enumeration, kind, unknown.as_ref()),
        read,
        display,
    ]
}

/// The number as it is sent.
fn into_number(
    name: &Ident,
    enumeration: &Enumeration,
    kind: &Kind,
    unknown: Option<&Ident>,
) -> Item {
    let ty = &kind.ty;
    let arms = enumeration.values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let number = (kind.literal)(value);
        parse_quote!(#name::#variant => #number,)
    });
    let open =
        unknown.map(|unknown| -> syn::Arm { parse_quote!(#name::#unknown(value) => value,) });
    parse_quote! {
        impl From<#name> for #ty {
            fn from(value: #name) -> Self {
                match value {
                    #(#arms)*
                    #open
                }
            }
        }
    }
}

fn from_number(name: &Ident, enumeration: &Enumeration, kind: &Kind, unknown: &Ident) -> Item {
    let ty = &kind.ty;
    let arms = enumeration.values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let number = (kind.literal)(value);
        parse_quote!(#number => Self::#variant,)
    });
    parse_quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                match value {
                    #(#arms)*
                    other => Self::#unknown(other),
                }
            }
        }
    }
}

fn try_from_number(
    name: &Ident,
    enumeration: &Enumeration,
    kind: &Kind,
    file: &RustFile<'_>,
) -> Item {
    let ty = &kind.ty;
    let error = file.runtime("Error");
    let arms = enumeration.values.iter().map(|value| -> syn::Arm {
        let variant = ident(value.name.rust());
        let number = (kind.literal)(value);
        parse_quote!(#number => Ok(Self::#variant),)
    });
    let called = name.to_string();
    parse_quote! {
        impl TryFrom<#ty> for #name {
            type Error = #error;

            fn try_from(value: #ty) -> Result<Self, #error> {
                match value {
                    #(#arms)*
                    other => Err(#error::invalid_argument(#called, other.to_string())),
                }
            }
        }
    }
}
