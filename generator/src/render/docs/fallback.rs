//! What is said of a value or a type that the document does not describe: its constraints, its type, or what it is one of.

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::Variant;
use crate::render::docs;
use crate::render::file::RustFile;

/// The most values of an enumeration that are listed.
const MOST: usize = 6;

/// The docs of a value where it has none: those of its type, or nothing, for more than the name is not known.
pub(crate) fn fallback(docs: &Docs, ty: &Type, file: &RustFile<'_>) -> String {
    if !docs.notes.is_empty() {
        return String::new();
    }
    of_type(ty, file).unwrap_or_default()
}

/// The docs of a type where it has none: what the API calls it, and where it is found.
pub(crate) fn of_definition(definition: &TypeDefinition) -> String {
    let found = match (definition.usage.request, definition.usage.response) {
        (true, true) => ", in requests and responses",
        (true, false) => ", in requests",
        (false, true) => ", in responses",
        (false, false) => "",
    };
    format!("{}{found}.", code(definition.name.wire()))
}

/// The docs of a union where it has none: what it is one of.
pub(crate) fn of_union(union: &Union) -> String {
    let variants = &union.variants;
    if variants.len() > MOST {
        let discriminator = union.discriminator.as_ref();
        let told = discriminator.map(|one| format!(", told apart by {}", code(&one.property)));
        return format!(
            "One of {} types{}.",
            variants.len(),
            told.unwrap_or_default()
        );
    }
    let kinds: Vec<String> = variants.iter().map(kind).collect();
    let is_told = (1..kinds.len()).all(|at| !kinds[..at].contains(&kinds[at]));
    let names = variants.iter().map(|one| code(one.name.plain()));
    docs::sentence(&either(&if is_told { kinds } else { names.collect() }))
}

/// The docs of a variant where it has none: what tells it from the others, or what its type is.
pub(crate) fn of_variant(variant: &Variant, union: &Union, file: &RustFile<'_>) -> String {
    let is = |property: &str, values: &[serde_json::Value]| {
        let values: Vec<String> = values.iter().map(|one| code(&text(one))).collect();
        format!("{} is {}", code(property), either(&values))
    };
    if let Some(discriminator) = &union.discriminator {
        let property = &discriminator.property;
        return if variant.is_default {
            let property = code(property);
            format!("Where {property} is absent, or means no other variant.")
        } else {
            format!("{}.", is(property, &variant.values))
        };
    }
    let marks = variant.marks.iter().filter(|mark| !mark.values.is_empty());
    let marks: Vec<String> = marks.map(|one| is(&one.property, &one.values)).collect();
    if !marks.is_empty() {
        return format!("{}.", marks.join(" and "));
    }
    of_type(&variant.ty, file).unwrap_or_else(|| docs::sentence(&kind(variant)))
}

/// A value of the document as readers write it.
pub(crate) fn text(value: &serde_json::Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

/// What a variant holds, or what it is called.
fn kind(variant: &Variant) -> String {
    match &variant.ty {
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer(_) => "an integer".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::String => "a text".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Map { .. } => "an object".to_owned(),
        _ => code(variant.name.plain()),
    }
}

/// The last of several after an `or`.
fn either(several: &[String]) -> String {
    match several.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => several.concat(),
    }
}

/// What its type says, or which values that lists.
fn of_type(ty: &Type, file: &RustFile<'_>) -> Option<String> {
    let reference = match ty {
        Type::Named(reference) => reference,
        Type::Boxed(inner) | Type::Nullable(inner) => return of_type(inner, file),
        _ => return None,
    };
    let definition = file.definition(reference)?;
    let first = docs::first_line(&definition.docs.first_sentence(), "");
    match &definition.shape {
        _ if !first.is_empty() => Some(first),
        Shape::Enumeration(known) if !known.is_open => listed(known),
        _ => None,
    }
}

fn listed(enumeration: &Enumeration) -> Option<String> {
    let values = enumeration.values.iter();
    let values: Vec<String> = values.map(|one| code(one.name.wire())).collect();
    let always = if values.len() == 1 { "Always " } else { "" };
    (1..=MOST)
        .contains(&values.len())
        .then(|| format!("{always}{}.", either(&values)))
}
