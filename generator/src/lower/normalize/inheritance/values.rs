//! Which values of a discriminator mean the schemas that include its own: those of the `mapping`, those that the schema
//! allows, or its name.

use indexmap::IndexMap;
use indexmap::IndexSet;
use serde_json::Value;

use super::hierarchy::Hierarchy;
use super::hierarchy::own_property;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::spec::Discriminator;
use crate::spec::SchemaObject;

/// The values of one discriminator, and what is known of them.
pub(super) struct Values<'h, 'd> {
    hierarchy: &'h Hierarchy<'d>,
    root: &'d str,
    property: &'d str,
    /// The values that a `mapping` has for schemas.
    mapped: IndexMap<&'d str, Vec<String>>,
    /// The values that the property can have, where they are listed.
    listed: Vec<String>,
    /// The listed values that mean no schema so far.
    left: Vec<String>,
}

impl<'h, 'd> Values<'h, 'd> {
    /// Those of a discriminator of the schema `root`, which `candidates` include.
    pub(super) fn of(
        hierarchy: &'h Hierarchy<'d>,
        root: &'d str,
        discriminator: &'d Discriminator,
        candidates: &IndexSet<&'d str>,
    ) -> Self {
        let property = discriminator.property_name.value.as_str();
        let below = candidates
            .iter()
            .filter_map(|key| hierarchy.discriminator(key));
        let below = below.filter(|one| one.property_name.value == property);
        let mut mapped: IndexMap<&str, Vec<String>> = IndexMap::new();
        for discriminator in std::iter::once(discriminator).chain(below) {
            for (value, target) in &discriminator.mapping {
                if let Some(key) = hierarchy.named(target) {
                    let values = mapped.entry(key).or_default();
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
            }
        }
        let tag = hierarchy.property(root, property);
        let tag = tag.and_then(|tag| hierarchy.resolved(tag));
        let listed = tag.map(texts).unwrap_or_default();
        Self {
            hierarchy,
            root,
            property,
            mapped,
            left: listed.clone(),
            listed,
        }
    }

    /// Whether a `mapping` names a schema.
    pub(super) fn is_mapped(&self, key: &str) -> bool {
        self.mapped.contains_key(key)
    }

    /// Whether a schema is more than another word for what it includes.
    pub(super) fn is_child(&self, key: &str) -> bool {
        let Some(object) = self.hierarchy.object(key) else {
            return false;
        };
        let is_alias = matches!(form(object), Form::Alias);
        !is_alias || !object.nullable && self.mapped.is_empty()
    }

    /// The values that mean each of these schemas.
    pub(super) fn of_schemas(&mut self, keys: &[&'d str]) -> Vec<Vec<String>> {
        // Where the mapping lists most schemas, those it leaves out show values of the root in another way.
        let mapped = keys.iter().filter(|key| self.is_mapped(key)).count();
        let is_by_name = mapped * 2 <= keys.len();
        let values = keys.iter().map(|key| self.of_schema(key, is_by_name));
        let mut values: Vec<Vec<String>> = values.collect();
        let taken = |value: &String| values.iter().any(|values| values.contains(value));
        self.left.retain(|value| !taken(value));
        // The one value that is left means the one schema that is left.
        let unknown =
            (0..keys.len()).filter(|at| values[*at].is_empty() && self.is_child(keys[*at]));
        if let ([at], [_], false) = (
            unknown.collect::<Vec<_>>().as_slice(),
            self.left.as_slice(),
            self.is_mapped(self.root),
        ) {
            values[*at] = std::mem::take(&mut self.left);
        }
        values
    }

    fn of_schema(&self, key: &str, is_by_name: bool) -> Vec<String> {
        if let Some(mapped) = self.mapped.get(key) {
            return mapped.clone();
        }
        let allowed = self.allowed(key);
        if !allowed.is_empty() {
            return allowed;
        }
        // A mapping that leaves out a schema which others include has no value for that alone.
        let is_abstract =
            !self.mapped.is_empty() && self.hierarchy.descendants(key).next().is_some();
        let is_named = is_by_name && !is_abstract && self.is_child(key);
        let name = is_named.then(|| self.by_name(key));
        name.flatten().into_iter().collect()
    }

    /// The values that a schema itself allows the property to have.
    fn allowed(&self, key: &str) -> Vec<String> {
        let object = self.hierarchy.object(key);
        let property = object.and_then(|object| own_property(object, self.property));
        let property = property.and_then(|property| self.hierarchy.resolved(property));
        let values = property.map(texts).unwrap_or_default();
        let is_narrower = values.len() < self.listed.len();
        let is_new = self.listed.is_empty() || is_narrower;
        values.into_iter().filter(|_| is_new).collect()
    }

    /// The value that a schema means by its name, however it is spelled.
    fn by_name(&self, key: &str) -> Option<String> {
        let name = key.rsplit('/').next()?;
        if self.listed.is_empty() {
            return Some(name.to_owned());
        }
        let exact = self.listed.iter().find(|value| *value == name);
        let mut listed = self.listed.iter();
        let alike = || listed.find(|value| folded(value) == folded(name));
        exact.or_else(alike).cloned()
    }

    /// The values that mean the root alone: those that mean no other schema.
    pub(super) fn of_root(&self) -> Vec<String> {
        if let Some(mapped) = self.mapped.get(self.root) {
            return mapped.clone();
        }
        if !self.listed.is_empty() || !self.mapped.is_empty() {
            return self.left.clone();
        }
        self.by_name(self.root).into_iter().collect()
    }
}

/// The values that a schema lists, as a `mapping` writes them.
pub(super) fn texts(schema: &SchemaObject) -> Vec<String> {
    let values = enumeration::values(schema);
    values.filter(|value| !value.is_null()).map(text).collect()
}

/// A value as a `mapping` writes it.
pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A name without what spellings make different.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
