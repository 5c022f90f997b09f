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
pub(crate) struct Imports {
    std: BTreeSet<Vec<String>>,
    external: BTreeSet<Vec<String>>,
    local: BTreeSet<Vec<String>>,
}

impl Imports {
    /// Brings the last segment of a path into scope.
    pub(crate) fn bring(&mut self, path: &str) -> Ident {
        let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
        let name = ident(segments.last().map_or("", String::as_str));
        let origin = match segments.first().map(String::as_str) {
            Some("std") => &mut self.std,
            Some("crate" | "super" | "self") => &mut self.local,
            _ => &mut self.external,
        };
        origin.insert(segments);
        name
    }

    /// One item for each path: of std, of other crates, of this one.
    pub(crate) fn items(self) -> Vec<Item> {
        let paths = [self.std, self.external, self.local];
        let paths = paths.iter().flatten();
        paths.filter_map(|segments| use_item(segments)).collect()
    }
}

/// `use` of a path.
fn use_item(segments: &[String]) -> Option<Item> {
    let (last, above) = segments.split_last()?;
    let name = UseTree::Name(UseName { ident: ident(last) });
    let tree = above.iter().rev().fold(name, |tree, segment| {
        UseTree::Path(UsePath {
            ident: ident(segment),
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    });
    Some(Item::Use(ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <Token![;]>::default(),
    }))
}
