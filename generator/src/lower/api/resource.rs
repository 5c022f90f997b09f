//! Where each operation hangs: the resources, and the names of methods.

use indexmap::IndexMap;

use crate::lower::api::package::tag_docs;
use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::Written;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::ResourcePath;
use crate::lower::schema::types::Types;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::TakenNames;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;

const RESOURCES: Named = Named::told_apart_by(
    "resources",
    "name one of them otherwise in the tag, or in the `operationId`",
);

/// The resources an operation hangs off, and its method.
struct Address {
    resources: Vec<String>,
    method: String,
}

/// The resources as they are found.
struct Resources<'o, 'd> {
    operations: &'o mut Operations<'d>,
    root: Resource,
    /// The ids that several operations have, and the HTTP methods of these.
    repeated: IndexMap<&'d str, Vec<&'d str>>,
    /// The names of the methods and children of each.
    scopes: IndexMap<Vec<String>, Scope>,
}

/// All operations of the document, in their resources.
pub(crate) fn resources(operations: &mut Operations<'_>) -> Resource {
    let document = operations.schemas.document;
    let mut resources = Resources {
        operations,
        root: Resource::default(),
        repeated: IndexMap::new(),
        scopes: IndexMap::new(),
    };
    resources.repeated = repeated_ids(document, resources.operations.report());
    let mut position = 0;
    for (path, item) in &document.paths {
        let item = reference::path_item(item, document, resources.operations.report());
        for (verb, operation) in &item.operations {
            resources.add(Written {
                path,
                item,
                verb,
                operation,
                position,
            });
            position += 1;
        }
    }
    let Resources { root, .. } = resources;
    let report = operations.report();
    let is_empty = root.operations.is_empty() && root.resources.is_empty();
    if is_empty && document.webhooks.is_empty() && report.is_clean() {
        let message = "the document has no operation, and so the client no method";
        report
            .warning(Pointer::root().value(), message)
            .help("describe one under `paths`");
    }
    root
}

