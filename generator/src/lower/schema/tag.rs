//! The members by which unions are told apart: the union writes and reads them, so its branches do not have them.

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::analyze::usage::parts;
use crate::lower::schema::schemas::Schemas;
use crate::model::Api;
use crate::model::Body;
use crate::model::Holder;
use crate::model::Home;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Union;
use crate::pointer::Pointer;
use crate::spec::Discriminator;
use crate::spec::Schema;

/// What one reading of the document finds out of its discriminators for the next.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Learned {
    /// The discriminators of which a branch is also sent by itself, so that it has to have its member.
    sent_alone: IndexSet<String>,
    /// The value of a member in the schema at a place; `None` where several unions differ in it.
    values: IndexMap<(String, String), Option<String>>,
}

impl Learned {
    pub(crate) fn is_sent_alone(&self, discriminator: &Discriminator) -> bool {
        self.sent_alone.contains(&discriminator.at.to_string())
    }

    /// The only value that discriminators give a member of the schema at a place.
    pub(crate) fn value(&self, schema: &Pointer, member: &str) -> Option<&String> {
        if self.values.is_empty() {
            return None;
        }
        let key = (schema.to_string(), member.to_owned());
        self.values.get(&key)?.as_ref()
    }
}

/// A member of a branch that its union stands for.
pub(crate) struct Tag {
    branch: TypeReference,
    member: String,
    /// The discriminator that says so.
    discriminator: Pointer,
}

impl Schemas<'_> {
    /// Notes that a union writes and reads the discriminator of one of its branches, and takes it out of the branch.
    pub(crate) fn stand_for(&mut self, branch: &TypeReference, discriminator: &Discriminator) {
        let member = &discriminator.property_name.value;
        let known = match branch.home {
            Home::Shared => &mut self.shared,
            Home::Operation => &mut self.local,
        };
        let known = known.definitions.iter_mut().flatten();
        for definition in known.filter(|known| known.name.rust() == branch.name) {
            strip(&mut definition.shape, member);
        }
        self.tags.push(Tag {
            branch: branch.clone(),
            member: member.clone(),
            discriminator: discriminator.at.clone(),
        });
    }

    /// Notes the value of a discriminator that each branch has itself.
    pub(crate) fn learn_values(
        &mut self,
        member: &str,
        branches: &[&Schema],
        values: &[Vec<String>],
    ) {
        for (branch, values) in branches.iter().zip(values) {
            let (Schema::Object(object), [value]) = (branch, values.as_slice()) else {
                continue;
            };
            let component = object.reference.as_ref();
            let component = component.and_then(|target| self.component_object(target));
            let Some(component) = component else { continue };
            let key = (component.at.to_string(), member.to_owned());
            let known = self.finding.values.entry(key);
            let known = known.or_insert_with(|| Some(value.clone()));
            if known.as_ref() != Some(value) {
                *known = None;
            }
        }
    }

    /// What is known for the next reading.
    pub(crate) fn found(&mut self, api: Option<&Api>) -> Learned {
        let mut found = std::mem::take(&mut self.finding);
        if let Some(api) = api {
            let sent_alone = discriminators_of_shared_branches(api, &self.tags);
            found.sent_alone.extend(sent_alone);
        }
        found
    }

    /// Takes the members that unions stand for out of a type made later than its union.
    pub(crate) fn strip_tags(&self, reference: &TypeReference, shape: &mut Shape) {
        for tag in self.tags.iter().filter(|tag| tag.branch == *reference) {
            strip(shape, &tag.member);
        }
    }
}

fn strip(shape: &mut Shape, member: &str) {
    if let Shape::Structure(structure) = shape {
        structure.fields.retain(|field| field.name.wire() != member);
    }
}

/// The discriminators of which a branch is also sent by itself, where it would miss its tag.
fn discriminators_of_shared_branches(api: &Api, tags: &[Tag]) -> Vec<String> {
    let mut sent_alone = HashSet::new();
    for definition in &api.types {
        collect_parts(definition, &mut sent_alone);
    }
    collect_sent(&api.root, &mut sent_alone);
    let is_shared = |tag: &&Tag| sent_alone.contains(&tag.branch);
    let shared = tags.iter().filter(is_shared);
    shared.map(|tag| tag.discriminator.to_string()).collect()
}

fn collect_sent(resource: &Resource, sent_alone: &mut HashSet<TypeReference>) {
    for operation in &resource.operations {
        sent_by(operation, sent_alone);
        for definition in &operation.types {
            collect_parts(definition, sent_alone);
        }
    }
    for resource in &resource.resources {
        collect_sent(resource, sent_alone);
    }
}

fn sent_by(operation: &Operation, sent_alone: &mut HashSet<TypeReference>) {
    let mut send = |ty: &Type| sent_alone.extend(ty.named().cloned());
    match &operation.body {
        Body::None => {}
        Body::Value { ty, .. } => send(ty),
        Body::Members { fields, .. } => fields.iter().for_each(|field| send(&field.ty)),
    }
}

fn collect_parts(definition: &TypeDefinition, sent_alone: &mut HashSet<TypeReference>) {
    let is_tagged = matches!(&definition.shape, Shape::Union(Union { tag: Some(tag), .. }) if tag.holder == Holder::Union);
    if definition.usage.request && !is_tagged {
        sent_alone.extend(
            parts(&definition.shape)
                .iter()
                .filter_map(|part| part.named().cloned()),
        );
    }
}
