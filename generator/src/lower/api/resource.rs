//! Where each operation hangs: the resources, and the names of methods.

use indexmap::IndexMap;

use crate::lower::api::package::tag_docs;
use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::Written;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::spec;

/// What the client itself has, as modules and as methods, and what lints take for something else.
const TAKEN_AT_ROOT: [&str; 24] = [
    "as_ref",
    "borrow",
    "builder",
    "client",
    "client_operations",
    "clone",
    "cmp",
    "conditions",
    "deref",
    "eq",
    "from_env",
    "from_str",
    "hash",
    "http",
    "incoming_callbacks",
    "incoming_webhooks",
    "index",
    "iter",
    "lib",
    "main",
    "mod",
    "new",
    "test",
    "types",
];
/// What every resource has, and what lints take for something else.
const TAKEN_IN_RESOURCE: [&str; 12] = [
    "as_ref", "borrow", "clone", "cmp", "deref", "eq", "from_str", "hash", "index", "iter", "mod",
    "new",
];

/// The resources an operation hangs off, and its method.
struct Address {
    resources: Vec<String>,
    method: String,
}

impl<'d> Operations<'d> {
    /// All operations of the document, in their resources.
    pub(crate) fn resources(&mut self) -> Resource {
        let mut root = Resource::default();
        let mut position = 0;
        let mut scopes: IndexMap<Vec<String>, Scopes> = IndexMap::new();
        let repeated = self.repeated_ids();
        for (path, item) in &self.schemas.document.paths {
            let item = reference::path_item(item, self.schemas.document, self.schemas.report);
            for (verb, operation) in &item.operations {
                if self.schemas.report.is_lenient()
                    || !repeated.contains(&operation_place(operation))
                {
                    let written = Written {
                        path,
                        item,
                        verb,
                        operation,
                        position,
                    };
                    self.hang_operation(written, &mut root, &mut scopes);
                }
                position += 1;
            }
        }
        let is_empty = root.operations.is_empty() && root.resources.is_empty();
        if is_empty && self.schemas.document.webhooks.is_empty() && self.schemas.report.is_clean() {
            self.schemas
                .report
                .warning(
                    Pointer::root().value(),
                    "the document has no operation, and so the client no method",
                )
                .help("describe one under `paths`");
        }
        root
    }

    /// Lowers an operation, and puts it into its resource.
    fn hang_operation(
        &mut self,
        written: Written<'d>,
        root: &mut Resource,
        scopes: &mut IndexMap<Vec<String>, Scopes>,
    ) {
        let operation = written.operation;
        let address = address(operation, written.verb, written.path);
        let place = operation_place(operation);
        let method = self.method(&address, operation);
        let parents = parents(&address);
        let key: Vec<String> = parents.iter().map(|name| name.rust().to_owned()).collect();
        let method = not_like_its_parent(method, parents.last());
        let mut scope = scopes.swap_remove(&key).unwrap_or_default();
        if let Some(resource) = parents.last() {
            scope.types.reserve(&self.resource_type(resource), &place);
        }
        let method = scope.members.claim(
            method,
            Named::by_extension("operations"),
            place.clone(),
            self.schemas.report,
        );
        self.schemas.resource = String::from(parents.last().map_or("client", Name::wire));
        std::mem::swap(&mut self.schemas.local.scope, &mut scope.types);
        let lowered = self.operation(written, method);
        std::mem::swap(&mut self.schemas.local.scope, &mut scope.types);
        scopes.insert(key, scope);
        if let Some(lowered) = lowered {
            self.hang(root, &parents, lowered, &place, scopes);
        }
    }

    /// Says which ids stand more than once; gives the places where they stand again.
    fn repeated_ids(&mut self) -> Vec<Place> {
        let mut repeated = Vec::new();
        let mut seen: IndexMap<&str, Place> = IndexMap::new();
        for operation in self
            .schemas
            .document
            .paths
            .values()
            .flat_map(|item| item.operations.values())
        {
            let Some(id) = &operation.operation_id else {
                continue;
            };
            if let Some(first) = seen.insert(&id.value, id.at.value()) {
                self.schemas
                    .report
                    .mistake(
                        id.at.value(),
                        format!("two operations have the id `{}`", id.value),
                    )
                    .related(first, "the first one")
                    .help("give one of them another `operationId`");
                repeated.push(id.at.value());
            }
        }
        repeated
    }

