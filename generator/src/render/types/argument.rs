//! Arguments: what a caller may give for a type, how it becomes the type, and the setters that take one.

use proc_macro2::Ident;
use syn::Attribute;
use syn::Expr;
use syn::ExprAssign;
use syn::ExprCall;
use syn::FnArg;
use syn::ImplItemFn;
use syn::Pat;
use syn::PatIdent;
use syn::PatType;
use syn::Stmt;
use syn::Token;
use syn::parse_quote;
use syn::token::Paren;

use crate::model::Type;
use crate::render::file::RustFile;
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
        let value = Expr::Call(ExprCall {
            attrs: Vec::new(),
            func: Box::new(wrapper.clone()),
            paren_token: Paren::default(),
            args: std::iter::once(self.value.clone()).collect(),
        });
        let set = Expr::Assign(ExprAssign {
            attrs: Vec::new(),
            left: Box::new(place.clone()),
            eq_token: <Token![=]>::default(),
            right: Box::new(value),
        });
        let set = Stmt::Expr(set, Some(<Token![;]>::default()));
        setter(name, above, &self.ty, &set)
    }
}

thread_local! {
    /// A setter without a name and a parameter that sets nothing: parsed once, and not with each of the many that there are.
    static SETTER: ImplItemFn = parse_quote! {
        pub fn name(mut self) -> Self {
            self
        }
    };
}

/// A method that sets something, and gives back its owner.
pub(crate) fn setter(
    name: &Ident,
    above: Vec<Attribute>,
    ty: &syn::Type,
    set: &Stmt,
) -> ImplItemFn {
    let mut function = SETTER.with(Clone::clone);
    function.attrs = above;
    function.sig.ident = name.clone();
    function.sig.inputs.push(parameter(name, ty));
    function.block.stmts.insert(0, set.clone());
    function
}

/// A parameter of a function.
fn parameter(name: &Ident, ty: &syn::Type) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: None,
            ident: name.clone(),
            subpat: None,
        })),
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty.clone()),
    })
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
            Self::Arguments => parse_quote!(#name),
            Self::ByName(holder) => parse_quote!(#holder.#name),
        }
    }
}

/// A value of a struct in which it is given by name: of exactly its type.
pub(crate) fn by_name(ty: &Type, name: &Ident, holder: &Ident) -> Expr {
    match ty {
        Type::Boxed(inner) => {
            let inner = by_name(inner, name, holder);
            parse_quote!(Box::new(#inner))
        }
        _ => parse_quote!(#holder.#name),
    }
}

/// How a caller gives a value of `ty` under the name `name`.
pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    match ty {
        Type::List(item) => list(item, name, file),
        Type::Boxed(inner) => {
            let (holder, inner) = (file.holder(inner), argument(inner, name, file));
            let value = inner.value;
            Argument {
                ty: inner.ty,
                value: parse_quote!(#holder::new(#value)),
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
