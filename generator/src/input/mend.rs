//! References that name no place as they are written, where one place alone can be meant: they are rewritten to name it.

use serde_json::Value;

use super::bundle::Kind;
use super::definitions;
use super::relative;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// Rewrites such references.
pub(super) fn mend(document: &mut Value, report: &mut Report) {
    if !has_some(document) {
        return;
    }
    let mut references = Vec::new();
    collect(document, Kind::Document, &Pointer::root(), &mut references);
    for (at, target) in references {
        let of_definitions = definitions::meant(document, &at, &target);
        let is_definition = of_definitions.is_some();
        let meant = of_definitions.or_else(|| relative::meant(document, &at, &target));
        let Some(meant) = meant.map(|place| place.to_string().replace('%', "%25")) else {
            continue;
        };
        let message = if is_definition {
            format!("the document has no `$defs`: `{meant}` is meant")
        } else {
            format!("there is nothing at `{target}`: `{meant}` is meant")
        };
        report
            .warning(Rule::BrokenReference, at.value(), message)
            .help("write it so, or move the schema to `components/schemas`");
        if let Some(reference) = at.find_mut(document) {
            *reference = Value::String(meant);
        }
    }
}

/// Whether there may be some: most documents have none, and their nodes need no places.
fn has_some(value: &Value) -> bool {
    match value {
        Value::String(text) => definitions::is_definition(text) || relative::may_be_lost(text),
        Value::Array(items) => items.iter().any(has_some),
        Value::Object(properties) => properties.values().any(has_some),
        _ => false,
    }
}

/// All references, with their places.
fn collect(value: &Value, kind: Kind, at: &Pointer, references: &mut Vec<(Pointer, String)>) {
    match value {
        _ if kind == Kind::Data => {}
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, kind.below(""), &at.child(index), references);
            }
        }
        Value::Object(properties) => {
            for (key, property) in properties {
                match property {
                    Value::String(target) if key == "$ref" || kind.is_mapping(key) => {
                        references.push((at.child(key), target.clone()));
                    }
                    property => collect(property, kind.below(key), &at.child(key), references),
                }
            }
        }
        _ => {}
    }
}