    fn method(&mut self, address: &Address, operation: &spec::Operation) -> Name {
        let chosen = operation.rust_name.as_ref().and_then(|name| {
            let chosen = Name::chosen_value(&address.method, &name.value);
            if chosen.is_none() {
                self.schemas.report.error(
                    name.at.value(),
                    "`x-rust-name` of an operation is a name in snake_case",
                );
            }
            chosen
        });
        let taken: &[&str] = if address.resources.is_empty() {
            &TAKEN_AT_ROOT
        } else {
            &TAKEN_IN_RESOURCE
        };
        chosen
            .unwrap_or_else(|| Name::of_value_or(&address.method, "call"))
            .unless(taken)
    }

    /// The type of a resource. It stands in one file with types of schemas, and gives way to them.
    fn resource_type(&self, resource: &Name) -> Name {
        let called = |what| Name::of_variant_or(&format!("{} {what}", resource.wire()), "Resource");
        let is_free = |name: &Name| !self.schemas.shared_names.contains(name.rust());
        let mut names = ["resource", "operations"].into_iter().map(called);
        let free = names.find(is_free);
        free.unwrap_or_else(|| called("operations of the client"))
    }

    /// Puts an operation into its resource, and makes the resources on the way.
    fn hang(
        &mut self,
        root: &mut Resource,
        parents: &[Name],
        operation: Operation,
        place: &Place,
        scopes: &mut IndexMap<Vec<String>, Scopes>,
    ) {
        let mut here = root;
        let mut key = Vec::new();
        for name in parents {
            let is_named = |resource: &Resource| {
                resource
                    .name
                    .as_ref()
                    .is_some_and(|known| known.rust() == name.rust() || known.wire() == name.wire())
            };
            let known = here.resources.iter().position(is_named);
            let index = known.unwrap_or_else(|| {
                let scope = scopes.entry(key.clone()).or_default();
                let name = scope.members.claim(
                    name.clone(),
                    Named::told_apart_by(
                        "resources",
                        "name one of them otherwise in the tag, or in the `operationId`",
                    ),
                    place.clone(),
                    self.schemas.report,
                );
                let docs = tag_docs(self.schemas.document, name.wire());
                let ty = self.resource_type(&name).rust().to_owned();
                here.resources.push(Resource {
                    name: Some(name.clone()),
                    ty,
                    docs,
                    ..Resource::default()
                });
                here.resources.len() - 1
            });
            key.push(name.rust().to_owned());
            here = &mut here.resources[index];
        }
        here.operations.push(operation);
    }
}

/// The names of the resources on the way to an operation.
fn parents(address: &Address) -> Vec<Name> {
    let mut parents = Vec::new();
    for (depth, wire) in address.resources.iter().enumerate() {
        let taken: &[&str] = if depth == 0 {
            &TAKEN_AT_ROOT
        } else {
            &TAKEN_IN_RESOURCE
        };
        let name = Name::of_value_or(wire, "resource").unless(taken);
        parents.push(not_like_its_parent(name, parents.last()));
    }
    parents
}

/// The names of one resource: of its methods and children, and of the types of its operations.
#[derive(Default)]
struct Scopes {
    members: Scope,
    types: Scope,
}

/// A module in a module of the same name gets a longer one.
fn not_like_its_parent(name: Name, parent: Option<&Name>) -> Name {
    match parent {
        Some(parent) => name.unless(&[parent.plain()]),
        None => name,
    }
}

/// From `a.b.c` or `a/b/c`: resources `a` and `b`, method `c`. From any other id: the first tag, and the id. Without an id:
/// the method and the path.
fn address(operation: &spec::Operation, verb: &str, path: &str) -> Address {
    let tag = || {
        operation
            .tags
            .first()
            .map(|tag| tag.value.clone())
            .into_iter()
            .collect()
    };
    let Some(id) = &operation.operation_id else {
        return Address {
            resources: tag(),
            method: derived_method(verb, path),
        };
    };
    let mut parts: Vec<&str> = id
        .value
        .split(['.', '/'])
        .filter(|part| Name::of_value(part).is_some())
        .collect();
    match parts.pop() {
        Some(method) if !parts.is_empty() => Address {
            resources: parts.into_iter().map(str::to_owned).collect(),
            method: method.to_owned(),
        },
        _ => Address {
            resources: tag(),
            method: id.value.clone(),
        },
    }
}

/// `get /pets/{id}/toys` becomes `get pets by id toys`.
fn derived_method(verb: &str, path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.strip_prefix('{') {
        Some(variable) => format!("by {}", variable.trim_end_matches('}')),
        None => segment.to_owned(),
    });
    std::iter::once(verb.to_owned())
        .chain(words)
        .collect::<Vec<String>>()
        .join(" ")
}

/// Where an operation gets its name from.
fn operation_place(operation: &spec::Operation) -> Place {
    match &operation.operation_id {
        Some(id) => id.at.value(),
        None => operation.at.key(),
    }
}
