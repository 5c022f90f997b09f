//! Types that are equal become one: those of schemas that the document does not name, which it writes again wherever they are
//! used.
//!
//! A component is a type of its own, even if another is equal. What is equal to one component alone is that component. Of others
//! the one with the simplest name stays, the first in the document if several have; those of several operations are shared, under
//! a name without that of an operation, which the first two in the document that have it decide. Objects of one property are alike by
//! chance, unless it has a description or a type of the crate: they become one where they are called the same.

mod classes;
mod names;
mod refine;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;

use crate::analyze::equal::classes::classes;
use crate::analyze::equal::names::Names;
use crate::model::Api;
use crate::model::Field;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::TakenNames;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::visit::TypeKey;

/// Makes equal types one, and gives those that operations share now, with their new names. `requested` is the `x-check` that counts
/// for the check of this `id`.
pub(crate) fn unite_equal(
    api: &mut Api,
    requested: &[Option<bool>],
    taken: &TakenNames,
) -> HashMap<TypeKey, Name> {
    let classes = classes(api, requested);
    let merged = merged(api, classes, taken);
    refer_to(api, &merged);
    move_types(api, &merged);
    merged.moved
}

/// A type that others are equal to.
pub(super) struct Equal {
    /// The types, in their order.
    members: Vec<Member>,
}

/// A type, and what decides which one of a class stays.
pub(super) struct Member {
    key: TypeKey,
    name: Name,
    is_named: bool,
    /// Whether there is so much to it that another is not like it by chance.
    is_telling: bool,
    /// Whether it is one of several kinds of body, response or event, and not what one of these holds.
    is_kinds: bool,
    /// The types of its operation that it is made of.
    parts: Vec<TypeKey>,
}

impl Member {
    fn new(key: TypeKey, definition: &TypeDefinition) -> Self {
        let shape = &definition.shape;
        let parts = shape.types().into_iter().flat_map(Type::references);
        let parts = parts.map(|part| part.key(key.operation));
        Self {
            parts: parts.filter(|part| part.operation.is_some()).collect(),
            key,
            name: definition.name.clone(),
            is_named: definition.is_named,
            is_telling: is_telling(shape),
            is_kinds: matches!(
                shape,
                Shape::Bodies(_) | Shape::Responses(_) | Shape::Events(_)
            ),
        }
    }

    /// How many words its name has, each a step on the way to its schema.
    fn steps(&self) -> usize {
        self.name.wire().matches('.').count()
    }
}

/// What becomes of the types that are equal to others.
#[derive(Default)]
struct Merged {
    /// The type that is referred to in the place of each.
    references: HashMap<TypeKey, TypeReference>,
    /// Those that move to the shared types, under this name.
    moved: HashMap<TypeKey, Name>,
}

impl Merged {
    /// Refers to `kept` in the place of all members.
    fn refer(&mut self, members: &[Member], kept: &TypeReference) {
        for member in members.iter().filter(|member| !member.is_named) {
            let key = member.key.clone();
            let stays = member.key.name == kept.name && member.key.home() == kept.home;
            if !stays {
                self.references.insert(key, kept.clone());
            }
        }
    }
}

impl TypeKey {
    fn home(&self) -> Home {
        match self.operation {
            None => Home::Shared,
            Some(_) => Home::Operation,
        }
    }

    fn reference(&self) -> TypeReference {
        TypeReference {
            name: self.name.clone(),
            home: self.home(),
        }
    }
}

