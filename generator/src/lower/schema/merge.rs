//! What `allOf` and `$ref` put together: the properties of several schemas as those of one object.

use std::collections::HashSet;

use crate::report::Rule;
use indexmap::IndexMap;
use indexmap::IndexSet;
use serde_json::Value;

use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::described_part;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_open;
use crate::lower::schema::form::is_same_reference;
use crate::lower::schema::form::only_narrows;
use crate::lower::schema::schemas::Schemas;
use crate::model::Scalar;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// The properties of a schema and of all that is put together with it.
#[derive(Clone, Default)]
pub(crate) struct Merged<'d> {
    pub(crate) properties: IndexMap<&'d str, Property<'d>>,
    pub(crate) additional_properties: AdditionalProperties<'d>,
    /// The schemas that are a choice between several.
    pub(crate) choices: Vec<&'d SchemaObject>,
    required: Vec<&'d str>,
    /// The components that were merged: each counts once, however many references lead to it.
    pub(super) components: IndexSet<&'d str>,
}

impl Merged<'_> {
    /// Whether both are one object.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let is_alike = |name: &str, property: &Property<'_>| {
            let other = other.properties.get(name);
            other.is_some_and(|other| property.is_like(other))
        };
        let mut properties = self.properties.iter();
        self.properties.len() == other.properties.len()
            && properties.all(|(name, property)| is_alike(name, property))
            && self
                .additional_properties
                .is_like(&other.additional_properties)
            && self.choices.is_empty()
            && other.choices.is_empty()
    }
}

/// Whether these are the same nodes of the document.
fn are_same(some: &[&Schema], others: &[&Schema]) -> bool {
    let mut pairs = some.iter().zip(others);
    some.len() == others.len() && pairs.all(|(one, other)| std::ptr::eq(*one, *other))
}

/// A property, and whether it is required.
#[derive(Clone)]
pub(crate) struct Property<'d> {
    pub(crate) schema: &'d Schema,
    /// Those of other parts of an `allOf`: it is an object of the properties of all.
    pub(super) also: Vec<&'d Schema>,
    pub(crate) required: bool,
    /// Whether it may come from another object, by `allOf` or `$ref`.
    pub(super) is_merged: bool,
}

impl<'d> Property<'d> {
    fn is_like(&self, other: &Self) -> bool {
        self.required == other.required
            && are_same(&[self.schema], &[other.schema])
            && are_same(&self.also, &other.also)
    }

    /// The schemas that describe it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &'d Schema> {
        std::iter::once(self.schema).chain(self.also.iter().copied())
    }
}

/// The properties of a schema without `allOf`.
pub(crate) fn properties(schema: &SchemaObject) -> IndexMap<&str, Property<'_>> {
    let required: HashSet<&str> = schema
        .required
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    let is_required = |name: &str| required.contains(name);
    let property = |(name, schema)| {
        let property = Property {
            schema,
            also: Vec::new(),
            required: is_required(name),
            is_merged: false,
        };
        (name, property)
    };
    // One that accepts no value is not there.
    let properties = schema.properties.iter();
    properties
        .filter(|(name, schema)| !is_none(schema) || is_required(name))
        .map(|(name, schema)| property((name.as_str(), schema)))
        .collect()
}

/// The properties of an object that no property names.
#[derive(Clone, Default)]
pub(crate) struct AdditionalProperties<'d> {
    additional: Option<&'d Schema>,
    patterns: Vec<&'d Schema>,
}

impl<'d> AdditionalProperties<'d> {
    /// Those of a schema without `allOf`.
    pub(super) fn of(schema: &'d SchemaObject) -> Self {
        let mut properties = Self::default();
        properties.merge(schema);
        properties
    }

    /// Adds those of another part of an `allOf`.
    fn merge(&mut self, schema: &'d SchemaObject) {
        let additional = schema.additional_properties.as_ref();
        self.additional = self.additional.or(additional);
        self.patterns.extend(schema.pattern_properties.values());
    }

    fn is_like(&self, other: &Self) -> bool {
        let additional = |one: &Self| one.additional.into_iter().collect::<Vec<_>>();
        are_same(&additional(self), &additional(other)) && are_same(&self.patterns, &other.patterns)
    }

