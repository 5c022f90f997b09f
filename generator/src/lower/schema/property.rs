//! A member that several parts of an `allOf` describe.

use indexmap::IndexSet;

use crate::lower::schema::Meaning;
use crate::lower::schema::allof::Merged;
use crate::lower::schema::allof::is_open;
use crate::lower::schema::allof::settle_required;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::member::Property;
use crate::lower::schema::schemas::Schemas;
use crate::model::Scalar;
use crate::pointer::Pointer;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How what two parts of an `allOf` say of one property goes together.
pub(crate) enum Relation {
    /// The first says what the second says, and perhaps more.
    FirstSaysAll,
    /// The second narrows the first.
    SecondSaysAll,
    /// Both are objects, and their members go together.
    Objects,
    /// No type is both.
    Contradiction,
}

impl<'d> Schemas<'d> {
    /// What a property means: where several parts of an `allOf` describe it, an object of the members of all.
    pub(crate) fn property(&mut self, property: &Property<'d>, name: &str) -> Meaning {
        if property.also.is_empty() {
            return self.meaning(property.schema, name);
        }
        let parts = self.distinct(property);
        let (first, last) = match parts.as_slice() {
            [] => return self.meaning(property.schema, name),
            [only] => return self.meaning(only, name),
            [first, .., last] => (*first, *last),
        };
        let objects: Vec<&'d SchemaObject> = parts.iter().copied().filter_map(as_object).collect();
        let places: Vec<Pointer> = objects.iter().map(|part| part.at.clone()).collect();
        if self.being_put_together.contains(&places) {
            self.report
                .warning(
                    last.at().key(),
                    "`allOf` puts this together with something that contains it again: the first part alone counts here",
                )
                .help("write a schema that says all of it, and refer to it");
            return self.meaning(first, name);
        }
        self.being_put_together.push(places);
        let meaning = self.put_together(&objects, name);
        self.being_put_together.pop();
        meaning
    }

    /// The parts of a property, without those that another one takes in anyway.
    fn distinct(&mut self, property: &Property<'d>) -> Vec<&'d Schema> {
        let parts: Vec<&'d Schema> = property.parts().collect();
        let mut taken_in = Vec::new();
        for part in &parts {
            let merged = as_object(part).map(|part| self.merge(part));
            taken_in.push(merged.map(|merged| merged.taken_in).unwrap_or_default());
        }
        let is_taken_in = |index: usize| {
            let own: &IndexSet<&str> = &taken_in[index];
            let is_reference = as_object(parts[index]).is_some_and(|part| part.reference.is_some());
            let key = own.first().filter(|_| is_reference);
            key.is_some_and(|key| {
                let mut others = taken_in
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != index);
                others.any(|(_, other)| other.contains(key))
            })
        };
        let kept = (0..parts.len()).filter(|index| !is_taken_in(*index));
        kept.map(|index| parts[index]).collect()
    }

    /// An object of the members of all parts, which is documented as the last one that says something.
    pub(crate) fn put_together(&mut self, parts: &[&'d SchemaObject], name: &str) -> Meaning {
        let Some(last) = parts.last() else {
            return Meaning::any();
        };
        let mut merged = Merged::default();
        for part in parts {
            self.merge_into(part, &mut merged, &mut Vec::new());
        }
        settle_required(&mut merged);
        let said = parts.iter().rev().map(|part| docs(part, None));
        let docs = said.into_iter().find(|docs| docs.description.is_some());
        let docs = docs.unwrap_or_default();
        if !merged.choices.is_empty() {
            return self.distributed(last, merged, name, docs);
        }
        let (members, rest) = (&merged.members, &merged.rest);
        Meaning {
            ty: self.structure_of(last, members, rest, name, docs.clone()),
            nullable: parts.iter().all(|part| is_nullable(part)),
            docs,
        }
    }

    /// How what two parts say of one property goes together.
    pub(crate) fn relation(&mut self, first: &'d Schema, second: &'d Schema) -> Relation {
        if is_open(first) {
            return Relation::SecondSaysAll;
        }
        if is_open(second) || same_reference(first, second) {
            return Relation::FirstSaysAll;
        }
        match (written_form(first), written_form(second)) {
            // Every whole number is a number.
            (Some(Form::Integer), Some(Form::Number)) => Relation::FirstSaysAll,
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
                Relation::SecondSaysAll
            }
            _ if self.has_members(first) && self.has_members(second) => Relation::Objects,
            _ => Relation::Contradiction,
        }
    }

    /// Whether a schema is an object that has known members, or refers to one.
    fn has_members(&mut self, schema: &'d Schema) -> bool {
        let object = match as_object(schema) {
            Some(SchemaObject {
                reference: Some(target),
                ..
            }) => self.component_object(target),
            object => object,
        };
        object.is_some_and(|object| {
            matches!(form(object), Form::Structure | Form::Merged | Form::Map)
        })
    }
}

fn as_object(schema: &Schema) -> Option<&SchemaObject> {
    match schema {
        Schema::Object(object) => Some(object),
        Schema::Boolean { .. } => None,
    }
}

/// The form of a schema that is no reference.
fn written_form(schema: &Schema) -> Option<Form<'_>> {
    let object = as_object(schema).filter(|object| object.reference.is_none());
    object.map(form)
}

fn same_reference(one: &Schema, other: &Schema) -> bool {
    let target = |schema: &Schema| match schema {
        Schema::Object(object) => object.reference.as_ref().map(|target| target.value.clone()),
        Schema::Boolean { .. } => None,
    };
    target(one).is_some() && target(one) == target(other)
}
