//! Inheritance: schemas that include one with a `discriminator` by `allOf`, as OpenAPI shows it with its pets. Where such a
//! parent is referred to, a value is of one of them.
//!
//! ```text
//! Pet: {properties: …, discriminator: …}         Pet: {oneOf: [Cat, Dog], discriminator: …}
//! Cat: {allOf: [Pet, …]}                    ⟶    PetBase: {properties: …}
//! Dog: {allOf: [Pet, …]}                         Cat: {allOf: [PetBase, …], properties: {kind: {enum: [cat]}}}
//!                                                Dog: {allOf: [PetBase, …], properties: {kind: {enum: [dog]}}}
//! ```
//!
//! The parent becomes the union of its children, and what the children have in common a component of its own, which is a branch
//! too where a value may be just that. A child that has children itself becomes a union in the same way.

mod family;
mod hierarchy;
mod tag;
#[cfg(test)]
mod tests;
mod values;

use heck::ToSnakeCase;
use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::reference::schema_key;
use crate::pointer::Pointer;
use crate::spec::Discriminator;
use crate::spec::Document;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;
use family::Families;
use family::Family;
use hierarchy::Hierarchy;
use hierarchy::adds_properties;

/// Makes unions of the schemas that others include to be told apart by their discriminator.
pub(super) fn spell_as_unions(document: &mut Document) {
    let mut changes = changes(&document.components.schemas);
    if changes.is_empty() {
        return;
    }
    let schemas = std::mem::take(&mut document.components.schemas);
    let rewritten = schemas.into_iter().flat_map(|(key, schema)| {
        let in_its_place = changes.swap_remove(&key);
        in_its_place.unwrap_or_else(|| vec![(key, schema)])
    });
    document.components.schemas = rewritten.collect();
}

/// The schemas that take the place of one, by its key.
fn changes(schemas: &IndexMap<String, Schema>) -> IndexMap<String, Vec<(String, Schema)>> {
    let hierarchy = Hierarchy::of(schemas);
    let families = Families::of(&hierarchy);
    let rewriting = Rewriting {
        bases: base_keys(&families, schemas),
        hierarchy,
        families,
    };
    let keys = rewriting
        .families
        .heirs
        .iter()
        .chain(rewriting.families.tags.keys());
    let keys: IndexSet<&str> = keys.copied().collect();
    let objects = keys
        .into_iter()
        .filter_map(|key| Some((key, rewriting.hierarchy.object(key)?)));
    let changed = objects.map(|(key, object)| (key.to_owned(), rewriting.rewritten(key, object)));
    changed.collect()
}

/// A key for what the children of each parent have in common: one that becomes no name of another component.
fn base_keys<'d>(
    families: &Families<'d>,
    schemas: &IndexMap<String, Schema>,
) -> IndexMap<&'d str, String> {
    let mut taken: IndexSet<String> = schemas.keys().map(|key| key.to_snake_case()).collect();
    let mut bases = IndexMap::new();
    for parent in families.by_parent.keys() {
        let candidates = ["Base", "Properties", "BaseProperties"];
        let mut candidates = candidates.iter().map(|word| format!("{parent}{word}"));
        let is_free = |key: &String| !taken.contains(&key.to_snake_case());
        let key = candidates.find(is_free);
        let key = key.unwrap_or_else(|| format!("{parent}CommonProperties"));
        taken.insert(key.to_snake_case());
        bases.insert(*parent, key);
    }
    bases
}

/// What the schemas of a document are rewritten by.
struct Rewriting<'d> {
    hierarchy: Hierarchy<'d>,
    families: Families<'d>,
    /// The keys of what the children of each parent have in common.
    bases: IndexMap<&'d str, String>,
}

