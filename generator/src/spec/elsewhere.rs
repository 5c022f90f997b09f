//! What `$ref` names outside the sections of `components`: any node of the document, by its JSON Pointer.
//!
//! Each is read as what stands in its place, and kept in the section of its kind under its pointer.

use indexmap::IndexMap;
use indexmap::IndexSet;
use serde_json::Value;

use super::components::Components;
use super::read::Read;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// Reads what references name elsewhere.
pub(crate) fn read(document: &Value, components: &mut Components, report: &mut Report) {
    let mut targets = IndexSet::new();
    collect(document, &mut targets);
    for target in targets {
        let pointer = Pointer::of_reference(&target);
        let Some(value) = pointer.find(document) else {
            continue;
        };
        read_one(&target, value, &pointer, components, report);
    }
}

/// The references to places outside the sections of `components`.
fn collect(value: &Value, targets: &mut IndexSet<String>) {
    match value {
        Value::Object(properties) => {
            if let Some(Value::String(target)) = properties.get("$ref")
                && target.starts_with("#/")
                && !is_component(target)
                && !is_section(target)
            {
                targets.insert(canonical(target));
            }
            properties
                .values()
                .for_each(|property| collect(property, targets));
        }
        Value::Array(items) => items.iter().for_each(|one| collect(one, targets)),
        _ => {}
    }
}

/// The key of what a reference names elsewhere, however its path is escaped.
pub(crate) fn canonical(target: &str) -> String {
    key_of_place(&Pointer::of_reference(target))
}

/// The key under which what stands at a place is kept.
pub(crate) fn key_of_place(at: &Pointer) -> String {
    at.to_string().replace('%', "%25")
}

/// Whether a reference names all of a section of `components`, or all of them.
pub(crate) fn is_section(target: &str) -> bool {
    let key = target.strip_prefix("#/components");
    let key = key.map(|key| key.trim_matches('/'));
    key.is_some_and(|key| !key.contains('/') && !key.starts_with("x-"))
}

/// Whether a reference names an entry of a section of `components`. An extension is no section.
pub(crate) fn is_component(target: &str) -> bool {
    let key = target.strip_prefix("#/components/");
    key.is_some_and(|key| key.matches('/').count() == 1 && !key.starts_with("x-"))
}

/// What stands at a pointer is told by the pointer itself.
fn read_one(
    target: &str,
    value: &Value,
    at: &Pointer,
    components: &mut Components,
    report: &mut Report,
) {
    match at.tokens().as_slice() {
        ["paths" | "webhooks", _] => keep(&mut components.path_items, target, value, at, report),
        [.., "parameters", _] => keep(&mut components.parameters, target, value, at, report),
        [.., "responses", _] => keep(&mut components.responses, target, value, at, report),
        [.., "requestBody"] => keep(&mut components.request_bodies, target, value, at, report),
        [.., "headers", _] => keep(&mut components.headers, target, value, at, report),
        [.., "examples", _] => keep(&mut components.examples, target, value, at, report),
        [.., "links", _] => keep(&mut components.links, target, value, at, report),
        [.., "callbacks", _] => keep(&mut components.callbacks, target, value, at, report),
        _ => keep(&mut components.schemas, target, value, at, report),
    }
}

fn keep<T: Read>(
    section: &mut IndexMap<String, T>,
    target: &str,
    value: &Value,
    at: &Pointer,
    report: &mut Report,
) {
    if let Some(read) = T::read(value, at, report) {
        section.insert(target.to_owned(), read);
    }
}
