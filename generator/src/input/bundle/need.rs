//! Searches of a whole file: whether there is anything to put together, and where its anchors and ids are.

use std::collections::HashMap;

use serde_json::Map;
use serde_json::Value;

use super::graft::has_own_words;
use super::kind::Kind;
use crate::keywords::Version;
use crate::pointer::Pointer;

/// Whether a document refers to anything by other means than a pointer into itself, or where OpenAPI takes no reference.
pub(in crate::input) fn needs_bundling(document: &Value) -> bool {
    has_foreign(document, Kind::Document, Version::of(document))
}

fn has_foreign(value: &Value, kind: Kind, version: Version) -> bool {
    match value {
        _ if kind == Kind::Data => false,
        Value::Object(properties) => {
            let reference = properties.get("$ref").and_then(Value::as_str);
            let has_words = || has_own_words(properties, kind, version);
            reference.is_some_and(|reference| is_foreign(reference, kind) || has_words())
                || properties.iter().any(|(key, property)| match property {
                    _ if kind == Kind::Requirement => is_uri(key),
                    Value::String(target) => kind.is_mapping(key) && is_file(target),
                    property => has_foreign(property, kind.below(key), version),
                })
        }
        Value::Array(items) => {
            let mut items = items.iter();
            items.any(|item| has_foreign(item, kind.below(""), version))
        }
        _ => false,
    }
}

fn is_foreign(reference: &str, kind: Kind) -> bool {
    let takes_references = kind.section().is_some() || kind == Kind::PathItem;
    !reference.starts_with("#/") || !takes_references
}

/// Whether the key of a requirement may be the URI of a security scheme.
pub(super) fn is_uri(key: &str) -> bool {
    key.contains(['/', '#'])
}

fn is_file(target: &str) -> bool {
    !target.starts_with('#') && target.contains('#')
        || [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| target.ends_with(end))
}

/// The schema with this `$anchor` (JSON Schema, section 8.2.2).
pub(super) fn anchor(file: &Value, name: &str) -> Option<Pointer> {
    let mut anchor = None;
    visit(file, &Pointer::root(), &mut |properties, at| {
        let is_it = |keyword: &str| properties.get(keyword).and_then(Value::as_str) == Some(name);
        if anchor.is_none() && (is_it("$anchor") || is_it("$dynamicAnchor")) {
            anchor = Some(at.clone());
        }
    });
    anchor
}

/// Every `$id` of a file, and the schema that has it: the first of two.
pub(super) fn identities(file: &Value) -> HashMap<String, Pointer> {
    let mut identities = HashMap::new();
    visit(file, &Pointer::root(), &mut |properties, at| {
        if let Some(id) = properties.get("$id").and_then(Value::as_str) {
            let id = id.trim_end_matches('#').to_owned();
            identities.entry(id).or_insert_with(|| at.clone());
        }
    });
    identities
}

/// Shows every object, each before what is in it.
fn visit(value: &Value, at: &Pointer, show: &mut impl FnMut(&Map<String, Value>, &Pointer)) {
    match value {
        Value::Object(properties) => {
            show(properties, at);
            for (key, property) in properties {
                visit(property, &at.child(key), show);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &at.child(index), show);
            }
        }
        _ => {}
    }
}
