//! The modules of a file, and what it shows of them.

use std::collections::BTreeMap;

use syn::Item;
use syn::Visibility;
use syn::parse_quote;

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
        let (gate, module) = (gate(features), ident(name));
        let item = parse_quote!(#gate #visibility mod #module;);
        self.modules.insert(name.to_owned(), item);
    }

    pub(crate) fn show(&mut self, module: &str, name: &str, features: &[String]) {
        let key = (module.to_owned(), name.to_owned());
        let (gate, module, name) = (gate(features), ident(module), ident(name));
        let item = parse_quote!(#gate pub use self::#module::#name;);
        self.shown.insert(key, item);
    }

    /// The modules, what is used in the file itself, and what is shown.
    pub(crate) fn items(self, uses: Vec<Item>) -> Vec<Item> {
        let modules = self.modules.into_values().chain(uses);
        modules.chain(self.shown.into_values()).collect()
    }
}
