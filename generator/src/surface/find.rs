//! Finds the nodes of the document that parts of operations and types come from, by what they are called on the wire.

use serde_json::Value;

use crate::pointer::Pointer;

/// How many references are followed, and how deep schemas are searched.
const DEEPEST: usize = 32;

/// The whole document.
#[derive(Clone, Copy)]
pub(crate) struct Find<'d>(pub(crate) &'d Value);

impl<'d> Find<'d> {
    fn node(self, at: &Pointer) -> Option<&'d Value> {
        at.find(self.0)
    }

    /// The node itself, or the one that it refers to.
    pub(crate) fn resolved(self, at: &Pointer) -> Pointer {
        let mut here = at.clone();
        for _ in 0..DEEPEST {
            let target = self.node(&here).and_then(|node| node.get("$ref"));
            let Some(target) = target.and_then(Value::as_str) else {
                break;
            };
            let next = Pointer::of_reference(target);
            if self.node(&next).is_none() {
                break;
            }
            here = next;
        }
        here
    }

    /// The parameter of an operation or its path.
    pub(super) fn parameter(self, operation: &Pointer, wire: &str) -> Pointer {
        let item = operation.parent();
        let owners = std::iter::once(operation).chain(item);
        let found = owners.filter_map(|owner| {
            let list = owner.child("parameters");
            let count = self.node(&list)?.as_array()?.len();
            let parameters = (0..count).map(|index| self.resolved(&list.child(index)));
            let is_it = |at: &Pointer| {
                let name = self.node(at).and_then(|node| node.get("name"));
                name.and_then(Value::as_str) == Some(wire)
            };
            parameters.into_iter().find(is_it)
        });
        let mut found = found.map(|at| at.child("name"));
        found.next().unwrap_or_else(|| operation.clone())
    }

    /// The schema of the body of an operation.
    pub(super) fn body(self, operation: &Pointer) -> Pointer {
        let body = self.resolved(&operation.child("requestBody"));
        let content = body.child("content");
        let first = self.node(&content).and_then(Value::as_object);
        match first.and_then(|types| types.keys().next()) {
            Some(media_type) => self.resolved(&content.child(media_type).child("schema")),
            None => operation.child("requestBody"),
        }
    }

    /// The first parameter of this name that is set once on the client.
    pub(super) fn client_parameter(self, wire: &str) -> Pointer {
        let is_it = |node: &Value| {
            let is_set_once = node.get("x-client-parameter") == Some(&Value::Bool(true));
            is_set_once && node.get("name").and_then(Value::as_str) == Some(wire)
        };
        first(&Pointer::root(), self.0, &is_it).unwrap_or_default()
    }

    /// What says how responses announce their outcome.
    pub(super) fn envelope(self) -> Pointer {
        let has_it = |node: &Value| node.get("x-envelope").is_some();
        let owner = first(&Pointer::root(), self.0, &has_it);
        owner.map_or_else(Pointer::root, |owner| owner.child("x-envelope"))
    }

    /// A property of a schema, or of one that it is put together from.
    pub(crate) fn property(self, schema: &Pointer, wire: &str) -> Pointer {
        let is_there = |at: &Pointer| {
            let at = at.child("properties").child(wire);
            self.node(&at).is_some().then_some(at)
        };
        self.search(schema, &is_there, DEEPEST)
            .unwrap_or_else(|| schema.clone())
    }

    /// A value of a schema that lists some.
    pub(super) fn value(self, schema: &Pointer, value: &Value) -> Pointer {
        let is_there = |at: &Pointer| {
            let node = self.node(at)?;
            if node.get("const") == Some(value) {
                return Some(at.child("const"));
            }
            let listed = node.get("enum")?.as_array()?;
            let index = listed.iter().position(|one| one == value)?;
            Some(at.child("enum").child(index))
        };
        self.search(schema, &is_there, DEEPEST)
            .unwrap_or_else(|| schema.clone())
    }

    /// The first of a schema and the schemas that it is put together from in which something is found.
    fn search(
        self,
        schema: &Pointer,
        found: &dyn Fn(&Pointer) -> Option<Pointer>,
        depth: usize,
    ) -> Option<Pointer> {
        let depth = depth.checked_sub(1)?;
        let schema = self.resolved(schema);
        found(&schema).or_else(|| {
            let mut parts = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|keyword| {
                let list = schema.child(keyword);
                let count = self
                    .node(&list)
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                (0..count).map(move |index| list.child(index))
            });
            parts.find_map(|part| self.search(&part, found, depth))
        })
    }
}

/// The first node, from the top, of which something holds.
fn first(at: &Pointer, node: &Value, holds: &dyn Fn(&Value) -> bool) -> Option<Pointer> {
    if holds(node) {
        return Some(at.clone());
    }
    match node {
        Value::Object(properties) => properties
            .iter()
            .find_map(|(key, below)| first(&at.child(key), below, holds)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, below)| first(&at.child(index), below, holds)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        serde_json::json!({
            "paths": {"/books": {
                "parameters": [{"$ref": "#/components/parameters/page"}],
                "post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Novel"}}}}},
            }},
            "components": {
                "parameters": {"page": {"name": "p", "in": "query"}},
                "schemas": {
                    "Book": {"properties": {"title": {}, "kind": {"enum": ["a", "b"]}}},
                    "Novel": {"allOf": [{"$ref": "#/components/schemas/Book"}, {"$ref": "#/components/schemas/Novel"}]},
                },
            },
        })
    }

    #[test]
    fn parts_are_found_behind_references() {
        let document = document();
        let find = Find(&document);
        let operation = Pointer::of_reference("#/paths/~1books/post");
        let page = find.parameter(&operation, "p");
        assert_eq!(page.to_string(), "#/components/parameters/page/name");
        let body = find.body(&operation);
        assert_eq!(body.to_string(), "#/components/schemas/Novel");
        let title = find.property(&body, "title");
        assert_eq!(
            title.to_string(),
            "#/components/schemas/Book/properties/title"
        );
        let kind = Pointer::of_reference("#/components/schemas/Book/properties/kind");
        let value = find.value(&kind, &"b".into());
        assert_eq!(
            value.to_string(),
            "#/components/schemas/Book/properties/kind/enum/1"
        );
        assert_eq!(find.property(&body, "absent"), body);
    }
}