impl Rewriting<'_> {
    /// The schemas that take the place of a parent or child.
    fn rewritten(&self, key: &str, object: &SchemaObject) -> Vec<(String, Schema)> {
        let mut child = object.clone();
        if self.families.heirs.contains(key) {
            self.include_bases(&mut child);
        }
        let tags = self.families.tags.get(key).into_iter().flatten();
        for (discriminator, values) in tags.filter(|(one, _)| !is_default(one, key)) {
            let property = &discriminator.property_name.value;
            tag::narrow(&mut child, key, property, values, &self.hierarchy);
        }
        let family = self.families.by_parent.get(key).zip(self.bases.get(key));
        let Some((family, base_key)) = family else {
            return vec![(key.to_owned(), child.into())];
        };
        let union = self.union(object, family);
        let base = base(child);
        vec![
            (key.to_owned(), union.into()),
            (base_key.clone(), base.into()),
        ]
    }

    /// Lets a child include what its parents have in common with their other children, and not the parents.
    fn include_bases(&self, child: &mut SchemaObject) {
        if adds_properties(child)
            && let Some(target) = child
                .reference
                .take_if(|target| self.base(target).is_some())
        {
            let part = SchemaObject {
                at: child.at.clone(),
                reference: Some(target),
                ..SchemaObject::default()
            };
            child.all_of.insert(0, part.into());
        }
        for part in &mut child.all_of {
            let Schema::Object(part) = part else { continue };
            match &mut part.reference {
                Some(target) => {
                    if let Some(base) = self.base(target) {
                        target.value = base;
                    }
                }
                None => self.include_bases(part),
            }
        }
    }

    /// A reference to what the children of a parent have in common.
    fn base(&self, parent: &Text) -> Option<String> {
        let key = self.hierarchy.meant(&schema_key(parent)?)?;
        self.bases.get(key).map(|key| reference_to(key))
    }

    /// What a parent is where it is referred to.
    fn union(&self, parent: &SchemaObject, family: &Family<'_>) -> SchemaObject {
        let property = &family.discriminator.property_name;
        let at = |index: usize| parent.at.child("oneOf").child(index);
        let mut mapping = match &parent.discriminator {
            // What names no child is reported where it stands.
            Some(own) => own.mapping.clone(),
            None => IndexMap::new(),
        };
        let mut branches: Vec<Schema> = Vec::new();
        for member in &family.members {
            let target = self.member(family, member.key);
            for value in &member.values {
                let written = family.discriminator.mapping.get(value);
                let place = written.map_or(&property.at, |mapped| &mapped.at);
                let mapped = Text {
                    at: place.clone(),
                    value: target.clone(),
                };
                mapping.insert(value.clone(), mapped);
            }
            let branch = SchemaObject {
                at: at(branches.len()),
                reference: Some(Text {
                    at: property.at.clone(),
                    value: target,
                }),
                ..SchemaObject::default()
            };
            branches.push(branch.into());
        }
        let discriminator = Discriminator {
            at: family.discriminator.at.clone(),
            property_name: property.clone(),
            mapping,
            default_mapping: self.default_mapping(family),
            is_inherited: true,
        };
        SchemaObject {
            at: parent.at.clone(),
            title: parent.title.clone(),
            description: parent.description.clone(),
            examples: parent.examples.clone(),
            default: parent.default.clone(),
            nullable: parent.nullable,
            read_only: parent.read_only,
            write_only: parent.write_only,
            deprecated: parent.deprecated,
            external_docs: parent.external_docs.clone(),
            check: parent.check,
            rust_name: parent.rust_name.clone(),
            one_of: branches,
            discriminator: Some(discriminator),
            ..SchemaObject::default()
        }
    }
}

impl Rewriting<'_> {
    /// A reference to a member of a family: to what the children of a parent among them have in common.
    fn member(&self, family: &Family<'_>, key: &str) -> String {
        let property = &family.discriminator.property_name.value;
        let is_alike = |other: &&Family<'_>| other.discriminator.property_name.value == *property;
        let other = self.families.by_parent.get(key).filter(is_alike);
        let base = other.and_then(|_| self.bases.get(key));
        reference_to(base.map_or(key, String::as_str))
    }

    /// The member that a value is of where the property means none; what names none is reported where it stands.
    fn default_mapping(&self, family: &Family<'_>) -> Option<Text> {
        let named = family.discriminator.default_mapping.as_ref()?;
        let key = default_key(family.discriminator)?;
        let mut members = family.members.iter();
        let member = members.find(|member| member.key == key);
        Some(Text {
            at: named.at.clone(),
            value: member.map_or(key, |member| self.member(family, member.key)),
        })
    }
}

/// Whether a value is of this schema where the property means none: it may have any, and none.
fn is_default(discriminator: &Discriminator, key: &str) -> bool {
    default_key(discriminator).is_some_and(|default| default == key)
}

/// The key of the schema that `defaultMapping` names.
fn default_key(discriminator: &Discriminator) -> Option<String> {
    let named = discriminator.default_mapping.as_ref()?;
    Some(schema_key(named).unwrap_or_else(|| named.value.clone()))
}

/// What the children of a parent have in common.
fn base(mut parent: SchemaObject) -> SchemaObject {
    parent.one_of.clear();
    parent.any_of.clear();
    parent.nullable = false;
    parent.default = None;
    parent.examples.clear();
    if let Some(name) = &mut parent.rust_name {
        name.value.push_str("Base");
    }
    without_discriminator(&mut parent);
    parent
}

/// Takes the discriminator out of a schema and of the parts that are written in it.
fn without_discriminator(schema: &mut SchemaObject) {
    schema.discriminator = None;
    for part in &mut schema.all_of {
        if let Schema::Object(part) = part {
            without_discriminator(part);
        }
    }
}

/// A reference to a component schema.
fn reference_to(key: &str) -> String {
    if key.starts_with("#/") {
        return key.to_owned();
    }
    let schemas = Pointer::root().child("components").child("schemas");
    schemas.child(key).to_string().replace('%', "%25")
}
