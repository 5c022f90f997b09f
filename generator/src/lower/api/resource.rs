//! Where each operation hangs: the resources, and the names of methods.

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::api::address::Address;
use crate::lower::api::address::address;
use crate::lower::api::tag::tag_docs;
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
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;

const RESOURCES: Named = Named::told_apart_by(
    "resources",
    "name one of them otherwise in the tag, or in the `operationId`",
);

/// An operation, and where it hangs.
struct Hanging<'d> {
    written: Written<'d>,
    address: Address,
    /// The names of the resources on the way to it.
    parents: Vec<Name>,
}

/// The resources as they are found.
struct Resources<'o, 'd> {
    operations: &'o mut Operations<'d>,
    root: Resource,
    /// The names of the methods and children of each.
    scopes: IndexMap<Vec<String>, Scope>,
    /// The names in each that no method gets by leaving something out: those of other methods, and of children.
    kept: IndexMap<Vec<String>, IndexSet<String>>,
}

/// All operations of the document, in their resources.
pub(crate) fn resources(operations: &mut Operations<'_>) -> Resource {
    let document = operations.schemas.document;
    let mut resources = Resources {
        operations,
        root: Resource::default(),
        scopes: IndexMap::new(),
        kept: IndexMap::new(),
    };
    let repeated = repeated_ids(document, resources.operations.report());
    let mut position = 0;
    let mut hanging = Vec::new();
    for (path, item) in &document.paths {
        let item = reference::path_item(item, document, resources.operations.report());
        for (verb, operation) in &item.operations {
            let written = Written {
                path,
                item,
                verb,
                operation,
                position,
            };
            let taken = resources.operations.schemas.taken;
            hanging.push(Hanging::new(written, &document.tags, taken));
            position += 1;
        }
    }
    tell_apart(&mut hanging, &repeated);
    give_way_to_methods(&mut hanging, resources.operations.schemas.taken);
    resources.keep_names(&hanging);
    for operation in hanging {
        resources.add(operation);
    }
    let Resources { root, .. } = resources;
    let report = operations.report();
    let is_empty = root.operations.is_empty() && root.resources.is_empty();
    if is_empty && document.webhooks.is_empty() && report.is_clean() {
        let message = "the document has no operation, and so the client no method";
        report
            .warning(Rule::NoOperation, Pointer::root().value(), message)
            .help("describe one under `paths`")
            .follows_from(&Pointer::root().child("paths"));
    }
    root
}

