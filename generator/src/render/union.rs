//! One of several types: an enum that serde tells apart, by a member or by what each type looks like.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Item;
use syn::parse_quote;

use super::docs;
use super::ident;
use super::imports::Imports;
use super::structure::derives;
use super::ty;
use crate::markdown::code;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::Variant;

/// An enum of the generated crate, and what converts into it.
pub(super) fn union(
    definition: &TypeDefinition,
    union: &Union,
    imports: &mut Imports,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("One of the types of {}.", code(definition.name.wire())),
    ));
    let derives = derives(definition.usage, false, imports);
    let representation: Attribute = match &union.tag {
        Some(tag) => parse_quote!(#[serde(tag = #tag)]),
        None => parse_quote!(#[serde(untagged)]),
    };
    let variants: Vec<syn::Variant> = union
        .variants
        .iter()
        .map(|one| variant(one, union, definition.usage.response, imports))
        .collect();
    let unknown = definition.usage.response.then(|| unknown(union, imports));
    let item: Item = parse_quote! {
        #(#docs)*
        #derives
        #representation
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
        }
    };
    let mut items = vec![item];
    if definition.usage.request {
        items.extend(
            union
                .variants
                .iter()
                .filter(|one| is_only(one, union))
                .map(|one| conversion(&name, one, imports)),
        );
    }
    items
}

fn variant(
    variant: &Variant,
    union: &Union,
    is_received: bool,
    imports: &mut Imports,
) -> syn::Variant {
    let name = ident(variant.name.rust());
    let wire = variant.name.wire();
    let ty = ty::ty(&variant.ty, imports);
    let fallback = match &union.tag {
        Some(tag) => format!("{} is {}.", code(tag), code(wire)),
        None => format!("{}.", code(variant.name.plain())),
    };
    let docs = docs::outer(&docs::text(&variant.docs, &fallback));
    let is_renamed = union.tag.is_some() && variant.name.is_renamed();
    let rename: Option<Attribute> = is_renamed.then(|| parse_quote!(#[serde(rename = #wire)]));
    let exact = is_received.then(|| exact(&variant.ty, imports)).flatten();
    parse_quote! {
        #(#docs)*
        #rename
        #exact
        #name(#ty)
    }
}

/// A text is of a format only if it looks so: any other is left to the other variants.
fn exact(ty: &Type, imports: &mut Imports) -> Option<Attribute> {
    let Type::Format(_) = ty else { return None };
    imports.bring("client_runtime::format");
    Some(parse_quote!(#[serde(deserialize_with = "format::exact")]))
}

/// What a server of tomorrow may send.
fn unknown(union: &Union, imports: &mut Imports) -> syn::Variant {
    let is_taken = |name: &str| {
        union
            .variants
            .iter()
            .any(|variant| variant.name.rust() == name)
    };
    let name = ["Unknown", "UnknownValue"]
        .into_iter()
        .find(|name| !is_taken(name))
        .unwrap_or("OutsideDescription");
    let name = ident(name);
    let value = imports.bring("serde_json::Value");
    let untagged: Option<Attribute> = union
        .tag
        .is_some()
        .then(|| parse_quote!(#[serde(untagged)]));
    parse_quote! {
        /// A value that the description does not know.
        #untagged
        #name(#value)
    }
}

/// Whether no other variant has the same type.
fn is_only(variant: &Variant, union: &Union) -> bool {
    union
        .variants
        .iter()
        .filter(|other| other.ty == variant.ty)
        .count()
        == 1
        && variant.ty != Type::Any
}

fn conversion(name: &Ident, variant: &Variant, imports: &mut Imports) -> Item {
    let variant_name = ident(variant.name.rust());
    let ty = ty::ty(&variant.ty, imports);
    let inner = ident("value");
    parse_quote! {
        impl From<#ty> for #name {
            fn from(#inner: #ty) -> Self {
                Self::#variant_name(#inner)
            }
        }
    }
}