    /// The schemas of their values.
    pub(crate) fn described(&self) -> Vec<&'d Schema> {
        let additional = self.additional.into_iter();
        let additional = additional.filter(|schema| !is_none(schema));
        self.patterns.iter().copied().chain(additional).collect()
    }

    /// Whether they may be of any type by name.
    pub(super) fn allows_all(&self) -> bool {
        matches!(self.additional, Some(Schema::Boolean { accepts: true, .. }))
    }

    /// Whether those that match no pattern have no schema.
    pub(super) fn is_open(&self) -> bool {
        self.additional.is_none() || self.allows_all()
    }
}

/// How two schemas of one value go together.
pub(crate) enum Relation {
    /// The first narrows the second, or they are alike.
    FirstIsNarrower,
    /// The second narrows the first.
    SecondIsNarrower,
    /// Both are objects, and their properties go together.
    Objects,
    /// No type is both.
    Contradiction,
}

impl<'d> Schemas<'d> {
    /// Whether a part of `allOf` can be merged with others: it has properties, or no type.
    pub(super) fn is_object(&mut self, part: &'d Schema) -> bool {
        let Some(object) = part.as_object() else {
            return true;
        };
        match &object.reference {
            None => is_object_form(object),
            // A reference to a reference is followed when the parts are merged.
            Some(target) => {
                let target = self.component_object(target);
                target.is_none_or(|target| target.reference.is_some() || is_object_form(target))
            }
        }
    }

