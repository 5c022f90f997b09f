//! Component schemas: each is lowered once, when it is first referred to.

use super::Lowering;
use super::definition::chosen_type;
use super::documentation::docs;
use super::form::Form;
use super::form::form;
use super::form::is_nullable;
use super::reference;
use super::schema::Meaning;
use crate::model::Home;
use crate::model::Name;
use crate::model::Type;
use crate::model::TypeReference;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Lowering<'d> {
    /// What a `$ref` means, with what stands beside it.
    pub(super) fn referenced(&mut self, schema: &'d SchemaObject, target: &'d Text) -> Meaning {
        let mut meaning = self.component(target).unwrap_or_else(Meaning::any);
        if !matches!(form(schema), Form::Any) || schema.bounds.pattern.is_some() {
            self.report
                .error(target.at.key(), "only annotations are read beside `$ref`")
                .help("put the `$ref` and what narrows it into an `allOf`");
        }
        let own = docs(schema, None);
        if meaning.ty.named().is_some() {
            // The rest is said where the type is.
            meaning.docs.notes.clear();
            meaning.docs.description = meaning.docs.description.as_deref().map(first_paragraph);
        }
        meaning.docs.description = own.description.or(meaning.docs.description);
        meaning.docs.deprecated |= own.deprecated;
        meaning
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
            let name = chosen_type(object, key).or_else(|| Name::of_type(key))?;
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
            .error(
                target.at.value(),
                format!("`{key}` refers back to itself with no object in between"),
            )
            .help("break the circle with an object that has a property for it");
        None
    }

    pub(super) fn new_component(&mut self, key: &'d str, schema: &'d Schema) -> Meaning {
        self.components.insert(key, None);
        let home = std::mem::replace(&mut self.home, Home::Shared);
        let depth = std::mem::take(&mut self.depth);
        let meaning = match schema {
            Schema::Object(object) if object.reference.is_none() => self.inline(object, key, true),
            other => self.meaning(other, key),
        };
        self.home = home;
        self.depth = depth;
        self.components.insert(key, Some(meaning.clone()));
        meaning
    }
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}
