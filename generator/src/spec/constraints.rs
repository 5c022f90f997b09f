//! The keywords that constrain a value, as one group.

use serde_json::Value;

use super::object::Object;
use super::read::Read;
use super::read::expected;
use super::read::misspelled;
use crate::model::Constraints;
use crate::model::Number;
use crate::model::Pattern;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// Reads them from a schema.
pub(super) fn constraints(object: &mut Object<'_, '_>) -> Constraints {
    let (minimum, exclusive_minimum) = limit(object, "minimum", "exclusiveMinimum");
    let (maximum, exclusive_maximum) = limit(object, "maximum", "exclusiveMaximum");
    for keyword in ["minContains", "maxContains"] {
        // Left out, which is reported elsewhere; read only to report values that are no numbers.
        object.optional::<u64>(keyword);
    }
    Constraints {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of: object.optional("multipleOf").into_iter().collect(),
        min_length: object.optional("minLength"),
        max_length: object.optional("maxLength"),
        pattern: object.optional("pattern").into_iter().collect(),
        min_items: object.optional("minItems"),
        max_items: object.optional("maxItems"),
        unique_items: object.or_default("uniqueItems"),
        min_properties: object.optional("minProperties"),
        max_properties: object.optional("maxProperties"),
    }
}

/// An inclusive and an exclusive limit: in OpenAPI 3.0, `exclusive` is a boolean that makes the other one exclusive.
fn limit(
    object: &mut Object<'_, '_>,
    inclusive: &'static str,
    exclusive: &'static str,
) -> (Option<Number>, Option<Number>) {
    let number = object.optional(inclusive);
    match object.optional(exclusive) {
        Some(Exclusive::Number(limit)) => (number, Some(limit)),
        Some(Exclusive::Boolean(true)) => (None, number),
        Some(Exclusive::Boolean(false)) | None => (number, None),
    }
}

/// `exclusiveMinimum` and `exclusiveMaximum`.
enum Exclusive {
    Number(Number),
    Boolean(bool),
}

impl Read for Exclusive {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(is_exclusive) => Some(Self::Boolean(*is_exclusive)),
            number => Number::read(number, at, report).map(Self::Number),
        }
    }
}

impl Read for Number {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number.into()),
            Value::String(text) => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    misspelled("a number", value, at, report).help("take the quotes away");
                    Some(Self::Real(number))
                }
                // What is larger than any number of JSON is read as text.
                Ok(number) if number.is_infinite() => {
                    let message = "this is larger than any number that is sent: it limits nothing";
                    report
                        .warning(Rule::ImpossibleLimit, at.value(), message)
                        .help("leave it out");
                    None
                }
                _ => expected("a number", value, at, report),
            },
            other => expected("a number", other, at, report),
        }
    }
}

impl Read for Pattern {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        String::read(value, at, report).map(Self::new)
    }
}
