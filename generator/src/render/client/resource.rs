//! Resources: the groups that operations hang off, a folder for each.

use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Operation;
use crate::model::Resource;
use crate::render::Module;
use crate::render::Scope;
use crate::render::client::resource_method;
use crate::render::docs;
use crate::render::file;
use crate::render::ident;
use crate::render::imports::Imports;
use crate::render::imports::sortable;
use crate::render::operation::Owner;
use crate::render::operation::OwnerClient;
use crate::render::operation::operation;

/// A folder for each resource, and a file for each operation.
pub(crate) fn resources(scope: Scope<'_>) -> Vec<Module> {
    let api = scope.api;
    let mut modules = Vec::new();
    if !api.root.operations.is_empty() {
        let module = api.operations_module();
        let owner = Owner {
            ty: "Client",
            module: "crate::client",
            client: OwnerClient::Itself,
            methods: &[],
            path: module,
        };
        let folder = format!("src/{module}");
        modules.push(index(
            &api.root,
            &folder,
            "The operations of the client itself.",
            Vec::new(),
        ));
        modules.extend(
            api.root
                .operations
                .iter()
                .map(|one| operation(one, owner, &folder, scope)),
        );
    }
    for resource in &api.root.resources {
        collect(resource, &[], "", scope, &mut modules);
    }
    modules
}

fn collect(
    resource: &Resource,
    parents: &[String],
    parent_path: &str,
    scope: Scope<'_>,
    modules: &mut Vec<Module>,
) {
    let Some(name) = &resource.name else { return };
    let mut methods = parents.to_vec();
    methods.push(name.rust().to_owned());
    let path = if parent_path.is_empty() {
        name.rust().to_owned()
    } else {
        format!("{parent_path}::{}", name.rust())
    };
    let folder = format!("src/{}", path.replace("r#", "").replace("::", "/"));
    let ty = &resource.ty;
    let module = format!("crate::{path}");
    let owner = Owner {
        ty,
        module: &module,
        client: OwnerClient::Borrowed,
        methods: &methods,
        path: &path,
    };
    let summary = docs::first_line(
        &resource.docs,
        &format!(
            "The operations of `{}`.",
            methods.join(".").replace("r#", "")
        ),
    );
    let needs = resource.feature.as_ref();
    let needs = needs.map(|feature| format!("Needs the feature {}.", code(feature)));
    modules.push(index(
        resource,
        &folder,
        &docs::paragraphs([summary.as_str(), needs.as_deref().unwrap_or_default()]),
        definition(resource, ty, &methods),
    ));
    modules.extend(
        resource
            .operations
            .iter()
            .map(|one| operation(one, owner, &folder, scope)),
    );
    for child in &resource.resources {
        collect(child, &methods, &path, scope, modules);
    }
}

/// `mod.rs`: its modules, what it shows of them, and its own items.
fn index(resource: &Resource, folder: &str, summary: &str, items: Vec<Item>) -> Module {
    let mut modules: Vec<(String, Item)> = Vec::new();
    for child in resource
        .resources
        .iter()
        .filter(|_| resource.name.is_some())
    {
        let name = ident(child.name.as_ref().map_or("", |name| name.rust()));
        modules.push((plain(&name), parse_quote!(pub mod #name;)));
    }
    for operation in &resource.operations {
        let name = ident(operation.method.rust());
        modules.push((plain(&name), parse_quote!(mod #name;)));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut imports = Imports::default();
    if resource.name.is_some() {
        imports.bring("crate::client::Client");
    }
    let mut all: Vec<Item> = modules.into_iter().map(|(_, item)| item).collect();
    all.extend(imports.items());
    all.extend(shown(&resource.operations));
    all.extend(items);
    Module::rust(format!("{folder}/mod.rs"), file(summary, all))
}

/// What rustfmt sorts a module by.
fn plain(name: &proc_macro2::Ident) -> String {
    name.to_string().replace("r#", "")
}

/// The public types of the operations.
fn shown(operations: &[Operation]) -> Vec<Item> {
    let mut paths: Vec<(String, String)> = Vec::new();
    for operation in operations {
        let module = operation.method.rust();
        paths.push((module.to_owned(), operation.call.rust().to_owned()));
        paths.extend(
            operation
                .types
                .iter()
                .map(|definition| (module.to_owned(), definition.name.rust().to_owned())),
        );
    }
    paths.sort_by_key(|(module, name)| (sortable(module), sortable(name)));
    paths
        .into_iter()
        .map(|(module, name)| {
            let (module, name) = (ident(&module), ident(&name));
            parse_quote!(pub use self::#module::#name;)
        })
        .collect()
}

/// The struct, and the methods that lead to the resources below.
fn definition(resource: &Resource, ty: &str, methods: &[String]) -> Vec<Item> {
    let name = ident(ty);
    let path = methods.join(".").replace("r#", "");
    let docs = docs::outer(&docs::text(
        &resource.docs,
        &format!("The operations of `{path}`."),
    ));
    let children = resource.resources.iter().map(child_method);
    let structure: Item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct #name<'a> {
            client: &'a Client,
        }
    };
    let functions: Item = parse_quote! {
        impl<'a> #name<'a> {
            pub(crate) fn new(client: &'a Client) -> Self {
                Self { client }
            }

            #(#children)*
        }
    };
    let mut items = vec![structure, functions];
    if resource.feature.is_some() {
        let method = resource_method(resource);
        items.insert(0, parse_quote!(impl Client { #method }));
    }
    items
}

fn child_method(child: &Resource) -> syn::ImplItemFn {
    let method = ident(child.name.as_ref().map_or("", |name| name.rust()));
    let ty = ident(&child.ty);
    let docs = docs::outer(&docs::first_line(
        &child.docs,
        &format!(
            "The operations of `{}`.",
            child.name.as_ref().map_or("", |name| name.plain())
        ),
    ));
    parse_quote! {
        #(#docs)*
        #[must_use]
        pub fn #method(&self) -> #method::#ty<'a> {
            #method::#ty::new(self.client)
        }
    }
}
