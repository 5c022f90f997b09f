//! Functions and the blocks that they stand in, put together from their parts.

use std::thread::LocalKey;

use proc_macro2::Ident;
use syn::Expr;
use syn::FnArg;
use syn::ImplItem;
use syn::ImplItemFn;
use syn::Item;
use syn::ItemImpl;
use syn::ReturnType;
use syn::Stmt;
use syn::Token;
use syn::Type;
use syn::Visibility;
use syn::parse_quote;

use super::expression::pattern;
use super::expression::typed;

thread_local! {
    // Parsed once, and not with each of the many that there are.
    static OWNED: ImplItemFn = parse_quote!(fn name(self) -> Self {});
    static CHANGED: ImplItemFn = parse_quote!(fn name(mut self) -> Self {});
    static BORROWED: ImplItemFn = parse_quote!(fn name(&self) -> Self {});
    static WITHOUT: ImplItemFn = parse_quote!(fn name() -> Self {});
    static BLOCK: ItemImpl = parse_quote!(impl Name {});
    static BORROWING_BLOCK: ItemImpl = parse_quote!(impl<'a> Name {});
}

/// What a function is called on.
#[derive(Clone, Copy)]
pub(crate) enum Receiver {
    /// `self`.
    Owned,
    /// `mut self`.
    Changed,
    /// `&self`.
    Borrowed,
    /// Nothing.
    None,
}

/// A private function that returns `Self`.
pub(crate) fn function(
    receiver: Receiver,
    name: Ident,
    arguments: impl IntoIterator<Item = FnArg>,
    body: impl IntoIterator<Item = Stmt>,
) -> ImplItemFn {
    let template = match receiver {
        Receiver::Owned => &OWNED,
        Receiver::Changed => &CHANGED,
        Receiver::Borrowed => &BORROWED,
        Receiver::None => &WITHOUT,
    };
    let mut function = template.with(Clone::clone);
    function.sig.ident = name;
    function.sig.inputs.extend(arguments);
    function.block.stmts.extend(body);
    function
}

/// The same function for users of the crate.
pub(crate) fn public(function: ImplItemFn) -> ImplItemFn {
    ImplItemFn {
        vis: Visibility::Public(<Token![pub]>::default()),
        ..function
    }
}

/// The same function with another type to return.
pub(crate) fn returning(mut function: ImplItemFn, ty: Type) -> ImplItemFn {
    function.sig.output = ReturnType::Type(<Token![->]>::default(), Box::new(ty));
    function
}

/// `name: ty`.
pub(crate) fn argument(name: &Ident, ty: Type) -> FnArg {
    FnArg::Typed(typed(pattern(name), ty))
}

/// The value that a body ends with.
pub(crate) fn last(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

/// `value;`.
pub(crate) fn statement(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(<Token![;]>::default()))
}

/// `impl ty` with these functions.
pub(crate) fn implementation(ty: Type, functions: impl IntoIterator<Item = ImplItemFn>) -> Item {
    implementation_of(ty, functions.into_iter().map(ImplItem::Fn))
}

/// `impl ty` with these items.
pub(crate) fn implementation_of(ty: Type, items: impl IntoIterator<Item = ImplItem>) -> Item {
    of_type(&BLOCK, ty, items)
}

/// `impl<'a> ty` with these functions.
pub(crate) fn borrowing(ty: Type, functions: impl IntoIterator<Item = ImplItemFn>) -> Item {
    of_type(
        &BORROWING_BLOCK,
        ty,
        functions.into_iter().map(ImplItem::Fn),
    )
}

fn of_type(
    template: &'static LocalKey<ItemImpl>,
    ty: Type,
    items: impl IntoIterator<Item = ImplItem>,
) -> Item {
    let mut block = template.with(Clone::clone);
    *block.self_ty = ty;
    block.items.extend(items);
    Item::Impl(block)
}
