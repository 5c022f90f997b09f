//! Cargo features of a large client: one for each resource directly below it, so that a program compiles what it calls.
//!
//! A shared type belongs to the features of all resources that need it. Those that many resources need are always compiled:
//! they are few, and a condition of dozens of features tells nobody anything.

use indexmap::IndexSet;

use crate::analyze::needs::User;
use crate::model::Api;
use crate::model::Resource;

/// The most operations of a client that is compiled whole.
const LARGEST_WHOLE: usize = 100;
/// The most resources whose features a type has; one that more of them need is always compiled.
const MOST_FEATURES: usize = 8;

/// Features that are something else already, and dependencies, which share their names.
const TAKEN: [&str; 17] = [
    "aws-lc-rs",
    "blocking",
    "client-runtime",
    "default",
    "full",
    "jiff",
    "native-roots",
    "proxy",
    "ring",
    "rust_decimal",
    "serde",
    "serde_json",
    "tokio",
    "tracing",
    "url",
    "uuid",
    "webpki-roots",
];

/// Gives a large client its features; `users` are those of each shared type.
pub(crate) fn mark_features(api: &mut Api, users: Vec<Vec<User>>) {
    if api.operations().count() <= LARGEST_WHOLE || api.root.resources.len() < 2 {
        return;
    }
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
