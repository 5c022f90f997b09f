//! The modules of a file, and what it shows of them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use syn::Item;
use syn::ItemMod;
use syn::ItemUse;
use syn::Token;
use syn::UseTree;
use syn::Visibility;

use crate::render::imports::below;
use crate::render::imports::group;
use crate::render::imports::path;
use crate::render::imports::use_tree;
use crate::render::syntax::gate;
use crate::render::syntax::ident;

/// `mod` and `pub use` items, each sorted.
#[derive(Default)]
pub(crate) struct Index {
    modules: BTreeMap<String, Item>,
    /// By features and module, the names that are shown of it.
    shown: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>>,
}

impl Index {
    pub(crate) fn module(&mut self, visibility: &Visibility, name: &str, features: &[String]) {
        let item = Item::Mod(ItemMod {
            attrs: gate(features).into_iter().collect(),
            vis: visibility.clone(),
            unsafety: None,
            mod_token: <Token![mod]>::default(),
            ident: ident(name),
            content: None,
            semi: Some(<Token![;]>::default()),
        });
        self.modules.insert(name.to_owned(), item);
    }

    pub(crate) fn show(&mut self, module: &str, name: &str, features: &[String]) {
        let modules = self.shown.entry(features.to_vec()).or_default();
        let names = modules.entry(module.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The modules, what is used in the file itself, and what is shown.
    pub(crate) fn items(self, uses: Vec<Item>) -> Vec<Item> {
        let shown = self.shown.iter();
        let shown = shown.flat_map(|(features, modules)| shown_with(features, modules));
        let modules = self.modules.into_values().chain(uses);
        modules.chain(shown).collect()
    }
}

/// What is shown with these features, under one condition; what is always shown, a line for each module.
fn shown_with(features: &[String], modules: &BTreeMap<String, BTreeSet<String>>) -> Vec<Item> {
    let trees = modules.iter().map(|(module, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        below(&[module], &names)
    });
    let public = Visibility::Public(<Token![pub]>::default());
    let item = |tree: UseTree| {
        let tree = path(&["self"], tree);
        Item::Use(ItemUse {
            attrs: gate(features).into_iter().collect(),
            ..use_tree(public.clone(), tree)
        })
    };
    if features.is_empty() {
        trees.map(item).collect()
    } else {
        vec![item(group(trees.collect()))]
    }
}
