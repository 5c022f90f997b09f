//! Arguments: what a caller may give for a type, and how it becomes the type.

use proc_macro2::Ident;
use syn::Expr;
use syn::parse_quote;

use super::Scope;
use super::imports::Imports;
use super::ty;
use crate::model::Shape;
use crate::model::Type;

/// An argument as it is declared, and the expression that makes a value of the type of it.
pub(super) struct Argument {
    pub(super) ty: syn::Type,
    pub(super) value: Expr,
}

/// How a caller gives a value of `ty` under the name `name`.
pub(super) fn argument(
    ty: &Type,
    name: &Ident,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Argument {
    match ty {
        Type::List(element) => list(element, name, scope, imports),
        Type::Boxed(inner) => {
            let inner = argument(inner, name, scope, imports);
            let value = inner.value;
            Argument {
                ty: inner.ty,
                value: parse_quote!(Box::new(#value)),
            }
        }
        ty if takes_into(ty, scope) => {
            let inner = ty::ty(ty, imports);
            Argument {
                ty: parse_quote!(impl Into<#inner>),
                value: parse_quote!(#name.into()),
            }
        }
        ty => Argument {
            ty: ty::ty(ty, imports),
            value: parse_quote!(#name),
        },
    }
}

fn list(element: &Type, name: &Ident, scope: Scope<'_>, imports: &mut Imports) -> Argument {
    let inner = ty::ty(element, imports);
    if takes_into(element, scope) {
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

/// Whether several types convert into this one without failing.
pub(super) fn takes_into(ty: &Type, scope: Scope<'_>) -> bool {
    ty.takes_into(|reference| Some(&scope.definition(reference)?.shape))
}

/// Whether a call borrows a parameter of this type: text that was checked when it was made.
pub(super) fn is_borrowed(ty: &Type, scope: Scope<'_>) -> bool {
    let Type::Named(reference) = ty else {
        return false;
    };
    let definition = scope.definition(reference);
    definition.is_some_and(
        |definition| matches!(&definition.shape, Shape::Text(text) if text.is_checked()),
    )
}
