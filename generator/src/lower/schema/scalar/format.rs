//! `format` and `contentEncoding`: texts that the runtime has types for.

use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::markdown::code;
use crate::model::Format;
use crate::model::Integer;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// The format of a text or a number, where the runtime has a type for it.
pub(crate) fn format(schema: &SchemaObject) -> Option<Format> {
    let name = schema.format.as_deref().unwrap_or_default();
    match form(schema) {
        // What a text holds is announced beside it, and read from text.
        Form::Text if schema.content_type.is_some() => None,
        Form::Text => of_text(name).or_else(|| is_base64(schema).then_some(Format::Base64)),
        Form::Number if name == "decimal" => Some(Format::DecimalNumber),
        _ => None,
    }
}

fn of_text(name: &str) -> Option<Format> {
    match name {
        "byte" => Some(Format::Base64),
        "date" => Some(Format::Date),
        "date-time" => Some(Format::DateTime),
        "decimal" => Some(Format::Decimal),
        "time" => Some(Format::Time),
        "uri" | "url" => Some(Format::Uri),
        "uuid" => Some(Format::Uuid),
        _ => None,
    }
}

fn is_base64(schema: &SchemaObject) -> bool {
    let mut content = schema.content.iter();
    content.any(|text| is_encoding(text) && text.value == "base64")
}

/// Whether this is the value of `contentEncoding`.
pub(crate) fn is_encoding(text: &Text) -> bool {
    text.at.tokens().last() == Some(&"contentEncoding")
}

/// Whether a text with a name of its own becomes a type of its own: a moment is like any other, but one id is not another.
pub(crate) fn is_own_type(schema: &SchemaObject) -> bool {
    match format(schema) {
        None | Some(Format::Uuid) => true,
        Some(_) => schema.constraints.has_text() || schema.rust_name.is_some(),
    }
}

/// The width of a whole number: by its format, without a sign where it cannot be negative.
pub(crate) fn integer(schema: &SchemaObject) -> Integer {
    let width = schema.format.as_ref().map_or("", |format| &format.value);
    match (width, schema.constraints.is_unsigned()) {
        ("int8", false) => Integer::I8,
        ("int16", false) => Integer::I16,
        ("int32", false) => Integer::I32,
        ("uint8", _) | ("int8", true) => Integer::U8,
        ("uint16", _) | ("int16", true) => Integer::U16,
        ("uint32", _) | ("int32", true) => Integer::U32,
        ("uint64", _) | (_, true) => Integer::U64,
        (_, false) => Integer::I64,
    }
}

/// Whether a format is one of whole numbers: then `number` means no fraction either.
pub(crate) fn is_of_whole_numbers(format: &str) -> bool {
    let names = ["integer", "int", "long", "short", "bigint", "double-int"];
    let width = format.strip_prefix('u').unwrap_or(format);
    let bits = width.strip_prefix("int").and_then(|bits| bits.parse().ok());
    names.contains(&width) || bits.is_some_and(|bits: u32| bits > 0)
}

/// What the type of a text that is its own does not show.
pub(crate) fn note(schema: &SchemaObject) -> Option<String> {
    format(schema)?;
    let name = &schema.format.as_ref()?.value;
    Some(format!("Format: {}.", code(name)))
}
