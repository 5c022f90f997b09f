//! Component schemas: each is lowered once, when it is first referred to.

use crate::lower::schema::definition::chosen_type;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::has_words_only;
use crate::lower::schema::form::is_nominal;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_null;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::File;
use crate::lower::schema::site::Merging;
use crate::lower::schema::site::Site;
use crate::model::Home;
use crate::model::Name;
use crate::model::Type;
use crate::model::TypeReference;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::spec;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Schemas<'d> {
    /// What a `$ref` means, with what stands beside it.
    pub(super) fn referenced(
        &mut self,
        schema: &'d SchemaObject,
        target: &'d Text,
        site: Site<'_>,
    ) -> Meaning {
        if let Some(extended) = self.extended(schema, target, site) {
            return extended;
        }
        let mut meaning = self.component(target, site).unwrap_or_else(Meaning::any);
        let is_narrower = !matches!(form(schema), Form::Any) && !has_words_only(schema);
        if is_narrower || !schema.constraints.pattern.is_empty() {
            let message = "what narrows the schema beside `$ref` has no counterpart in Rust: the type allows more";
            self.report
                .mistake(Rule::UnsupportedKeyword, target.at.key(), message)
                .help("put the `$ref` and what narrows it into an `allOf`");
        }
        let docs = docs(schema, None);
        if meaning.ty.named().is_some() {
            // The type has the other docs.
            meaning.docs.notes.clear();
            meaning.docs.description = meaning.docs.description.as_deref().map(first_paragraph);
        }
        meaning.nullable |= is_nullable(schema) && meaning.ty != Type::Any;
        meaning.described_by(docs)
    }

    /// An object with more properties, or more that are required, than the one that `target` names: as `allOf` of both would be.
    fn extended(
        &mut self,
        schema: &'d SchemaObject,
        target: &Text,
        site: Site<'_>,
    ) -> Option<Meaning> {
        let additional = schema.additional_properties.as_ref();
        let is_closed = additional.is_none_or(is_none);
        if schema.properties.is_empty() && schema.required.is_empty() && is_closed {
            return None;
        }
        let referenced = self.component_object(target)?;
        if self.merge(schema).is_like(&self.merge(referenced)) {
            return None;
        }
        let is_object = matches!(
            form(referenced),
            Form::Alias | Form::Merged | Form::Structure | Form::Map
        );
        let meaning = is_object.then(|| self.put_together(&[schema], site));
        Some(Meaning {
            nullable: is_nullable(schema),
            ..meaning??
        })
    }

    /// What the component that `target` names means.
    fn component(&mut self, target: &'d Text, site: Site<'_>) -> Option<Meaning> {
        let (key, schema) = self.find(target)?;
        self.component_called(key, schema, &target.at, site)
    }

    /// What a component means that is met at a place.
    fn component_called(
        &mut self,
        key: &'d str,
        schema: &'d Schema,
        at: &Pointer,
        site: Site<'_>,
    ) -> Option<Meaning> {
        match self.components.get(key) {
            Some(Some(meaning)) => Some(meaning.clone()),
            Some(None) => self.component_in_progress(at, key, schema),
            None => Some(self.new_component(key, schema, site.merging)),
        }
    }

    /// What a schema means that is referred to where it stands: whoever refers to it has the same type.
    pub(super) fn referred_to_here(
        &mut self,
        schema: &SchemaObject,
        site: Site<'_>,
    ) -> Option<Meaning> {
        if !self.has_places || schema.reference.is_some() {
            return None;
        }
        let key = spec::key_of_place(&schema.at);
        let (_, key, schema) = self.document.components.schemas.get_full(&key)?;
        self.component_called(key, schema, schema.at(), site)
    }

    /// A component met again while its parts are being lowered: its name is known if it has one. A list or a map without one is made
    /// of a type that has, or it contains itself with nothing in between.
    fn component_in_progress(
        &mut self,
        at: &Pointer,
        key: &'d str,
        schema: &'d Schema,
    ) -> Option<Meaning> {
        if let Schema::Object(object) = schema
            && object.reference.is_none()
            && is_nominal(object)
        {
            let reference = TypeReference {
                name: self.component_names.get(key)?.rust().to_owned(),
                home: Home::Shared,
            };
            let ty = Type::Named(reference);
            return Some(Meaning::new(ty, is_nullable(object), docs(object, None)));
        }
        if let Schema::Object(object) = schema
            && matches!(form(object), Form::List | Form::Map)
            && self.met_again.insert(key)
        {
            let name = self.words(key);
            let meaning = self.inline(object, Site::new(&name, File::Shared), false);
            self.met_again.shift_remove(key);
            return Some(meaning);
        }
        let message = format!(
            "`{key}` refers back to itself with no object in between: it is any JSON value here"
        );
        self.report
            .mistake(Rule::CircularReference, at.value(), message)
            .help("break the circle with an object that has a property for it")
            .loses_a_type();
        None
    }

    /// Gives each component schema the name that a type made of it has.
    pub(crate) fn name_components(&mut self) {
        let document = self.document;
        for (key, schema) in &document.components.schemas {
            let words = self.words(key);
            let object = schema.as_object();
            let chosen = object.and_then(|object| chosen_type(object, &words, self.taken));
            let name = chosen.unwrap_or_else(|| Name::of_type_or(&words, "Schema", self.taken));
            let place = schema.at().key();
            let name = self.types.name_component(name, place, self.report);
            self.component_names.insert(key, name);
        }
    }

    /// Reports the schemas that no operation uses, and in which dialect schemas are read.
    pub(crate) fn check_unused(&mut self) {
        let document = self.document;
        if let Some(dialect) = &document.json_schema_dialect
            && !dialect
                .value
                .starts_with("https://spec.openapis.org/oas/3.1/dialect")
        {
            let message = "schemas are read in OpenAPI's own dialect, whatever this says";
            self.report
                .warning(Rule::UnsupportedKeyword, dialect.at.value(), message);
        }
        if document.is_part {
            return;
        }
        for (place, (name, schema)) in document.components.schemas.iter().enumerate() {
            let is_null = schema.as_object().is_some_and(is_null);
            if !name.starts_with("#/") && !is_null && !self.is_used(place) {
                let message =
                    format!("the schema `{name}` is used by no operation: no type is made of it");
                self.report
                    .warning(Rule::UnusedSchema, schema.at().key(), message)
                    .follows_from(&Pointer::root().child("paths"))
                    .follows_from(schema.at());
                // Its mistakes are reported all the same.
                self.new_component(name, schema, None);
            }
        }
    }

    /// Whether the component at a place is used, or one beside it that the document does not tell from it: what a parent and
    /// its children have in common.
    fn is_used(&self, place: usize) -> bool {
        let schemas = &self.document.components.schemas;
        let here = schemas.get_index(place).map(|(_, schema)| schema.at());
        let around = place.saturating_sub(1)..=place + 1;
        let mut alike = around
            .filter_map(|place| schemas.get_index(place))
            .filter(|(_, schema)| Some(schema.at()) == here);
        alike.any(|(key, _)| {
            let key = key.as_str();
            self.components.contains_key(key) || self.merged_components.contains(key)
        })
    }

    fn new_component(
        &mut self,
        key: &'d str,
        schema: &'d Schema,
        merging: Option<&Merging<'_>>,
    ) -> Meaning {
        self.components.insert(key, None);
        let name = self.words(key);
        let own_name = self.component_names.get(key).cloned();
        let site = Site {
            own_name: own_name.as_ref(),
            merging,
            ..Site::new(&name, File::Shared)
        };
        let meaning = match schema {
            Schema::Object(object) if object.reference.is_none() => {
                let has_own_name = has_own_name(key, schema.at());
                self.inline(object, site, has_own_name)
            }
            other => self.meaning(other, site),
        };
        self.components.insert(key, Some(meaning.clone()));
        meaning
    }
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

/// Whether a schema has a name of its own: it is a component, or one of the definitions of another schema.
fn has_own_name(key: &str, at: &Pointer) -> bool {
    let around = at.parent().and_then(Pointer::token);
    let is_definition = matches!(around, Some("$defs" | "definitions"));
    is_definition || !key.starts_with("#/")
}
