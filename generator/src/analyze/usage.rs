//! Where each type is used: whether it is built for requests, read from responses, or both.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Home;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Usage;

const REQUEST: Usage = Usage {
    request: true,
    response: false,
    key: false,
};
const RESPONSE: Usage = Usage {
    request: false,
    response: true,
    key: false,
};

/// Marks every type of the API.
pub(crate) fn mark_usage(api: &mut Api) {
    for (_, definition) in api.definitions_mut() {
        definition.usage = Usage::default();
    }
    let mut shared = Types::new(&mut api.types);
    let parameters = api.client_parameters.iter();
    let parameters = parameters.flat_map(|parameter| uses(&parameter.ty, REQUEST));
    let incoming = api.webhooks.iter().chain(&api.callbacks);
    let incoming = incoming.filter_map(|one| one.ty.as_ref());
    let incoming = incoming.flat_map(|ty| uses(ty, RESPONSE));
    let open = parameters.chain(incoming).collect();
    mark(open, &mut shared, &mut Types::new(&mut []));
    for operation in api.root.all_operations_mut() {
        let sent = operation.sent().flat_map(|ty| uses(ty, REQUEST));
        let received = operation.received().flat_map(|ty| uses(ty, RESPONSE));
        let open = sent.chain(received).collect();
        mark(open, &mut shared, &mut Types::new(&mut operation.types));
    }
}

/// Drops the types that nothing names.
pub(crate) fn drop_unused(api: &mut Api) {
    for (_, types) in api.type_lists_mut() {
        types.retain(|one| one.usage.request || one.usage.response);
    }
}

/// Types, and where each stands in its list.
struct Types<'t> {
    index: HashMap<String, usize>,
    types: &'t mut [TypeDefinition],
}

impl<'t> Types<'t> {
    fn new(types: &'t mut [TypeDefinition]) -> Self {
        let named = types.iter().enumerate();
        let named = named.map(|(at, one)| (one.name.rust().to_owned(), at));
        Self {
            index: named.collect(),
            types,
        }
    }

    fn get(&mut self, name: &str) -> Option<&mut TypeDefinition> {
        self.types.get_mut(*self.index.get(name)?)
    }
}

/// Marks these types, and all that they are made of.
fn mark(mut open: Vec<(TypeReference, Usage)>, shared: &mut Types<'_>, local: &mut Types<'_>) {
    while let Some((reference, usage)) = open.pop() {
        let definition = match reference.home {
            Home::Shared => shared.get(&reference.name),
            Home::Operation => local.get(&reference.name),
        };
        let Some(definition) = definition else {
            continue;
        };
        let before = definition.usage;
        definition.usage.request |= usage.request;
        definition.usage.response |= usage.response;
        definition.usage.key |= usage.key;
        if definition.usage != before {
            let parts = definition.shape.types();
            open.extend(parts.into_iter().flat_map(|ty| uses(ty, usage)));
        }
    }
}

/// The types that a type is made of, each with its use.
fn uses(ty: &Type, usage: Usage) -> impl Iterator<Item = (TypeReference, Usage)> {
    let values = ty.named().into_iter().map(move |one| (one, usage));
    let keys = ty.keys().into_iter();
    let keys = keys.map(move |one| (one, Usage { key: true, ..usage }));
    values.chain(keys).map(|(one, usage)| (one.clone(), usage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::local;
    use crate::model::testing::names;
    use crate::model::testing::object;
    use crate::model::testing::sending;
    use crate::model::testing::shared;

    #[test]
    fn what_a_type_is_made_of_is_used_as_the_type_is() {
        let book = object("Book", vec![field("author", shared("Author"))]);
        let author = object("Author", vec![field("books", shared("Book"))]);
        let unused = object("Unused", vec![field("book", shared("Book"))]);
        let mut api = api(
            vec![book, author, unused],
            vec![sending(0, shared("Book")), giving(1, shared("Author"))],
        );
        mark_usage(&mut api);
        let is_both = |at: usize| api.types[at].usage.request && api.types[at].usage.response;
        assert!(is_both(0) && is_both(1));
        drop_unused(&mut api);
        assert_eq!(names(&api), ["Book", "Author"]);
    }

    #[test]
    fn marks_are_made_anew() {
        let mut api = api(
            vec![object("Book", Vec::new())],
            vec![sending(0, shared("Book"))],
        );
        mark_usage(&mut api);
        api.root.operations.clear();
        mark_usage(&mut api);
        assert_eq!(api.types[0].usage, Usage::default());
    }

    #[test]
    fn keys_of_maps_are_marked_as_such() {
        let Type::Named(key) = local("Genre") else {
            unreachable!()
        };
        let map = Type::Map {
            key: Some(key),
            value: Box::new(shared("Book")),
        };
        let mut giving = giving(0, map);
        giving.types.push(object("Genre", Vec::new()));
        let mut api = api(vec![object("Book", Vec::new())], vec![giving]);
        mark_usage(&mut api);
        assert!(api.root.operations[0].types[0].usage.key);
        assert!(!api.types[0].usage.key && api.types[0].usage.response);
    }
}
