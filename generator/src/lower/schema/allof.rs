//! `allOf`: schemas put together into one.

use indexmap::IndexSet;

use crate::lower::schema::documentation::docs as docs_of;
use crate::lower::schema::form::described_part;
use crate::lower::schema::form::has_words_alone;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::form::is_open;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::merge::Property;
use crate::lower::schema::merge::Relation;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Merging;
use crate::lower::schema::site::Site;
use crate::model::Docs;
use crate::model::Type;
use crate::report::Rule;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Schemas<'d> {
    /// What `allOf` means: the only branch there is, or an object of the properties of all.
    pub(super) fn merged(
        &mut self,
        schema: &'d SchemaObject,
        site: Site<'_>,
        docs: Docs,
    ) -> Meaning {
        if let Some(part) = self.described_alone(schema, site) {
            return self.described(schema, part, site).described_by(docs);
        }
        if has_words_alone(schema)
            && let Some(part) = schema.all_of.first()
        {
            return self.described(schema, part, site).described_by(docs);
        }
        if schema.all_of.iter().any(|part| !self.is_object(part)) {
            let narrowest = self.narrowest_part(schema);
            let meaning = narrowest.map(|part| self.described(schema, part, site));
            return meaning.unwrap_or_else(Meaning::any).described_by(docs);
        }
        let merged = self.merge(schema);
        if !merged.choices.is_empty() {
            return self.distributed(schema, merged, site, docs);
        }
        let (properties, additional_properties) =
            (&merged.properties, &merged.additional_properties);
        let ty = self.structure_of(
            schema,
            properties,
            additional_properties,
            site,
            docs.clone(),
        );
        Meaning::new(ty, false, docs)
    }

    /// The part of an `allOf` that the others leave the type to. A component of a name of its own that has words of its own is a
    /// type of its own.
    fn described_alone(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Option<&'d Schema> {
        let is_component = site.own_name.is_some() && schema.all_of.len() > 1;
        if is_component {
            return None;
        }
        described_part(schema).or_else(|| self.complete_part(schema))
    }

    /// The component that is all that an `allOf` puts together.
    fn complete_part(&mut self, schema: &'d SchemaObject) -> Option<&'d Schema> {
        let objects: Option<Vec<_>> = schema.all_of.iter().map(Schema::as_object).collect();
        let are_objects = schema.all_of.iter().all(|part| self.is_object(part));
        if !are_objects || schema.envelope.is_some() {
            return None;
        }
        let whole = self.merge(schema);
        let parts = schema.all_of.iter().zip(objects?);
        let mut references = parts.filter(|(_, object)| object.reference.is_some());
        let complete = references.find(|(_, object)| self.merge(object).is_like(&whole));
        complete.map(|(part, _)| part)
    }

    /// What a part of an `allOf` means, with the words that the other parts have for it.
    fn described(&mut self, schema: &'d SchemaObject, part: &'d Schema, site: Site<'_>) -> Meaning {
        self.check_types(schema, part);
        let mut meaning = self.meaning(part, site);
        let others = schema.all_of.iter().filter(|one| !std::ptr::eq(*one, part));
        let written = |other: &'d Schema| other.as_object().filter(|one| one.reference.is_none());
        for words in others.filter_map(written) {
            meaning.nullable |= is_nullable(words) && meaning.ty != Type::Any;
            meaning = meaning.described_by(docs_of(words, None));
        }
        for part in &schema.all_of {
            let accepts_null = |part: &SchemaObject| part.types.is_none() || is_nullable(part);
            meaning.nullable &= self.resolved(part).is_none_or(accepts_null);
        }
        meaning
    }

    /// The narrowest part of an `allOf` of other things than objects.
    fn narrowest_part(&mut self, schema: &'d SchemaObject) -> Option<&'d Schema> {
        let (impossible, parts): (Vec<_>, Vec<_>) =
            schema.all_of.iter().partition(|part| is_none(part));
        for part in impossible {
            let message = "the schema `false` accepts no value: the other parts count";
            self.report
                .mistake(Rule::ImpossibleSchema, part.at().value(), message)
                .help("leave it out");
        }
        let mut parts = parts.into_iter().filter(|part| !is_open(part));
        let mut narrowest = parts.next()?;
        for part in parts {
            match self.relation(narrowest, part) {
                Relation::FirstIsNarrower => {}
                Relation::SecondIsNarrower => narrowest = part,
                Relation::Objects | Relation::Contradiction => self.part_left_out(narrowest, part),
            }
        }
        Some(narrowest)
    }

    /// Reports a part of an `allOf` that the type is not made of, beside the one that it is made of.
    fn part_left_out(&mut self, counts: &'d Schema, other: &'d Schema) {
        if self
            .resolved(other)
            .is_some_and(|other| !self.is_of_types(counts, other))
        {
            return;
        }
        let message = "what this part of `allOf` adds to another has no counterpart in Rust: the type allows more";
        self.report
            .mistake(Rule::UnsupportedKeyword, other.at().value(), message)
            .related(counts.at().value(), "the part that the type is made of")
            .help("write one schema that combines all of it");
    }

    /// Reports the types, beside `allOf` and in its parts, that are none of those of the part that the type is made of.
    fn check_types(&mut self, schema: &'d SchemaObject, counts: &'d Schema) {
        let parts: Vec<_> = schema
            .all_of
            .iter()
            .filter_map(|part| self.resolved(part))
            .collect();
        for part in std::iter::once(schema).chain(parts) {
            let Some(named) = part.type_names().next() else {
                continue;
            };
            if self.is_of_types(counts, part) {
                continue;
            }
            let message =
                "`allOf` puts two types together, and no value is of both: the other one counts";
            self.report
                .mistake(Rule::ImpossibleSchema, named.at.value(), message)
                .related(counts.at().value(), "the part that counts")
                .help("keep one of the two, or write `anyOf` if either will do");
        }
    }

    /// Whether a value can be of the types of both. Where none is named, any is.
    fn is_of_types(&mut self, schema: &'d Schema, other: &SchemaObject) -> bool {
        let types = self.resolved(schema).map(types_of).unwrap_or_default();
        let others = types_of(other);
        types.is_empty() || others.is_empty() || others.iter().any(|name| types.contains(name))
    }

    /// What a property means: where several parts of an `allOf` describe it, an object of the properties of all.
    pub(super) fn property(&mut self, property: &Property<'d>, site: Site<'_>) -> Meaning {
        if property.also.is_empty() {
            return self.meaning(property.schema, site);
        }
        let parts = self.distinct(property);
        let (first, last) = match parts.as_slice() {
            [] => return self.meaning(property.schema, site),
            [only] => return self.meaning(only, site),
            [first, .., last] => (*first, *last),
        };
        let objects = parts.iter().filter_map(|part| part.as_object());
        let objects: Vec<&SchemaObject> = objects.collect();
        if let Some(meaning) = self.put_together(&objects, site) {
            return meaning;
        }
        let message = "`allOf` puts this together with something that contains it again: the first part alone counts here";
        self.report
            .mistake(Rule::CircularReference, last.at().key(), message)
            .help("write a schema that combines all of it, and refer to it");
        self.meaning(first, site)
    }

    /// The parts of a property, without those that another one includes anyway.
    fn distinct(&mut self, property: &Property<'d>) -> Vec<&'d Schema> {
        let parts: Vec<&'d Schema> = property.parts().collect();
        let merged_components = parts.iter().map(|part| {
            let merged = part.as_object().map(|part| self.merge(part));
            merged.map(|merged| merged.components).unwrap_or_default()
        });
        let merged_components: Vec<IndexSet<&str>> = merged_components.collect();
        let is_taken_in = |index: usize| {
            let object = parts[index].as_object();
            let is_reference = object.is_some_and(|part| part.reference.is_some());
            let key = merged_components[index].first().filter(|_| is_reference);
            let mut others = merged_components.iter().enumerate();
            key.is_some_and(|key| {
                others.any(|(other, merged_components)| {
                    other != index && merged_components.contains(key)
                })
            })
        };
        let kept = (0..parts.len()).filter(|index| !is_taken_in(*index));
        kept.map(|index| parts[index]).collect()
    }

    /// An object of the properties of all parts, with the docs of the last one that has some; `None` within itself.
    pub(super) fn put_together(
        &mut self,
        parts: &[&'d SchemaObject],
        site: Site<'_>,
    ) -> Option<Meaning> {
        let merging = Merging {
            parts: parts.iter().map(|part| part.at.clone()).collect(),
            around: site.merging,
        };
        if site
            .merging
            .is_some_and(|around| around.has(&merging.parts))
        {
            return None;
        }
        let site = Site {
            merging: Some(&merging),
            ..site
        };
        let last = parts.last()?;
        let merged = self.merge_all(parts);
        let all_docs = parts.iter().rev().map(|part| docs_of(part, None));
        let docs = all_docs.into_iter().find(|docs| docs.description.is_some());
        let docs = docs.unwrap_or_default();
        if !merged.choices.is_empty() {
            return Some(self.distributed(last, merged, site, docs));
        }
        let (properties, additional_properties) =
            (&merged.properties, &merged.additional_properties);
        let ty = self.structure_of(last, properties, additional_properties, site, docs.clone());
        let nullable = parts.iter().all(|part| is_nullable(part));
        Some(Meaning::new(ty, nullable, docs))
    }
}

/// The types that a schema names, but for `null`: a number where it may be one, whole or not.
fn types_of(schema: &SchemaObject) -> Vec<&str> {
    let names = schema.type_names().map(|name| name.value.as_str());
    let names = names.filter(|name| *name != "null");
    names
        .map(|name| if name == "integer" { "number" } else { name })
        .collect()
}
