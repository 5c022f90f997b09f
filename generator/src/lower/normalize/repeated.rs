//! Branches of a choice that are written twice. No value is read as the second, so it is none: generators of documents that know
//! several types where JSON has one, such as `float` and `double`, write a branch for each.

use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;

use indexmap::IndexMap;
use serde_json::Value;

use crate::lower::schema::form::is_nullable;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Discriminator;
use crate::spec::Document;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How deep schemas within a branch are looked into to tell branches apart at a glance.
const LOOKED_INTO: usize = 3;

/// Takes out each branch that accepts what one before it does, and is not called otherwise.
pub(super) fn take_out(document: &mut Document, report: &mut Report) {
    document.visit_schemas_mut(&mut |schema| {
        let repeated = repeated(schema, report);
        let mut places = 0..;
        let mut is_kept =
            |_: &Schema| !places.next().is_some_and(|place| repeated.contains(&place));
        schema.one_of.retain(&mut is_kept);
        schema.any_of.retain(&mut is_kept);
    });
}

/// The places of the branches that are others again, which are reported.
fn repeated(schema: &SchemaObject, report: &mut Report) -> HashSet<usize> {
    let mut repeated = HashSet::new();
    let mut before: HashMap<u64, Vec<&Schema>> = HashMap::new();
    for (place, branch) in schema.branches().enumerate() {
        let before = before.entry(digest_of_branch(branch)).or_default();
        let first = before
            .iter()
            .copied()
            .find(|first| is_repeated(first, branch));
        before.push(branch);
        if let Some(first) = first {
            repeated.insert(place);
            let message = "this branch says what another does: it is left out";
            report
                .warning(Rule::AmbiguousUnion, branch.at().value(), message)
                .related(first.at().value(), "the first one")
                .help("take one of them out, or give each a `title` of its own");
        }
    }
    repeated
}

/// A number that is the same for all branches that are one again: only these are held against each other.
fn digest_of_branch(branch: &Schema) -> u64 {
    let branch = only_branch(branch);
    let mut hasher = DefaultHasher::new();
    digest(branch, LOOKED_INTO).hash(&mut hasher);
    let named = branch.as_object().filter(|one| one.reference.is_none());
    named.map(name).hash(&mut hasher);
    hasher.finish()
}

/// A number that is the same for all schemas that mean the same, from what tells most of them apart.
fn digest(schema: &Schema, depth: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    let object = match schema {
        Schema::Boolean { accepts, .. } => {
            accepts.hash(&mut hasher);
            return hasher.finish();
        }
        Schema::Object(object) => object,
    };
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    text(&object.reference).hash(&mut hasher);
    text(&object.format).hash(&mut hasher);
    object.enumeration.hash(&mut hasher);
    object.constant.hash(&mut hasher);
    let constraints = &object.constraints;
    [constraints.min_length, constraints.max_length].hash(&mut hasher);
    [constraints.min_items, constraints.max_items].hash(&mut hasher);
    for pattern in &constraints.pattern {
        pattern.text.hash(&mut hasher);
    }
    let types = object.type_names().filter(|name| name.value != "null");
    let types: HashSet<&str> = types.map(|name| name.value.as_str()).collect();
    sum(types.into_iter()).hash(&mut hasher);
    sum(names(&object.required).into_iter()).hash(&mut hasher);
    if let Some(depth) = depth.checked_sub(1) {
        let within = |schema: &Schema| digest(schema, depth);
        let properties = object.properties.iter();
        sum(properties.map(|(key, schema)| (key, within(schema)))).hash(&mut hasher);
        object.items.as_ref().map(within).hash(&mut hasher);
    }
    hasher.finish()
}

/// A number of all items, whatever their order.
fn sum(items: impl Iterator<Item = impl Hash>) -> u64 {
    let digests = items.map(|item| {
        let mut hasher = DefaultHasher::new();
        item.hash(&mut hasher);
        hasher.finish()
    });
    digests.fold(0, u64::wrapping_add)
}

