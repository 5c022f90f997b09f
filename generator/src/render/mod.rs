//! Stage four: from what the document means to Rust.
//!
//! Total functions from the [model](crate::model) to `syn` items, a file for each kind of thing that is rendered: nothing
//! here can fail, and nothing here knows the document or the disk. Functions give whole items (`ItemStruct`, `ImplItemFn`);
//! `quote` stands at the leaves only.

mod client;
mod docs;
mod feature;
mod file;
mod imports;
mod operation;
mod owner;
mod package;
mod ty;
mod types;

use proc_macro2::Ident;
use proc_macro2::Span;
use syn::ImplItem;
use syn::ImplItemFn;
use syn::Item;
use syn::ItemImpl;

use crate::Surroundings;
use crate::model::Api;
use crate::render::file::Crate;

/// One file of the crate, not yet printed.
#[derive(Debug)]
pub struct Module {
    /// Relative to the output folder, with forward slashes.
    pub path: String,
    /// What stands in it, without the header.
    pub content: Content,
}

impl Module {
    /// A file of Rust, under its inner docs.
    fn rust(path: impl Into<String>, docs: &str, items: Vec<Item>) -> Self {
        Self {
            path: path.into(),
            content: Content::Rust(syn::File {
                shebang: None,
                frontmatter: None,
                attrs: docs::inner(docs),
                items,
            }),
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
    let krate = Crate::new(api);
    let mut modules = vec![
        package::manifest::manifest(api, surroundings),
        package::manifest::format_options(),
        package::manifest::lint_options(),
        package::readme::readme(&krate),
        package::library::library(api),
        client::client(&krate),
    ];
    modules.extend(client::condition::conditions(&krate));
    modules.extend(client::webhook::webhooks(&krate));
    modules.extend(types::types(&krate));
    modules.extend(client::resource::resources(&krate));
    modules
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
