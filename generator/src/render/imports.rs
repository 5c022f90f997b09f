//! The `use` items of a file: gathered while its items are rendered, printed sorted at its top.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::Item;
use syn::ItemUse;
use syn::Token;
use syn::UseGroup;
use syn::UseName;
use syn::UsePath;
use syn::UseTree;
use syn::Visibility;
use syn::punctuated::Punctuated;
use syn::token::Brace;

use crate::render::syntax::ident;

/// The paths a file uses.
#[derive(Default)]
pub(crate) struct Imports(BTreeSet<String>);

/// Where a path leads, in the order in which files have them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Standard,
    External,
    Local,
}

impl Imports {
    /// Brings the last segment of a path into scope.
    pub(crate) fn bring(&mut self, path: &str) -> Ident {
        if !self.0.contains(path) {
            self.0.insert(path.to_owned());
        }
        ident(path.rsplit("::").next().unwrap_or(path))
    }

    /// An item for each module: of std, of other crates, of this one.
    pub(crate) fn items(self) -> Vec<Item> {
        let paths = self.0.iter().map(|path| path.split("::").collect());
        let mut paths: Vec<Vec<&str>> = paths.collect();
        paths.sort_by(|one, other| {
            let key = |path| (origin(path), module(path), name(path));
            key(one).cmp(&key(other))
        });
        let modules = paths.chunk_by(|one, other| module(one) == module(other));
        let items = modules.map(|paths| {
            let names: Vec<&str> = paths.iter().map(|path| name(path)).collect();
            let module = paths.first().map_or(&[][..], |path| module(path));
            use_item(Visibility::Inherited, module, &names)
        });
        items.map(Item::Use).collect()
    }
}

/// A path without its name.
fn module<'p, 's>(path: &'p [&'s str]) -> &'p [&'s str] {
    path.split_last().map_or(&[], |(_, module)| module)
}

fn name<'s>(path: &[&'s str]) -> &'s str {
    path.last().copied().unwrap_or_default()
}

fn origin(segments: &[&str]) -> Origin {
    match segments.first() {
        Some(&"std") => Origin::Standard,
        Some(&("crate" | "super" | "self")) => Origin::Local,
        _ => Origin::External,
    }
}

/// `use` of these names of a module.
pub(crate) fn use_item(visibility: Visibility, module: &[&str], names: &[&str]) -> ItemUse {
    use_tree(visibility, below(module, names))
}

/// `use` of what a tree names.
pub(crate) fn use_tree(visibility: Visibility, tree: UseTree) -> ItemUse {
    ItemUse {
        attrs: Vec::new(),
        vis: visibility,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <Token![;]>::default(),
    }
}

/// These names of a module.
pub(crate) fn below(module: &[&str], names: &[&str]) -> UseTree {
    let names = names.iter();
    let names = names.map(|name| UseTree::Name(UseName { ident: ident(name) }));
    path(module, group(names.collect()))
}

/// A tree below a module.
pub(crate) fn path(module: &[&str], tree: UseTree) -> UseTree {
    module.iter().rev().fold(tree, |tree, segment| {
        UseTree::Path(UsePath {
            ident: ident(segment),
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    })
}

/// Several trees as one; without braces where there is one.
pub(crate) fn group(mut trees: Punctuated<UseTree, Token![,]>) -> UseTree {
    match trees.pop() {
        Some(only) if trees.is_empty() => only,
        last => {
            trees.extend(last);
            UseTree::Group(UseGroup {
                brace_token: Brace::default(),
                items: trees,
            })
        }
    }
}