impl<'d> Resources<'_, 'd> {
    /// An operation whose id is a name keeps it, wherever it stands: a shorter name of another one gives way.
    fn keep_names(&mut self, operations: &[Hanging<'_>]) {
        for operation in operations {
            let mut names = operation.resource_names();
            let whole = self.kept.entry(names.clone()).or_default();
            whole.extend(Name::of_value(operation.address.whole()).map(|name| name.key()));
            while let Some(child) = names.pop() {
                self.kept.entry(names.clone()).or_default().insert(child);
            }
        }
    }

    /// Lowers an operation, and puts it into its resource.
    fn add(&mut self, hanging: Hanging<'d>) {
        let place = operation_place(hanging.written.operation);
        let method = self.method(&hanging, place.clone());
        let names = hanging.resource_names();
        let Hanging {
            written, parents, ..
        } = hanging;
        let wire = parents.last().map_or("client", Name::wire).to_owned();
        let resource = ResourcePath { names, wire };
        if let Some(lowered) = self.operations.operation(written, method, &resource) {
            self.hang(&parents, lowered, &place);
        }
    }

    /// Takes a name for the method of an operation.
    fn method(&mut self, hanging: &Hanging<'_>, place: Place) -> Name {
        let names = hanging.resource_names();
        let Schemas {
            types,
            report,
            taken,
            ..
        } = &mut self.operations.schemas;
        if let Some(resource) = hanging.parents.last() {
            let name = resource_type(resource, &[], types);
            types.names_of(&names).reserve(&name, &place);
        }
        let whole = hanging.method(taken);
        let kept = self.kept.get(&names);
        let is_kept = |name: &Name| kept.is_some_and(|kept| kept.contains(&name.key()));
        let own = whole.key();
        let is_own = |name: &Name| name.key() == own;
        let shorter = hanging.shorter_methods(taken);
        let shorter = shorter.filter(|name| is_own(name) || !is_kept(name));
        let longer = hanging.longer_methods(taken);
        let choices = shorter.chain([whole.clone()]).chain(longer);
        let scope = self.scopes.entry(names).or_default();
        let what = Named::by_extension("operations");
        match hanging.chosen_method(taken, report) {
            Some(chosen) => scope.claim(chosen, what, place, report),
            None => scope.claim_one(choices, whole, what, place, report),
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
                    ty: resource_type(&name, &here.resources, types)
                        .rust()
                        .to_owned(),
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

impl<'d> Hanging<'d> {
    fn new(written: Written<'d>, tags: &[spec::Tag], taken: &TakenNames) -> Self {
        let address = address(written.operation, tags, &written.verb_word(), written.path);
        let mut parents: Vec<Name> = Vec::new();
        for (depth, wire) in address.resources.iter().enumerate() {
            let name = Name::of_value_or(wire, "resource").unless(taken_at(depth, taken));
            parents.push(not_like_its_parent(name, parents.last()));
        }
        Self {
            written,
            address,
            parents,
        }
    }

    /// The Rust names of the resources on the way.
    fn resource_names(&self) -> Vec<String> {
        let names = self.parents.iter().map(|name| name.rust().to_owned());
        names.collect()
    }

    /// The name of the method that its author has chosen.
    fn chosen_method(&self, taken: &TakenNames, report: &mut Report) -> Option<Name> {
        let name = self.written.operation.rust_name.as_ref()?;
        let chosen = Name::chosen_value(self.address.whole(), &name.value);
        if chosen.is_none() {
            let message = "`x-rust-name` of an operation is a name in snake_case";
            report.mistake(Rule::InvalidExtension, name.at.value(), message);
        }
        chosen.map(|name| self.free(name, taken))
    }

    /// The name of the method with nothing left out.
    fn method(&self, taken: &TakenNames) -> Name {
        self.free(Name::of_value_or(self.address.whole(), "call"), taken)
    }

    /// The names of the method with something left out that are names as they are, the shortest first.
    fn shorter_methods(&self, taken: &TakenNames) -> impl Iterator<Item = Name> {
        let shorter = self.address.methods.iter();
        let names = shorter.filter_map(|method| {
            let rust = Name::of_value(method)?;
            Name::chosen_value(self.address.whole(), rust.plain())
        });
        names.filter(|name| self.free(name.clone(), taken) == *name)
    }

    /// The names of the method with more before it, for where another has its whole name.
    fn longer_methods(&self, taken: &TakenNames) -> impl Iterator<Item = Name> {
        let Written { path, .. } = self.written;
        let longer = self.address.longer(&self.written.verb_word(), path);
        longer.into_iter().filter_map(|method| {
            let rust = Name::of_value(&method)?;
            let name = Name::chosen_value(self.address.whole(), rust.plain())?;
            Some(self.free(name, taken))
        })
    }

    /// The name of the method as far as it is its own: the one that its author has chosen, or the whole.
    fn own_method(&self, taken: &TakenNames) -> Name {
        let chosen = self.written.operation.rust_name.as_ref();
        let chosen = chosen.and_then(|name| Name::chosen_value(self.address.whole(), &name.value));
        chosen.unwrap_or_else(|| self.method(taken))
    }

    /// A name for the method that is not one of what else stands beside it.
    fn free(&self, name: Name, taken: &TakenNames) -> Name {
        let name = name.unless(taken_at(self.parents.len(), taken));
        not_like_its_parent(name, self.parents.last())
    }
}

/// Operations of one id are told apart where they are in one resource.
fn tell_apart(operations: &mut [Hanging<'_>], repeated: &IndexSet<&str>) {
    let id = |one: &Hanging<'_>| {
        let id = one.written.operation.operation_id.as_deref();
        let id = id.filter(|id| repeated.contains(id))?;
        Some((one.resource_names(), id.to_owned()))
    };
    let mut counts: IndexMap<_, usize> = IndexMap::new();
    for id in operations.iter().filter_map(id) {
        *counts.entry(id).or_default() += 1;
    }
    for operation in operations {
        let written = operation.written;
        let count = id(operation).and_then(|id| counts.get(&id));
        if count.is_some_and(|count| *count > 1) {
            operation
                .address
                .tell_apart(&written.verb_word(), written.path);
        }
    }
}

/// An operation keeps the name of its id: a resource beside it that has the same one (`a.b` and `a.b.c`) gets a longer one.
fn give_way_to_methods(operations: &mut [Hanging<'_>], taken: &TakenNames) {
    let deepest = operations.iter().map(|one| one.parents.len()).max();
    for depth in 0..deepest.unwrap_or_default() {
        let beside = operations.iter().filter(|one| one.parents.len() == depth);
        let methods: HashSet<(Vec<String>, String)> = beside
            .map(|one| (one.resource_names(), one.own_method(taken).key()))
            .collect();
        for operation in &mut *operations {
            let mut around = operation.resource_names();
            around.truncate(depth);
            if let Some(resource) = operation.parents.get_mut(depth)
                && methods.contains(&(around, resource.key()))
            {
                *resource = resource.with_word("operations");
            }
        }
    }
}

/// Reports ids that stand more than once, and gives them.
fn repeated_ids<'d>(document: &'d Document, report: &mut Report) -> IndexSet<&'d str> {
    let mut repeated = IndexSet::new();
    let mut seen: IndexMap<&str, Place> = IndexMap::new();
    let items = document.paths.values();
    let operations = items.flat_map(|item| item.operations.values());
    for id in operations.filter_map(|operation| operation.operation_id.as_ref()) {
        if let Some(first) = seen.insert(&id.value, id.at.value()) {
            let message = format!("two operations have the id `{}`", id.value);
            report
                .mistake(Rule::DuplicateId, id.at.value(), message)
                .related(first, "the first one")
                .help("give one of them another `operationId`");
            repeated.insert(id.value.as_str());
        }
    }
    repeated
}

/// The type of a resource. It stands in one file with types of schemas, and gives way to them; and with those of the resources
/// beside it.
fn resource_type(resource: &Name, beside: &[Resource], types: &Types) -> Name {
    // Signs are said in words.
    let words = match Name::of_value(resource.wire()) {
        Some(_) => resource.wire(),
        None => resource.plain(),
    };
    let called = |what| Name::of_variant_or(&format!("{words} {what}"), "Resource");
    let is_beside = |name: &Name| beside.iter().any(|known| known.ty == name.rust());
    let is_free = |name: &Name| !types.is_component(name) && !is_beside(name);
    let mut names = ["resource", "operations"].into_iter().map(called);
    let free = names.find(is_free);
    free.unwrap_or_else(|| called("operations of the client"))
}

/// What a method or a resource with so many resources around cannot be called.
fn taken_at(depth: usize, names: &TakenNames) -> &[&'static str] {
    if depth == 0 {
        &names.root
    } else {
        &names.resource
    }
}

/// A module in a module of the same name gets a longer one.
fn not_like_its_parent(name: Name, parent: Option<&Name>) -> Name {
    match parent {
        Some(parent) => name.unless(&[parent.plain()]),
        None => name,
    }
}

/// Where an operation gets its name from.
fn operation_place(operation: &spec::Operation) -> Place {
    match &operation.operation_id {
        Some(id) => id.at.value(),
        None => operation.at.key(),
    }
}
