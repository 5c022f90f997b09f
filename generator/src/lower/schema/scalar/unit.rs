//! `x-unit`: what an integer counts, where that is time. Other tools have an extension of this name too, with units of their own
//! and on numbers.

use crate::model::Unit;
use crate::spec::SchemaObject;

/// The units that make a `Duration`.
pub(crate) const NAMES: [&str; 2] = ["seconds", "milliseconds"];

/// The unit of an integer that counts time.
pub(crate) fn of(schema: &SchemaObject) -> Option<Unit> {
    let unit = schema.unit.as_ref().filter(|_| is_counted(schema))?;
    match unit.value.as_str() {
        "seconds" => Some(Unit::Seconds),
        "milliseconds" => Some(Unit::Milliseconds),
        _ => None,
    }
}

/// Whether a schema is an integer, which a unit may have.
pub(crate) fn is_counted(schema: &SchemaObject) -> bool {
    let mut names = schema.type_names().filter(|name| name.value != "null");
    let is_integer = names.next().is_some_and(|name| name.value == "integer");
    is_integer && names.next().is_none() && schema.branches().next().is_none()
}

/// A sentence for a unit that makes no `Duration`.
pub(crate) fn note(schema: &SchemaObject) -> Option<String> {
    let unit = schema.unit.as_ref().filter(|_| of(schema).is_none())?;
    Some(format!("Unit: {}.", crate::markdown::code(&unit.value)))
}
