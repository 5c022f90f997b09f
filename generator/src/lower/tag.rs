//! The members by which unions are told apart: the union writes and reads them, so its branches do not have them.

use std::collections::HashSet;

use super::Lowering;
use super::usage::parts;
use crate::diagnostic::Report;
use crate::model::Api;
use crate::model::Body;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Union;
use crate::pointer::Pointer;

/// A member of a branch that its union stands for.
pub(super) type Tag = (TypeReference, String);

impl Lowering<'_> {
    /// Notes that a union writes and reads this member of one of its branches, and takes it out of the branch.
    pub(super) fn stand_for(&mut self, reference: &TypeReference, member: &str) {
        for definition in self
            .shared
            .definitions
            .iter_mut()
            .chain(&mut self.local.definitions)
            .flatten()
        {
            if definition.name.rust() == reference.name {
                strip(&mut definition.shape, member);
            }
        }
        self.tags.push((reference.clone(), member.to_owned()));
    }

    /// Takes the members that unions stand for out of a type made later than its union.
    pub(super) fn strip_tags(&self, reference: &TypeReference, shape: &mut Shape) {
        for (_, member) in self.tags.iter().filter(|(known, _)| known == reference) {
            strip(shape, member);
        }
    }
}

fn strip(shape: &mut Shape, member: &str) {
    if let Shape::Structure(structure) = shape {
        structure.fields.retain(|field| field.name.wire() != member);
    }
}

/// Says when a branch is also sent by itself, where it would miss its tag.
pub(super) fn check_branches(api: &Api, tags: &[Tag], report: &mut Report) {
    let mut sent_alone = HashSet::new();
    for definition in &api.types {
        collect_parts(definition, &mut sent_alone);
    }
    collect_sent(&api.root, &mut sent_alone);
    for (reference, member) in tags
        .iter()
        .filter(|(reference, _)| sent_alone.contains(reference))
    {
        let wire = api
            .types
            .iter()
            .find(|ty| ty.name.rust() == reference.name)
            .map(|ty| ty.name.wire());
        let place = Pointer::root()
            .child("components")
            .child("schemas")
            .child(wire.unwrap_or(&reference.name))
            .key();
        report
            .error(place, format!("this is a branch of a union that writes its `{member}`, and is sent by itself as well"))
            .help("send the union in the other place too, or a schema of its own");
    }
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
    let is_tagged = matches!(&definition.shape, Shape::Union(Union { tag: Some(_), .. }));
    if definition.usage.request && !is_tagged {
        sent_alone.extend(
            parts(&definition.shape)
                .iter()
                .filter_map(|part| part.named().cloned()),
        );
    }
}
