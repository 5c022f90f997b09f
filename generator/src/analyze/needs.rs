//! Who needs each shared type: which resources, by what their operations name and what that is made of.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Operation;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::visit::shared_names;

/// What needs a shared type: a resource by its number, or `None` for the client itself.
pub(crate) type User = Option<usize>;

/// Drops the shared types that nobody needs, since only a property of the other side named them; gives the users of the others.
pub(crate) fn drop_unneeded(api: &mut Api) -> Vec<Vec<User>> {
    let mut users = users(api);
    let mut is_needed = users.iter().map(|users| !users.is_empty());
    api.types.retain(|_| is_needed.next().unwrap_or(true));
    users.retain(|users| !users.is_empty());
    users
}

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
    let sent = api.webhooks.iter().chain(&api.callbacks);
    always.extend(shared(sent.filter_map(|one| one.ty.as_ref())));
    walk.reach(None, always);
    for (number, resource) in api.root.resources.iter().enumerate() {
        let named = resource.all_operations().flat_map(named);
        walk.reach(Some(number), named.collect());
    }
    walk.users
}

struct Walk<'a> {
    index: HashMap<&'a str, usize>,
    types: &'a [TypeDefinition],
    users: Vec<Vec<User>>,
}

impl<'a> Walk<'a> {
    /// Notes `user` at all types that these are made of. The users come one after the other, so that a type which has been
    /// reached is known by its last one.
    fn reach(&mut self, user: User, mut open: Vec<&'a str>) {
        while let Some(name) = open.pop() {
            let Some(&at) = self.index.get(name) else {
                continue;
            };
            if self.users[at].last() != Some(&user) {
                self.users[at].push(user);
                open.extend(shared(self.types[at].shape.types()));
            }
        }
    }
}

/// The shared types that an operation names, with those that its own types are made of.
fn named(operation: &Operation) -> Vec<&str> {
    shared(operation.all_types())
}

fn shared<'t>(types: impl IntoIterator<Item = &'t Type>) -> Vec<&'t str> {
    shared_names(types).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::names;
    use crate::model::testing::object;
    use crate::model::testing::resource;
    use crate::model::testing::shared;

    #[test]
    fn a_type_is_needed_by_those_that_reach_it() {
        let types = vec![
            object("Unneeded", vec![field("book", shared("Book"))]),
            object("Book", vec![field("author", shared("Author"))]),
            object("Author", Vec::new()),
        ];
        let mut api = api(types, vec![giving(0, shared("Author"))]);
        let mut shelves = resource("shelves", Vec::new());
        shelves.resources = vec![resource("books", vec![giving(1, shared("Book"))])];
        api.root.resources = vec![resource("pages", Vec::new()), shelves];
        let users = drop_unneeded(&mut api);
        assert_eq!(names(&api), ["Book", "Author"]);
        assert_eq!(users, [vec![Some(1)], vec![None, Some(1)]]);
    }
}
