//! What a document of one file is spared: whether there is anything to put together, and where an anchor is.

use std::collections::HashMap;

use serde_json::Value;

use super::kind::Kind;
use crate::pointer::Pointer;

/// Whether a document refers to anything by other means than a pointer into itself, or where OpenAPI takes no reference.
pub(in crate::input) fn needs_bundling(document: &Value) -> bool {
    has_foreign(document, Kind::Document)
}

fn has_foreign(value: &Value, kind: Kind) -> bool {
    match value {
        _ if kind == Kind::Data => false,
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            reference.is_some_and(|reference| is_foreign(reference, kind))
                || members.iter().any(|(key, member)| match member {
                    Value::String(target) => kind == Kind::Mapping && is_file(target),
                    member => has_foreign(member, kind.below(key)),
                })
        }
        Value::Array(elements) => elements
            .iter()
            .any(|element| has_foreign(element, kind.below(""))),
        _ => false,
    }
}

fn is_foreign(reference: &str, kind: Kind) -> bool {
    let takes_references = kind.section().is_some() || kind == Kind::PathItem;
    !reference.starts_with("#/") || !takes_references
}

fn is_file(target: &str) -> bool {
    !target.starts_with('#') && target.contains('#')
        || [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| target.ends_with(end))
}

/// The schema with this `$anchor` (JSON Schema, section 8.2.2).
pub(super) fn anchor(file: &Value, name: &str) -> Option<Pointer> {
    below(file, name, &Pointer::root())
}

fn below(value: &Value, name: &str, at: &Pointer) -> Option<Pointer> {
    match value {
        Value::Object(members) => {
            let is_it = |keyword: &str| members.get(keyword).and_then(Value::as_str) == Some(name);
            if is_it("$anchor") || is_it("$dynamicAnchor") {
                return Some(at.clone());
            }
            let mut members = members.iter();
            members.find_map(|(key, member)| below(member, name, &at.child(key)))
        }
        Value::Array(elements) => {
            let mut elements = elements.iter().enumerate();
            elements.find_map(|(index, element)| below(element, name, &at.child(index)))
        }
        _ => None,
    }
}

/// Every `$id` of a file, and the schema that has it: the first of two.
pub(super) fn identities(file: &Value) -> HashMap<String, Pointer> {
    let mut identities = HashMap::new();
    identify(file, &Pointer::root(), &mut identities);
    identities
}

fn identify(value: &Value, at: &Pointer, identities: &mut HashMap<String, Pointer>) {
    match value {
        Value::Object(members) => {
            if let Some(id) = members.get("$id").and_then(Value::as_str) {
                let id = id.trim_end_matches('#').to_owned();
                identities.entry(id).or_insert_with(|| at.clone());
            }
            for (key, member) in members {
                identify(member, &at.child(key), identities);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                identify(element, &at.child(index), identities);
            }
        }
        _ => {}
    }
}
