//! The pieces that generated Rust is made of: whatever a document says, a file that has another one is not written.
//!
//! Texts of documents become literals, checked identifiers and docs alone, so that nothing of this can happen. It is looked at all
//! the same, on the syntax tree and not on the text: a mistake of the generator is then no hole.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use proc_macro2::TokenTree;
use syn::Attribute;
use syn::Expr;
use syn::Item;
use syn::Lit;
use syn::Macro;
use syn::Meta;
use syn::MetaList;
use syn::Path;
use syn::Token;
use syn::UseTree;
use syn::punctuated::Punctuated;
use syn::visit;
use syn::visit::Visit;

use crate::render::is_import;

/// Attributes that do no more than describe an item: nearly all are docs.
const ATTRIBUTES: [&str; 11] = [
    "doc",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "feature",
    "inline",
    "must_use",
    "non_exhaustive",
    "serde",
];

/// What derives: serde's, and that of the standard library.
const DERIVES: [&str; 11] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "Serialize",
    "PartialOrd",
];

/// Macros of the standard library that make a value of those they are given.
const MACROS: [&str; 5] = ["format", "json", "matches", "vec", "write"];

/// Crates whose items reach what is outside of a program.
const STANDARD: [&str; 3] = ["std", "core", "alloc"];

/// What of a file is no such piece, if anything is.
pub(super) fn unexpected(file: &syn::File) -> Option<String> {
    let mut search = Search::default();
    search.visit_file(file);
    search.unexpected
}

#[derive(Default)]
struct Search {
    unexpected: Option<String>,
}

impl Search {
    fn found(&mut self, what: impl Into<String>) {
        self.unexpected.get_or_insert(what.into());
    }

    /// A path into a module of the standard library is one of those that files import. A thing of the document may be called
    /// `std` too: a variable, or the module of a resource, which holds types.
    fn path(&mut self, names: &[String]) {
        let of_standard = names.split_first();
        let of_standard = of_standard.filter(|(first, rest)| {
            let is_module = |name: &String| name.starts_with(|c: char| c.is_ascii_lowercase());
            STANDARD.contains(&first.as_str()) && rest.first().is_some_and(is_module)
        });
        if of_standard.is_some_and(|(_, rest)| !is_import("std", &rest.join("::"))) {
            self.found(format!("the path `{}`", names.join("::")));
        }
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.path(&with(&name.ident)),
            UseTree::Rename(rename) => self.path(&with(&rename.ident)),
            UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.import(tree, before)),
            UseTree::Glob(_) => self.found("a `use` of everything"),
        }
    }

    /// An attribute, with those that it puts under a condition.
    fn meta(&mut self, meta: &Meta) {
        let mut known = ATTRIBUTES.into_iter();
        let Some(name) = known.find(|name| meta.path().is_ident(name)) else {
            let name = names(meta.path()).join("::");
            self.found(format!("the attribute `{name}`"));
            return;
        };
        match meta {
            Meta::NameValue(pair) if !is_text(&pair.value) => {
                self.found(format!("a value of the attribute `{name}` that is no text"));
            }
            Meta::List(list) if name == "derive" => self.derived(list),
            Meta::List(list) if name == "cfg_attr" => self.under_a_condition(list),
            Meta::List(list) if name == "feature" => self.of_compiler(list),
            Meta::List(list) => self.tokens(list.tokens.clone()),
            Meta::NameValue(_) | Meta::Path(_) => {}
        }
    }

    fn derived(&mut self, list: &MetaList) {
        let traits = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        let Ok(traits) = traits else {
            self.found("a `derive` that cannot be read");
            return;
        };
        for path in traits {
            let path = names(&path).join("::");
            if !DERIVES.contains(&path.strip_prefix("serde::").unwrap_or(&path)) {
                self.found(format!("a derived `{path}`"));
            }
        }
    }

    fn under_a_condition(&mut self, list: &MetaList) {
        let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        let Ok(parts) = parts else {
            self.found("a `cfg_attr` that cannot be read");
            return;
        };
        // The first is the condition.
        for attribute in parts.iter().skip(1) {
            self.meta(attribute);
        }
    }

    fn of_compiler(&mut self, list: &MetaList) {
        if list.tokens.to_string() != "doc_cfg" {
            self.found(format!("the feature `{}` of the compiler", list.tokens));
        }
    }

    /// The tokens that a macro is given: nothing looks at them as syntax.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut before: Option<Ident> = None;
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) if ident == "unsafe" || ident == "extern" => {
                    self.found(format!("`{ident}` in a macro"));
                }
                TokenTree::Ident(ident) => {
                    before = Some(ident);
                    continue;
                }
                TokenTree::Punct(sign) if sign.as_char() == '!' => {
                    if let Some(name) = before.take().filter(|name| !is_macro(&name.to_string())) {
                        self.found(format!("the macro `{name}!`"));
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            before = None;
        }
    }
}

