//! Arguments: what a caller may give for a type, how it becomes the type, and the setters that take one.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Expr;
use syn::ImplItemFn;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Type;
use crate::render::file::RustFile;

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
            value: parse_quote!(#name),
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
        let value = &self.value;
        let set = parse_quote!(#place = #wrapper(#value););
        setter(name, above, &self.ty, &set)
    }
}

/// A method that sets something, and gives back its owner.
pub(crate) fn setter(
    name: &Ident,
    above: Vec<Attribute>,
    ty: &syn::Type,
    set: &Stmt,
) -> ImplItemFn {
    let mut function: ImplItemFn = parse_quote! {
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    };
    function.attrs = above;
    function
}

/// How a caller gives a value of `ty` under the name `name`.
pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    match ty {
        Type::List(item) => list(item, name, file),
        Type::Boxed(inner) => {
            let inner = argument(inner, name, file);
            let value = inner.value;
            Argument {
                ty: inner.ty,
                value: parse_quote!(Box::new(#value)),
            }
        }
        ty if file.takes_into(ty) => {
            let inner = file.ty(ty);
            Argument {
                value: parse_quote!(#name.into()),
                ..Argument::exact(parse_quote!(impl Into<#inner>), name)
            }
        }
        ty => Argument::exact(file.ty(ty), name),
    }
}

fn list(item: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    let inner = file.ty(item);
    let (inner, value): (syn::Type, Expr) = if file.takes_into(item) {
        let value = parse_quote!(#name.into_iter().map(Into::into).collect());
        (parse_quote!(impl Into<#inner>), value)
    } else {
        (inner, parse_quote!(#name.into_iter().collect()))
    };
    Argument {
        ty: parse_quote!(impl IntoIterator<Item = #inner>),
        value,
    }
}
