//! Blank lines between items, where a person leaves them.
//!
//! The printed text is parsed again, for then every item knows the line it starts on: a blank line is
//! inserted above an item that does not belong to the same block as the one before it. Inserting whole
//! lines at the start of items cannot reach into an expression or a string, and needs no pattern.

use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::{AttrStyle, Attribute, File, ImplItem, Item, ItemUse, TraitItem, UseTree, Visibility};

/// The printed text with its blank lines; as it is if it cannot be parsed.
pub(super) fn insert(printed: &str) -> String {
    let Ok(file) = syn::parse_file(printed) else {
        return printed.to_owned();
    };
    let mut breaks = Breaks::default();
    breaks.body(&file);
    breaks.apply(printed)
}

/// The numbers, from one, of the lines above which a blank line goes.
#[derive(Default)]
struct Breaks {
    lines: BTreeSet<usize>,
}

impl Breaks {
    fn body(&mut self, file: &File) {
        self.inner_attributes(&file.attrs, file.items.first());
        self.items(&file.items);
    }

    /// Inner docs, then inner attributes, then the first item.
    fn inner_attributes(&mut self, attributes: &[Attribute], first_item: Option<&Item>) {
        let mut inner = attributes
            .iter()
            .filter(|attribute| is_inner(attribute))
            .peekable();
        if inner.peek().is_none() {
            return;
        }
        while let Some(attribute) = inner.next() {
            if let Some(next) = inner.peek()
                && attribute.path().is_ident("doc") != next.path().is_ident("doc")
            {
                self.lines.insert(start(*next));
            }
        }
        self.lines.extend(first_item.map(start));
    }

    fn items(&mut self, items: &[Item]) {
        self.between(items, Block::of_item);
        for item in items {
            match item {
                Item::Impl(item) => self.between(&item.items, Block::of_impl_item),
                Item::Trait(item) => self.between(&item.items, Block::of_trait_item),
                Item::Mod(item) => {
                    if let Some((_, items)) = &item.content {
                        self.inner_attributes(&item.attrs, items.first());
                        self.items(items);
                    }
                }
                _ => {}
            }
        }
    }

    fn between<T: Spanned>(&mut self, items: &[T], block: fn(&T) -> Block) {
        for pair in items.windows(2) {
            let (before, after) = (block(&pair[0]), block(&pair[1]));
            if before == Block::Alone || before != after {
                self.lines.insert(start(&pair[1]));
            }
        }
    }

    fn apply(&self, printed: &str) -> String {
        let mut text = String::with_capacity(printed.len() + self.lines.len());
        for (index, line) in printed.split_inclusive('\n').enumerate() {
            if self.lines.contains(&(index + 1)) {
                text.push('\n');
            }
            text.push_str(line);
        }
        text
    }
}

/// The line on which an item starts, docs and attributes included.
fn start(item: &impl Spanned) -> usize {
    item.span().start().line
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
    use super::insert;

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
    fn inner_docs_and_attributes_stand_above() {
        insta::assert_snapshot!(
            insert("//! A.\n//!\n//! B.\n#![forbid(unsafe_code)]\n/// M.\nmod m {\n    //! Inner.\n    use a;\n}\n"),
            @r"
        //! A.
        //!
        //! B.

        #![forbid(unsafe_code)]

        /// M.
        mod m {
            //! Inner.

            use a;
        }
        "
        );
    }

    #[test]
    fn a_string_that_looks_like_items_is_left_alone() {
        let text = "const A: &str = \"\nstruct B;\nstruct C;\n\";\n";
        assert_eq!(insert(text), text);
    }

    #[test]
    fn what_is_not_rust_is_left_alone() {
        assert_eq!(insert("struct A\nstruct B\n"), "struct A\nstruct B\n");
    }
}
