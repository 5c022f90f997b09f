//! Cargo features of a large client: one for each resource directly below it, so that a program compiles what it calls.
//!
//! A shared type belongs to the features of all resources that need it. Those that many resources need are always compiled:
//! they are few, and a condition of dozens of features tells nobody anything.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::usage::parts;
use crate::model::Api;
use crate::model::Body;
use crate::model::Home;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Type;
use crate::model::TypeDefinition;

/// The most operations of a client that is compiled whole.
const LARGEST_WHOLE: usize = 100;
/// The most resources whose features a type has; one that more of them need is always compiled.
const MOST_FEATURES: usize = 8;

/// Features that are something else already, and dependencies, which share their names.
const TAKEN: [&str; 13] = [
    "aws-lc-rs",
    "blocking",
    "client-runtime",
    "default",
    "full",
    "native-roots",
    "proxy",
    "ring",
    "serde",
    "serde_json",
    "tokio",
    "tracing",
    "webpki-roots",
];

/// Gives a large client its features.
pub(super) fn mark(api: &mut Api) {
    if operations(&api.root) <= LARGEST_WHOLE || api.root.resources.len() < 2 {
        return;
    }
    let users = users(api);
    let features = names(&api.root.resources);
    for (resource, feature) in api.root.resources.iter_mut().zip(&features) {
        resource.feature = Some(feature.clone());
        resource
            .docs
            .notes
            .push(note(std::slice::from_ref(feature)));
    }
    for (definition, users) in api.types.iter_mut().zip(users) {
        let users: Option<Vec<usize>> = users.into_iter().collect();
        let Some(users) = users.filter(|users| users.len() <= MOST_FEATURES) else {
            continue;
        };
        let named = users.iter().filter_map(|user| features.get_index(*user));
        definition.features = named.cloned().collect();
        definition.features.sort();
        definition.docs.notes.push(note(&definition.features));
    }
}

/// How many operations hang off a resource, at any depth.
fn operations(resource: &Resource) -> usize {
    let below = resource.resources.iter().map(operations);
    resource.operations.len() + below.sum::<usize>()
}

/// The feature of each resource: its name, in Cargo's spelling.
fn names(resources: &[Resource]) -> IndexSet<String> {
    let mut names = IndexSet::new();
    for resource in resources {
        let plain = resource.name.as_ref().map_or("", |name| name.plain());
        let mut name = plain.trim_matches('_').replace('_', "-");
        while TAKEN.contains(&name.as_str()) || names.contains(&name) {
            name.push_str("-operations");
        }
        names.insert(name);
    }
    names
}

/// What the documentation says of the features.
fn note(features: &[String]) -> String {
    match features {
        [one] => format!("Needs the feature `{one}`."),
        several => format!("Needs one of the features `{}`.", several.join("`, `")),
    }
}

/// What needs a shared type: a resource by its number, or `None` for the client itself.
type User = Option<usize>;

/// The users of each shared type.
fn users(api: &Api) -> Vec<Vec<User>> {
    let index = api.types.iter().enumerate();
    let mut walk = Walk {
        index: index.map(|(at, ty)| (ty.name.rust(), at)).collect(),
        types: &api.types,
        users: vec![Vec::new(); api.types.len()],
    };
    let parameters = api.client_parameters.iter();
    let mut always = shared(parameters.map(|parameter| &parameter.ty));
    always.extend(api.root.operations.iter().flat_map(named));
    walk.reach(None, always);
    for (number, resource) in api.root.resources.iter().enumerate() {
        walk.reach(Some(number), named_below(resource));
    }
    walk.users
}

struct Walk<'a> {
    index: HashMap<&'a str, usize>,
    types: &'a [TypeDefinition],
    users: Vec<Vec<User>>,
}

impl Walk<'_> {
    /// Notes `user` at all types that these are made of. The users come one after the other, so that a type which has been
    /// reached is known by its last one.
    fn reach(&mut self, user: User, mut open: Vec<String>) {
        while let Some(name) = open.pop() {
            let Some(&at) = self.index.get(name.as_str()) else {
                continue;
            };
            if self.users[at].last() != Some(&user) {
                self.users[at].push(user);
                open.extend(shared(&parts(&self.types[at].shape)));
            }
        }
    }
}

/// The shared types that the operations of a resource name, at any depth.
fn named_below(resource: &Resource) -> Vec<String> {
    let mut names: Vec<String> = resource.operations.iter().flat_map(named).collect();
    names.extend(resource.resources.iter().flat_map(named_below));
    names
}

/// The shared types that an operation names, with those that its own types are made of.
fn named(operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter();
    let mut names = shared(parameters.map(|parameter| &parameter.ty));
    match &operation.body {
        Body::None => {}
        Body::Value { ty, .. } => names.extend(shared([ty])),
        Body::Members { fields, .. } => names.extend(shared(fields.iter().map(|field| &field.ty))),
    }
    let failures = operation.failures.iter();
    let failures = failures.filter_map(|failure| failure.ty.as_ref());
    names.extend(shared(operation.answer.ty().into_iter().chain(failures)));
    for definition in &operation.types {
        names.extend(shared(&parts(&definition.shape)));
    }
    names
}

fn shared<'t>(types: impl IntoIterator<Item = &'t Type>) -> Vec<String> {
    let references = types
        .into_iter()
        .flat_map(|ty| ty.named().into_iter().chain(ty.key()));
    let references = references.filter(|reference| reference.home == Home::Shared);
    references.map(|reference| reference.name.clone()).collect()
}
