//! References that lose their way: seen from the root of a schema instead of the document, as .NET writes them
//! (`#/components/schemas/#/items`), through another reference, or to the `definitions` of a Swagger document.

use serde_json::Map;
use serde_json::Value;

use crate::pointer::Pointer;
use crate::pointer::unescaped;

/// How a reference into a component schema begins.
const SCHEMAS: &str = "#/components/schemas/";

/// How one begins that is seen from the root of a schema.
const RELATIVE: &str = "#/components/schemas/#";

/// How one begins to a schema of a Swagger document.
const SWAGGER: &str = "#/definitions/";

/// How many references one path may lead through.
const MOST: usize = 32;

/// Whether a reference may name no place as it is written.
pub(super) fn may_be_lost(target: &str) -> bool {
    let is_deep = || {
        let path = target.strip_prefix(SCHEMAS);
        path.is_some_and(|path| path.contains('/'))
    };
    target.starts_with(SWAGGER) || target.starts_with(RELATIVE) || is_deep()
}

/// The place that a reference at `at` means, if it names none as it is written.
pub(super) fn meant(document: &Value, at: &Pointer, target: &str) -> Option<Pointer> {
    if !may_be_lost(target) || Pointer::of_reference(target).find(document).is_some() {
        return None;
    }
    if let Some(path) = target.strip_prefix(SWAGGER) {
        return follow(document, schemas(), &tokens(path));
    }
    let Some(path) = target.strip_prefix(RELATIVE) else {
        return follow(document, schemas(), &tokens(target.strip_prefix(SCHEMAS)?));
    };
    let path = tokens(path);
    let around = component(at);
    let own = || from_root(document, around.as_ref()?, &path);
    own().or_else(|| {
        let others = document.pointer("/components/schemas")?.as_object();
        let mut others = others.into_iter().flat_map(Map::keys);
        let is_path = !path.is_empty();
        others.find_map(|key| is_path.then(|| follow(document, schemas().child(key), &path))?)
    })
}

/// The place that is seen from the root of a schema. The root may have been a list or a map of it.
fn from_root(document: &Value, schema: &Pointer, path: &[String]) -> Option<Pointer> {
    let is_list = |token: &&String| ["items", "additionalProperties"].contains(&token.as_str());
    let lists = path.iter().take_while(is_list).count();
    let starts = [0, lists];
    let mut paths = starts.iter().filter_map(|start| path.get(*start..));
    paths.find_map(|path| follow(document, schema.clone(), path))
}

/// The component schema that a place is in.
fn component(at: &Pointer) -> Option<Pointer> {
    match at.tokens().as_slice() {
        ["components", "schemas", key, ..] => Some(schemas().child(key)),
        _ => None,
    }
}

fn schemas() -> Pointer {
    Pointer::root().child("components").child("schemas")
}

fn tokens(path: &str) -> Vec<String> {
    let tokens = path.split('/').filter(|token| !token.is_empty());
    tokens.map(unescaped).collect()
}

/// The place at the end of a path, which may lead through references and the parts of what is put together.
fn follow(document: &Value, start: Pointer, path: &[String]) -> Option<Pointer> {
    let mut here = start;
    let mut left = path;
    let mut references = 0;
    while let Some((token, rest)) = left.split_first() {
        let value = here.find(document)?;
        if has(value, token) {
            here = here.child(token);
            left = rest;
            continue;
        }
        references += 1;
        here = inner(value, &here, token, document).filter(|_| references < MOST)?;
    }
    here.find(document).is_some().then_some(here)
}

/// Where a schema goes on: at what it refers to, or in that one of its parts which has the next step.
fn inner(value: &Value, at: &Pointer, token: &str, document: &Value) -> Option<Pointer> {
    if let Some(target) = value.get("$ref").and_then(Value::as_str) {
        let is_absolute = target.starts_with("#/") && !target.starts_with(RELATIVE);
        return is_absolute.then(|| Pointer::of_reference(target));
    }
    let part = |keyword: &str| {
        let parts = value.get(keyword)?.as_array()?;
        let leads_on = |part: &&Value| {
            let target = part.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|target| Pointer::of_reference(target).find(document));
            has(part, token) || target.is_some_and(|target| has(target, token))
        };
        let index = parts.iter().position(|part| leads_on(&part))?;
        Some(at.child(keyword).child(index))
    };
    ["allOf", "anyOf", "oneOf"].into_iter().find_map(part)
}

fn has(value: &Value, token: &str) -> bool {
    match value {
        Value::Object(properties) => properties.contains_key(token),
        Value::Array(items) => token.parse().is_ok_and(|index: usize| index < items.len()),
        _ => false,
    }
}
