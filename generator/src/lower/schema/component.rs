//! Component schemas: each is lowered once, when it is first referred to.

use crate::lower::naming::Named;
use crate::lower::reference;
use crate::lower::schema::Meaning;
use crate::lower::schema::definition::chosen_type;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::schemas::Schemas;
use crate::model::Home;
use crate::model::Name;
use crate::model::Type;
use crate::model::TypeReference;
use crate::pointer::Pointer;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Schemas<'d> {
    /// What a `$ref` means, with what stands beside it.
    pub(crate) fn referenced(
        &mut self,
        schema: &'d SchemaObject,
        target: &'d Text,
        name: &str,
    ) -> Meaning {
        if let Some(extended) = self.extended(schema, target, name) {
            return extended;
        }
        let mut meaning = self.component(target).unwrap_or_else(Meaning::any);
        if !matches!(form(schema), Form::Any) || !schema.constraints.pattern.is_empty() {
            self.report
                .warning(target.at.key(), "what narrows the schema beside `$ref` has no counterpart in Rust: the type allows more")
                .help("put the `$ref` and what narrows it into an `allOf`");
        }
        let own = docs(schema, None);
        if meaning.ty.named().is_some() {
            // The rest is said where the type is.
            meaning.docs.notes.clear();
            meaning.docs.description = meaning.docs.description.as_deref().map(first_paragraph);
        }
        meaning.docs.description = own.description.or(meaning.docs.description);
        meaning.docs.notes.extend(own.notes);
        meaning.docs.deprecated |= own.deprecated;
        meaning.nullable |= is_nullable(schema) && meaning.ty != Type::Any;
        meaning
    }

    /// An object with more members, or more that are required, than the one that `target` names: as `allOf` of both would be.
    fn extended(&mut self, schema: &'d SchemaObject, target: &Text, name: &str) -> Option<Meaning> {
        if schema.properties.is_empty() && schema.required.is_empty() {
            return None;
        }
        let referenced = self.component_object(target)?;
        let is_object = matches!(
            form(referenced),
            Form::Alias | Form::Merged | Form::Structure | Form::Map
        );
        let place = vec![schema.at.clone()];
        if !is_object || self.being_put_together.contains(&place) {
            return None;
        }
        self.being_put_together.push(place);
        let mut meaning = self.put_together(&[schema], name);
        self.being_put_together.pop();
        meaning.nullable = is_nullable(schema);
        Some(meaning)
    }

    /// What the component that `target` names means.
    fn component(&mut self, target: &'d Text) -> Option<Meaning> {
        let schemas = &self.document.components.schemas;
        let key = reference::component_key(target, "schemas", self.report)?;
        let schema = reference::find(target, &key, "schemas", schemas, self.report)?;
        let (_, key, _) = schemas.get_full(&key)?;
        match self.components.get(key.as_str()) {
            Some(Some(meaning)) => Some(meaning.clone()),
            Some(None) => self.component_in_progress(target, key, schema),
            None => Some(self.new_component(key, schema)),
        }
    }

    /// The component schema that `target` names, if it is an object of keywords.
    pub(crate) fn component_object(&mut self, target: &Text) -> Option<&'d SchemaObject> {
        let schemas = &self.document.components.schemas;
        let key = reference::component_key(target, "schemas", self.report)?;
        match reference::find(target, &key, "schemas", schemas, self.report)? {
            Schema::Object(object) => Some(object),
            Schema::Boolean { .. } => None,
        }
    }

    /// What a schema gives as an example of itself, or what it refers to does.
    pub(crate) fn schema_example(
        &mut self,
        schema: &'d Schema,
    ) -> Option<(serde_json::Value, Pointer)> {
        let Schema::Object(object) = schema else {
            return None;
        };
        let (at, value) = if let Some(own) = object.examples.first() {
            own
        } else {
            let target = self.component_object(object.reference.as_ref()?)?;
            target.examples.first()?
        };
        Some((value.clone(), at.clone()))
    }

    /// A component met again while its parts are being lowered: its name is known if it has one.
    fn component_in_progress(
        &mut self,
        target: &Text,
        key: &str,
        schema: &'d Schema,
    ) -> Option<Meaning> {
        if let Schema::Object(object) = schema
            && object.reference.is_none()
            && (form(object).is_nominal())
        {
            let name = self.component_names.get(key)?;
            let reference = TypeReference {
                name: name.rust().to_owned(),
                home: Home::Shared,
            };
            let docs = docs(object, None);
            return Some(Meaning {
                ty: Type::Named(reference),
                nullable: is_nullable(object),
                docs,
            });
        }
        self.report
            .warning(
                target.at.value(),
                format!("`{key}` refers back to itself with no object in between: it is any JSON value here"),
            )
            .help("break the circle with an object that has a property for it");
        None
    }

    /// Gives each component schema the name that a type made of it has.
    pub(crate) fn name_components(&mut self) {
        for (key, schema) in &self.document.components.schemas {
            let said = said(key);
            let chosen = match schema {
                Schema::Object(object) => chosen_type(object, &said),
                Schema::Boolean { .. } => None,
            };
            let name = chosen.unwrap_or_else(|| Name::of_type_or(&said, "Schema"));
            let place = schema.at().key();
            let name =
                self.shared
                    .scope
                    .claim(name, Named::by_extension("schemas"), place, self.report);
            self.shared_names.insert(name.rust().to_owned());
            self.component_names.insert(key, name);
        }
    }

    /// Says which schemas no operation uses, and in which dialect schemas are read.
    pub(crate) fn check_unused(&mut self) {
        let document = self.document;
        if let Some(dialect) = &document.json_schema_dialect
            && !dialect
                .value
                .starts_with("https://spec.openapis.org/oas/3.1/dialect")
        {
            self.report.warning(
                dialect.at.value(),
                "schemas are read in OpenAPI's own dialect, whatever this says",
            );
        }
        if document.is_part {
            return;
        }
        let schemas = document.components.schemas.iter();
        for (name, schema) in schemas.filter(|(name, _)| !name.starts_with("#/")) {
            let is_used = self.components.contains_key(name.as_str())
                || self.taken_in.contains(name.as_str());
            if !is_used {
                self.report.warning(
                    schema.at().key(),
                    format!("the schema `{name}` is used by no operation: no type is made of it"),
                );
                // Its mistakes are said all the same.
                self.new_component(name, schema);
            }
        }
    }

    fn new_component(&mut self, key: &'d str, schema: &'d Schema) -> Meaning {
        self.components.insert(key, None);
        let home = std::mem::replace(&mut self.home, Home::Shared);
        let depth = std::mem::take(&mut self.depth);
        let said = said(key);
        let own_name = self.component_names.get(key).cloned();
        let own_name = own_name.map(|name| (said.clone(), name));
        let outer = std::mem::replace(&mut self.own_name, own_name);
        let meaning = match schema {
            Schema::Object(object) if object.reference.is_none() => {
                self.inline(object, &said, true)
            }
            other => self.meaning(other, &said),
        };
        self.own_name = outer;
        self.home = home;
        self.depth = depth;
        self.components.insert(key, Some(meaning.clone()));
        meaning
    }
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

/// What a component is called in words: its key, or the keys on the way to it where it stands elsewhere.
fn said(key: &str) -> String {
    if !key.starts_with("#/") {
        return key.to_owned();
    }
    let structure = [
        "$defs",
        "additionalProperties",
        "allOf",
        "anyOf",
        "components",
        "content",
        "items",
        "oneOf",
        "parameters",
        "paths",
        "properties",
        "requestBody",
        "responses",
        "schema",
        "schemas",
    ];
    let pointer = Pointer::of_reference(key);
    let tokens = pointer.tokens();
    let mut words = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let is_media_type = index > 0 && tokens[index - 1] == "content";
        let is_number = token.parse::<usize>().is_ok();
        if !structure.contains(token) && !is_media_type && !is_number {
            words.push(*token);
        }
    }
    words.join(".")
}
