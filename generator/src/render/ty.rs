//! Types as they are written in Rust.

use syn::parse_quote;

use crate::model::Integer;
use crate::model::Type;
use crate::model::TypeReference;
use crate::render::imports::Imports;

/// The type, with what it names brought into scope.
pub(crate) fn ty(ty: &Type, imports: &mut Imports) -> syn::Type {
    match ty {
        Type::Boolean => parse_quote!(bool),
        Type::Integer(Integer::I8) => parse_quote!(i8),
        Type::Integer(Integer::I16) => parse_quote!(i16),
        Type::Integer(Integer::I32) => parse_quote!(i32),
        Type::Integer(Integer::I64) => parse_quote!(i64),
        Type::Integer(Integer::U8) => parse_quote!(u8),
        Type::Integer(Integer::U16) => parse_quote!(u16),
        Type::Integer(Integer::U32) => parse_quote!(u32),
        Type::Integer(Integer::U64) => parse_quote!(u64),
        Type::Number => parse_quote!(f64),
        Type::String => parse_quote!(String),
        Type::Format(format) => {
            named(&imports.bring(&format!("client_runtime::{}", format.type_name())))
        }
        Type::Any => named(&imports.bring("serde_json::Value")),
        Type::RawBody => named(&imports.bring("client_runtime::RawBody")),
        Type::Part => named(&imports.bring("client_runtime::Part")),
        Type::Duration(_) => named(&imports.bring("std::time::Duration")),
        Type::List(element) => list(element, imports),
        Type::Map { key, value } => {
            let value = self::ty(value, imports);
            map(key.as_ref(), &value, imports)
        }
        Type::Nullable(inner) => option(inner, imports),
        Type::Boxed(inner) => boxed(inner, imports),
        Type::Named(reference) => named(&imports.bring_type(reference)),
    }
}

/// The type of something that only answers hold: lists in it outlive an odd element.
pub(crate) fn received(ty: &Type, imports: &mut Imports) -> syn::Type {
    match ty {
        Type::List(element) => {
            let list = imports.bring("client_runtime::List");
            let element = received(element, imports);
            parse_quote!(#list<#element>)
        }
        Type::Map { key, value } => {
            let value = received(value, imports);
            map(key.as_ref(), &value, imports)
        }
        Type::Nullable(inner) => {
            let inner = received(inner, imports);
            parse_quote!(Option<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = received(inner, imports);
            parse_quote!(Box<#inner>)
        }
        Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::String
        | Type::Format(_)
        | Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Duration(_)
        | Type::Named(_) => self::ty(ty, imports),
    }
}

/// A type of the crate, or a list of one, as a user writes it.
pub(crate) fn spelled(ty: &Type) -> Option<String> {
    match ty {
        Type::Named(reference) => Some(reference.name.clone()),
        Type::List(element) => spelled(element).map(|element| format!("List<{element}>")),
        Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::String
        | Type::Format(_)
        | Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Duration(_)
        | Type::Map { .. }
        | Type::Nullable(_)
        | Type::Boxed(_) => None,
    }
}

fn named(name: &proc_macro2::Ident) -> syn::Type {
    parse_quote!(#name)
}

fn list(element: &Type, imports: &mut Imports) -> syn::Type {
    let element = ty(element, imports);
    parse_quote!(Vec<#element>)
}

fn map(key: Option<&TypeReference>, value: &syn::Type, imports: &mut Imports) -> syn::Type {
    let map = imports.bring("std::collections::BTreeMap");
    let key = match key {
        Some(reference) => named(&imports.bring_type(reference)),
        None => parse_quote!(String),
    };
    parse_quote!(#map<#key, #value>)
}

pub(crate) fn option(inner: &Type, imports: &mut Imports) -> syn::Type {
    let inner = ty(inner, imports);
    parse_quote!(Option<#inner>)
}

fn boxed(inner: &Type, imports: &mut Imports) -> syn::Type {
    let inner = ty(inner, imports);
    parse_quote!(Box<#inner>)
}
