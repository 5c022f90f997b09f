//! What a client offers to the programs that use it: its public items, each with what there is to say of it and with its place in
//! the document.
//!
//! It is made of the finished model: two of them can be compared (`compare`), and an item can be looked up in one (`why`). Each
//! struct of the model is taken apart without `..`: a new field does not compile until it is said what it means to users.

mod aspect;
mod client;
mod constraint;
mod definition;
mod description;
mod field;
mod find;
mod item;
mod lease;
mod operation;
mod pagination;
mod paths;
mod spelling;
mod union;

pub use aspect::Aspect;
pub use aspect::Effect;
pub use description::Description;
pub(crate) use find::Find;
pub use item::Item;
pub use item::Kind;
pub(crate) use paths::Renames;

use indexmap::IndexMap;

use crate::model::Api;
use crate::model::Name;
use crate::model::Resource;
use crate::pointer::Pointer;
use paths::Paths;

/// The public items of a client, by their paths, each behind the one that it belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    items: IndexMap<String, Item>,
}

impl Surface {
    /// The items of the client that a description becomes. Those in `renames` are called otherwise.
    pub(crate) fn of(description: &Description, renames: &Renames) -> Self {
        let Api {
            package,
            server,
            security,
            has_different_security,
            client_parameters,
            envelope,
            root,
            webhooks,
            callbacks,
            types,
        } = &description.api;
        let paths = &Paths::new(&description.api, renames);
        let mut builder = Builder {
            surface: Self::default(),
            description,
            paths,
            find: Find(&description.document),
        };
        builder.package(package);
        builder.server(server);
        builder.security(security, *has_different_security);
        builder.client_parameters(client_parameters);
        builder.conditions(envelope.as_ref());
        builder.operations(&root.operations, "Client", None);
        for resource in &root.resources {
            builder.resource(resource, None);
        }
        builder.incoming(description.api.webhooks_module(), "webhooks", webhooks);
        builder.incoming(description.api.callbacks_module(), "callbacks", callbacks);
        builder.definitions(types, None, None);
        builder.surface
    }

    /// All items.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The item at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.items.get(path)
    }
}

/// A surface that is being put together.
pub(crate) struct Builder<'b> {
    surface: Surface,
    description: &'b Description,
    paths: &'b Paths<'b>,
    find: Find<'b>,
}

impl Builder<'_> {
    /// Adds an item; of two at one path, the first.
    fn add(&mut self, item: Item) {
        self.surface.items.entry(item.path.clone()).or_insert(item);
    }

    /// The path of a part, as it is shown.
    fn within(&self, path: &str, name: &str) -> String {
        self.paths.shown(&format!("{path}::{name}"))
    }

    fn resource(&mut self, resource: &Resource, around: Option<&str>) {
        let Resource {
            name,
            ty: _,
            docs,
            feature,
            resources,
            operations,
        } = resource;
        let module = paths::module(resource, around.unwrap_or_default());
        let path = self.paths.shown(&module);
        let wire = name.as_ref().map_or("", |name| name.wire());
        let at = self.description.tag(wire);
        let at = at.unwrap_or_else(|| self.first_operation(resource));
        let item = Item::new(Kind::Resource, path.clone(), around, wire, at)
            .with(Aspect::Item, "")
            .with_some(Aspect::Features, feature.clone())
            .documented(docs);
        self.add(item);
        self.operations(operations, &path, Some(&path));
        for below in resources {
            self.resource(below, Some(&path));
        }
    }

    fn first_operation(&self, resource: &Resource) -> Pointer {
        let first = resource.all_operations().next();
        let at = first.and_then(|one| self.description.places.operation(one.position));
        at.cloned().unwrap_or_default()
    }
}

/// A path of properties, as documents write it.
fn path(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::wire).collect();
    names.join("/")
}
