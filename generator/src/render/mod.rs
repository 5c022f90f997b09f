//! Stage four: from what the document means to Rust.
//!
//! Total functions from the [model](crate::model) to `syn` items, a file for each kind of thing that is rendered: nothing
//! here can fail, and nothing here knows the document or the disk. Functions give whole items (`ItemStruct`, `ImplItemFn`);
//! `quote` stands at the leaves only.

mod answers;
mod argument;
mod bodies;
mod body;
mod call;
mod client;
mod condition;
mod content;
mod credential;
mod docs;
mod enumeration;
mod example;
mod feature;
mod harmless;
mod headers;
mod imports;
mod library;
mod manifest;
mod operation;
mod origin;
mod pages;
mod places;
mod readme;
mod resource;
mod sample;
mod structure;
mod text;
mod ty;
mod types;
mod union;
mod webhook;

use proc_macro2::Ident;
use proc_macro2::Span;

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
    let mut modules = vec![
        manifest::manifest(api, surroundings),
        manifest::format_options(),
        manifest::lint_options(),
        readme::readme(api),
        library::library(api),
        client::client(api),
    ];
    modules.extend(condition::conditions(api));
    modules.extend(webhook::webhooks(api));
    modules.extend(types::types(api));
    modules.extend(resource::resources(api));
    modules
}

/// What functions deep down need besides what they render: the types that are named in it.
#[derive(Clone, Copy)]
struct Scope<'a> {
    api: &'a Api,
    operation: Option<&'a Operation>,
}

impl<'a> Scope<'a> {
    /// Of a file that belongs to no operation.
    fn shared(api: &'a Api) -> Self {
        Self {
            api,
            operation: None,
        }
    }

    /// The definition of a named type.
    fn definition(&self, reference: &TypeReference) -> Option<&'a TypeDefinition> {
        let types = match reference.home {
            Home::Shared => self.api.types.as_slice(),
            Home::Operation => self.operation.map_or(&[][..], |operation| &operation.types),
        };
        types
            .iter()
            .find(|definition| definition.name.rust() == reference.name)
    }
}

/// A name as an identifier, raw where it has to be.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Segments as a path.
fn path(segments: &[String]) -> syn::Path {
    let mut path = syn::Path {
        leading_colon: None,
        segments: syn::punctuated::Punctuated::new(),
    };
    path.segments.extend(
        segments
            .iter()
            .map(|segment| syn::PathSegment::from(ident(segment))),
    );
    path
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
