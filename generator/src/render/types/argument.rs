//! Arguments: what a caller may give for a type, and how it becomes the type.

use proc_macro2::Ident;
use syn::Expr;
use syn::parse_quote;

use crate::model::Type;
use crate::render::file::RustFile;

/// An argument as it is declared, and the expression that makes a value of the type of it.
pub(crate) struct Argument {
    pub(crate) ty: syn::Type,
    pub(crate) value: Expr,
}

/// How a caller gives a value of `ty` under the name `name`.
pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    match ty {
        Type::List(element) => list(element, name, file),
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
                ty: parse_quote!(impl Into<#inner>),
                value: parse_quote!(#name.into()),
            }
        }
        ty => Argument {
            ty: file.ty(ty),
            value: parse_quote!(#name),
        },
    }
}

fn list(element: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    let inner = file.ty(element);
    if file.takes_into(element) {
        return Argument {
            ty: parse_quote!(impl IntoIterator<Item = impl Into<#inner>>),
            value: parse_quote!(#name.into_iter().map(Into::into).collect()),
        };
    }
    Argument {
        ty: parse_quote!(impl IntoIterator<Item = #inner>),
        value: parse_quote!(#name.into_iter().collect()),
    }
}
