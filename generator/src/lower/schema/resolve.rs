//! From a schema to the one that it refers to.

use serde_json::Value;

use crate::lower::reference;
use crate::lower::schema::form::described_part;
use crate::lower::schema::schemas::Schemas;
use crate::pointer::Pointer;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Schemas<'d> {
    /// The component schema that `target` names, with its key; reports when there is none.
    pub(crate) fn find(&mut self, target: &Text) -> Option<(&'d str, &'d Schema)> {
        let schemas = &self.document.components.schemas;
        let key = reference::component_key(target, "schemas", self.report)?;
        reference::find(target, &key, "schemas", schemas, self.report)?;
        let (_, key, schema) = schemas.get_full(&key)?;
        Some((key, schema))
    }

    /// The component schema that `target` names, if it is an object of keywords.
    pub(crate) fn component_object(&mut self, target: &Text) -> Option<&'d SchemaObject> {
        self.find(target)?.1.as_object()
    }

    /// The schema itself, or the one that it refers to, if that is an object of keywords.
    pub(crate) fn resolved(&mut self, schema: &'d Schema) -> Option<&'d SchemaObject> {
        let object = schema.as_object()?;
        match &object.reference {
            Some(target) => self.component_object(target),
            None => Some(object),
        }
    }

    /// The example of a schema, or of the one that it refers to.
    pub(crate) fn schema_example(&mut self, schema: &'d Schema) -> Option<(Value, Pointer)> {
        let mut written = written(schema);
        let (at, value) = written.find_map(|one| one.examples.first()).or_else(|| {
            let described = described_part(schema.as_object()?).unwrap_or(schema);
            let target = self.component_object(described.as_object()?.reference.as_ref()?)?;
            target.examples.first()
        })?;
        Some((value.clone(), at.clone()))
    }

    /// Takes note that a component is used, though no type is made of it.
    pub(crate) fn use_component(&mut self, schema: &SchemaObject) {
        let target = schema.reference.as_ref();
        if let Some((key, _)) = target.and_then(|target| self.find(target)) {
            self.merged_components.insert(key);
        }
    }
}

/// A schema, and the parts of its `allOf` that are written there: all of them can have words about the value.
pub(super) fn written(schema: &Schema) -> impl Iterator<Item = &SchemaObject> {
    let object = schema.as_object();
    let parts = object.into_iter().flat_map(|object| &object.all_of);
    let parts = parts.filter_map(Schema::as_object);
    object
        .into_iter()
        .chain(parts.filter(|part| part.reference.is_none()))
}
