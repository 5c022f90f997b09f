//! The keywords that bound a value, as sentences for the docs, and what they say of a whole number's width.

use serde_json::Number;
use serde_json::Value;

use crate::lower::schema::format;
use crate::markdown::code;
use crate::model::Integer;
use crate::model::Unit;
use crate::spec::Bounds;
use crate::spec::SchemaObject;

/// One sentence for each group of keywords that is there.
pub(crate) fn notes(schema: &SchemaObject, unit: Option<Unit>) -> Vec<String> {
    let Bounds {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        unique_items,
        min_contains: _,
        max_contains: _,
        min_properties,
        max_properties,
    } = &schema.bounds;
    let unit = unit.map_or("", |unit| match unit {
        Unit::Seconds => " seconds",
        Unit::Milliseconds => " milliseconds",
    });
    let mut notes = Vec::new();
    notes.extend(range(minimum.as_ref(), maximum.as_ref(), unit));
    notes.extend(
        exclusive_minimum
            .as_ref()
            .map(|bound| format!("More than {}{unit}.", grouped(bound))),
    );
    notes.extend(
        exclusive_maximum
            .as_ref()
            .map(|bound| format!("Less than {}{unit}.", grouped(bound))),
    );
    notes.extend(
        multiple_of
            .as_ref()
            .map(|factor| format!("A multiple of {factor}.")),
    );
    notes.extend(count(*min_length, *max_length, "character"));
    notes.extend(
        pattern
            .as_ref()
            .map(|pattern| format!("Matches {}.", code(&pattern.value))),
    );
    notes.extend(count(*min_items, *max_items, "element"));
    notes.extend(unique_items.then(|| "No two elements are equal.".to_owned()));
    notes.extend(count(*min_properties, *max_properties, "member"));
    notes.extend(
        schema
            .default
            .as_ref()
            .map(|default| format!("When absent: {}{unit}.", default_text(default))),
    );
    notes.extend(format_note(schema));
    notes.extend(
        schema
            .content
            .iter()
            .filter(|text| !format::is_encoding(text) || format::format(schema).is_none())
            .map(|text| format!("Content: {}.", code(&text.value))),
    );
    notes
}

fn range(minimum: Option<&Number>, maximum: Option<&Number>, unit: &str) -> Option<String> {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => Some(format!(
            "From {} to {}{unit}.",
            grouped(minimum),
            grouped(maximum)
        )),
        (Some(minimum), None) if minimum.as_u64() == Some(0) => None,
        (Some(minimum), None) => Some(format!("At least {}{unit}.", grouped(minimum))),
        (None, Some(maximum)) => Some(format!("At most {}{unit}.", grouped(maximum))),
        (None, None) => None,
    }
}

fn count(min: Option<u64>, max: Option<u64>, what: &str) -> Option<String> {
    let plural = |count: u64| {
        if count == 1 {
            what.to_owned()
        } else {
            format!("{what}s")
        }
    };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} {}.", plural(max))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {}.", plural(max))),
        (Some(min), None) => Some(format!("At least {min} {}.", plural(min))),
        (None, Some(max)) => Some(format!("At most {max} {}.", plural(max))),
        (None, None) => None,
    }
}

/// A default as prose: numbers with their digits grouped, everything else as JSON.
fn default_text(default: &Value) -> String {
    match default {
        Value::Number(number) => grouped(number),
        other => code(&other.to_string()),
    }
}

/// The formats that the width of a number shows, and one that is no word about the value.
const SEEN: [&str; 11] = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double",
    "password",
];

/// Formats that change the Rust type are seen in it; the others are said.
fn format_note(schema: &SchemaObject) -> Option<String> {
    let name = schema.format.as_ref()?.value.as_str();
    let is_seen = SEEN.contains(&name) || format::format(schema).is_some();
    match name {
        _ if is_seen => None,
        "unix-time" | "unixtime" => Some("Seconds since 1970-01-01T00:00:00Z.".to_owned()),
        name => Some(format!("Format: {}.", code(name))),
    }
}

/// A whole number with its digits in groups of three.
fn grouped(number: &Number) -> String {
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

/// The width of a whole number: by its format, without a sign where it cannot be negative.
pub(crate) fn integer(schema: &SchemaObject) -> Integer {
    let width = schema.format.as_ref().map_or("", |format| &format.value);
    let has_sign = match (&schema.bounds.minimum, &schema.bounds.exclusive_minimum) {
        (Some(minimum), _) => minimum.as_f64().is_none_or(|minimum| minimum < 0.0),
        (None, Some(bound)) => bound.as_f64().is_none_or(|bound| bound < -1.0),
        (None, None) => true,
    };
    match (width, has_sign) {
        ("int8", true) => Integer::I8,
        ("int16", true) => Integer::I16,
        ("int32", true) => Integer::I32,
        ("uint8", _) | ("int8", false) => Integer::U8,
        ("uint16", _) | ("int16", false) => Integer::U16,
        ("uint32", _) | ("int32", false) => Integer::U32,
        ("uint64", _) | (_, false) => Integer::U64,
        (_, true) => Integer::I64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_from_five_on() {
        assert_eq!(grouped(&Number::from(1000)), "1000");
        assert_eq!(grouped(&Number::from(86400)), "86,400");
        assert_eq!(grouped(&Number::from(-43_200_000)), "-43,200,000");
    }
}
