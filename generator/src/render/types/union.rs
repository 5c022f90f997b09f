//! One of several types: an enum that serde tells apart, by a member or by what each type looks like.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Holder;
use crate::model::Tag;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::Usage;
use crate::model::Variant;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::structure::derives;

/// An enum of the generated crate, and what converts into it.
pub(crate) fn union(definition: &TypeDefinition, union: &Union, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("One of the types of {}.", code(definition.name.wire())),
    ));
    let by_serde = by_serde(definition.usage, union);
    let derives = derives(by_serde, false, file);
    let representation = representation(by_serde, union);
    let variants: Vec<syn::Variant> = union
        .variants
        .iter()
        .map(|one| variant(one, union, definition.usage.response, file))
        .collect();
    let unknown = definition.usage.response.then(|| unknown(union, file));
    let tag = union.tag.as_ref().filter(|_| by_serde != definition.usage);
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
    items.extend(tag.map(|tag| deserialize(&name, tag, union, file)));
    if definition.usage.request {
        items.extend(
            union
                .variants
                .iter()
                .filter(|one| definition.shape.takes(&one.ty))
                .map(|one| conversion(&name, one, file)),
        );
    }
    items
}

/// What serde derives: nothing reads by a member that the types of the union have themselves.
fn by_serde(usage: Usage, union: &Union) -> Usage {
    let is_of_branches = |tag: &Tag| tag.holder == Holder::Branches;
    Usage {
        response: usage.response && !union.tag.as_ref().is_some_and(is_of_branches),
        ..usage
    }
}

/// How serde tells the variants apart.
fn representation(by_serde: Usage, union: &Union) -> Option<Attribute> {
    let of_union = union.tag.as_ref();
    if let Some(tag) = of_union.filter(|tag| tag.holder == Holder::Union) {
        let member = &tag.member;
        return Some(parse_quote!(#[serde(tag = #member)]));
    }
    let is_derived = by_serde.request || by_serde.response;
    is_derived.then(|| parse_quote!(#[serde(untagged)]))
}

/// Reads by a member that the types of the union have themselves.
fn deserialize(name: &Ident, tag: &Tag, union: &Union, file: &RustFile<'_>) -> Item {
    let deserialize = file.serde("Deserialize");
    let deserializer = file.serde("Deserializer");
    let tagged = file.runtime("tagged");
    let value = file.json_value();
    let member = &tag.member;
    let unknown = unknown_name(union);
    let arms = union.variants.iter().map(|variant| -> syn::Arm {
        let values = variant.values.iter();
        let variant = ident(variant.name.rust());
        parse_quote! {
            Some(#(#values)|*) => #tagged::read(value, Self::#variant, Self::#unknown),
        }
    });
    parse_quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = #value::deserialize(deserializer)?;
                let read = match #tagged::text(&value, #member) {
                    #(#arms)*
                    _ => Self::#unknown(value),
                };
                Ok(read)
            }
        }
    }
}

fn variant(
    variant: &Variant,
    union: &Union,
    is_received: bool,
    file: &RustFile<'_>,
) -> syn::Variant {
    let name = ident(variant.name.rust());
    let wire = variant.name.wire();
    let ty = file.ty(&variant.ty);
    let fallback = match &union.tag {
        Some(tag) => format!("{} is {}.", code(&tag.member), one_of(&variant.values)),
        None => format!("{}.", code(variant.name.plain())),
    };
    let docs = docs::outer(&docs::text(&variant.docs, &fallback));
    let is_renamed = is_tagged(union) && variant.name.is_renamed();
    let rename: Option<Attribute> = is_renamed.then(|| parse_quote!(#[serde(rename = #wire)]));
    let exact = is_received.then(|| exact(&variant.ty, file)).flatten();
    parse_quote! {
        #(#docs)*
        #rename
        #exact
        #name(#ty)
    }
}

/// A text is of a format only if it looks so: any other is left to the other variants.
fn exact(ty: &Type, file: &RustFile<'_>) -> Option<Attribute> {
    let Type::Format(_) = ty else { return None };
    let path = file.serde_path("format::exact");
    Some(parse_quote!(#[serde(deserialize_with = #path)]))
}

/// Whether serde writes and reads the member that tells the variants apart.
fn is_tagged(union: &Union) -> bool {
    matches!(&union.tag, Some(tag) if tag.holder == Holder::Union)
}

/// The values as a sentence lists them.
fn one_of(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| code(value)).collect();
    values.join(" or ")
}

/// What the variant for other values is called, so that no known one has its name.
pub(crate) fn unknown_name(union: &Union) -> Ident {
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
    ident(name)
}

/// What a server of tomorrow may send.
fn unknown(union: &Union, file: &RustFile<'_>) -> syn::Variant {
    let name = unknown_name(union);
    let value = file.json_value();
    let untagged: Option<Attribute> = is_tagged(union).then(|| parse_quote!(#[serde(untagged)]));
    parse_quote! {
        /// A value that the description does not know.
        #untagged
        #name(#value)
    }
}

fn conversion(name: &Ident, variant: &Variant, file: &RustFile<'_>) -> Item {
    let variant_name = ident(variant.name.rust());
    let ty = file.ty(&variant.ty);
    let inner = ident("value");
    parse_quote! {
        impl From<#ty> for #name {
            fn from(#inner: #ty) -> Self {
                Self::#variant_name(#inner)
            }
        }
    }
}
