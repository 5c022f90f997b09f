//! The modules of a file, and what it shows of them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use syn::Item;
use syn::Visibility;
use syn::parse_quote;

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
        let (gate, module) = (gate(features), ident(name));
        let item = parse_quote!(#gate #visibility mod #module;);
        self.modules.insert(name.to_owned(), item);
    }

    pub(crate) fn show(&mut self, module: &str, name: &str, features: &[String]) {
        let key = (module.to_owned(), features.to_vec());
        self.shown.entry(key).or_default().insert(name.to_owned());
    }

    /// The modules, what is used in the file itself, and what is shown.
    pub(crate) fn items(self, uses: Vec<Item>) -> Vec<Item> {
        let shown = self
            .shown
            .iter()
            .map(|((module, features), names)| -> Item {
                let (gate, visibility) = (gate(features), parse_quote!(pub));
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let item = use_item(&visibility, &["self", module], &names);
                parse_quote!(#gate #item)
            });
        let modules = self.modules.into_values().chain(uses);
        modules.chain(shown).collect()
    }
}
