//! Enums of numbers, and of values of several kinds: read from a number or from any JSON, and written as one.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::ToTokens;
use quote::quote;
use syn::Arm;
use syn::Attribute;
use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::model::Value;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::syntax::ident;
use crate::render::types::items;
use crate::render::types::variants::Enum;

/// An enum of whole numbers.
pub(crate) fn integers(written: &Enum<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let derives = ["Clone", "Copy", "Debug", "PartialEq", "Eq", "Hash"];
    let literal = |value: &Value| literal::integer(value.name.wire());
    numbers(written, &derives, &ident("i64"), literal, file)
}

/// An enum of numbers with a fraction.
pub(crate) fn fractions(written: &Enum<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let derives = ["Clone", "Copy", "Debug", "PartialEq"];
    let literal = |value: &Value| literal::number(value.json.as_f64().unwrap_or_default());
    numbers(written, &derives, &ident("f64"), literal, file)
}

fn numbers(
    written: &Enum<'_>,
    derives: &[&str],
    ty: &Ident,
    literal: impl Fn(&Value) -> Expr,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let shown = parse_quote!(#ty::from(*self).fmt(f));
    vec![
        written.item(derives, ty, Some(conversion(ty)), file),
        into(written, ty, &literal),
        from(written, ty, |value| literal(value).to_token_stream(), file),
        items::formatting("Display", &written.name, &shown, file),
    ]
}

/// An enum of strings, numbers and booleans.
pub(crate) fn mixed(written: &Enum<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let json = file.json_value();
    let text = |value: &Value| -> Expr {
        let wire = value.name.wire();
        parse_quote!(f.write_str(#wire))
    };
    let arms = written.arms(&ident("Self"), text, &parse_quote!(value.fmt(f)));
    let shown = parse_quote!(match self { #(#arms)* });
    let converted = |value: &Value| -> Expr {
        let literal = sent(&value.json);
        parse_quote!(Self::from(#literal))
    };
    let pattern = |value: &Value| {
        let known = compared(&value.json);
        quote!(value if value == #known)
    };
    let derives = ["Clone", "Debug", "PartialEq"];
    vec![
        written.item(&derives, &json, Some(conversion(&json)), file),
        into(written, &json, converted),
        from(written, &json, pattern, file),
        items::formatting("Display", &written.name, &shown, file),
    ]
}

/// `#[serde(from, into)]`.
fn conversion(ty: &Ident) -> Attribute {
    let ty = ty.to_string();
    parse_quote!(#[serde(from = #ty, into = #ty)])
}

/// `From` the enum for the value that is sent.
fn into(written: &Enum<'_>, ty: &Ident, literal: impl Fn(&Value) -> Expr) -> Item {
    let name = &written.name;
    let arms = written.arms(name, literal, &parse_quote!(value));
    parse_quote! {
        impl From<#name> for #ty {
            fn from(value: #name) -> Self {
                match value {
                    #(#arms)*
                }
            }
        }
    }
}

/// `From` the value for the enum. A union that compares its types is told of a value that is not known.
fn from(
    written: &Enum<'_>,
    ty: &Ident,
    pattern: impl Fn(&Value) -> TokenStream,
    file: &RustFile<'_>,
) -> Item {
    let (name, unknown) = (&written.name, &written.unknown);
    let arms = written.values.iter().map(|value| -> Arm {
        let (pattern, variant) = (pattern(value), ident(value.name.rust()));
        parse_quote!(#pattern => Self::#variant,)
    });
    let other: Expr = if written.definition.is_compared {
        let branch = file.runtime("branch");
        parse_quote!(#branch::not_listed(other))
    } else {
        parse_quote!(other)
    };
    parse_quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                match value {
                    #(#arms)*
                    other => Self::#unknown(#other),
                }
            }
        }
    }
}

/// A known value as it is sent.
fn sent(value: &serde_json::Value) -> Expr {
    match value.as_i64() {
        Some(known) if i32::try_from(known).is_ok() => literal::integer(known),
        Some(known) => literal::long(known),
        None => compared(value),
    }
}

/// A known value as it is compared with what is read, where `5.0` is `5`.
fn compared(value: &serde_json::Value) -> Expr {
    match value {
        serde_json::Value::Bool(known) => parse_quote!(#known),
        serde_json::Value::Number(known) => literal::number(known.as_f64().unwrap_or_default()),
        other => {
            let text = other.as_str().unwrap_or_default();
            parse_quote!(#text)
        }
    }
}
