//! JSON that means the same.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// Without what may as well be absent: null, empty lists and empty objects. Numbers are as the client has them, so `5.0` is 5.
pub(crate) fn tidy(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(tidy).collect(),
        Value::Object(properties) => {
            let properties = properties
                .iter()
                .map(|(name, property)| (name.clone(), tidy(property)));
            properties
                .filter(|(_, property)| !is_nothing(property))
                .collect()
        }
        Value::Number(number) => whole(number.as_f64()).map_or_else(|| value.clone(), Value::from),
        _ => value.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(properties) => properties.is_empty(),
        _ => false,
    }
}

/// The integer that a number is, as far as a float can tell it from its neighbours.
fn whole(number: Option<f64>) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let number = number.filter(|number| number.fract() == 0.0 && number.abs() < MOST)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole, and small enough"
    )]
    Some(number as i64)
}

/// Whether `value` has all properties of `part`, and has them alike; it may have others. Lists are of the same length.
pub(crate) fn contains(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(properties), Value::Object(parts)) => {
            parts.iter().all(|(name, part)| match properties.get(name) {
                Some(property) => contains(property, part),
                None => is_nothing(&tidy(part)),
            })
        }
        (Value::Array(items), Value::Array(parts)) => {
            let mut pairs = items.iter().zip(parts);
            items.len() == parts.len() && pairs.all(|(item, part)| contains(item, part))
        }
        _ => tidy(value) == tidy(part) || is_nothing(value) && is_nothing(part),
    }
}

/// The text with the properties of every object in alphabetical order, except in properties of the name `except`.
///
/// Everything else stays byte for byte as it was, but no space is left between the tokens.
pub(crate) fn in_order(json: &str, except: &str) -> String {
    let json = json.trim();
    if json.starts_with('{') {
        let properties: BTreeMap<String, &RawValue> = serde_json::from_str(json).unwrap();
        let properties = properties.iter().map(|(name, property)| {
            let property = property.get();
            let property = if name == except {
                property.to_owned()
            } else {
                in_order(property, except)
            };
            format!("{}:{property}", Value::from(name.as_str()))
        });
        format!("{{{}}}", properties.collect::<Vec<_>>().join(","))
    } else if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(json).unwrap();
        let items = items.iter().map(|item| in_order(item.get(), except));
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    } else {
        json.to_owned()
    }
}

#[test]
fn properties_are_put_in_order_and_nothing_else_changes() {
    assert_eq!(
        in_order(
            r#" {"b": [ {"d": 1e3, "c": "\u0061"} ], "a": {"f":1,"e":2}} "#,
            "a"
        ),
        r#"{"a":{"f":1,"e":2},"b":[{"c":"\u0061","d":1e3}]}"#
    );
}
