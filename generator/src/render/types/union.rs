//! One of several types: an enum whose variants serde tells apart by a discriminator that the union has, or by the kinds of their
//! values. All others are read as the branch that fits best.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Arm;
use syn::Attribute;
use syn::Expr;
use syn::Item;
use syn::Meta;
use syn::Stmt;
use syn::parse_quote;

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
use crate::render::docs::fallback::of_union;
use crate::render::docs::fallback::of_variant;
use crate::render::docs::fallback::text;
use crate::render::file::Naming;
use crate::render::file::RustFile;
use crate::render::literal;
use crate::render::syntax::ident;
use crate::render::types::items;
use crate::render::types::structure;
use crate::render::types::structure::BOTH;
use crate::render::types::structure::derives;
use crate::render::types::structure::naming;
use crate::render::types::variants;
use crate::render::types::wire::buffered;
use crate::render::types::wire::told;

/// An enum of the generated crate, and what converts into it.
pub(crate) fn union(definition: &TypeDefinition, union: &Union, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let usage = definition.usage;
    let by_serde = by_serde(usage, union);
    let both = self::by_serde(BOTH, union);
    let mut above = docs::described(&definition.docs, &of_union(union));
    above.push(derives(by_serde, false, file));
    above.extend(other_direction(usage, by_serde, both));
    above.extend(representation(by_serde, union));
    let known = union.variants.iter();
    let known = known.map(|one| variant(one, union, usage, both, file));
    let unknown = usage.response.then(|| {
        let is_compared = by_serde.response && definition.is_compared;
        unknown(union, by_serde, is_compared, file)
    });
    let mut items = vec![items::enumeration(above, &name, known.chain(unknown))];
    if !both.response {
        items.push(deserialize(&name, union, usage, file));
    }
    if !both.request {
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
    is_derived(by_serde).then(|| parse_quote!(#[serde(untagged)]))
}

/// What it derives by the feature `serde`, of what is derived of both directions.
fn other_direction(usage: Usage, by_serde: Usage, both: Usage) -> Option<Attribute> {
    let other = structure::other_direction(usage, both)?;
    if is_derived(by_serde) {
        return Some(other);
    }
    let Meta::List(list) = &other.meta else {
        return Some(other);
    };
    let derived = &list.tokens;
    Some(parse_quote!(#[cfg_attr(#derived, serde(untagged))]))
}

fn is_derived(by_serde: Usage) -> bool {
    by_serde.request || by_serde.response
}

/// Reads the branch that fits best.
fn deserialize(name: &Ident, union: &Union, usage: Usage, file: &RustFile<'_>) -> Item {
    let naming = naming(usage.response);
    let branch = file.at("client_runtime::branch", naming);
    let read = match default(union) {
        Some((discriminator, default)) => {
            vec![read_or(union, discriminator, default, naming, file)]
        }
        None => union
            .variants
            .iter()
            .map(|variant| read(variant, naming, file))
            .collect(),
    };
    let best: Expr = if usage.response {
        let unknown = unknown_name(union);
        parse_quote!(Ok(best.or(Self::#unknown)))
    } else {
        parse_quote!(best.found())
    };
    let body = quote! {
        let mut best = #branch::best(deserializer)?;
        #(#read)*
        #best
    };
    items::deserialize(name, &body, naming, file)
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
    naming: Naming,
    file: &RustFile<'_>,
) -> Stmt {
    let property = &discriminator.property;
    let others = union.variants.iter().filter(|variant| !variant.is_default);
    let arms = others.map(|variant| -> Arm {
        let values = variant.values.iter().map(text);
        let read = read(variant, naming, file);
        parse_quote!(Some(#(#values)|*) => { #read })
    });
    let read = reading(default, naming, file);
    let told = (default.ty != Type::Any).then(|| quote!(.default_of(#property)));
    parse_quote! {
        match best.tag(#property).as_deref() {
            #(#arms)*
            _ => best #told.#read,
        }
    }
}

/// Tries a variant.
fn read(variant: &Variant, naming: Naming, file: &RustFile<'_>) -> Stmt {
    let given = variant.marks.iter().map(|Mark { property, values }| {
        let values = values.iter().map(tag);
        quote!(.given(#property, &[#(#values),*]))
    });
    let read = reading(variant, naming, file);
    parse_quote!(best #(#given)*.#read;)
}

/// The step that tries a variant.
fn reading(variant: &Variant, naming: Naming, file: &RustFile<'_>) -> TokenStream {
    let name = ident(variant.name.rust());
    match (&variant.ty, is_known(&variant.ty, naming, file)) {
        (Type::Any, _) => quote!(read_last(Self::#name)),
        (_, Some(is_known)) => quote!(read_if(#is_known, Self::#name)),
        _ => quote!(read(Self::#name)),
    }
}

/// Whether a type knows what it has read, where it takes more than that.
fn is_known(ty: &Type, naming: Naming, file: &RustFile<'_>) -> Option<TokenStream> {
    match ty {
        Type::Format(_) => {
            let format = file.at("client_runtime::format", naming);
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
    let definition = file.definition(reference)?;
    let unknown = match &definition.shape {
        Shape::Union(union) if definition.usage.response => unknown_name(union),
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
    let naming = naming(usage.request);
    let branch = file.at("client_runtime::branch", naming);
    let itself: Expr = match naming {
        Naming::Imported => parse_quote!(value.serialize(serializer)),
        Naming::Whole => parse_quote!(serde::Serialize::serialize(value, serializer)),
    };
    let arms = union.variants.iter().map(|variant| -> Arm {
        let name = ident(variant.name.rust());
        let Some(written) = &variant.written else {
            return parse_quote!(Self::#name(value) => #itself,);
        };
        let (property, value) = (&written.property, tag(&written.value));
        let tagged = ident(if written.unless_set { "tagged_unless_set" } else { "tagged" });
        parse_quote!(Self::#name(object) => #branch::#tagged(#property, #value, object, serializer),)
    });
    let unknown = usage.response.then(|| -> Arm {
        let unknown = unknown_name(union);
        parse_quote!(Self::#unknown(value) => #itself,)
    });
    let body = quote! {
        match self {
            #(#arms)*
            #unknown
        }
    };
    items::serialize(name, &body, naming, file)
}

fn variant(
    variant: &Variant,
    union: &Union,
    usage: Usage,
    both: Usage,
    file: &RustFile<'_>,
) -> syn::Variant {
    let rename = items::rename(&variant.name).filter(|_| is_tagged(union));
    let naming = naming(usage.response);
    let decoder = both
        .response
        .then(|| decoder(&variant.ty, union, naming, file))
        .flatten();
    let mut above = docs::described(&variant.docs, &of_variant(variant, union, file));
    above.extend(rename.into_iter().chain(decoder));
    items::variant(above, &variant.name, Some(&file.ty(&variant.ty)))
}

/// How serde tries to read a variant. A text that is not of the format is left to the other variants.
fn decoder(ty: &Type, union: &Union, naming: Naming, file: &RustFile<'_>) -> Option<Attribute> {
    let path = match (ty, naming) {
        (Type::Format(_), Naming::Whole) => {
            let path = file.whole_path("client_runtime::format::exact");
            return Some(
                parse_quote!(#[cfg_attr(feature = "serde", serde(deserialize_with = #path))]),
            );
        }
        // What was written here is read as exactly that.
        (_, Naming::Whole) => return None,
        (Type::Named(_), Naming::Imported) if is_tagged(union) => told(ty, file)?,
        (Type::Format(_), Naming::Imported) => file.serde_path("format::exact"),
        (ty, Naming::Imported) => buffered(ty, file)?,
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
