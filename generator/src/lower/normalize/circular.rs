//! Branches that lead back to the schema that has them, by way of references and of other branches alone: whatever is such a branch
//! is one of the others, so it says nothing, and a reader that tried it would never come to an end.

use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;

use crate::lower::reference::schema_key;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::Schema;

/// Takes such branches out.
pub(super) fn take_out_circular(document: &mut Document, report: &mut Report) {
    let circular = Search::of(&document.components.schemas).circular;
    for (key, targets) in circular {
        if let Some(schema) = document.components.schemas.get_mut(&key) {
            take_out(schema, &targets, report);
        }
    }
}

fn take_out(schema: &mut Schema, targets: &HashSet<String>, report: &mut Report) {
    let Schema::Object(object) = schema else {
        return;
    };
    for branches in [&mut object.one_of, &mut object.any_of] {
        branches.retain_mut(|branch| {
            let is_circular = key_of(branch).is_some_and(|key| targets.contains(&key));
            if is_circular {
                let message =
                    "this branch leads back to the schema that it is a branch of: it is left out";
                report
                    .mistake(Rule::CircularReference, branch.at().value(), message)
                    .help("remove it, or put an object around it that has a property for it");
            } else if key_of(branch).is_none() {
                take_out(branch, targets, report);
            }
            !is_circular
        });
    }
}

/// The key of the component that a schema refers to.
fn key_of(schema: &Schema) -> Option<String> {
    schema_key(schema.as_object()?.reference.as_ref()?)
}

/// The keys that a schema refers to by itself and by its branches.
fn targets(schema: &Schema) -> Vec<String> {
    let Some(object) = schema.as_object() else {
        return Vec::new();
    };
    match key_of(schema) {
        Some(key) => vec![key],
        None => object.branches().flat_map(targets).collect(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Done,
}

/// A search for the references that close a circle.
struct Search<'d> {
    schemas: &'d IndexMap<String, Schema>,
    states: HashMap<String, State>,
    /// By the schema that has them: the components that they refer to.
    circular: IndexMap<String, HashSet<String>>,
}

impl<'d> Search<'d> {
    fn of(schemas: &'d IndexMap<String, Schema>) -> Self {
        let mut search = Self {
            schemas,
            states: HashMap::new(),
            circular: IndexMap::new(),
        };
        for key in schemas.keys() {
            search.visit(key);
        }
        search
    }

    fn visit(&mut self, key: &str) {
        let Some(schema) = self.schemas.get(key) else {
            return;
        };
        if self.states.contains_key(key) {
            return;
        }
        self.states.insert(key.to_owned(), State::Open);
        for target in targets(schema) {
            if self.states.get(&target) == Some(&State::Open) {
                let of_schema = self.circular.entry(key.to_owned()).or_default();
                of_schema.insert(target);
            } else {
                self.visit(&target);
            }
        }
        self.states.insert(key.to_owned(), State::Done);
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::normalize::testing::components;

    /// How many branches each of these schemas has left.
    fn branches(schemas: &str) -> Vec<usize> {
        let components = components(schemas);
        let count = |schema: &crate::spec::Schema| schema.as_object().unwrap().branches().count();
        components.values().map(count).collect()
    }

    #[test]
    fn what_leads_back_to_itself_is_no_branch() {
        let itself = "
    A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}, {type: integer}]}";
        assert_eq!(branches(itself), [2]);
        let by_another = "
    A: {oneOf: [{$ref: '#/components/schemas/B'}, {type: string}]}
    B: {anyOf: [{oneOf: [{$ref: '#/components/schemas/C'}, {type: boolean}]}, {type: integer}]}
    C: {$ref: '#/components/schemas/A'}";
        assert_eq!(branches(by_another), [2, 2, 0]);
    }

    #[test]
    fn what_has_an_object_in_between_is_one() {
        let schemas = "
    A: {oneOf: [{type: array, items: {$ref: '#/components/schemas/A'}}, {type: string}]}
    B: {oneOf: [{type: object, properties: {b: {$ref: '#/components/schemas/B'}}}, {type: string}]}";
        assert_eq!(branches(schemas), [2, 2]);
    }
}
