//! Expressions and what holds them, put together from their parts: parsing what each operation has takes twenty times as long.

use proc_macro2::Ident;
use proc_macro2::Span;
use proc_macro2::TokenStream;
use syn::Arm;
use syn::Expr;
use syn::ExprArray;
use syn::ExprAwait;
use syn::ExprCall;
use syn::ExprField;
use syn::ExprLit;
use syn::ExprMacro;
use syn::ExprMethodCall;
use syn::ExprPath;
use syn::ExprReference;
use syn::ExprStruct;
use syn::ExprTry;
use syn::ExprTuple;
use syn::FieldValue;
use syn::Lit;
use syn::LitStr;
use syn::Local;
use syn::LocalInit;
use syn::LocalModifiers;
use syn::Macro;
use syn::MacroDelimiter;
use syn::Member;
use syn::Pat;
use syn::PatIdent;
use syn::PatType;
use syn::Path;
use syn::PathSegment;
use syn::Stmt;
use syn::Token;
use syn::Type;
use syn::punctuated::Punctuated;
use syn::token::Brace;
use syn::token::Bracket;
use syn::token::Paren;

use super::ident;
use super::type_arguments;

/// What stands under this name.
pub(crate) fn value_of(name: Ident) -> Expr {
    Expr::Path(at(name.into()))
}

/// What stands under a name of a type: `Type::name`.
pub(crate) fn item_of(ty: Ident, name: &str) -> Expr {
    Expr::Path(item(ty, name))
}

fn item(ty: Ident, name: &str) -> ExprPath {
    let segments: Punctuated<PathSegment, Token![::]> = [ty, ident(name)]
        .map(PathSegment::from)
        .into_iter()
        .collect();
    at(Path {
        leading_colon: None,
        segments,
    })
}

fn at(path: Path) -> ExprPath {
    ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    }
}

/// `[items]`.
pub(crate) fn array(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: Bracket::default(),
        elems: items.into_iter().collect(),
    })
}

/// `(items)`.
pub(crate) fn tuple(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(ExprTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems: items.into_iter().collect(),
    })
}

/// `value?`.
pub(crate) fn tried(value: Expr) -> Expr {
    Expr::Try(ExprTry {
        attrs: Vec::new(),
        expr: Box::new(value),
        question_token: <Token![?]>::default(),
    })
}

/// `value.await`.
pub(crate) fn awaited(value: Expr) -> Expr {
    Expr::Await(ExprAwait {
        attrs: Vec::new(),
        base: Box::new(value),
        dot_token: <Token![.]>::default(),
        await_token: <Token![await]>::default(),
    })
}

/// `name!(tokens)`, in these brackets.
pub(crate) fn made_by_macro(name: Ident, delimiter: MacroDelimiter, tokens: TokenStream) -> Expr {
    Expr::Macro(ExprMacro {
        attrs: Vec::new(),
        mac: Macro {
            path: name.into(),
            bang_token: <Token![!]>::default(),
            delimiter,
            tokens,
        },
    })
}

/// `ty::name => value,` of a `match`.
pub(crate) fn arm(ty: Ident, name: &str, value: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: Pat::Path(item(ty, name)),
        fat_arrow_token: <Token![=>]>::default(),
        body: Box::new(value),
        comma: Some(<Token![,]>::default()),
    }
}

/// A literal as an expression.
pub(crate) fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// A text as a literal.
pub(crate) fn text(text: &str) -> Expr {
    literal(Lit::Str(LitStr::new(text, Span::call_site())))
}

/// `base.member`.
pub(crate) fn field(base: Expr, member: impl Into<Member>) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(base),
        dot_token: <Token![.]>::default(),
        member: member.into(),
    })
}

/// `&value`.
pub(crate) fn borrowed(value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        mutability: None,
        expr: Box::new(value),
    })
}

/// `function(arguments)`.
pub(crate) fn called(function: Expr, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(function),
        paren_token: Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// The call of a method, without what it is called on.
#[derive(Clone)]
pub(crate) struct MethodCall {
    name: Ident,
    /// The type that the method is told, where nothing else says it.
    ty: Option<Type>,
    arguments: Vec<Expr>,
}

/// `.name(arguments)`.
pub(crate) fn call(name: &str, arguments: impl IntoIterator<Item = Expr>) -> MethodCall {
    MethodCall {
        name: ident(name),
        ty: None,
        arguments: arguments.into_iter().collect(),
    }
}

impl MethodCall {
    /// The same with this type, where there is one: `.name::<ty>(arguments)`.
    pub(crate) fn of(self, ty: Option<Type>) -> Self {
        Self { ty, ..self }
    }

    fn on(self, receiver: Expr) -> Expr {
        let turbofish = self.ty.map(|ty| type_arguments([ty]));
        Expr::MethodCall(ExprMethodCall {
            attrs: Vec::new(),
            receiver: Box::new(receiver),
            dot_token: <Token![.]>::default(),
            method: self.name,
            turbofish: turbofish.map(|arguments| syn::AngleBracketedGenericArguments {
                colon2_token: Some(<Token![::]>::default()),
                ..arguments
            }),
            paren_token: Paren::default(),
            args: self.arguments.into_iter().collect(),
        })
    }
}

/// These calls, each on what the one before it gives, the first on `receiver`.
pub(crate) fn chained(receiver: Expr, calls: impl IntoIterator<Item = MethodCall>) -> Expr {
    let calls = calls.into_iter();
    calls.fold(receiver, |receiver, call| call.on(receiver))
}

/// `name { values, ..rest }`.
pub(crate) fn made(name: Ident, values: Vec<FieldValue>, rest: Option<Expr>) -> Expr {
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
        brace_token: Brace::default(),
        fields: values.into_iter().collect(),
        dot2_token: rest.as_ref().map(|_| <Token![..]>::default()),
        rest: rest.map(Box::new),
    })
}

/// `name: value`, or `name` where the value is called so.
pub(crate) fn field_value(name: &Ident, value: Expr) -> FieldValue {
    let is_itself = matches!(&value, Expr::Path(path) if path.path.is_ident(name));
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name.clone()),
        colon_token: (!is_itself).then(<Token![:]>::default),
        expr: value,
    }
}

/// `let name: ty = value;`.
pub(crate) fn local(name: &Ident, ty: Option<Type>, value: Expr) -> Stmt {
    let name = pattern(name);
    Stmt::Local(Local {
        attrs: Vec::new(),
        let_token: <Token![let]>::default(),
        modifiers: LocalModifiers::default(),
        pat: match ty {
            Some(ty) => Pat::Type(typed(name, ty)),
            None => name,
        },
        init: Some(LocalInit {
            eq_token: <Token![=]>::default(),
            expr: Box::new(value),
            diverge: None,
        }),
        semi_token: <Token![;]>::default(),
    })
}

/// `let mut name = value;`.
pub(crate) fn variable(name: &str, value: Expr) -> Stmt {
    let mut statement = local(&ident(name), None, value);
    if let Stmt::Local(Local {
        pat: Pat::Ident(name),
        ..
    }) = &mut statement
    {
        name.mutability = Some(<Token![mut]>::default());
    }
    statement
}

/// A name that something is bound to.
pub(super) fn pattern(name: &Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: name.clone(),
        subpat: None,
    })
}

pub(super) fn typed(pattern: Pat, ty: Type) -> PatType {
    PatType {
        attrs: Vec::new(),
        pat: Box::new(pattern),
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty),
    }
}