fn is_macro(name: &str) -> bool {
    MACROS.contains(&name) || is_import("client_runtime", name)
}

fn names(path: &Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

impl<'ast> Visit<'ast> for Search {
    fn visit_item(&mut self, item: &'ast Item) {
        let unexpected = match item {
            Item::Const(_)
            | Item::Enum(_)
            | Item::Fn(_)
            | Item::Struct(_)
            | Item::Type(_)
            | Item::Use(_) => None,
            Item::Impl(item) => item.unsafety.map(|_| "an `unsafe impl`"),
            Item::Trait(item) => item.unsafety.map(|_| "an `unsafe trait`"),
            Item::Mod(item) => item.unsafety.map(|_| "an `unsafe mod`"),
            Item::Macro(item) => item.ident.as_ref().map(|_| "a macro of its own"),
            _ => Some("an item that no file has"),
        };
        if let Some(what) = unexpected {
            self.found(what);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, &[]);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.meta(&attribute.meta);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = names(&call.path).join("::");
        if !is_macro(&name) {
            self.found(format!("the macro `{name}!`"));
        }
        self.tokens(call.tokens.clone());
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let first = path.segments.first();
        if first.is_some_and(|first| STANDARD.iter().any(|name| first.ident == name)) {
            self.path(&names(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if signature.abi.is_some() {
            self.found("a function of another language");
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        if matches!(
            expression,
            Expr::Unsafe(_) | Expr::Verbatim(_) | Expr::RawAddr(_)
        ) {
            self.found("an expression that no file has");
        }
        visit::visit_expr(self, expression);
    }
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_) | Lit::Verbatim(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        unexpected(&syn::parse_file(text).unwrap())
    }

    #[test]
    fn what_files_are_made_of_is_expected() {
        let text = "
            //! Docs.
            #![cfg_attr(docsrs, feature(doc_cfg))]
            mod book;
            use std::collections::BTreeMap;
            use client_runtime::{Call, impl_call};
            pub use self::book::Book;
            /// A book.
            #[derive(Clone, Debug, PartialEq, Deserialize)]
            #[cfg_attr(feature = \"serde\", derive(serde::Serialize))]
            #[cfg_attr(not(feature = \"testing\"), non_exhaustive)]
            #[cfg(feature = \"books\")]
            pub struct Book {
                #[serde(rename = \"Title\", deserialize_with = \"decode::list\")]
                pub title: Vec<String>,
            }
            impl Book {
                /// Its title.
                #[must_use]
                pub fn title(&self) -> String { format!(\"{}\", self.title.len()) }
            }
            fn f(std: Self) -> std::StdResource { std.core(alloc) }
            impl_call!(Book<'_>, Book);
            const NAME: &str = \"unsafe { std::process::exit(1) }\";
        ";
        assert_eq!(of(text), None);
    }

    #[test]
    fn whatever_runs_reads_or_reaches_out_is_not() {
        for text in [
            "extern crate alloc;",
            "extern \"C\" { fn f(); }",
            "extern \"C\" fn f() {}",
            "macro_rules! m { () => {} }",
            "static A: u8 = 1;",
            "unsafe impl Send for A {}",
            "fn f() { unsafe { g() } }",
            "fn f() { std::process::exit(1) }",
            "use std::fs;",
            "use std::{fmt, process::Command};",
            "use core::arch;",
            "use a::*;",
            "#[path = \"/etc/passwd\"] mod a;",
            "#[doc = include_str!(\"/etc/passwd\")] struct A;",
            "#[derive(Command)] struct A;",
            "#[cfg_attr(all(), path = \"/etc/passwd\")] mod a;",
            "#[cfg_attr(all(), derive(Command))] struct A;",
            "#[derive(other::Serialize)] struct A;",
            "#![allow(warnings)]",
            "#![feature(asm)]",
            "#![cfg_attr(docsrs, feature(asm))]",
            "#[no_mangle] fn f() {}",
            "const A: &str = include_str!(\"/etc/passwd\");",
            "const A: &str = env!(\"HOME\");",
            "include!(\"/etc/passwd\");",
            "fn f() { vec![include_str!(\"/etc/passwd\")]; }",
            "fn f() { vec![unsafe { g() }]; }",
        ] {
            assert!(of(text).is_some(), "{text}");
        }
    }
}
