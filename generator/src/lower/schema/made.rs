//! Which schemas types were made of where they stand, so that each is made once.

use std::collections::HashMap;

use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::site::Site;
use crate::model::TypeReference;
use crate::spec::SchemaObject;

/// The schemas that types are made of where they stand, each once.
#[derive(Default)]
pub(super) struct Made {
    made: HashMap<Key, Making>,
}

/// A schema by its address, in the file of an operation or in that of shared types.
type Key = (*const SchemaObject, Option<usize>);

/// How far a schema has come.
pub(super) enum Making {
    /// It is being found out what it means.
    Open,
    /// The same, and it is a type of this name.
    Begun(TypeReference),
    /// It means this.
    Done(Meaning),
}

impl Made {
    pub(super) fn get(&self, schema: &SchemaObject, site: Site<'_>) -> Option<&Making> {
        self.made.get(&key(schema, site))
    }

    pub(super) fn open(&mut self, schema: &SchemaObject, site: Site<'_>) {
        self.made.insert(key(schema, site), Making::Open);
    }

    /// Remembers the first type that is made of a schema.
    pub(super) fn begin(
        &mut self,
        schema: &SchemaObject,
        site: Site<'_>,
        reference: TypeReference,
    ) {
        if let Some(making @ Making::Open) = self.made.get_mut(&key(schema, site)) {
            *making = Making::Begun(reference);
        }
    }

    /// Remembers what a schema means that a type is made of.
    pub(super) fn finish(&mut self, schema: &SchemaObject, site: Site<'_>, meaning: &Meaning) {
        let key = key(schema, site);
        if let Some(Making::Open) = self.made.get(&key) {
            self.made.remove(&key);
        } else {
            self.made.insert(key, Making::Done(meaning.clone()));
        }
    }
}

fn key(schema: &SchemaObject, site: Site<'_>) -> Key {
    (std::ptr::from_ref(schema), site.file.operation())
}
