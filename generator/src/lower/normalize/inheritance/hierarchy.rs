//! Which component schemas include which by `allOf`.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::reference::schema_key;
use crate::spec::Discriminator;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// The component schemas, and those that include each.
pub(super) struct Hierarchy<'d> {
    schemas: &'d IndexMap<String, Schema>,
    /// The schemas that include a schema, themselves or through others, in the order of the document.
    descendants: IndexMap<&'d str, IndexSet<&'d str>>,
    /// What tells the schemas that include a schema apart.
    discriminators: IndexMap<&'d str, &'d Discriminator>,
}

impl<'d> Hierarchy<'d> {
    pub(super) fn of(schemas: &'d IndexMap<String, Schema>) -> Self {
        let mut children: IndexMap<&str, Vec<&str>> = IndexMap::new();
        let mut discriminators = IndexMap::new();
        for (key, schema) in schemas {
            let Some(object) = schema.as_object() else {
                continue;
            };
            for parent in included(object) {
                if let Some((parent, _)) = schemas.get_key_value(&parent) {
                    children.entry(parent).or_default().push(key);
                }
            }
            let mut parts = parts(object).into_iter();
            let discriminator = parts.find_map(|part| part.discriminator.as_ref());
            discriminators.extend(discriminator.map(|one| (key.as_str(), one)));
        }
        let parents = children.keys().copied();
        let descendants = parents.map(|key| {
            let mut found = descendants(key, &children);
            found.sort_by_key(|one| schemas.get_index_of(*one));
            (key, found)
        });
        Self {
            schemas,
            descendants: descendants.collect(),
            discriminators,
        }
    }

    /// The schemas that have a discriminator, each with it.
    pub(super) fn discriminators(&self) -> impl Iterator<Item = (&'d str, &'d Discriminator)> {
        self.discriminators.iter().map(|(key, one)| (*key, *one))
    }

    /// The schema under a key, where it is an object of keywords.
    pub(super) fn object(&self, key: &str) -> Option<&'d SchemaObject> {
        self.schemas.get(key)?.as_object()
    }

    /// The schemas that include one, themselves or through others, in the order of the document.
    pub(super) fn descendants(&self, key: &str) -> impl Iterator<Item = &'d str> {
        self.descendants.get(key).into_iter().flatten().copied()
    }

    /// Whether a schema includes another, itself or through others.
    pub(super) fn includes(&self, key: &str, other: &str) -> bool {
        let descendants = self.descendants.get(other);
        descendants.is_some_and(|descendants| descendants.contains(key))
    }

    /// Whether a schema includes itself through others, which is a mistake.
    pub(super) fn is_circular(&self, key: &str) -> bool {
        self.descendants(key).any(|one| self.includes(key, one))
    }

    /// What tells the schemas that include this one apart.
    pub(super) fn discriminator(&self, key: &str) -> Option<&'d Discriminator> {
        self.discriminators.get(key).copied()
    }

    /// The key of the schema that a `$ref` or a value of a `mapping` names: by reference, or by its name alone.
    pub(super) fn named(&self, target: &Text) -> Option<&'d str> {
        let by_name = || self.schemas.get_key_value(&target.value);
        let key = schema_key(target);
        let by_reference = key.and_then(|key| self.schemas.get_key_value(&key));
        by_reference.or_else(by_name).map(|(key, _)| key.as_str())
    }

    /// How a schema describes a property, itself or by what it includes.
    pub(super) fn property(&self, key: &str, name: &str) -> Option<&'d Schema> {
        let mut open = vec![key.to_owned()];
        let mut visited = IndexSet::new();
        while let Some(key) = open.pop() {
            let Some(object) = self.object(&key).filter(|_| visited.insert(key.clone())) else {
                continue;
            };
            if let Some(property) = own_property(object, name) {
                return Some(property);
            }
            open.extend(included(object));
        }
        None
    }

    /// The schema itself, or the one that it refers to.
    pub(super) fn resolved(&self, schema: &'d Schema) -> Option<&'d SchemaObject> {
        let object = schema.as_object()?;
        match &object.reference {
            Some(target) => self.object(&schema_key(target)?),
            None => Some(object),
        }
    }
}

/// The schemas that include one, themselves or through others.
fn descendants<'d>(key: &'d str, children: &IndexMap<&'d str, Vec<&'d str>>) -> IndexSet<&'d str> {
    let mut found = IndexSet::new();
    let mut open = vec![key];
    while let Some(parent) = open.pop() {
        for child in children.get(parent).into_iter().flatten() {
            if *child != key && found.insert(*child) {
                open.push(child);
            }
        }
    }
    found
}

/// A schema and the parts of its `allOf` that are written in it.
pub(super) fn parts(object: &SchemaObject) -> Vec<&SchemaObject> {
    let mut parts = vec![object];
    for part in object.all_of.iter().filter_map(Schema::as_object) {
        if part.reference.is_none() {
            parts.extend(self::parts(part));
        }
    }
    parts
}

/// How a schema describes a property in its own parts.
pub(super) fn own_property<'d>(object: &'d SchemaObject, name: &str) -> Option<&'d Schema> {
    let mut parts = parts(object).into_iter();
    parts.find_map(|part| part.properties.get(name))
}

/// The keys of the schemas that one includes itself.
fn included(object: &SchemaObject) -> Vec<String> {
    let beside = object
        .reference
        .as_ref()
        .filter(|_| adds_properties(object));
    let parts = parts(object).into_iter().flat_map(|part| &part.all_of);
    let targets = parts.filter_map(|part| part.as_object()?.reference.as_ref());
    beside
        .into_iter()
        .chain(targets)
        .filter_map(schema_key)
        .collect()
}

/// Whether there is more beside a `$ref` than words about it.
pub(super) fn adds_properties(object: &SchemaObject) -> bool {
    !object.properties.is_empty() || !object.required.is_empty()
}
