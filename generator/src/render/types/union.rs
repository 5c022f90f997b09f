//! One of several types: an enum whose variants serde tells apart by a discriminator that the union has, or by the kinds of their
//! values. All others are read as the branch that fits best.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Arm;
use syn::Attribute;
use syn::Item;
use syn::Stmt;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Discriminator;
use crate::model::DiscriminatorOwner;
use crate::model::Mark;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Union;
use crate::model::Usage;
use crate::model::Variant;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::syntax::ident;
use crate::render::types::items;
use crate::render::types::structure::derives;
use crate::render::types::variants;
use crate::render::types::wire::buffered;
use crate::render::types::wire::told;

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
    let unknown = usage.response.then(|| {
        let is_compared = by_serde.response && definition.is_compared;
        unknown(union, by_serde, is_compared, file)
    });
    let mut items = vec![items::enumeration(above, &name, known.chain(unknown))];
    if usage.response && !by_serde.response {
        items.push(deserialize(&name, union, file));
    }
    if usage.request && !by_serde.request {
        items.push(serialize(&name, union, usage, file));
    }
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

/// What serde derives: it reads by a tag that it writes itself, or by the kinds of values, and adds nothing to a type.
fn by_serde(usage: Usage, union: &Union) -> Usage {
    let is_written = union.variants.iter().any(|one| one.written.is_some());
    Usage {
        request: usage.request && (is_tagged(union) || !is_written),
        response: usage.response && (is_tagged(union) || union.is_by_kind),
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

/// Reads the branch that fits best.
fn deserialize(name: &Ident, union: &Union, file: &RustFile<'_>) -> Item {
    let (branch, unknown) = (file.runtime("branch"), unknown_name(union));
    let read = match default(union) {
        Some((discriminator, default)) => vec![read_or(union, discriminator, default, file)],
        None => union
            .variants
            .iter()
            .map(|variant| read(variant, file))
            .collect(),
    };
    let body = quote! {
        let mut best = #branch::best(deserializer)?;
        #(#read)*
        Ok(best.or(Self::#unknown))
    };
    items::deserialize(name, &body, file)
}

/// The variant that a value is where the discriminator means no other.
fn default(union: &Union) -> Option<(&Discriminator, &Variant)> {
    let discriminator = union.discriminator_of(DiscriminatorOwner::Variants)?;
    let default = union.variants.iter().find(|variant| variant.is_default)?;
    Some((discriminator, default))
}

/// Reads the variant that the discriminator means, or the default.
fn read_or(
    union: &Union,
    discriminator: &Discriminator,
    default: &Variant,
    file: &RustFile<'_>,
) -> Stmt {
    let property = &discriminator.property;
    let others = union.variants.iter().filter(|variant| !variant.is_default);
    let arms = others.map(|variant| -> Arm {
        let values = variant.values.iter().map(text);
        let read = read(variant, file);
        parse_quote!(Some(#(#values)|*) => { #read })
    });
    let read = reading(default, file);
    let told = (default.ty != Type::Any).then(|| quote!(.default_of(#property)));
    parse_quote! {
        match best.tag(#property).as_deref() {
            #(#arms)*
            _ => best #told.#read,
        }
    }
}

/// Tries a variant.
fn read(variant: &Variant, file: &RustFile<'_>) -> Stmt {
    let given = variant.marks.iter().map(|Mark { property, values }| {
        let values = values.iter().map(tag);
        quote!(.given(#property, &[#(#values),*]))
    });
    let read = reading(variant, file);
    parse_quote!(best #(#given)*.#read;)
}

/// The step that tries a variant.
fn reading(variant: &Variant, file: &RustFile<'_>) -> TokenStream {
    let name = ident(variant.name.rust());
    match (&variant.ty, is_known(&variant.ty, file)) {
        (Type::Any, _) => quote!(read_last(Self::#name)),
        (_, Some(is_known)) => quote!(read_if(#is_known, Self::#name)),
        _ => quote!(read(Self::#name)),
    }
}

/// Whether a type knows what it has read, where it takes more than that.
fn is_known(ty: &Type, file: &RustFile<'_>) -> Option<TokenStream> {
    match ty {
        Type::Format(_) => {
            let format = file.runtime("format");
            Some(quote!(#format::is_exact))
        }
        Type::Named(reference) => {
            let unknown = unknown_of(reference, file)?;
            Some(quote!(|read| !matches!(read, #unknown)))
        }
        Type::Boxed(inner) => {
            let unknown = unknown_of(inner.named()?, file)?;
            Some(quote!(|read| !matches!(**read, #unknown)))
        }
        Type::Nullable(inner) => {
            let (read, inner) = match inner.as_ref() {
                Type::Boxed(inner) => (quote!(read.as_deref()), inner),
                _ => (quote!(read), inner),
            };
            let Type::Named(reference) = inner.as_ref() else {
                return None;
            };
            let unknown = unknown_of(reference, file)?;
            Some(quote!(|read| !matches!(#read, Some(#unknown))))
        }
        Type::Boolean
        | Type::NumberOrText(_)
        | Type::Multipart
        | Type::Integer(_)
        | Type::Number
        | Type::String
        | Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Duration(_)
        | Type::List(_)
        | Type::Map { .. } => None,
    }
}

/// The pattern of what a type keeps without knowing it, where that can be any value.
fn unknown_of(reference: &TypeReference, file: &RustFile<'_>) -> Option<TokenStream> {
    let unknown = match &file.definition(reference)?.shape {
        Shape::Union(union) => unknown_name(union),
        Shape::Enumeration(known) if known.scalar == Scalar::Mixed => variants::unknown_name(known),
        _ => return None,
    };
    let ty = file.named(reference);
    Some(quote!(#ty::#unknown(_)))
}

/// A value of a property that tells branches apart.
fn tag(value: &serde_json::Value) -> TokenStream {
    match value {
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::Number(number) => {
            let number = literal::integer(number);
            quote!(#number)
        }
        value => {
            let text = value.as_str().unwrap_or_default();
            quote!(#text)
        }
    }
}

/// Writes the property that tells a variant from others for the types that are without.
fn serialize(name: &Ident, union: &Union, usage: Usage, file: &RustFile<'_>) -> Item {
    let (serialize, serializer) = (file.serde("Serialize"), file.serde("Serializer"));
    let arms = union.variants.iter().map(|variant| -> Arm {
        let name = ident(variant.name.rust());
        let Some(written) = &variant.written else {
            return parse_quote!(Self::#name(value) => value.serialize(serializer),);
        };
        let (branch, property, value) = (file.runtime("branch"), &written.property, tag(&written.value));
        let tagged = ident(if written.unless_set { "tagged_unless_set" } else { "tagged" });
        parse_quote!(Self::#name(object) => #branch::#tagged(#property, #value, object, serializer),)
    });
    let unknown = usage.response.then(|| -> Arm {
        let unknown = unknown_name(union);
        parse_quote!(Self::#unknown(value) => value.serialize(serializer),)
    });
    parse_quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    #unknown
                }
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
    let fallback = match &union.discriminator {
        Some(discriminator) if variant.is_default => format!(
            "Where {} is absent, or means no other variant.",
            code(&discriminator.property)
        ),
        Some(discriminator) => format!(
            "{} is {}.",
            code(&discriminator.property),
            docs::codes(variant.values.iter().map(text), " or ")
        ),
        None => format!("{}.", code(variant.name.plain())),
    };
    let rename = items::rename(&variant.name).filter(|_| is_tagged(union));
    let decoder = is_received
        .then(|| decoder(&variant.ty, union, file))
        .flatten();
    let mut above = docs::described(&variant.docs, &fallback);
    above.extend(rename.into_iter().chain(decoder));
    items::variant(above, &variant.name, Some(&file.ty(&variant.ty)))
}

fn text(value: &serde_json::Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

/// How serde tries to read a variant. A text that is not of the format is left to the other variants.
fn decoder(ty: &Type, union: &Union, file: &RustFile<'_>) -> Option<Attribute> {
    let path = match ty {
        Type::Named(_) if is_tagged(union) => told(ty, file)?,
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

/// The variant for values that a later version of the API may send. A union that compares its types is told of them.
fn unknown(union: &Union, by_serde: Usage, is_compared: bool, file: &RustFile<'_>) -> syn::Variant {
    let (name, value) = (unknown_name(union), file.json_value());
    let has_serde = by_serde.request || by_serde.response;
    let untagged = (has_serde && is_tagged(union)).then(|| quote!(untagged));
    let told = is_compared.then(|| {
        let path = file.serde_path("branch::unlisted");
        quote!(deserialize_with = #path)
    });
    let parts: Vec<TokenStream> = untagged.into_iter().chain(told).collect();
    let attribute: Option<Attribute> =
        (!parts.is_empty()).then(|| parse_quote!(#[serde(#(#parts),*)]));
    parse_quote! {
        /// A value that is not in the API description.
        #attribute
        #name(#value)
    }
}
