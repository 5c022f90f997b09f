//! Arguments: what a caller may give for a type, how it becomes the type, and the setters that take one.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Expr;
use syn::ExprAssign;
use syn::ImplItemFn;
use syn::Stmt;
use syn::Token;

use crate::model::Type;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax;
use crate::render::syntax::Receiver;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::into_type;
use crate::render::syntax::item_of;
use crate::render::syntax::items_type;
use crate::render::syntax::last;
use crate::render::syntax::public;
use crate::render::syntax::statement;
use crate::render::syntax::value_of;

/// An argument as it is declared, and the expression that makes a value of the type of it.
pub(crate) struct Argument {
    pub(crate) ty: syn::Type,
    pub(crate) value: Expr,
}

impl Argument {
    /// Of exactly this type.
    pub(crate) fn exact(ty: syn::Type, name: &Ident) -> Self {
        Self {
            ty,
            value: value_of(name.clone()),
        }
    }

    /// A method that keeps the value in `place`, inside of `wrapper`, and gives back its owner.
    pub(crate) fn setter(
        &self,
        name: &Ident,
        above: Vec<Attribute>,
        place: &Expr,
        wrapper: &Expr,
    ) -> ImplItemFn {
        let value = called(wrapper.clone(), [self.value.clone()]);
        let set = Expr::Assign(ExprAssign {
            attrs: Vec::new(),
            left: Box::new(place.clone()),
            eq_token: <Token![=]>::default(),
            right: Box::new(value),
        });
        setter(name, above, self.ty.clone(), statement(set))
    }
}

/// A method that sets something, and gives back its owner.
pub(crate) fn setter(name: &Ident, above: Vec<Attribute>, ty: syn::Type, set: Stmt) -> ImplItemFn {
    let body = [set, last(value_of(ident("self")))];
    let argument = syntax::argument(name, ty);
    let function = function(Receiver::Changed, name.clone(), [argument], body);
    docs::above(public(function), above)
}

/// Where a function finds what is required of it.
#[derive(Clone, Copy)]
pub(crate) enum Required<'a> {
    /// Each value in an argument.
    Arguments,
    /// All of them in a struct, which this argument has.
    ByName(&'a Ident),
}

impl Required<'_> {
    /// The value that is given under this name.
    pub(crate) fn value(self, name: &Ident) -> Expr {
        match self {
            Self::Arguments => value_of(name.clone()),
            Self::ByName(holder) => held(holder, name),
        }
    }
}

/// A value of a struct in which it is given by name: of exactly its type.
pub(crate) fn by_name(ty: &Type, name: &Ident, holder: &Ident) -> Expr {
    match ty {
        Type::Boxed(inner) => {
            let inner = by_name(inner, name, holder);
            called(item_of(ident("Box"), "new"), [inner])
        }
        _ => held(holder, name),
    }
}

fn held(holder: &Ident, name: &Ident) -> Expr {
    field(value_of(holder.clone()), name.clone())
}

/// How a caller gives a value of `ty` under the name `name`.
pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    match ty {
        Type::List(item) => list(item, name, file),
        Type::Boxed(inner) => {
            let (holder, inner) = (file.holder(inner), argument(inner, name, file));
            Argument {
                ty: inner.ty,
                value: called(item_of(holder, "new"), [inner.value]),
            }
        }
        ty if file.takes_into(ty) => Argument {
            value: chained(value_of(name.clone()), [call("into", [])]),
            ..Argument::exact(into_type(file.ty(ty)), name)
        },
        ty => Argument::exact(file.ty(ty), name),
    }
}

fn list(item: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    let takes_into = file.takes_into(item);
    let converted = takes_into.then(|| call("map", [item_of(ident("Into"), "into")]));
    let items = [call("into_iter", [])].into_iter().chain(converted);
    let value = chained(value_of(name.clone()), items.chain([call("collect", [])]));
    let inner = file.ty(item);
    let inner = if takes_into { into_type(inner) } else { inner };
    Argument {
        ty: items_type(inner),
        value,
    }
}
