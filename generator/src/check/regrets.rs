//! What is no mistake, but will be regretted. Nothing of it is said unless a run asks for it.

use std::collections::HashSet;

use serde_json::Value;

use super::Node;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// The sections of `components` whose entries are used by reference alone.
const SECTIONS: [&str; 5] = [
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "pathItems",
];

pub(super) fn check_operation(node: Node<'_>, report: &mut Report) {
    let has_text = |keyword: &str| {
        let text = node.keyword(keyword).and_then(Value::as_str);
        text.is_some_and(|text| !text.trim().is_empty())
    };
    if !has_text("summary") && !has_text("description") {
        let message = "this operation has no description: the docs of its method say nothing of it";
        report
            .warning(Rule::MissingDescription, node.at().key(), message)
            .help("add `summary:` with a sentence");
    }
    if !has_text("operationId") {
        let message = "this operation has no `operationId`: its method is called after the path";
        report
            .warning(Rule::MissingId, node.at().key(), message)
            .help("add `operationId:`");
    }
    let responses = node.keyword("responses").and_then(Value::as_object);
    let is_of_error = |status: &String| status.starts_with(['4', '5']) || status == "default";
    if let Some(responses) = responses
        && !responses.keys().any(is_of_error)
    {
        let message = "this operation describes no error response: its errors have no type";
        report
            .warning(
                Rule::NoErrorResponse,
                node.at().child("responses").key(),
                message,
            )
            .help("add a response such as `4XX` or `default`");
    }
}

/// Components that nothing refers to. Schemas are told of where types are made of them.
pub(super) fn check_components(document: &Value, report: &mut Report) {
    if !report.asks_for(Rule::UnusedComponent) {
        return;
    }
    let mut targets = HashSet::new();
    collect(document, &mut targets);
    let components = document.get("components").and_then(Value::as_object);
    let at = Pointer::root().child("components");
    for section in SECTIONS {
        let entries = components.and_then(|components| components.get(section)?.as_object());
        for name in entries.into_iter().flatten().map(|(name, _)| name) {
            let place = at.child(section).child(name);
            if targets.contains(&place.to_string()) {
                continue;
            }
            let message = format!("nothing refers to `{name}` in `components/{section}`");
            report
                .warning(Rule::UnusedComponent, place.key(), message)
                .help("refer to it, or take it out");
        }
    }
}

fn collect(value: &Value, targets: &mut HashSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, targets)),
        Value::Object(properties) => {
            if let Some(Value::String(target)) = properties.get("$ref") {
                targets.insert(Pointer::of_reference(target).to_string());
            }
            properties
                .values()
                .for_each(|property| collect(property, targets));
        }
        _ => {}
    }
}
