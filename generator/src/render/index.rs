//! The modules of a file, and what it shows of them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use syn::Item;
use syn::ItemMod;
use syn::ItemUse;
use syn::Token;
use syn::Visibility;

use crate::render::imports::use_item;
use crate::render::syntax::gate;
use crate::render::syntax::ident;

/// `mod` and `pub use` items, each sorted.
#[derive(Default)]
pub(crate) struct Index {
    modules: BTreeMap<String, Item>,
    /// By module and features, the names that are shown of it.
    shown: BTreeMap<(String, Vec<String>), BTreeSet<String>>,
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
        let key = (module.to_owned(), features.to_vec());
        self.shown.entry(key).or_default().insert(name.to_owned());
    }

    /// The modules, what is used in the file itself, and what is shown.
    pub(crate) fn items(self, uses: Vec<Item>) -> Vec<Item> {
        let shown = self.shown.iter().map(|((module, features), names)| {
            let public = Visibility::Public(<Token![pub]>::default());
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Item::Use(ItemUse {
                attrs: gate(features).into_iter().collect(),
                ..use_item(public, &["self", module], &names)
            })
        });
        let modules = self.modules.into_values().chain(uses);
        modules.chain(shown).collect()
    }
}
