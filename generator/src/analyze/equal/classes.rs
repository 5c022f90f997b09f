//! Which types are equal: those of one shape, whose parts are equal.

use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;

use crate::analyze::equal::Equal;
use crate::analyze::equal::Member;
use crate::analyze::equal::refine::refined;
use crate::model::Api;
use crate::model::Body;
use crate::model::Check;
use crate::model::Home;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::visit::TypeKey;

/// The types, as they are compared with each other.
#[derive(Default)]
struct Nodes {
    members: Vec<Member>,
    /// A number for each, the same for all that look alike.
    looks: Vec<usize>,
    /// The types that each refers to, in their order.
    parts: Vec<Vec<usize>>,
}

/// The classes of equal types that have several members of which one is not named.
pub(super) fn classes(api: &Api, requested: &[Option<bool>]) -> Vec<Equal> {
    let Nodes {
        members,
        looks,
        parts,
    } = nodes(api, requested);
    let mut classes: IndexMap<usize, Vec<Member>> = IndexMap::new();
    for (class, member) in refined(looks, &parts).into_iter().zip(members) {
        classes.entry(class).or_default().push(member);
    }
    let classes = classes.into_values().map(|members| Equal { members });
    let has_copies = |class: &Equal| {
        class.members.len() > 1 && class.members.iter().any(|member| !member.is_named)
    };
    classes.filter(has_copies).collect()
}

/// All types, those that look alike in one class.
fn nodes(api: &Api, requested: &[Option<bool>]) -> Nodes {
    let places: HashMap<TypeKey, usize> = api
        .definitions()
        .enumerate()
        .map(|(place, (key, _))| (key, place))
        .collect();
    let undescribed = described_alone(api);
    let has_checks = requested.iter().any(Option::is_some);
    let mut classes = HashMap::new();
    let mut nodes = Nodes::default();
    for (key, definition) in api.definitions() {
        let docs = undescribed.contains(&key).then(|| definition.docs.clone());
        let only = (!is_like_others(&key, definition)).then(|| key.clone());
        let mut shape = look(&definition.shape, has_checks);
        let mut parts = Vec::new();
        shape.change_references(&mut |reference| {
            parts.extend(places.get(&reference.key(key.operation)).copied());
            reference.name.clear();
            reference.home = Home::Shared;
        });
        let sides = sides(definition);
        let next = classes.len();
        let look = format!("{:?}", (shape, docs.unwrap_or_default(), sides, only));
        nodes.looks.push(*classes.entry(look).or_insert(next));
        nodes.members.push(Member::new(key, definition));
        nodes.parts.push(parts);
    }
    nodes
}

/// Whether a type can be equal to another: what the document names within an operation cannot.
fn is_like_others(key: &TypeKey, definition: &TypeDefinition) -> bool {
    let usage = definition.usage;
    let is_used = usage.request || usage.response;
    let is_own = definition.is_named && key.operation.is_some();
    is_used && !is_own
}

/// Where a type is used that has properties of one side.
fn sides(definition: &TypeDefinition) -> Option<(bool, bool)> {
    let usage = definition.usage;
    let mut fields = definition.shape.fields().iter();
    let is_one_sided = fields.any(|field| field.side != Side::Both);
    is_one_sided.then_some((usage.request, usage.response))
}

/// A shape without what does not tell types apart: examples, and which check of the document each is, unless some are requested.
fn look(shape: &Shape, has_checks: bool) -> Shape {
    let mut shape = shape.clone();
    let fields = match &mut shape {
        Shape::Structure(structure) => structure.fields.as_mut_slice(),
        Shape::Tuple(tuple) => &mut tuple.fields,
        Shape::Parts(parts) => &mut parts.fields,
        Shape::Headers(fields) => fields,
        Shape::Enumeration(_)
        | Shape::Union(_)
        | Shape::Text(_)
        | Shape::Bodies(_)
        | Shape::Responses(_)
        | Shape::Events(_) => &mut [],
    };
    for field in fields {
        field.example = None;
        forget(&mut field.check, has_checks);
    }
    match &mut shape {
        Shape::Structure(structure) => forget(&mut structure.additional_check, has_checks),
        Shape::Union(union) => {
            for variant in &mut union.variants {
                forget(&mut variant.check, has_checks);
            }
        }
        Shape::Bodies(kinds) => {
            for kind in kinds {
                forget(&mut kind.check, has_checks);
            }
        }
        Shape::Enumeration(_)
        | Shape::Tuple(_)
        | Shape::Text(_)
        | Shape::Parts(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => {}
    }
    shape
}

/// Takes away which check of the document one is.
fn forget(check: &mut Option<Box<Check>>, has_checks: bool) {
    if let Some(check) = check.as_mut().filter(|_| !has_checks) {
        check.id = 0;
        forget(&mut check.items, has_checks);
    }
}

/// The types whose docs stand nowhere else: those of a property or a parameter have them, too.
fn described_alone(api: &Api) -> HashSet<TypeKey> {
    let mut alone = HashSet::new();
    for (key, definition) in api.definitions() {
        let parts = definition.shape.types();
        let within = parts.into_iter().filter(|part| !is_direct(part));
        add(within, key.operation, &mut alone);
        if let Shape::Structure(structure) = &definition.shape {
            add(&structure.additional_properties, key.operation, &mut alone);
        }
    }
    for operation in api.operations() {
        let sent = operation.sent().filter(|ty| !is_direct(ty));
        let position = Some(operation.position);
        add(sent.chain(operation.received()), position, &mut alone);
        if let Body::Value { ty, .. } = &operation.body {
            add([ty], position, &mut alone);
        }
    }
    let incoming = api.webhooks.iter().chain(&api.callbacks);
    add(incoming.filter_map(|one| one.ty.as_ref()), None, &mut alone);
    alone
}

/// Whether a value is of a type itself, and does not only have some in it.
fn is_direct(ty: &Type) -> bool {
    match ty {
        Type::Named(_) => true,
        Type::Nullable(inner) | Type::Boxed(inner) => is_direct(inner),
        _ => false,
    }
}

fn add<'t>(
    types: impl IntoIterator<Item = &'t Type>,
    operation: Option<usize>,
    keys: &mut HashSet<TypeKey>,
) {
    let references = types.into_iter().flat_map(Type::references);
    keys.extend(references.map(|reference| reference.key(operation)));
}
