//! More than a document of its size has: an object of thousands of properties, schemas that include each other without end. Looked
//! at before anything is read, since a schema that is read takes a hundred times the memory of a short text.
//!
//! The code of one type is one file, whose cost follows what the type has; and what `allOf` puts together is there again in each
//! schema that includes it, however short it is said.

use std::collections::HashSet;

use serde_json::Map;
use serde_json::Value;

use super::Node;
use crate::budget::Budget;
use crate::budget::HELP;
use crate::input::Kind;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// What is one thing of the client for each entry, and a word for these.
const LISTS: [(&str, &str); 12] = [
    ("properties", "properties"),
    ("enum", "values"),
    ("oneOf", "branches"),
    ("anyOf", "branches"),
    ("allOf", "parts"),
    ("prefixItems", "items"),
    ("parameters", "parameters"),
    ("content", "media types"),
    ("servers", "servers"),
    ("tags", "tags"),
    ("security", "alternatives"),
    ("securitySchemes", "security schemes"),
];

/// How much there may be, and what was found so far.
pub(super) struct Sizes {
    budget: Budget,
    /// How many more schemas and operations there may be.
    schemas: usize,
    operations: usize,
    /// How many more parts and properties `allOf` may put together in all schemas.
    left: usize,
    /// Whether there is too much.
    pub(super) is_exceeded: bool,
}

impl Sizes {
    /// Of texts of so many bytes together.
    pub(super) fn new(budget: Budget, bytes: usize) -> Self {
        Self {
            budget,
            schemas: budget.schemas(bytes),
            operations: budget.operations(bytes),
            left: budget.merged(bytes),
            is_exceeded: false,
        }
    }

    /// Reports what a schema, an operation or a text has too much of.
    pub(super) fn check(
        &mut self,
        node: Node<'_>,
        kind: Kind,
        document: &Value,
        report: &mut Report,
    ) {
        if self.is_exceeded {
            return;
        }
        self.check_text(node, report);
        if !matches!(kind, Kind::Map(_)) {
            self.check_lists(node, report);
            self.check_variables(node, report);
        }
        self.check_count(node, kind, document, report);
        if kind == Kind::Schema {
            self.check_included(node, document, report);
        }
    }

    fn check_text(&mut self, node: Node<'_>, report: &mut Report) {
        let text = node.keyword("description").and_then(Value::as_str);
        let most = self.budget.description();
        if text.is_some_and(|text| text.len() > most) {
            let message = format!("this text has more than {most} bytes");
            self.exceeded(&node.at().child("description"), message, report);
        }
    }

    fn check_count(&mut self, node: Node<'_>, kind: Kind, document: &Value, report: &mut Report) {
        let (left, count, called) = match kind {
            Kind::Schema => {
                // What puts schemas together takes twice the memory of one that has properties.
                let combines = |keyword| node.properties.contains_key(keyword);
                let count = 1 + usize::from(["oneOf", "anyOf", "allOf"].into_iter().any(combines));
                (&mut self.schemas, count, "schemas")
            }
            Kind::Operation => (&mut self.operations, 1, "operations"),
            Kind::PathItem => {
                let count = operations_referred_to(node, document);
                (&mut self.operations, count, "operations")
            }
            _ => return,
        };
        if let Some(fewer) = left.checked_sub(count) {
            *left = fewer;
        } else {
            let message =
                format!("up to here there are more {called} than a document of this size has");
            self.exceeded(&node.at(), message, report);
        }
    }

    fn check_lists(&mut self, node: Node<'_>, report: &mut Report) {
        for (keyword, called) in LISTS {
            let count = match node.keyword(keyword) {
                Some(Value::Array(items)) => items.len(),
                Some(Value::Object(properties)) => properties.len(),
                _ => continue,
            };
            let most = match keyword {
                "enum" => self.budget.values(),
                _ => self.budget.parts(),
            };
            if count > most {
                let message = format!("there are more than {most} {called} here");
                self.exceeded(&node.at().child(keyword), message, report);
            }
        }
    }

    fn check_variables(&mut self, node: Node<'_>, report: &mut Report) {
        let servers = node.keyword("servers").and_then(Value::as_array);
        for (index, server) in servers.into_iter().flatten().enumerate() {
            let variables = server.get("variables").and_then(Value::as_object);
            let most = self.budget.parts();
            if variables.is_some_and(|variables| variables.len() > most) {
                let at = node.at().child("servers").child(index);
                let message = format!("there are more than {most} variables here");
                self.exceeded(&at.child("variables"), message, report);
            }
        }
    }

    /// Reports the schema with which `allOf` has put together more than there may be.
    fn check_included(&mut self, node: Node<'_>, document: &Value, report: &mut Report) {
        if self.is_exceeded || !node.properties.contains_key("allOf") {
            return;
        }
        let mut visited = HashSet::new();
        let mut open = vec![node.properties];
        while let Some(schema) = open.pop() {
            let properties = schema.get("properties").and_then(Value::as_object);
            let cost = 1 + properties.map_or(0, Map::len);
            let Some(left) = self.left.checked_sub(cost) else {
                let message = "the schemas up to this one put together more by `allOf` than a document of this size does";
                self.exceeded(&node.at(), message.to_owned(), report);
                return;
            };
            self.left = left;
            let parts = schema.get("allOf").and_then(Value::as_array);
            open.extend(parts.into_iter().flatten().filter_map(Value::as_object));
            let target = schema.get("$ref").and_then(Value::as_str);
            if let Some(target) = target.filter(|target| visited.insert(*target)) {
                let target = Pointer::of_reference(target).find(document);
                open.extend(target.and_then(Value::as_object));
            }
        }
    }

    fn exceeded(&mut self, at: &Pointer, message: String, report: &mut Report) {
        self.is_exceeded = true;
        report.error(Rule::TooLarge, at.value(), message).help(HELP);
    }
}

/// How many operations a path item has by reference.
fn operations_referred_to(node: Node<'_>, document: &Value) -> usize {
    let mut item = node.properties;
    let mut visited = HashSet::new();
    while let Some(target) = item.get("$ref").and_then(Value::as_str) {
        let target = visited
            .insert(target)
            .then(|| Pointer::of_reference(target));
        let target = target.and_then(|target| target.find(document)?.as_object());
        let Some(target) = target else { return 0 };
        item = target;
    }
    if visited.is_empty() {
        return 0;
    }
    let properties = item
        .iter()
        .map(|(key, value)| match Kind::PathItem.below(key) {
            Kind::Operation => 1,
            Kind::Map(Kind::Operation) => value.as_object().map_or(0, Map::len),
            _ => 0,
        });
    properties.sum()
}
