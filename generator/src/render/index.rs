//! The modules of a file, and what it shows of them.

use std::collections::BTreeMap;

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
    shown: BTreeMap<(String, String), Item>,
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
        let key = (module.to_owned(), name.to_owned());
        let item = use_item(&["self", module, name]).map(|item| {
            Item::Use(ItemUse {
                attrs: gate(features).into_iter().collect(),
                vis: Visibility::Public(<Token![pub]>::default()),
                ..item
            })
        });
        self.shown.extend(item.map(|item| (key, item)));
    }

    /// The modules, what is used in the file itself, and what is shown.
    pub(crate) fn items(self, uses: Vec<Item>) -> Vec<Item> {
        let modules = self.modules.into_values().chain(uses);
        modules.chain(self.shown.into_values()).collect()
    }
}
