//! Keywords of OpenAPI 3.0 in a document of 3.1, and the reverse: they are read, but other tools do not know them there.

use serde_json::Value;

use super::Node;
use crate::input::Kind;
use crate::keywords::Version;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// The limits that may be exclusive: by a word of their own in 3.0, and by a number of their own in 3.1.
const EXCLUSIVE: [(&str, &str); 2] = [
    ("exclusiveMinimum", "minimum"),
    ("exclusiveMaximum", "maximum"),
];

/// Keywords of schemas that came with 3.1, when it took in JSON Schema 2020-12.
const NEW_IN_SCHEMAS: [&str; 22] = [
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

pub(super) fn check(node: Node<'_>, kind: Kind, version: Version, report: &mut Report) {
    match (version, kind) {
        (Version::V3_0, Kind::Schema) => schema_of_3_0(node, report),
        (Version::V3_1 | Version::V3_2, Kind::Schema) => schema_of_3_1(node, version, report),
        (Version::V3_0, Kind::Document) => new(node, "webhooks", report),
        (Version::V3_0, Kind::Components) => new(node, "pathItems", report),
        _ => {}
    }
}

/// Reports a keyword that 3.0 has not.
fn new(node: Node<'_>, keyword: &str, report: &mut Report) {
    if node.keyword(keyword).is_some() {
        let message = format!(
            "`{keyword}` is of OpenAPI 3.1: in a document of 3.0, other tools do not know it"
        );
        report
            .warning(Rule::OtherVersion, node.at().child(keyword).key(), message)
            .help("write `openapi: 3.1.0` at the top, or take it out");
    }
}

fn schema_of_3_0(node: Node<'_>, report: &mut Report) {
    for keyword in node.properties.keys() {
        if NEW_IN_SCHEMAS.contains(&keyword.as_str()) {
            new(node, keyword, report);
        }
    }
    let place = || node.at().child("type").value();
    let null = "write `nullable: true` beside it, or `openapi: 3.1.0` at the top";
    match node.keyword("type") {
        Some(Value::Array(_)) => {
            let message = "a list of types is of OpenAPI 3.1: in a document of 3.0, other tools do not know it";
            report
                .warning(Rule::OtherVersion, place(), message)
                .help(null);
        }
        Some(Value::String(name)) if name == "null" => {
            let message = "`type: 'null'` is of OpenAPI 3.1: in a document of 3.0, other tools do not know it";
            report
                .warning(Rule::OtherVersion, place(), message)
                .help(null);
        }
        _ => {}
    }
    for (keyword, limit) in EXCLUSIVE {
        if node.keyword(keyword).is_some_and(Value::is_number) {
            let message = format!(
                "`{keyword}` is `true` or `false` in OpenAPI 3.0: as a number, other tools do not know it"
            );
            report
                .warning(
                    Rule::OtherVersion,
                    node.at().child(keyword).value(),
                    message,
                )
                .help(format!(
                    "write the number as `{limit}`, and `{keyword}: true`"
                ));
        }
    }
}

fn schema_of_3_1(node: Node<'_>, version: Version, report: &mut Report) {
    let name = version.name();
    if node.keyword("nullable").is_some() {
        let message = format!(
            "`nullable` is of OpenAPI 3.0: in a document of {name}, other tools do not know it"
        );
        let types = node.types();
        let help = match types.as_slice() {
            [name] => format!("write `type: [{name}, 'null']`"),
            _ => "write `'null'` among the types, or a branch `{type: 'null'}`".to_owned(),
        };
        report
            .warning(
                Rule::OtherVersion,
                node.at().child("nullable").key(),
                message,
            )
            .help(help);
    }
    for (keyword, limit) in EXCLUSIVE {
        if node.keyword(keyword).is_some_and(Value::is_boolean) {
            let message = format!(
                "`{keyword}` is a number in OpenAPI {name}: as a word, other tools do not know it"
            );
            report
                .warning(
                    Rule::OtherVersion,
                    node.at().child(keyword).value(),
                    message,
                )
                .help(format!(
                    "write the number of `{limit}` here, and take `{limit}` out"
                ));
        }
    }
}
