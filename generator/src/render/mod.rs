//! Stage four: from what the document means to Rust.
//!
//! Total functions from the [model](crate::model) to `syn` items, a file for each kind of thing that is rendered: nothing
//! here can fail, and nothing here knows the document or the disk. Functions give whole items (`ItemStruct`, `ImplItemFn`);
//! `quote` stands at the leaves only.

mod client;
mod docs;
mod feature;
mod imports;
mod operation;
mod package;
mod ty;
mod types;

use std::collections::HashMap;

use proc_macro2::Ident;
use proc_macro2::Span;
use syn::ImplItem;
use syn::ImplItemFn;
use syn::Item;
use syn::ItemImpl;

use crate::Surroundings;
use crate::model::Api;
use crate::model::Home;
use crate::model::Operation;
use crate::model::TypeDefinition;
use crate::model::TypeReference;

/// One file of the crate, not yet printed.
#[derive(Debug)]
pub struct Module {
    /// Relative to the output folder, with forward slashes.
    pub path: String,
    /// What stands in it, without the header.
    pub content: Content,
}

impl Module {
    fn rust(path: impl Into<String>, file: syn::File) -> Self {
        Self {
            path: path.into(),
            content: Content::Rust(file),
        }
    }
}

/// What stands in a file.
#[derive(Debug)]
pub enum Content {
    /// Items.
    Rust(syn::File),
    /// A manifest or another TOML file.
    Toml(String),
    /// The README.
    Markdown(String),
}

/// Every file of the crate.
#[must_use]
pub fn render(api: &Api, surroundings: &Surroundings) -> Vec<Module> {
    let types = api.types.iter();
    let types = types.map(|definition| (definition.name.rust(), definition));
    let scope = Scope {
        api,
        types: &types.collect(),
        operation: None,
    };
    let mut modules = vec![
        package::manifest::manifest(api, surroundings),
        package::manifest::format_options(),
        package::manifest::lint_options(),
        package::readme::readme(scope),
        package::library::library(api),
        client::client(scope),
    ];
    modules.extend(client::condition::conditions(api));
    modules.extend(client::webhook::webhooks(api));
    modules.extend(types::types(scope));
    modules.extend(client::resource::resources(scope));
    modules
}

/// What functions deep down need besides what they render: the types that are named in it.
#[derive(Clone, Copy)]
struct Scope<'a> {
    api: &'a Api,
    /// The shared types by name. Nothing is made in their order.
    types: &'a HashMap<&'a str, &'a TypeDefinition>,
    /// The operation, in a file that belongs to one.
    operation: Option<&'a Operation>,
}

impl<'a> Scope<'a> {
    /// The same for the file of an operation.
    fn of(self, operation: &'a Operation) -> Self {
        Self {
            operation: Some(operation),
            ..self
        }
    }

    /// The definition of a named type.
    fn definition(&self, reference: &TypeReference) -> Option<&'a TypeDefinition> {
        match reference.home {
            Home::Shared => self.types.get(reference.name.as_str()).copied(),
            Home::Operation => {
                let mut types = self.operation?.types.iter();
                types.find(|definition| definition.name.rust() == reference.name)
            }
        }
    }
}

/// An `impl` with these functions, which were parsed when they were made.
fn with_functions(mut block: ItemImpl, functions: impl IntoIterator<Item = ImplItemFn>) -> Item {
    block.items.extend(functions.into_iter().map(ImplItem::Fn));
    Item::Impl(block)
}

/// A name as an identifier, raw where it has to be.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Items as a file, under its inner docs.
fn file(docs: &str, items: Vec<syn::Item>) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: docs::inner(docs),
        items,
    }
}
