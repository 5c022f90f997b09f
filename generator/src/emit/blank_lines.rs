//! Blank lines between items, where a person leaves them.
//!
//! prettyplease prints an item without tokens as an empty line. Such an item is put before each one that does not belong to
//! the same block as the one before it, so that nothing is decided on printed text.

use proc_macro2::TokenStream;
use syn::AttrStyle;
use syn::Attribute;
use syn::File;
use syn::ImplItem;
use syn::Item;
use syn::ItemUse;
use syn::TraitItem;
use syn::UseTree;
use syn::Visibility;

/// Puts the blank lines among the items of a file.
pub(super) fn insert(file: &mut File) {
    for item in &mut file.items {
        match item {
            Item::Impl(item) => {
                let blank = ImplItem::Verbatim(TokenStream::new());
                separate(&mut item.items, &blank, Block::of_impl_item);
            }
            Item::Trait(item) => {
                let blank = TraitItem::Verbatim(TokenStream::new());
                separate(&mut item.items, &blank, Block::of_trait_item);
            }
            _ => {}
        }
    }
    let blank = Item::Verbatim(TokenStream::new());
    separate(&mut file.items, &blank, Block::of_item);
    if file.attrs.iter().any(is_inner) && !file.items.is_empty() {
        file.items.insert(0, blank);
    }
}

/// Puts a blank line between items that do not stand together.
fn separate<T: Clone>(items: &mut Vec<T>, blank: &T, block: fn(&T) -> Block) {
    let mut before = None;
    for item in std::mem::take(items) {
        let here = block(&item);
        if before.is_some_and(|before| before == Block::Alone || before != here) {
            items.push(blank.clone());
        }
        before = Some(here);
        items.push(item);
    }
}

fn is_inner(attribute: &Attribute) -> bool {
    matches!(attribute.style, AttrStyle::Inner(_))
}

/// What stands together without a blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// `mod name;`
    Modules,
    /// `use` of the standard library.
    Standard,
    /// `use` of another crate.
    External,
    /// `use` of this crate.
    Local,
    /// `pub use` of anything.
    Exports,
    /// Constants of an `impl` or a trait.
    Constants,
    /// Types of an `impl` or a trait.
    Types,
    /// Belongs to nothing: a blank line on both sides.
    Alone,
}

impl Block {
    fn of_item(item: &Item) -> Self {
        match item {
            Item::Mod(item) if item.content.is_none() => Self::Modules,
            Item::Use(item) => Self::of_use(item),
            _ => Self::Alone,
        }
    }

    fn of_use(item: &ItemUse) -> Self {
        if !matches!(item.vis, Visibility::Inherited) {
            return Self::Exports;
        }
        if item.leading_colon.is_some() {
            return Self::External;
        }
        let first = match &item.tree {
            UseTree::Path(path) => &path.ident,
            UseTree::Name(name) => &name.ident,
            UseTree::Rename(rename) => &rename.ident,
            _ => return Self::External,
        };
        if ["std", "core", "alloc"].iter().any(|name| first == name) {
            Self::Standard
        } else if ["crate", "self", "super"].iter().any(|name| first == name) {
            Self::Local
        } else {
            Self::External
        }
    }

    fn of_impl_item(item: &ImplItem) -> Self {
        match item {
            ImplItem::Const(_) => Self::Constants,
            ImplItem::Type(_) => Self::Types,
            _ => Self::Alone,
        }
    }

    fn of_trait_item(item: &TraitItem) -> Self {
        match item {
            TraitItem::Const(_) => Self::Constants,
            TraitItem::Type(_) => Self::Types,
            _ => Self::Alone,
        }
    }
}

#[cfg(test)]
mod tests {
    /// The text without blank lines, printed with them.
    fn insert(text: &str) -> String {
        let mut file = syn::parse_file(text).unwrap();
        super::insert(&mut file);
        prettyplease::unparse(&file)
    }

    #[test]
    fn items_stand_apart() {
        insta::assert_snapshot!(
            insert("/// A.\nstruct A;\n#[derive(Debug)]\n/// B.\nstruct B {\n    a: u8,\n    b: u8,\n}\nconst C: u8 = 1;\n"),
            @r"
        /// A.
        struct A;

        #[derive(Debug)]
        /// B.
        struct B {
            a: u8,
            b: u8,
        }

        const C: u8 = 1;
        "
        );
    }

    #[test]
    fn imports_stand_in_blocks_by_origin() {
        insta::assert_snapshot!(
            insert(
                "mod a;\npub mod b;\nuse core::fmt;\nuse std::io;\nuse ::serde::de;\nuse syn;\n\
                 use super::x;\nuse crate::y;\npub use a::A;\npub use b::B;\nmod inline {}\nmod c;\n"
            ),
            @r"
        mod a;
        pub mod b;

        use core::fmt;
        use std::io;

        use ::serde::de;
        use syn;

        use super::x;
        use crate::y;

        pub use a::A;
        pub use b::B;

        mod inline {}

        mod c;
        "
        );
    }

    #[test]
    fn functions_stand_apart_and_constants_together() {
        insta::assert_snapshot!(
            insert(
                "impl A {\n    const B: u8 = 1;\n    /// C.\n    const C: u8 = 2;\n    type D = u8;\n    \
                 /// F.\n    fn f() {}\n    #[must_use]\n    fn g() {}\n}\n"
            ),
            @r"
        impl A {
            const B: u8 = 1;
            /// C.
            const C: u8 = 2;

            type D = u8;

            /// F.
            fn f() {}

            #[must_use]
            fn g() {}
        }
        "
        );
    }

    #[test]
    fn inner_docs_stand_above() {
        insta::assert_snapshot!(
            insert("//! A.\n//!\n//! B.\n/// M.\nmod m;\n"),
            @r"
        //! A.
        //!
        //! B.

        /// M.
        mod m;
        "
        );
    }

    #[test]
    fn a_string_that_looks_like_items_is_left_alone() {
        let text = "const A: &str = \"\nstruct B;\nstruct C;\n\";\n";
        assert_eq!(insert(text), text);
    }
}
