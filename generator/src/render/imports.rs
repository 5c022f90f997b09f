//! The `use` items of a file: gathered while its items are rendered, printed sorted at its top.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use syn::Item;
use syn::ItemUse;
use syn::Token;
use syn::UseName;
use syn::UsePath;
use syn::UseTree;
use syn::Visibility;

use crate::render::ident;

/// The paths a file uses, each under what it is sorted by.
#[derive(Default)]
pub(crate) struct Imports {
    std: BTreeMap<Vec<String>, Vec<String>>,
    external: BTreeMap<Vec<String>, Vec<String>>,
    local: BTreeMap<Vec<String>, Vec<String>>,
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
        // Sorted as rustfmt sorts: by plain names.
        let plain = segments.iter().map(|segment| sortable(segment)).collect();
        origin.insert(plain, segments);
        name
    }

    /// One item for each path: of std, of other crates, of this one.
    pub(crate) fn items(self) -> Vec<Item> {
        let paths = self
            .std
            .into_values()
            .chain(self.external.into_values())
            .chain(self.local.into_values());
        paths.filter_map(|segments| use_item(&segments)).collect()
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

/// What rustfmt sorts a name by: not raw, and numbers by what they count.
pub(crate) fn sortable(name: &str) -> String {
    let mut sortable = String::with_capacity(name.len());
    let mut digits = String::new();
    for c in name.trim_start_matches("r#").chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            sortable.extend(std::iter::repeat_n(
                '0',
                20_usize.saturating_sub(digits.len()),
            ));
            sortable.push_str(&digits);
            digits.clear();
        }
        sortable.push(c);
    }
    sortable.pop();
    sortable
}

#[cfg(test)]
mod tests {
    use super::sortable;

    #[test]
    fn names_are_sorted_as_rustfmt_sorts_them() {
        let mut names = ["v10", "r#async", "v2", "Value", "body"];
        names.sort_by_key(|name| sortable(name));
        assert_eq!(names, ["Value", "r#async", "body", "v2", "v10"]);
    }
}
