//! `allOf`: objects put together into one.

use indexmap::IndexMap;
use indexmap::IndexSet;

use super::Lowering;
use super::form::Form;
use super::form::form;
use super::member::Property;
use super::member::properties;
use super::reference;
use super::schema::Meaning;
use crate::model::Docs;
use crate::spec::EnvelopeMembers;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// The members of a schema and of all that `allOf` puts together with it.
#[derive(Default)]
pub(super) struct Merged<'d> {
    pub(super) members: IndexMap<&'d str, Property<'d>>,
    pub(super) envelope: Option<&'d EnvelopeMembers>,
    additional: Option<&'d Schema>,
    required: Vec<&'d str>,
    /// The components that were taken in: each counts once, however many ways lead to it.
    taken_in: IndexSet<&'d str>,
}

impl<'d> Lowering<'d> {
    /// What `allOf` means: the only branch there is, or an object of the members of all.
    pub(super) fn merged(&mut self, schema: &'d SchemaObject, name: &str, docs: Docs) -> Meaning {
        if let [only] = schema.all_of.as_slice()
            && adds_nothing(schema)
        {
            let mut meaning = self.meaning(only, name);
            meaning.docs.description = docs.description.or(meaning.docs.description);
            return meaning;
        }
        if let Some(part) = schema.all_of.iter().find(|part| !self.is_object(part)) {
            self.report
                .error(
                    part.at().value(),
                    "`allOf` of something else than objects is not generated",
                )
                .help("write one schema that says all of it");
            return Meaning::any();
        }
        let merged = self.merge(schema);
        let ty = self.structure_of(
            schema,
            &merged.members,
            merged.additional,
            name,
            docs.clone(),
        );
        Meaning {
            ty,
            nullable: false,
            docs,
        }
    }

    /// Whether a part of `allOf` can be put together with others: it has members, or says nothing of the type.
    fn is_object(&mut self, part: &'d Schema) -> bool {
        let Schema::Object(object) = part else {
            return true;
        };
        match &object.reference {
            None => is_object_form(object),
            // A reference to a reference is followed when the parts are put together.
            Some(target) => {
                let target = self.component_object(target);
                target.is_none_or(|target| target.reference.is_some() || is_object_form(target))
            }
        }
    }

    /// Puts the schema together with what it takes in by `allOf`.
    pub(super) fn merge(&mut self, schema: &'d SchemaObject) -> Merged<'d> {
        let mut merged = Merged::default();
        self.merge_into(schema, &mut merged, &mut Vec::new());
        let Merged {
            members, required, ..
        } = &mut merged;
        for name in required {
            if let Some(member) = members.get_mut(*name) {
                member.required = true;
            }
        }
        merged
    }

    fn merge_into(
        &mut self,
        schema: &'d SchemaObject,
        merged: &mut Merged<'d>,
        on_the_way: &mut Vec<&'d str>,
    ) {
        if let Some(target) = &schema.reference {
            self.merge_reference(target, merged, on_the_way);
        }
        for part in &schema.all_of {
            match part {
                Schema::Object(object) => self.merge_into(object, merged, on_the_way),
                Schema::Boolean { accepts: true, .. } => {}
                Schema::Boolean { at, .. } => {
                    self.report
                        .error(at.value(), "the schema `false` accepts no value");
                }
            }
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            let keyword = if schema.one_of.is_empty() {
                "anyOf"
            } else {
                "oneOf"
            };
            self.report
                .error(
                    schema.at.child(keyword).key(),
                    format!("`{keyword}` within `allOf` is not generated"),
                )
                .help("let each branch take in the common part with an `allOf` of its own");
        }
        merged.envelope = merged.envelope.or(schema.envelope.as_ref());
        merged.additional = merged.additional.or(schema.additional_properties.as_ref());
        merged
            .required
            .extend(schema.required.iter().map(|name| name.value.as_str()));
        for (name, property) in properties(schema) {
            self.merge_member(name, property, merged);
        }
    }

    fn merge_reference(
        &mut self,
        target: &'d crate::spec::Text,
        merged: &mut Merged<'d>,
        on_the_way: &mut Vec<&'d str>,
    ) {
        let schemas = &self.document.components.schemas;
        let Some(key) = reference::component_key(target, "schemas", self.report) else {
            return;
        };
        let Some(found) = reference::find(target, &key, "schemas", schemas, self.report) else {
            return;
        };
        let Some((_, key, _)) = schemas.get_full(&key) else {
            return;
        };
        if on_the_way.contains(&key.as_str()) {
            self.report.error(
                target.at.value(),
                format!("`{key}` takes in itself by `allOf`"),
            );
            return;
        }
        self.taken_in.insert(key);
        if !merged.taken_in.insert(key) {
            return;
        }
        if let Schema::Object(object) = found {
            on_the_way.push(key);
            self.merge_into(object, merged, on_the_way);
            on_the_way.pop();
        }
    }

    fn merge_member(&mut self, name: &'d str, property: Property<'d>, merged: &mut Merged<'d>) {
        let Some(first) = merged.members.get_mut(name) else {
            merged.members.insert(name, property);
            return;
        };
        first.required |= property.required;
        if is_open(first.schema) || is_same_kind(first.schema, property.schema) {
            // The later one narrows the first.
            first.schema = property.schema;
        } else if !is_open(property.schema) && !same_reference(first.schema, property.schema) {
            let place = first.schema.at().key();
            self.report
                .error(
                    property.schema.at().key(),
                    format!("`allOf` puts together two properties called `{name}`"),
                )
                .related(place, "the first one")
                .help("keep one of the two");
        }
    }
}

/// Whether a schema has members, or says nothing of the type.
fn is_object_form(object: &SchemaObject) -> bool {
    let bounds = &object.bounds;
    let says_text =
        bounds.min_length.is_some() || bounds.max_length.is_some() || bounds.pattern.is_some();
    let has_members = matches!(
        form(object),
        Form::Alias | Form::Merged | Form::Structure | Form::Map | Form::Any | Form::Choice(_)
    );
    has_members && !says_text
}

/// Whether there is nothing beside `allOf` but annotations.
pub(super) fn adds_nothing(schema: &SchemaObject) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.additional_properties.is_none()
        && schema.envelope.is_none()
}

/// Whether a schema says nothing of its value.
fn is_open(schema: &Schema) -> bool {
    match schema {
        Schema::Boolean { accepts, .. } => *accepts,
        Schema::Object(object) => object.reference.is_none() && matches!(form(object), Form::Any),
    }
}

/// Whether both are written out, and are lists or objects both: then one narrows the other.
fn is_same_kind(one: &Schema, other: &Schema) -> bool {
    let kind = |schema: &Schema| match schema {
        Schema::Object(object) if object.reference.is_none() => match form(object) {
            Form::List => Some("list"),
            Form::Structure | Form::Map => Some("object"),
            Form::Text | Form::Enumeration(_) => Some("text"),
            _ => None,
        },
        Schema::Object(_) | Schema::Boolean { .. } => None,
    };
    kind(one).is_some() && kind(one) == kind(other)
}

fn same_reference(one: &Schema, other: &Schema) -> bool {
    let target = |schema: &Schema| match schema {
        Schema::Object(object) => object.reference.as_ref().map(|target| target.value.clone()),
        Schema::Boolean { .. } => None,
    };
    target(one).is_some() && target(one) == target(other)
}
