//! Resources: the groups of operations, a folder for each.

use std::sync::Arc;

use proc_macro2::Ident;
use syn::Attribute;
use syn::ImplItemFn;
use syn::Item;
use syn::Visibility;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Resource;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::draft::Draft;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::index::Index;
use crate::render::module::Module;
use crate::render::operation::consumer::FEATURE;
use crate::render::operation::consumer::consumer;
use crate::render::operation::operation;
use crate::render::owner::Owner;
use crate::render::owner::method;
use crate::render::syntax::ident;

/// The functions and the file that every resource has.
pub(crate) const TAKEN: [&str; 2] = ["mod", "new"];

/// A folder for each resource, and a file for each operation.
pub(crate) fn resources<'a>(krate: &Arc<Crate<'a>>) -> Vec<Draft<'a>> {
    let root = &krate.api.root;
    let mut drafts = Vec::new();
    if !root.operations.is_empty() {
        drafts.extend(folder(root, &[], krate));
    }
    for resource in &root.resources {
        collect(resource, &[], krate, &mut drafts);
    }
    drafts
}

/// The folders of a resource and of those below it.
fn collect<'a>(
    resource: &'a Resource,
    parents: &[&'a Resource],
    krate: &Arc<Crate<'a>>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let resources = [parents, &[resource]].concat();
    drafts.extend(folder(resource, &resources, krate));
    for child in &resource.resources {
        collect(child, &resources, krate, drafts);
    }
}

/// `mod.rs`, and a file for each operation. `resources` lead to them.
fn folder<'a>(
    resource: &'a Resource,
    resources: &[&'a Resource],
    krate: &Arc<Crate<'a>>,
) -> Vec<Draft<'a>> {
    let shared: Arc<[&Resource]> = resources.into();
    let operations = resource.operations.iter().map(|one| {
        let resources = Arc::clone(&shared);
        Draft::of(krate, move |krate| {
            let resources = &resources;
            operation(one, Owner { resources }, krate)
        })
    });
    let leased = resource.operations.iter();
    let leased = leased.filter_map(|one| Some((one, one.lease.as_ref()?)));
    let consumers = leased.map(|(one, lease)| {
        let resources = Arc::clone(&shared);
        Draft::of(krate, move |krate| {
            let resources = &resources;
            consumer(one, lease, Owner { resources }, krate)
        })
    });
    let resources = Arc::clone(&shared);
    let index = Draft::of(krate, move |krate| {
        let resources = &resources;
        index(resource, Owner { resources }, krate)
    });
    std::iter::once(index)
        .chain(operations)
        .chain(consumers)
        .collect()
}

/// `mod.rs`: its modules, what it shows of them, and its own items.
fn index(resource: &Resource, owner: Owner<'_>, krate: &Crate<'_>) -> Module {
    let file = krate.file();
    let mut index = Index::default();
    let (summary, items) = if owner.is_client() {
        (
            "The operations that are methods of the client itself.".to_owned(),
            Vec::new(),
        )
    } else {
        for child in &resource.resources {
            index.module(&parse_quote!(pub), method(child), &[]);
        }
        let items = definition(resource, &file);
        (summary(resource), items)
    };
    for operation in &resource.operations {
        let module = operation.method.rust();
        index.module(&Visibility::Inherited, module, &[]);
        if operation.has_own_call() {
            index.show(module, operation.call.rust(), &[]);
        }
        let of_types = operation.types.iter().flat_map(TypeDefinition::names);
        for name in operation.required.iter().chain(of_types) {
            index.show(module, name.rust(), &[]);
        }
        if let Some(lease) = &operation.lease {
            let (module, feature) = (lease.method.rust(), [FEATURE.to_owned()]);
            index.module(&Visibility::Inherited, module, &feature);
            index.show(module, lease.queue.rust(), &feature);
        }
    }
    let mut all = index.items(file.uses());
    all.extend(items);
    Module::rust(format!("{}/mod.rs", owner.folder(krate.api)), &summary, all)
}

fn plain(name: &str) -> String {
    name.replace("r#", "")
}

/// The most operations of a resource that are named where it has no docs.
const NAMED: usize = 4;

/// What there is in a resource without docs.
fn fallback(resource: &Resource) -> String {
    let children = resource.resources.iter();
    let children: Vec<String> = children.map(|one| code(&plain(method(one)))).collect();
    let children = listed(&children);
    let operations = resource.operations.iter();
    let mut operations: Vec<String> = operations
        .map(|one| code(&plain(one.method.rust())))
        .collect();
    let more = operations.len().saturating_sub(NAMED);
    if more > 1 {
        operations.truncate(NAMED);
        operations.push(format!("{more} more"));
    }
    let operations = listed(&operations);
    match (operations.is_empty(), children.is_empty()) {
        (true, _) => format!("Leads to {children}."),
        (false, true) => format!("Has {operations}."),
        (false, false) => format!("Has {operations}; leads to {children}."),
    }
}

/// Words with an `and` before the last.
fn listed(words: &[String]) -> String {
    match words {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        words => words.concat(),
    }
}

fn summary(resource: &Resource) -> String {
    let summary = docs::first_line(&resource.docs, &fallback(resource));
    let needs = resource.feature.as_ref();
    let needs = needs.map(|feature| format!("Requires the feature {}.", code(feature)));
    docs::paragraphs([summary.as_str(), needs.as_deref().unwrap_or_default()])
}

/// The struct, and the methods that lead to the resources below.
fn definition(resource: &Resource, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(&resource.ty);
    let client = file.import("crate::client::Client");
    let docs = docs::outer(&docs::text(&resource.docs, &fallback(resource)));
    let children = resource.resources.iter().map(child_method);
    let structure: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct #name<'a> {
            client: &'a #client,
        }
    };
    let functions: Item = parse_quote! {
        impl<'a> #name<'a> {
            pub(crate) fn new(client: &'a #client) -> Self {
                Self { client }
            }

            #(#children)*
        }
    };
    let mut items = vec![structure, functions];
    if resource.feature.is_some() {
        let method = resource_method(resource, &name);
        items.insert(0, parse_quote!(impl #client { #method }));
    }
    items
}

fn method_docs(resource: &Resource) -> Vec<Attribute> {
    let fallback = format!("Leads to the operations of `{}`.", plain(method(resource)));
    docs::outer(&docs::first_line(&resource.docs, &fallback))
}

/// The method that returns a resource. A resource with a feature has it in its own module, so that nothing else needs the `cfg`.
pub(crate) fn resource_method(resource: &Resource, ty: &Ident) -> ImplItemFn {
    let method = ident(method(resource));
    let docs = method_docs(resource);
    parse_quote! {
        #(#docs)*
        #[must_use]
        pub fn #method(&self) -> #ty<'_> {
            #ty::new(self)
        }
    }
}

/// The method that returns a resource below another.
fn child_method(child: &Resource) -> ImplItemFn {
    let (method, ty) = (ident(method(child)), ident(&child.ty));
    let docs = method_docs(child);
    parse_quote! {
        #(#docs)*
        #[must_use]
        pub fn #method(&self) -> #method::#ty<'a> {
            #method::#ty::new(self.client)
        }
    }
}
