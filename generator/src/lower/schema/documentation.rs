//! The docs of a schema.

use serde_json::Value;

use crate::lower::schema::constraint::keyword;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_null;
use crate::lower::schema::scalar::format;
use crate::lower::schema::scalar::number;
use crate::lower::schema::scalar::unit;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Number;
use crate::model::Unit;
use crate::spec::ExternalDocs;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// The docs of a schema.
pub(crate) fn docs(schema: &SchemaObject, unit: Option<Unit>) -> Docs {
    let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
    let unit = unit.map_or("", |unit| match unit {
        Unit::Seconds => " seconds",
        Unit::Milliseconds => " milliseconds",
    });
    let mut constraints = schema.constraints.clone();
    if number::or_text(schema).is_some() {
        // How a number looks as text is for who reads it.
        constraints.pattern.clear();
    }
    let mut notes = keyword::sentences(&constraints, unit);
    notes.extend(unit::note(schema));
    let default = schema.default.as_ref();
    let default = default.filter(|default| !is_blank(default, schema));
    let default = default.map(default_text);
    notes.extend(default.map(|default| format!("Defaults to {default}{unit}.")));
    notes.extend(format_note(schema));
    notes.extend(is_null(schema).then(|| "Always `null`.".to_owned()));
    notes.extend(content_notes(schema));
    notes.extend(
        schema
            .read_only
            .then(|| "Read-only: set by the server.".to_owned()),
    );
    notes.extend(
        schema
            .write_only
            .then(|| "Write-only: never returned by the server.".to_owned()),
    );
    notes.extend(other_values(schema));
    notes.extend(items_by_place(schema));
    notes.extend(properties_by_pattern(schema));
    notes.extend(
        schema
            .content_type
            .as_ref()
            .map(|path| format!("Its content type is in {}.", code(&path.value))),
    );
    notes.extend(schema.external_docs.as_ref().and_then(see));
    let docs = Docs {
        summary: None,
        description: text(&schema.description).or_else(|| text(&schema.title)),
        notes,
        deprecated: schema.deprecated,
    };
    with_parts(docs, schema)
}

/// The docs with those of the parts of an `allOf` that only constrain a value.
fn with_parts(docs: Docs, schema: &SchemaObject) -> Docs {
    if schema.all_of.is_empty() || matches!(form(schema), Form::Alias | Form::Merged) {
        return docs;
    }
    let parts = schema.all_of.iter().filter_map(Schema::as_object);
    parts.fold(docs, |mut docs, part| {
        let own = self::docs(part, None);
        docs.description = docs.description.or(own.description);
        docs.deprecated |= own.deprecated;
        let notes = own.notes.into_iter();
        let notes: Vec<String> = notes.filter(|note| !docs.notes.contains(note)).collect();
        docs.notes.extend(notes);
        docs
    })
}

/// Whether a default says nothing: tools write `''` for none, also where no text is taken.
fn is_blank(default: &Value, schema: &SchemaObject) -> bool {
    let mut names = schema.type_names().peekable();
    default == "" && names.peek().is_some() && names.all(|name| name.value != "string")
}

/// A default as prose: numbers with their digits grouped, everything else as JSON.
fn default_text(default: &Value) -> String {
    match default {
        Value::Number(number) => grouped(Number::from(number)),
        other => code(&other.to_string()),
    }
}

/// The formats that the width of a number shows, and one that is no word about the value.
const SEEN: [&str; 12] = [
    "integer", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float",
    "double", "password",
];

/// Formats that change the Rust type are seen in it; the others become notes.
fn format_note(schema: &SchemaObject) -> Option<String> {
    let name = schema.format.as_ref()?.value.as_str();
    let is_seen = SEEN.contains(&name) || format::format(schema).is_some();
    match name {
        _ if is_seen => None,
        "unix-time" | "unixtime" => Some("Seconds since 1970-01-01T00:00:00Z.".to_owned()),
        name => Some(format!("Format: {}.", code(name))),
    }
}

