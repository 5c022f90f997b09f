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

/// Gives a large client its features; `users` are those of each shared type, and `taken` features that are something else.
pub(crate) fn mark_features(api: &mut Api, users: Vec<Vec<User>>, taken: &[&'static str]) {
    if api.operations().count() <= LARGEST_WHOLE || api.root.resources.len() < 2 {
        return;
    }
    let features = names(&api.root.resources, taken);
    for (resource, feature) in api.root.resources.iter_mut().zip(&features) {
        resource.feature = Some(feature.clone());
        resource
            .docs
            .notes
            .push(format!("Needs the feature `{feature}`."));
    }
    for (definition, users) in api.types.iter_mut().zip(users) {
        let users: Option<Vec<usize>> = users.into_iter().collect();
        let Some(users) = users.filter(|users| users.len() <= MOST_FEATURES) else {
            continue;
        };
        let named = users.iter().filter_map(|user| features.get_index(*user));
        definition.features = named.cloned().collect();
        definition.features.sort();
    }
}

/// The feature of each resource: its name, in Cargo's spelling.
fn names(resources: &[Resource], taken: &[&'static str]) -> IndexSet<String> {
    let mut names = IndexSet::new();
    for resource in resources {
        let plain = resource.name.as_ref().map_or("", |name| name.plain());
        let mut name = plain.trim_matches('_').replace('_', "-");
        while taken.contains(&name.as_str()) || names.contains(&name) {
            name.push_str("-operations");
        }
        names.insert(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::object;
    use crate::model::testing::operation;
    use crate::model::testing::resource;

    fn marked(operations: usize, users: Vec<User>) -> Api {
        let mut api = api(vec![object("Book", Vec::new())], Vec::new());
        let all = (0..operations).map(operation).collect();
        let names = ["default", "book_shelves"];
        let resources = names.iter().zip([all, Vec::new()]);
        api.root.resources = resources.map(|(name, all)| resource(name, all)).collect();
        mark_features(&mut api, vec![users], &["default"]);
        api
    }

    #[test]
    fn a_small_client_is_compiled_whole() {
        let api = marked(LARGEST_WHOLE, vec![Some(0)]);
        assert!(!api.has_features());
        assert!(api.types[0].features.is_empty());
    }

    #[test]
    fn a_large_one_has_a_feature_for_each_resource_and_its_types() {
        let api = marked(LARGEST_WHOLE + 1, vec![Some(1), Some(0)]);
        let features = ["book-shelves", "default-operations"];
        let resources = api.root.resources.iter();
        let resources: Vec<_> = resources.filter_map(|one| one.feature.as_deref()).collect();
        assert_eq!(resources, ["default-operations", "book-shelves"]);
        assert_eq!(api.types[0].features, features);
    }

    #[test]
    fn what_the_client_itself_needs_is_always_compiled() {
        let api = marked(LARGEST_WHOLE + 1, vec![None, Some(1)]);
        assert!(api.types[0].features.is_empty());
    }
}