    /// Merges a schema with the parts of its `allOf`.
    pub(crate) fn merge(&mut self, schema: &'d SchemaObject) -> Merged<'d> {
        self.merge_all(&[schema])
    }

    /// Merges schemas, each with the parts of its `allOf`.
    pub(super) fn merge_all(&mut self, parts: &[&'d SchemaObject]) -> Merged<'d> {
        let mut merged = Merged::default();
        for part in parts {
            self.merge_into(part, &mut merged, &mut IndexSet::new());
        }
        finalize_required(&mut merged);
        merged
    }

    /// Merges one branch of a choice into what is common to all.
    pub(super) fn merge_branch(&mut self, branch: &'d Schema, merged: &mut Merged<'d>) {
        merged.choices.clear();
        if let Some(object) = branch.as_object() {
            self.merge_into(object, merged, &mut IndexSet::new());
        }
        finalize_required(merged);
    }

    fn merge_into(
        &mut self,
        schema: &'d SchemaObject,
        merged: &mut Merged<'d>,
        ancestors: &mut IndexSet<&'d str>,
    ) {
        if let Some(target) = &schema.reference {
            self.merge_reference(target, merged, ancestors);
        }
        for part in &schema.all_of {
            match part {
                Schema::Object(object) => self.merge_into(object, merged, ancestors),
                Schema::Boolean { accepts: true, .. } => {}
                Schema::Boolean { at, .. } => {
                    let message = "the schema `false` accepts no value";
                    self.report
                        .error(Rule::ImpossibleSchema, at.value(), message);
                }
            }
        }
        if schema.branches().any(|branch| !only_narrows(branch)) {
            merged.choices.push(schema);
        }
        merged.additional_properties.merge(schema);
        let required = schema.required.iter().map(|name| name.value.as_str());
        merged.required.extend(required);
        for (name, property) in properties(schema) {
            let property = Property {
                is_merged: true,
                ..property
            };
            self.merge_property(name, property, merged);
        }
    }

    fn merge_reference(
        &mut self,
        target: &'d Text,
        merged: &mut Merged<'d>,
        ancestors: &mut IndexSet<&'d str>,
    ) {
        let Some((key, component)) = self.find(target) else {
            return;
        };
        if ancestors.contains(key) {
            let message = format!("`{key}` includes itself by `allOf`");
            self.report
                .mistake(Rule::CircularReference, target.at.value(), message);
            return;
        }
        self.merged_components.insert(key);
        if !merged.components.insert(key) {
            return;
        }
        if let Some(object) = component.as_object() {
            ancestors.insert(key);
            self.merge_into(object, merged, ancestors);
            ancestors.pop();
        }
    }

    fn merge_property(&mut self, name: &'d str, property: Property<'d>, merged: &mut Merged<'d>) {
        let Some(first) = merged.properties.get_mut(name) else {
            merged.properties.insert(name, property);
            return;
        };
        first.required |= property.required;
        match self.relation(first.schema, property.schema) {
            Relation::FirstIsNarrower => {}
            Relation::SecondIsNarrower => {
                let wider = std::mem::replace(&mut first.schema, property.schema);
                if let Some(wider) = wider.as_object() {
                    self.use_component(wider);
                }
            }
            Relation::Objects => first.also.push(property.schema),
            Relation::Contradiction => {
                let message = format!(
                    "`allOf` puts together two properties called `{name}`: this one counts"
                );
                self.report
                    .mistake(
                        Rule::UnsupportedKeyword,
                        property.schema.at().key(),
                        message,
                    )
                    .related(first.schema.at().key(), "the first one")
                    .help("keep one of the two");
                first.schema = property.schema;
            }
        }
    }

    /// How two schemas of one value go together.
    pub(crate) fn relation(&mut self, first: &'d Schema, second: &'d Schema) -> Relation {
        if is_open(first) {
            return Relation::SecondIsNarrower;
        }
        if is_open(second) || is_same_reference(first, second) {
            return Relation::FirstIsNarrower;
        }
        if is_same_reference(described(first), described(second)) {
            return Relation::SecondIsNarrower;
        }
        if let Some(relation) = self.relation_of_values(first, second) {
            return relation;
        }
        match (written_form(first), written_form(second)) {
            // Every whole number is a number.
            (Some(Form::Integer), Some(Form::Number)) => Relation::FirstIsNarrower,
            (
                Some(Form::Number),
                Some(
                    Form::Integer
                    | Form::Number
                    | Form::Enumeration(Scalar::Integer | Scalar::Number),
                ),
            )
            | (
                Some(Form::Integer | Form::Enumeration(Scalar::Integer)),
                Some(Form::Integer | Form::Enumeration(Scalar::Integer)),
            )
            | (Some(Form::Boolean), Some(Form::Boolean))
            | (Some(Form::List), Some(Form::List))
            | (Some(Form::Text | Form::Enumeration(_)), Some(Form::Text | Form::Enumeration(_))) => {
                Relation::SecondIsNarrower
            }
            _ if self.has_properties(first) && self.has_properties(second) => Relation::Objects,
            _ => Relation::Contradiction,
        }
    }

    /// How two schemas of one value go together, of which one lists its values.
    fn relation_of_values(&mut self, first: &'d Schema, second: &'d Schema) -> Option<Relation> {
        let (first, second) = (self.resolved(first)?, self.resolved(second)?);
        let of = |schema| enumeration::values(schema).collect::<Vec<_>>();
        let (listed, others) = (of(first), of(second));
        let is_first_narrower = match (listed.as_slice(), others.as_slice()) {
            ([], []) => return None,
            (_, []) if accepts(second, &listed) => true,
            ([], _) if accepts(first, &others) => false,
            ([], _) | (_, []) => return None,
            _ => listed.len() < others.len() && listed.iter().all(|one| others.contains(one)),
        };
        Some(if is_first_narrower {
            Relation::FirstIsNarrower
        } else {
            Relation::SecondIsNarrower
        })
    }

    /// Whether a schema is an object that has known properties, or refers to one.
    fn has_properties(&mut self, schema: &'d Schema) -> bool {
        self.resolved(schema).is_some_and(|object| {
            matches!(form(object), Form::Structure | Form::Merged | Form::Map)
        })
    }
}

/// A property is required when any part requires it.
fn finalize_required(merged: &mut Merged<'_>) {
    for name in &merged.required {
        if let Some(property) = merged.properties.get_mut(*name) {
            property.required = true;
        }
    }
}

/// Whether a schema has properties, or no type.
fn is_object_form(object: &SchemaObject) -> bool {
    let has_properties = matches!(
        form(object),
        Form::Alias | Form::Merged | Form::Structure | Form::Map | Form::Any | Form::Choice(_)
    );
    has_properties && !object.constraints.has_text()
}

/// Whether a schema is the text, number or boolean that all these values are.
fn accepts(schema: &SchemaObject, values: &[&Value]) -> bool {
    let is_accepted = match form(schema) {
        Form::Text => Value::is_string,
        Form::Integer => Value::is_i64,
        Form::Number => Value::is_number,
        Form::Boolean => Value::is_boolean,
        _ => return false,
    };
    values
        .iter()
        .all(|value| value.is_null() || is_accepted(value))
}

/// The schema itself, or the one that it has words for.
fn described(schema: &Schema) -> &Schema {
    let part = schema.as_object().and_then(described_part);
    part.unwrap_or(schema)
}

/// The form of a schema that is no reference.
fn written_form(schema: &Schema) -> Option<Form<'_>> {
    let object = schema.as_object()?;
    object.reference.is_none().then(|| form(object))
}
