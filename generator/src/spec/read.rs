//! How each kind of value is read, and what is said when it is of another kind.

use indexmap::IndexMap;
use serde_json::Number;
use serde_json::Value;

use super::object::kind;
use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Something that is read from a value of the document. `None` means that the reason is in the report.
pub(super) trait Read: Sized {
    /// Whether `null` is one of its values, rather than none at all.
    const NULL_IS_A_VALUE: bool = false;

    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self>;
}

fn expected<T>(what: &str, value: &Value, at: &Pointer, report: &mut Report) -> Option<T> {
    let keyword = at.tokens().last().copied().unwrap_or_default().to_owned();
    let found = kind(value);
    let mistake = report
        .mistake(at.value(), format!("`{keyword}` is {what}"))
        .label(format!("this is {found}"));
    if what == "text" && value.is_number() {
        mistake.help("put it in quotes");
    }
    None
}

impl Read for String {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                expected("text", value, at, report).or_else(|| Some(value.to_string()))
            }
            other => expected("text", other, at, report),
        }
    }
}

impl Read for bool {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if text == "true" || text == "false" => {
                expected("`true` or `false`", value, at, report).or(Some(text == "true"))
            }
            other => expected("`true` or `false`", other, at, report),
        }
    }
}

impl Read for u64 {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value.as_u64().or_else(|| whole(value)) {
            Some(count) => Some(count),
            None => expected("a whole number from 0", value, at, report),
        }
    }
}

/// A whole number that is written with a fraction, as in `5.0`.
fn whole(value: &Value) -> Option<u64> {
    let number = value.as_f64()?.to_string();
    number.parse().ok()
}

impl Read for i64 {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value.as_i64() {
            Some(number) => Some(number),
            None => expected("a whole number", value, at, report),
        }
    }
}

impl Read for Number {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number.clone()),
            other => expected("a number", other, at, report),
        }
    }
}

impl Read for Value {
    const NULL_IS_A_VALUE: bool = true;

    fn read(value: &Value, _: &Pointer, _: &mut Report) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Array(elements) = value else {
            return expected("a list", value, at, report);
        };
        let read = |(index, element)| T::read(element, &at.child(index), report);
        Some(elements.iter().enumerate().filter_map(read).collect())
    }
}

impl<T: Read> Read for IndexMap<String, T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Object(members) = value else {
            return expected("an object", value, at, report);
        };
        let mut map = Self::with_capacity(members.len());
        for (key, member) in members {
            if let Some(read) = T::read(member, &at.child(key), report) {
                map.insert(key.clone(), read);
            }
        }
        Some(map)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        T::read(value, at, report).map(Self::new)
    }
}