/// Whether a branch is another one again. A branch that may be `null` is spelled as a choice that may be.
fn is_repeated(first: &Schema, branch: &Schema) -> bool {
    match (only_branch(first), only_branch(branch)) {
        (Schema::Object(first), Schema::Object(branch)) => {
            let is_reference = first.reference.is_some();
            (is_reference || name(first) == name(branch)) && mean_the_same(first, branch)
        }
        (first, branch) => are_same(first, branch),
    }
}

/// What the author calls a branch.
fn name(schema: &SchemaObject) -> (Option<&str>, Option<&str>) {
    (schema.title.as_deref(), schema.rust_name.as_deref())
}

/// What a schema is that is a choice of one.
fn only_branch(schema: &Schema) -> &Schema {
    let Some(object) = schema.as_object() else {
        return schema;
    };
    let mut branches = object.branches();
    let is_choice_alone = object.reference.is_none()
        && object.types.is_none()
        && object.all_of.is_empty()
        && object.properties.is_empty()
        && object.title.is_none()
        && object.rust_name.is_none();
    match (branches.next(), branches.next()) {
        (Some(only), None) if is_choice_alone => only_branch(only),
        _ => schema,
    }
}

fn are_same(one: &Schema, other: &Schema) -> bool {
    match (one, other) {
        (Schema::Object(one), Schema::Object(other)) => {
            is_nullable(one) == is_nullable(other) && mean_the_same(one, other)
        }
        (Schema::Boolean { accepts: one, .. }, Schema::Boolean { accepts: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

/// Whether two schemas are of one type, and accept the same values but `null`: whatever is said of them, and wherever they stand.
fn mean_the_same(one: &SchemaObject, other: &SchemaObject) -> bool {
    let SchemaObject {
        at: _,
        reference,
        identity,
        // What they have is told by what refers to it.
        definitions: _,
        title: _,
        description: _,
        types: _,
        format,
        enumeration,
        value_names,
        value_descriptions: _,
        constant,
        default,
        examples: _,
        all_of,
        any_of,
        one_of,
        discriminator,
        applicators,
        properties,
        pattern_properties,
        required,
        additional_properties,
        property_names,
        items,
        prefix_items,
        constraints,
        nullable: _,
        read_only,
        write_only,
        deprecated: _,
        external_docs: _,
        xml: _,
        content,
        content_schema,
        envelope,
        content_type,
        unit,
        check,
        // It is said of a property, and a branch is none.
        informative: _,
        rust_name,
    } = one;
    are_same_texts(reference, &other.reference)
        && are_same_types(one, other)
        && are_same_texts(format, &other.format)
        && *enumeration == other.enumeration
        && *constant == other.constant
        && *constraints == other.constraints
        && *default == other.default
        && values(value_names.as_ref()) == values(other.value_names.as_ref())
        // What stands under them is not read.
        && applicators.is_empty()
        && other.applicators.is_empty()
        && are_same_texts(identity, &other.identity)
        && are_same_texts(content, &other.content)
        && are_same_texts(content_type, &other.content_type)
        && are_same_texts(unit, &other.unit)
        && are_same_texts(rust_name, &other.rust_name)
        && *read_only == other.read_only
        && *write_only == other.write_only
        && *check == other.check
        && envelope.is_none()
        && other.envelope.is_none()
        && are_same_discriminators(discriminator.as_ref(), other.discriminator.as_ref())
        && names(required) == names(&other.required)
        && are_same_maps(properties, &other.properties)
        && are_same_maps(pattern_properties, &other.pattern_properties)
        && are_same_optional(closing(additional_properties.as_ref()), closing(other.additional_properties.as_ref()))
        && are_same_optional(property_names.as_ref(), other.property_names.as_ref())
        && are_same_optional(items.as_ref(), other.items.as_ref())
        && are_same_optional(content_schema.as_ref(), other.content_schema.as_ref())
        && are_same_lists(prefix_items, &other.prefix_items)
        && are_same_lists(all_of, &other.all_of)
        && are_same_lists(any_of, &other.any_of)
        && are_same_lists(one_of, &other.one_of)
}

/// Whether two schemas are of the same types, but for `null`.
fn are_same_types(one: &SchemaObject, other: &SchemaObject) -> bool {
    let has_all = |one: &SchemaObject, other: &SchemaObject| {
        let mut names = one.type_names().filter(|name| name.value != "null");
        names.all(|name| other.type_names().any(|other| other.value == name.value))
    };
    has_all(one, other) && has_all(other, one)
}

fn names(texts: &[Text]) -> HashSet<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

fn values<P>(placed: Option<&(P, Value)>) -> Option<&Value> {
    placed.map(|(_, value)| value)
}

/// What is said of additional properties, unless any will do, which needs no words.
fn closing(additional: Option<&Schema>) -> Option<&Schema> {
    additional.filter(|schema| !matches!(schema, Schema::Boolean { accepts: true, .. }))
}

fn are_same_texts<'t>(
    some: impl IntoIterator<Item = &'t Text>,
    others: impl IntoIterator<Item = &'t Text>,
) -> bool {
    let some = some.into_iter().map(|text| &text.value);
    some.eq(others.into_iter().map(|text| &text.value))
}

fn are_same_optional(one: Option<&Schema>, other: Option<&Schema>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => are_same(one, other),
        (None, None) => true,
        _ => false,
    }
}

fn are_same_lists(some: &[Schema], others: &[Schema]) -> bool {
    let mut pairs = some.iter().zip(others);
    some.len() == others.len() && pairs.all(|(one, other)| are_same(one, other))
}

fn are_same_maps(some: &IndexMap<String, Schema>, others: &IndexMap<String, Schema>) -> bool {
    let is_there = |(key, one): (&String, &Schema)| {
        let other = others.get(key);
        other.is_some_and(|other| are_same(one, other))
    };
    some.len() == others.len() && some.iter().all(is_there)
}

fn are_same_discriminators(one: Option<&Discriminator>, other: Option<&Discriminator>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none() && other.is_none();
    };
    let is_mapped = |(value, target): (&String, &Text)| {
        let other = other.mapping.get(value);
        other.is_some_and(|other| other.value == target.value)
    };
    one.property_name.value == other.property_name.value
        && one.is_inherited == other.is_inherited
        && one.mapping.len() == other.mapping.len()
        && one.mapping.iter().all(is_mapped)
}

#[cfg(test)]
mod tests {
    use crate::lower::normalize::testing::components;

    /// How many of these branches there are when those that are repeated are taken out.
    fn left(branches: &str) -> usize {
        let components = components(&format!(
            "
    Subject: {{anyOf: [{branches}]}}
    Person: {{type: object, properties: {{name: {{type: string}}}}}}"
        ));
        let subject = components["Subject"].as_object().unwrap();
        subject.branches().count()
    }

    #[test]
    fn a_branch_that_is_written_twice_is_one() {
        let repeated = [
            "{type: number}, {type: number}",
            "{type: string}, {type: string, nullable: true}",
            "{type: string}, {type: [string, 'null'], description: A text.}",
            "{type: string, format: uri}, {type: string, format: uri, example: 'https://example.com'}",
            "{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Person', title: Again}",
            "{type: object}, {type: object, properties: {}, additionalProperties: true}",
            "{type: string}, {oneOf: [{type: string}, {type: string}]}",
            "{type: array, items: {type: string}}, {type: array, items: {type: string, title: One}}",
            "{description: Any.}, {description: Any.}",
        ];
        for branches in repeated {
            assert_eq!(left(branches), 1, "{branches}");
        }
        assert_eq!(left("{type: string}, {type: number}, {type: string}"), 2);
    }

    #[test]
    fn what_differs_stays() {
        let different = [
            "{type: string}, {type: number}",
            "{type: string, title: Id}, {type: string, title: Slug}",
            "{type: string, pattern: a}, {type: string, pattern: b}",
            "{type: string, not: {pattern: a}}, {type: string, not: {pattern: b}}",
            "{type: object, additionalProperties: false}, {type: object}",
            "{type: array, items: {type: string}}, {type: array, items: {type: string, nullable: true}}",
            "{enum: [a]}, {enum: [b]}",
            "{type: object, required: [a]}, {type: object, required: [b]}",
        ];
        for branches in different {
            assert_eq!(left(branches), 2, "{branches}");
        }
    }
}
