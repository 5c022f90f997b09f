//! The `use` items of a file: gathered while its items are rendered, printed sorted at its top.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::Item;
use syn::ItemUse;
use syn::Token;
use syn::UseName;
use syn::UsePath;
use syn::UseTree;
use syn::Visibility;

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

    /// One item for each path: of std, of other crates, of this one.
    pub(crate) fn items(self) -> Vec<Item> {
        let paths = self.0.iter().map(|path| path.split("::").collect());
        let mut paths: Vec<Vec<&str>> = paths.collect();
        paths.sort_by(|one, other| (origin(one), one).cmp(&(origin(other), other)));
        let items = paths.iter().filter_map(|segments| use_item(segments));
        items.map(Item::Use).collect()
    }
}

fn origin(segments: &[&str]) -> Origin {
    match segments.first() {
        Some(&"std") => Origin::Standard,
        Some(&("crate" | "super" | "self")) => Origin::Local,
        _ => Origin::External,
    }
}

/// `use` of a path.
pub(crate) fn use_item(segments: &[&str]) -> Option<ItemUse> {
    let (last, above) = segments.split_last()?;
    let name = UseTree::Name(UseName { ident: ident(last) });
    let tree = above.iter().rev().fold(name, |tree, segment| {
        UseTree::Path(UsePath {
            ident: ident(segment),
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    });
    Some(ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <Token![;]>::default(),
    })
}
