//! The `use` items of a file: gathered while its items are rendered, printed sorted at its top.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;
use syn::Visibility;
use syn::parse_quote;

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

    /// An item for each module: of std, of other crates, of this one.
    pub(crate) fn items(self) -> Vec<Item> {
        let paths = [self.std, self.external, self.local];
        paths.iter().flat_map(grouped).collect()
    }
}

/// The paths by the module that they are of, in which names stand in their order.
fn grouped(paths: &BTreeSet<Vec<String>>) -> Vec<Item> {
    let mut modules: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for path in paths {
        if let Some((name, module)) = path.split_last() {
            modules.entry(module).or_default().push(name);
        }
    }
    let modules = modules.into_iter();
    modules
        .map(|(module, names)| use_item(&Visibility::Inherited, module, &names))
        .collect()
}

/// `use` of these names of a module.
pub(crate) fn use_item<S: AsRef<str>>(
    visibility: &Visibility,
    module: &[S],
    names: &[&str],
) -> Item {
    let module = module.iter().map(|segment| ident(segment.as_ref()));
    let names = names.iter().map(|name| ident(name));
    let names: TokenStream = if names.len() == 1 {
        quote!(#(#names)*)
    } else {
        quote!({ #(#names),* })
    };
    parse_quote!(#visibility use #(#module::)* #names;)
}
