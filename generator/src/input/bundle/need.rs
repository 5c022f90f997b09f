//! What a document of one file is spared: whether there is anything to put together, and where an anchor is.

use std::collections::HashMap;

use serde_json::Map;
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
    let mut found = None;
    visit(file, &Pointer::root(), &mut |members, at| {
        let is_it = |keyword: &str| members.get(keyword).and_then(Value::as_str) == Some(name);
        if found.is_none() && (is_it("$anchor") || is_it("$dynamicAnchor")) {
            found = Some(at.clone());
        }
    });
    found
}

/// Every `$id` of a file, and the schema that has it: the first of two.
pub(super) fn identities(file: &Value) -> HashMap<String, Pointer> {
    let mut identities = HashMap::new();
    visit(file, &Pointer::root(), &mut |members, at| {
        if let Some(id) = members.get("$id").and_then(Value::as_str) {
            let id = id.trim_end_matches('#').to_owned();
            identities.entry(id).or_insert_with(|| at.clone());
        }
    });
    identities
}

/// Shows every object, each before what is in it.
fn visit(value: &Value, at: &Pointer, show: &mut impl FnMut(&Map<String, Value>, &Pointer)) {
    match value {
        Value::Object(members) => {
            show(members, at);
            for (key, member) in members {
                visit(member, &at.child(key), show);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                visit(element, &at.child(index), show);
            }
        }
        _ => {}
    }
}
