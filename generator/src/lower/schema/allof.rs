//! `allOf`: objects put together into one.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::reference;
use crate::lower::schema::Meaning;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_null;
use crate::lower::schema::form::only_requires;
use crate::lower::schema::member::Property;
use crate::lower::schema::member::properties;
use crate::lower::schema::property::Relation;
use crate::lower::schema::rest::Rest;
use crate::lower::schema::schemas::Schemas;
use crate::model::Docs;
use crate::spec::EnvelopeMembers;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// The members of a schema and of all that `allOf` puts together with it.
#[derive(Clone, Default)]
pub(crate) struct Merged<'d> {
    pub(crate) members: IndexMap<&'d str, Property<'d>>,
    pub(crate) envelope: Option<&'d EnvelopeMembers>,
    pub(crate) rest: Rest<'d>,
    /// The schemas on the way that are a choice between several.
    pub(crate) choices: Vec<&'d SchemaObject>,
    required: Vec<&'d str>,
    /// The components that were taken in: each counts once, however many ways lead to it.
    pub(crate) taken_in: IndexSet<&'d str>,
}

impl<'d> Schemas<'d> {
    /// What `allOf` means: the only branch there is, or an object of the members of all.
    pub(crate) fn merged(&mut self, schema: &'d SchemaObject, name: &str, docs: Docs) -> Meaning {
        if let [only] = schema.all_of.as_slice()
            && adds_nothing(schema)
        {
            let mut meaning = self.meaning(only, name);
            meaning.docs.description = docs.description.or(meaning.docs.description);
            return meaning;
        }
        if let Some(part) = schema.all_of.iter().find(|part| !self.is_object(part)) {
            return self.narrowed(schema, part, name, docs);
        }
        let merged = self.merge(schema);
        if !merged.choices.is_empty() {
            return self.distributed(schema, merged, name, docs);
        }
        let ty = self.structure_of(schema, &merged.members, &merged.rest, name, docs.clone());
        Meaning {
            ty,
            nullable: false,
            docs,
        }
    }

    /// What `allOf` of other things than objects means: its one part that says a type, which the others narrow.
    fn narrowed(
        &mut self,
        schema: &'d SchemaObject,
        part: &'d Schema,
        name: &str,
        docs: Docs,
    ) -> Meaning {
        let others = schema
            .all_of
            .iter()
            .filter(|other| !std::ptr::eq(*other, part));
        let contradiction = others.into_iter().find(|other| !is_open(other));
        if let Some(other) = contradiction {
            self.report
                .warning(
                    other.at().value(),
                    "what this part of `allOf` says beside another has no counterpart in Rust: the type allows more",
                )
                .related(part.at().value(), "the part that the type is made of")
                .help("write one schema that says all of it");
        }
        let mut meaning = self.meaning(part, name);
        meaning.docs.description = docs.description.or(meaning.docs.description);
        meaning
    }

    /// Whether a part of `allOf` can be put together with others: it has members, or says nothing of the type.
    pub(crate) fn is_object(&mut self, part: &'d Schema) -> bool {
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
    pub(crate) fn merge(&mut self, schema: &'d SchemaObject) -> Merged<'d> {
        let mut merged = Merged::default();
        self.merge_into(schema, &mut merged, &mut Vec::new());
        settle_required(&mut merged);
        merged
    }

    /// Puts one branch of a choice together with what is common to all.
    pub(crate) fn merge_branch(&mut self, branch: &'d Schema, merged: &mut Merged<'d>) {
        merged.choices.clear();
        if let Schema::Object(object) = branch {
            self.merge_into(object, merged, &mut Vec::new());
        }
        settle_required(merged);
    }

    pub(crate) fn merge_into(
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
        let branches = || schema.one_of.iter().chain(&schema.any_of);
        if branches().any(|branch| !only_requires(branch) && !is_null(branch)) {
            merged.choices.push(schema);
        }
        merged.envelope = merged.envelope.or(schema.envelope.as_ref());
        merged.rest.take_in(schema);
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
            self.report.mistake(
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
        match self.relation(first.schema, property.schema) {
            Relation::FirstSaysAll => {}
            Relation::SecondSaysAll => first.schema = property.schema,
            Relation::Objects => first.also.push(property.schema),
            Relation::Contradiction => {
                let place = first.schema.at().key();
                self.report
                    .warning(
                        property.schema.at().key(),
                        format!(
                            "`allOf` puts together two properties called `{name}`: this one counts"
                        ),
                    )
                    .related(place, "the first one")
                    .help("keep one of the two");
                first.schema = property.schema;
            }
        }
    }
}

/// A member is required by whatever part says so.
pub(crate) fn settle_required(merged: &mut Merged<'_>) {
    for name in &merged.required {
        if let Some(member) = merged.members.get_mut(*name) {
            member.required = true;
        }
    }
}

/// Whether a schema has members, or says nothing of the type.
fn is_object_form(object: &SchemaObject) -> bool {
    let has_members = matches!(
        form(object),
        Form::Alias | Form::Merged | Form::Structure | Form::Map | Form::Any | Form::Choice(_)
    );
    has_members && !object.constraints.has_text()
}

/// Whether there is nothing beside `allOf` but annotations.
pub(crate) fn adds_nothing(schema: &SchemaObject) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.additional_properties.is_none()
        && schema.pattern_properties.is_empty()
        && schema.envelope.is_none()
}

/// Whether a schema says nothing of its value.
pub(crate) fn is_open(schema: &Schema) -> bool {
    match schema {
        Schema::Boolean { accepts, .. } => *accepts,
        Schema::Object(object) => object.reference.is_none() && matches!(form(object), Form::Any),
    }
}