impl<'d> Resources<'_, 'd> {
    /// Lowers an operation, and puts it into its resource.
    fn add(&mut self, written: Written<'d>) {
        let operation = written.operation;
        let address = self.told_apart(address(operation, written.verb, written.path), written);
        let place = operation_place(operation);
        let Schemas {
            types,
            report,
            taken,
            ..
        } = &mut self.operations.schemas;
        let method = method(&address, operation, taken, report);
        let parents = parents(&address, taken);
        let names: Vec<String> = parents.iter().map(|name| name.rust().to_owned()).collect();
        let method = not_like_its_parent(method, parents.last());
        if let Some(resource) = parents.last() {
            let name = resource_type(resource, types);
            types.names_of(&names).reserve(&name, &place);
        }
        let scope = self.scopes.entry(names.clone()).or_default();
        let what = Named::by_extension("operations");
        let method = scope.claim(method, what, place.clone(), report);
        let wire = parents.last().map_or("client", Name::wire).to_owned();
        let resource = ResourcePath { names, wire };
        if let Some(lowered) = self.operations.operation(written, method, &resource) {
            self.hang(&parents, lowered, &place);
        }
    }

    /// Of operations with one id, each is called after its HTTP method too, and after its path where these do not tell them apart.
    fn told_apart(&self, address: Address, written: Written<'d>) -> Address {
        let Written { verb, path, .. } = written;
        let id = written.operation.operation_id.as_deref();
        let Some(verbs) = id.and_then(|id| self.repeated.get(id)) else {
            return address;
        };
        if verbs.iter().filter(|known| **known == verb).count() > 1 {
            let method = derived_method(verb, path);
            return Address { method, ..address };
        }
        let is_verb = |word: &str| verbs.iter().any(|known| known.eq_ignore_ascii_case(word));
        let ends_in_a_verb = |(_, last): &(&str, &str)| is_verb(last);
        let stem = address
            .method
            .rsplit_once(['_', '-'])
            .filter(ends_in_a_verb);
        let stem = stem.map_or(address.method.as_str(), |(stem, _)| stem);
        Address {
            method: format!("{stem} {verb}"),
            ..address
        }
    }

    /// Puts an operation into its resource, and makes the resources on the way.
    fn hang(&mut self, parents: &[Name], operation: Operation, place: &Place) {
        let Schemas {
            types,
            report,
            document,
            ..
        } = &mut self.operations.schemas;
        let mut here = &mut self.root;
        let mut key = Vec::new();
        for name in parents {
            let is_named = |resource: &Resource| {
                let known = resource.name.as_ref();
                known
                    .is_some_and(|known| known.rust() == name.rust() || known.wire() == name.wire())
            };
            let known = here.resources.iter().position(is_named);
            let index = known.unwrap_or_else(|| {
                let scope = self.scopes.entry(key.clone()).or_default();
                let name = scope.claim(name.clone(), RESOURCES, place.clone(), report);
                here.resources.push(Resource {
                    ty: resource_type(&name, types).rust().to_owned(),
                    docs: tag_docs(document, name.wire()),
                    name: Some(name),
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

/// Reports ids that stand more than once; gives the HTTP methods of each such.
fn repeated_ids<'d>(
    document: &'d Document,
    report: &mut Report,
) -> IndexMap<&'d str, Vec<&'d str>> {
    let mut seen: IndexMap<&str, (Place, Vec<&str>)> = IndexMap::new();
    let items = document.paths.values();
    for (verb, operation) in items.flat_map(|item| &item.operations) {
        let Some(id) = &operation.operation_id else {
            continue;
        };
        let place = id.at.value();
        let known = seen.entry(&id.value);
        let (first, verbs) = known.or_insert_with(|| (place.clone(), Vec::new()));
        if !verbs.is_empty() {
            let message = format!("two operations have the id `{}`", id.value);
            report
                .mistake(place, message)
                .related(first.clone(), "the first one")
                .help("give one of them another `operationId`");
        }
        verbs.push(verb);
    }
    let repeated = seen.into_iter().filter(|(_, (_, verbs))| verbs.len() > 1);
    repeated.map(|(id, (_, verbs))| (id, verbs)).collect()
}

/// The type of a resource. It stands in one file with types of schemas, and gives way to them.
fn resource_type(resource: &Name, types: &Types) -> Name {
    let called = |what| Name::of_variant_or(&format!("{} {what}", resource.wire()), "Resource");
    let is_free = |name: &Name| !types.is_component(name);
    let mut names = ["resource", "operations"].into_iter().map(called);
    let free = names.find(is_free);
    free.unwrap_or_else(|| called("operations of the client"))
}

fn method(
    address: &Address,
    operation: &spec::Operation,
    names: &TakenNames,
    report: &mut Report,
) -> Name {
    let chosen = operation.rust_name.as_ref().and_then(|name| {
        let chosen = Name::chosen_value(&address.method, &name.value);
        if chosen.is_none() {
            let message = "`x-rust-name` of an operation is a name in snake_case";
            report.mistake(name.at.value(), message);
        }
        chosen
    });
    chosen
        .unwrap_or_else(|| Name::of_value_or(&address.method, "call"))
        .unless(taken(address.resources.len(), names))
}

/// What a method or a resource with so many resources around cannot be called.
fn taken(depth: usize, names: &TakenNames) -> &[&'static str] {
    if depth == 0 {
        &names.root
    } else {
        &names.resource
    }
}

/// The names of the resources on the way to an operation.
fn parents(address: &Address, names: &TakenNames) -> Vec<Name> {
    let mut parents = Vec::new();
    for (depth, wire) in address.resources.iter().enumerate() {
        let name = Name::of_value_or(wire, "resource").unless(taken(depth, names));
        parents.push(not_like_its_parent(name, parents.last()));
    }
    parents
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
        let first = operation.tags.first().into_iter();
        first.map(|tag| tag.value.clone()).collect()
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
    let words: Vec<String> = [verb.to_owned()].into_iter().chain(words).collect();
    words.join(" ")
}

/// Where an operation gets its name from.
fn operation_place(operation: &spec::Operation) -> Place {
    match &operation.operation_id {
        Some(id) => id.at.value(),
        None => operation.at.key(),
    }
}
