//! A type that stands beside branches: it is the type of each that says none, as in `{type: string, anyOf: [{format: date},
//! {format: date-time}]}`.

use crate::lower::schema::form::only_narrows;
use crate::spec::Document;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::TypeNames;

/// Says in each branch of which type it is, where that stands beside it.
pub(super) fn spell_out(document: &mut Document) {
    document.visit_schemas_mut(&mut |schema| {
        let is_choice = !schema.branches().all(only_narrows);
        if let Some(types) = schema.types.clone().filter(|_| is_choice) {
            let branches = schema.one_of.iter_mut().chain(&mut schema.any_of);
            branches.for_each(|branch| type_branch(branch, &types));
        }
    });
}

fn type_branch(branch: &mut Schema, types: &TypeNames) {
    if let Schema::Object(object) = branch
        && is_of_no_type(object)
    {
        object.types = Some(types.clone());
    }
}

/// Whether a branch has something to say of a text or a number, and not that it is one.
fn is_of_no_type(branch: &SchemaObject) -> bool {
    let says_something = branch.format.is_some() || !branch.constraints.is_empty();
    says_something
        && branch.types.is_none()
        && branch.reference.is_none()
        && branch.all_of.is_empty()
        && branch.branches().next().is_none()
        && branch.properties.is_empty()
        && branch.items.is_none()
        && branch.prefix_items.is_empty()
        && branch.enumeration.is_none()
        && branch.constant.is_none()
}

#[cfg(test)]
mod tests {
    use crate::lower::normalize::testing::components;

    /// The types that each branch says.
    fn types(schema: &str) -> Vec<usize> {
        let components = components(&format!("\n    Subject: {schema}"));
        let subject = components["Subject"].as_object().unwrap();
        let branches = subject.branches();
        branches
            .map(|branch| branch.as_object().unwrap().type_names().count())
            .collect()
    }

    #[test]
    fn the_type_beside_branches_is_theirs() {
        let formats = "{type: string, anyOf: [{format: date}, {format: date-time}]}";
        assert_eq!(types(formats), [1, 1]);
        let own = "{type: [string, number], oneOf: [{type: string}, {type: number, minimum: 1}]}";
        assert_eq!(types(own), [1, 1]);
        let narrowing = "{type: string, anyOf: [{pattern: a}, {pattern: b}]}";
        assert_eq!(types(narrowing), [0, 0]);
        let untyped = "{anyOf: [{format: date}, {format: date-time}]}";
        assert_eq!(types(untyped), [0, 0]);
    }
}