/// `contentEncoding` and `contentMediaType`, unless they show in the type.
fn content_notes(schema: &SchemaObject) -> impl Iterator<Item = String> {
    let content = schema.content.iter();
    let shown =
        content.filter(|text| !format::is_encoding(text) || format::format(schema).is_none());
    shown.map(|text| format!("Content: {}.", code(&text.value)))
}

/// A whole number with its digits in groups of three.
pub(crate) fn grouped(number: Number) -> String {
    let text = number.to_string();
    let digits = text.trim_start_matches('-');
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let mut grouped = text[..text.len() - digits.len()].to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The docs of a body that is no JSON. Its format and its content show in its media type.
pub(crate) fn docs_of_raw(media_type: &MediaType) -> Docs {
    let Some(Schema::Object(schema)) = &media_type.schema else {
        return Docs::default();
    };
    let mut schema = schema.clone();
    schema.format = None;
    schema.content.clear();
    docs(&schema, None)
}

/// `externalDocs` as a sentence.
pub(crate) fn see(docs: &ExternalDocs) -> Option<String> {
    let url = &docs.url.as_ref()?.value;
    let description = docs.description.as_ref();
    let words = description.map(|text| text.value.trim().trim_end_matches('.'));
    Some(match words.filter(|words| !words.is_empty()) {
        Some(words) => format!("{words}: <{url}>."),
        None => format!("See <{url}>."),
    })
}

/// `prefixItems` as a sentence.
fn items_by_place(schema: &SchemaObject) -> Option<String> {
    let words: Vec<String> = schema.prefix_items.iter().map(words).collect();
    // The fields of a tuple have it in their docs.
    (!words.is_empty() && !matches!(form(schema), Form::Tuple))
        .then(|| format!("The first items, in order: {}.", words.join("; ")))
}

/// `patternProperties`, a sentence for each.
fn properties_by_pattern(schema: &SchemaObject) -> Vec<String> {
    let patterns = schema.pattern_properties.iter();
    let sentence = |(pattern, properties): (&String, &Schema)| {
        let words = words(properties);
        format!("Properties whose name matches {}: {words}.", code(pattern))
    };
    patterns.map(sentence).collect()
}

/// A schema in a few words: its title, the first line of its description, the name of its type.
fn words(schema: &Schema) -> String {
    let Schema::Object(object) = schema else {
        return "any value".to_owned();
    };
    let text = object.title.as_ref().or(object.description.as_ref());
    let first_line = text.and_then(|text| text.value.trim().lines().next());
    if let Some(line) = first_line {
        return line.trim_end_matches('.').to_owned();
    }
    let target = object.reference.as_ref();
    let target = target.and_then(|target| target.value.rsplit('/').next());
    let mut names = object.type_names().map(|name| name.value.as_str());
    target
        .or_else(|| names.next())
        .map_or_else(|| "any value".to_owned(), code)
}

/// Whether both `true` and `false` are listed.
fn says_nothing(schema: &SchemaObject) -> bool {
    enumeration::is_boolean(schema) && enumeration::only_boolean(schema).is_none()
}

/// The values of an `enum` or `const` that no type shows, as a sentence.
fn other_values(schema: &SchemaObject) -> Option<String> {
    let values: Vec<String> = schema
        .constant
        .iter()
        .chain(schema.enumeration.iter().flatten())
        .map(|value| code(&value.to_string()))
        .collect();
    let is_seen = enumeration::scalar(schema).is_some();
    match values.as_slice() {
        [] => None,
        _ if is_seen || says_nothing(schema) => None,
        [only] => Some(format!("Always {only}.")),
        _ => Some(format!("One of {}.", values.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_from_five_on() {
        assert_eq!(grouped(Number::Whole(1000)), "1000");
        assert_eq!(grouped(Number::Whole(86400)), "86,400");
        assert_eq!(grouped(Number::Whole(-43_200_000)), "-43,200,000");
    }
}
