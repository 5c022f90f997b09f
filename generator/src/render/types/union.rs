//! One of several types: an enum whose variants serde tells apart by a discriminator, or by trying each.

use proc_macro2::Ident;
use quote::quote;
use syn::Arm;
use syn::Attribute;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Discriminator;
use crate::model::DiscriminatorOwner;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::Usage;
use crate::model::Variant;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::items;
use crate::render::types::structure::derives;
use crate::render::types::wire::buffered;

/// An enum of the generated crate, and what converts into it.
pub(crate) fn union(definition: &TypeDefinition, union: &Union, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let usage = definition.usage;
    let fallback = format!("One of the variants of {}.", code(definition.name.wire()));
    let by_serde = by_serde(usage, union);
    let mut above = docs::described(&definition.docs, &fallback);
    above.push(derives(by_serde, false, file));
    above.extend(representation(by_serde, union));
    let known = union.variants.iter();
    let known = known.map(|one| variant(one, union, by_serde.response, file));
    let unknown = usage.response.then(|| unknown(union, file));
    let mut items = vec![items::enumeration(above, &name, known.chain(unknown))];
    let discriminator = union.discriminator.as_ref().filter(|_| by_serde != usage);
    items.extend(discriminator.map(|one| deserialize(&name, one, union, file)));
    if usage.request {
        let converting = union.variants.iter();
        let converting = converting.filter(|one| definition.shape.takes(&one.ty));
        items.extend(
            converting.map(|one| items::conversion(&name, &one.name, &one.ty, "value", file)),
        );
        let variants = union.variants.iter().map(|one| (&one.name, &one.ty));
        items.extend(items::text_conversion(&name, variants, file));
    }
    items
}

/// What serde derives: nothing reads by a property that the types of the union have themselves.
fn by_serde(usage: Usage, union: &Union) -> Usage {
    let of_variants = union.discriminator_of(DiscriminatorOwner::Variants);
    Usage {
        response: usage.response && of_variants.is_none(),
        ..usage
    }
}

/// How serde tells the variants apart.
fn representation(by_serde: Usage, union: &Union) -> Option<Attribute> {
    if let Some(discriminator) = union.discriminator_of(DiscriminatorOwner::Union) {
        let property = &discriminator.property;
        return Some(parse_quote!(#[serde(tag = #property)]));
    }
    let is_derived = by_serde.request || by_serde.response;
    is_derived.then(|| parse_quote!(#[serde(untagged)]))
}

/// Reads by a property that the types of the union have themselves.
fn deserialize(
    name: &Ident,
    discriminator: &Discriminator,
    union: &Union,
    file: &RustFile<'_>,
) -> Item {
    let (module, value) = (file.runtime("discriminator"), file.json_value());
    let (property, unknown) = (&discriminator.property, unknown_name(union));
    let arms = union.variants.iter().map(|variant| -> Arm {
        let values = variant.values.iter();
        let variant = ident(variant.name.rust());
        parse_quote!(Some(#(#values)|*) => #module::read(value, Self::#variant, Self::#unknown),)
    });
    let body = quote! {
        let value = #value::deserialize(deserializer)?;
        let read = match #module::of(&value, #property) {
            #(#arms)*
            _ => Self::#unknown(value),
        };
        Ok(read)
    };
    items::deserialize(name, &body, file)
}

fn variant(
    variant: &Variant,
    union: &Union,
    is_received: bool,
    file: &RustFile<'_>,
) -> syn::Variant {
    let fallback = match &union.discriminator {
        Some(discriminator) => format!(
            "{} is {}.",
            code(&discriminator.property),
            docs::codes(&variant.values, " or ")
        ),
        None => format!("{}.", code(variant.name.plain())),
    };
    let rename = items::rename(&variant.name).filter(|_| is_tagged(union));
    let decoder = is_received.then(|| decoder(&variant.ty, file)).flatten();
    let mut above = docs::described(&variant.docs, &fallback);
    above.extend(rename.into_iter().chain(decoder));
    items::variant(above, &variant.name, Some(&file.ty(&variant.ty)))
}

/// How serde tries to read a variant. A text that is not of the format is left to the other variants.
fn decoder(ty: &Type, file: &RustFile<'_>) -> Option<Attribute> {
    let path = match ty {
        Type::Format(_) => file.serde_path("format::exact"),
        ty => buffered(ty, file)?,
    };
    Some(parse_quote!(#[serde(deserialize_with = #path)]))
}

/// Whether serde writes and reads the property that tells the variants apart.
fn is_tagged(union: &Union) -> bool {
    union.discriminator_of(DiscriminatorOwner::Union).is_some()
}

/// The name of the variant for unknown values.
pub(crate) fn unknown_name(union: &Union) -> Ident {
    let candidates = ["Unknown", "UnknownValue", "OutsideDescription"];
    let names = union.variants.iter().map(|variant| &variant.name);
    items::free_name(&candidates, names)
}

/// The variant for values that a later version of the API may send.
fn unknown(union: &Union, file: &RustFile<'_>) -> syn::Variant {
    let name = unknown_name(union);
    let value = file.json_value();
    let untagged: Option<Attribute> = is_tagged(union).then(|| parse_quote!(#[serde(untagged)]));
    parse_quote! {
        /// A value that is not in the API description.
        #untagged
        #name(#value)
    }
}
