//! The items that types of every shape are made of.
//!
//! Docs and fields are added to items that are parsed without them: parsing them again with every item takes longer than all else.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::Expr;
use syn::Field;
use syn::Fields;
use syn::Item;
use syn::ItemEnum;
use syn::ItemStruct;
use syn::Variant;
use syn::parse_quote;

use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::render::file::Naming;
use crate::render::file::RustFile;
use crate::render::syntax::attribute_of;
use crate::render::syntax::ident;

/// A struct with its attributes, docs first.
pub(crate) fn structure(
    above: impl IntoIterator<Item = Attribute>,
    name: &Ident,
    fields: impl IntoIterator<Item = Field>,
) -> Item {
    let mut item = STRUCT.with(Clone::clone);
    item.ident = name.clone();
    item.attrs.extend(above);
    if let Fields::Named(named) = &mut item.fields {
        named.named.extend(fields);
    }
    Item::Struct(item)
}

thread_local! {
    // Parsed once, and not with each type.
    static STRUCT: ItemStruct = parse_quote!(pub struct Name {});
    static ENUM: ItemEnum = parse_quote! {
        #[non_exhaustive]
        pub enum Name {}
    };
}

/// An enum with its attributes, docs first.
pub(crate) fn enumeration(
    above: impl IntoIterator<Item = Attribute>,
    name: &Ident,
    variants: impl IntoIterator<Item = Variant>,
) -> Item {
    let mut item = ENUM.with(Clone::clone);
    item.ident = name.clone();
    item.attrs.splice(0..0, above);
    item.variants.extend(variants);
    Item::Enum(item)
}

/// A variant with its attributes and its value.
pub(crate) fn variant(above: Vec<Attribute>, name: &Name, held: Option<&syn::Type>) -> Variant {
    Variant {
        attrs: above,
        ident: ident(name.rust()),
        fields: match held {
            Some(ty) => Fields::Unnamed(parse_quote!((#ty))),
            None => Fields::Unit,
        },
        discriminant: None,
    }
}

/// The first of these names that no known variant has, or else the last.
pub(crate) fn free_name<'n>(candidates: &[&str], taken: impl Iterator<Item = &'n Name>) -> Ident {
    let taken: Vec<&str> = taken.map(Name::rust).collect();
    let free = candidates.iter().find(|name| !taken.contains(name));
    ident(free.or(candidates.last()).unwrap_or(&"Unknown"))
}

/// `#[serde(rename)]`, where the name on the wire is another.
pub(crate) fn rename(name: &Name) -> Option<Attribute> {
    let wire = name.wire();
    name.is_renamed()
        .then(|| attribute_of("serde", quote!(rename = #wire)))
}

/// `From` the value of a variant for the enum.
pub(crate) fn conversion(
    owner: &Ident,
    variant: &Name,
    ty: &Type,
    value: &str,
    file: &RustFile<'_>,
) -> Item {
    let (variant, value, ty) = (ident(variant.rust()), ident(value), file.ty(ty));
    parse_quote! {
        impl From<#ty> for #owner {
            fn from(#value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
    }
}

/// `From` a borrowed text for the enum, where one of its variants alone holds any text.
pub(crate) fn text_conversion<'v>(
    owner: &Ident,
    variants: impl Iterator<Item = (&'v Name, &'v Type)> + Clone,
    file: &RustFile<'_>,
) -> Option<Item> {
    let mut texts = variants
        .clone()
        .filter(|(_, ty)| **ty == Type::String)
        .chain(variants.filter(|(_, ty)| is_text_of_its_own(ty, file)));
    let (variant, ty) = texts.next()?;
    if texts
        .next()
        .is_some_and(|(_, other)| *ty != Type::String || *other == Type::String)
    {
        return None;
    }
    let variant = ident(variant.rust());
    Some(parse_quote! {
        impl From<&str> for #owner {
            fn from(text: &str) -> Self {
                Self::#variant(text.into())
            }
        }
    })
}

/// Whether a type of the crate takes any text.
fn is_text_of_its_own(ty: &Type, file: &RustFile<'_>) -> bool {
    let definition = ty.named().and_then(|reference| file.definition(reference));
    let shape = definition.map(|definition| &definition.shape);
    matches!(ty, Type::Named(_)) && matches!(shape, Some(Shape::Text(text)) if !text.is_checked())
}

/// `Deserialize`, with the body of its function, which has a `deserializer`.
pub(crate) fn deserialize(
    owner: &Ident,
    body: &TokenStream,
    naming: Naming,
    file: &RustFile<'_>,
) -> Item {
    let deserialize = file.at("serde::Deserialize", naming);
    let (deserializer, gate) = (file.at("serde::Deserializer", naming), naming.gate());
    parse_quote! {
        #gate
        impl<'de> #deserialize<'de> for #owner {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

/// `Serialize`, with the body of its function, which has a `serializer`.
pub(crate) fn serialize(
    owner: &Ident,
    body: &TokenStream,
    naming: Naming,
    file: &RustFile<'_>,
) -> Item {
    let serialize = file.at("serde::Serialize", naming);
    let (serializer, gate) = (file.at("serde::Serializer", naming), naming.gate());
    parse_quote! {
        #gate
        impl #serialize for #owner {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

/// `Display` or `Debug`.
pub(crate) fn formatting(
    trait_name: &str,
    owner: &Ident,
    body: &Expr,
    file: &RustFile<'_>,
) -> Item {
    let (fmt, trait_name) = (file.std("fmt"), ident(trait_name));
    parse_quote! {
        impl #fmt::#trait_name for #owner {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #body
            }
        }
    }
}
