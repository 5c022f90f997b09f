//! Keywords that mean nothing beside the type of their schema, and lists that hold nothing.

use serde_json::Value;

use super::Node;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// The types whose values a keyword is about.
const ABOUT: [(&[&str], &[&str]); 4] = [
    (&["string"], &["minLength", "maxLength", "pattern"]),
    (
        &["number", "integer"],
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    (
        &["array"],
        &[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
    ),
    (
        &["object"],
        &[
            "properties",
            "patternProperties",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

pub(super) fn check(node: Node<'_>, report: &mut Report) {
    check_types(node, report);
    check_lists(node, report);
}

fn check_types(node: Node<'_>, report: &mut Report) {
    let types = node.types();
    if !super::are_known(&types) {
        return;
    }
    for (keyword, value) in node.properties {
        let of_keyword = |(_, keywords): &&(&[&str], &[&str])| keywords.contains(&keyword.as_str());
        let Some((about, _)) = ABOUT.iter().find(of_keyword) else {
            continue;
        };
        if about.iter().any(|name| types.contains(name)) || !says_something(value) {
            continue;
        }
        let named = types.iter().filter(|name| **name != "null");
        let named: Vec<&str> = named.copied().collect();
        let message = format!(
            "`{keyword}` means nothing of `type: {}`: it is about {}",
            named.join("` and `"),
            plural(about[0])
        );
        report
            .warning(Rule::IdleKeyword, node.at().child(keyword).key(), message)
            .related(node.at().child("type").value(), "the type")
            .help(format!("remove it, or write `type: {}`", about[0]));
    }
}

/// Tools write what is false or empty beside any type.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Object(properties) => !properties.is_empty(),
        _ => true,
    }
}

fn plural(name: &str) -> &'static str {
    match name {
        "string" => "texts",
        "number" => "numbers",
        "array" => "arrays",
        _ => "objects",
    }
}

/// No value is of no type, or of one of no branches.
fn check_lists(node: Node<'_>, report: &mut Report) {
    for keyword in ["type", "oneOf", "anyOf", "allOf"] {
        let list = node.keyword(keyword).and_then(Value::as_array);
        if list.is_some_and(Vec::is_empty) {
            let message = format!("`{keyword}` lists nothing: it is taken for absent");
            report
                .warning(Rule::OddList, node.at().child(keyword).value(), message)
                .help("list at least one, or take it out");
        }
    }
}