/// Whether there is so much to a shape that another is not like it by chance.
fn is_telling(shape: &Shape) -> bool {
    let fields = shape.fields();
    let says_more =
        |field: &Field| field.docs.description.is_some() || field.ty.references().next().is_some();
    match shape {
        Shape::Structure(_) => fields.len() > 1 || fields.iter().any(says_more),
        Shape::Enumeration(_)
        | Shape::Union(_)
        | Shape::Tuple(_)
        | Shape::Text(_)
        | Shape::Parts(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => true,
    }
}

/// The members of a class that become one.
fn alike(class: Equal, names: &Names<'_>) -> Vec<Vec<Member>> {
    let mut groups: IndexMap<Option<String>, Vec<Member>> = IndexMap::new();
    for member in class.members {
        let called = (!member.is_telling).then(|| names.called(&member));
        groups.entry(called).or_default().push(member);
    }
    let groups = groups.into_values();
    groups.filter(|members| members.len() > 1).collect()
}

/// The groups without those that operations would share though a part of theirs stays with its operation.
fn complete(mut groups: Vec<Vec<Member>>) -> Vec<Vec<Member>> {
    loop {
        let united: HashSet<TypeKey> = groups.iter().flatten().map(|one| one.key.clone()).collect();
        let is_shared = |member: &Member| member.parts.iter().all(|part| united.contains(part));
        let count = groups.len();
        groups.retain(|members| kept(members).is_some() || members.iter().all(is_shared));
        if groups.len() == count {
            return groups;
        }
    }
}

fn merged(api: &Api, classes: Vec<Equal>, taken: &TakenNames) -> Merged {
    let mut merged = Merged::default();
    let mut names = Names::new(api, taken);
    let mut of_several_operations = Vec::new();
    let groups = classes.into_iter().flat_map(|class| alike(class, &names));
    for members in complete(groups.collect()) {
        if let Some(kept) = kept(&members) {
            merged.refer(&members, &kept.key.reference());
        } else {
            of_several_operations.push(members);
        }
    }
    // In the order in which operations came to share them: one that is added behind the others renames none.
    of_several_operations.sort_by_cached_key(|members| first_to_share(members).last().copied());
    for members in of_several_operations {
        let operations = first_to_share(&members);
        let is_of_these =
            |one: &&Member| one.key.operation.is_some_and(|at| operations.contains(&at));
        let naming: Vec<&Member> = members.iter().filter(is_of_these).collect();
        let Some(first) = simplest(naming.iter().copied()) else {
            continue;
        };
        let name = names.shared(first, &naming);
        let kept = TypeReference {
            name: name.rust().to_owned(),
            home: Home::Shared,
        };
        merged.refer(&members, &kept);
        merged.references.insert(first.key.clone(), kept);
        merged.moved.insert(first.key.clone(), name);
    }
    merged
}

/// The member that all others become, where it can stay where it stands.
fn kept(members: &[Member]) -> Option<&Member> {
    let mut named = members.iter().filter(|member| member.is_named);
    if let (Some(only), None) = (named.next(), named.next()) {
        return Some(only);
    }
    let inline = || members.iter().filter(|member| !member.is_named);
    let shared = inline().filter(|member| member.key.operation.is_none());
    let operations: HashSet<_> = inline().map(|member| member.key.operation).collect();
    simplest(shared).or_else(|| {
        let is_of_one = operations.len() == 1;
        is_of_one.then(|| simplest(inline())).flatten()
    })
}

/// The first two operations in the document that have one of these types: what they call it is its name, whatever others do.
fn first_to_share(members: &[Member]) -> Vec<usize> {
    let inline = members.iter().filter(|member| !member.is_named);
    let operations: BTreeSet<usize> = inline.filter_map(|one| one.key.operation).collect();
    operations.into_iter().take(2).collect()
}

/// The member with the simplest name, the first of them if there are several.
fn simplest<'m>(members: impl IntoIterator<Item = &'m Member>) -> Option<&'m Member> {
    let unnamed = members.into_iter().filter(|member| !member.is_named);
    unnamed.min_by_key(|member| member.steps())
}

/// Replaces each reference to a type that became another.
fn refer_to(api: &mut Api, merged: &Merged) {
    let change = |operation: Option<usize>| {
        move |reference: &mut TypeReference| {
            if let Some(kept) = merged.references.get(&reference.key(operation)) {
                *reference = kept.clone();
            }
        }
    };
    api.change_references(&mut change(None));
    for operation in api.root.all_operations_mut() {
        operation.change_references(&mut change(Some(operation.position)));
    }
    for (operation, types) in api.type_lists_mut() {
        for definition in types {
            definition.shape.change_references(&mut change(operation));
        }
    }
}

/// Takes out the types that became others, and puts those that operations share now to the shared ones.
fn move_types(api: &mut Api, merged: &Merged) {
    let mut moved = Vec::new();
    for (operation, types) in api.type_lists_mut() {
        let is_kept = |definition: &TypeDefinition| {
            !merged.references.contains_key(&definition.key(operation))
        };
        let (kept, others) = std::mem::take(types).into_iter().partition(is_kept);
        *types = kept;
        let others: Vec<TypeDefinition> = others;
        for definition in others {
            if let Some(name) = merged.moved.get(&definition.key(operation)) {
                moved.push(TypeDefinition {
                    name: name.clone(),
                    ..definition
                });
            }
        }
    }
    api.types.extend(moved);
}
