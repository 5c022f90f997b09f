//! A file of the crate, as rendering gives it.

use syn::AttrStyle;
use syn::Attribute;
use syn::Item;
use syn::Token;

use crate::render::syntax::doc_comment;

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
    pub(crate) fn rust(path: impl Into<String>, docs: &str, items: Vec<Item>) -> Self {
        Self {
            path: path.into(),
            content: Content::Rust(syn::File {
                shebang: None,
                frontmatter: None,
                attrs: doc_comment(AttrStyle::Inner(<Token![!]>::default()), docs),
                items,
            }),
        }
    }

    /// The same file, with an inner attribute below its docs.
    pub(crate) fn with_attribute(mut self, attribute: Attribute) -> Self {
        if let Content::Rust(file) = &mut self.content {
            file.attrs.push(attribute);
        }
        self
    }

    pub(crate) fn toml(path: &str, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            content: Content::Toml(text.into()),
        }
    }
}

/// What stands in a file.
#[derive(Debug)]
pub enum Content {
    /// Items.
    Rust(syn::File),
    /// Rust as a person wrote it.
    Source(String),
    /// A manifest or another TOML file.
    Toml(String),
    /// The README.
    Markdown(String),
}
