//! The keywords that constrain a value, as one group.

use serde_json::Value;

use super::object::Object;
use super::read::Read;
use super::read::expected;
use crate::model::Constraints;
use crate::model::Number;
use crate::model::Pattern;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// Reads them from a schema.
pub(super) fn constraints(object: &mut Object<'_, '_>) -> Constraints {
    let (minimum, exclusive_minimum) = limits(object, "minimum", "exclusiveMinimum");
    let (maximum, exclusive_maximum) = limits(object, "maximum", "exclusiveMaximum");
    for keyword in ["minContains", "maxContains"] {
        // Left out, which is said of the keyword: looked at for values that are no numbers.
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

/// A limit and the one that is itself excluded: a number of its own, or in OpenAPI 3.0 a word on the other.
fn limits(
    object: &mut Object<'_, '_>,
    limit: &'static str,
    exclusive: &'static str,
) -> (Option<Number>, Option<Number>) {
    let number = object.optional(limit);
    match object.optional(exclusive) {
        Some(Exclusive::Number(excluded)) => (number, Some(excluded)),
        Some(Exclusive::Word(true)) => (None, number),
        Some(Exclusive::Word(false)) | None => (number, None),
    }
}

/// `exclusiveMinimum` and `exclusiveMaximum`.
enum Exclusive {
    Number(Number),
    Word(bool),
}

impl Read for Exclusive {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(word) => Some(Self::Word(*word)),
            number => Number::read(number, at, report).map(Self::Number),
        }
    }
}

impl Read for Number {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number.into()),
            other => expected("a number", other, at, report),
        }
    }
}

impl Read for Pattern {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        String::read(value, at, report).map(Self::new)
    }
}
