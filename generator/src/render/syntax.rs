//! The smallest pieces of syntax: identifiers, attributes, `impl` blocks.

use proc_macro2::Ident;
use proc_macro2::Span;
use syn::AngleBracketedGenericArguments;
use syn::AttrStyle;
use syn::Attribute;
use syn::Expr;
use syn::ExprLit;
use syn::ExprPath;
use syn::GenericArgument;
use syn::ImplItem;
use syn::ImplItemFn;
use syn::Item;
use syn::ItemImpl;
use syn::Lit;
use syn::LitStr;
use syn::Meta;
use syn::MetaNameValue;
use syn::PathArguments;
use syn::PathSegment;
use syn::Token;
use syn::Type;
use syn::TypePath;
use syn::parse_quote;
use syn::punctuated::Punctuated;
use syn::token::Bracket;

use crate::render::docs::wrap::wrap;

/// An `impl` with these functions, which were parsed when they were made.
pub(crate) fn with_functions(
    mut block: ItemImpl,
    functions: impl IntoIterator<Item = ImplItemFn>,
) -> Item {
    block.items.extend(functions.into_iter().map(ImplItem::Fn));
    Item::Impl(block)
}

/// A name as an identifier, raw where it has to be.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A type of this name, with these type arguments. Types are in every line: this takes a tenth of what parsing one does.
pub(crate) fn type_of(name: Ident, arguments: impl IntoIterator<Item = Type>) -> Type {
    let arguments: Punctuated<GenericArgument, Token![,]> =
        arguments.into_iter().map(GenericArgument::Type).collect();
    let arguments = if arguments.is_empty() {
        PathArguments::None
    } else {
        PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <Token![<]>::default(),
            args: arguments,
            gt_token: <Token![>]>::default(),
        })
    };
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: PathSegment {
            ident: name,
            arguments,
        }
        .into(),
    })
}

/// What stands under this name.
pub(crate) fn value_of(name: Ident) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// A literal as an expression.
pub(crate) fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// The condition under which an item is compiled, where there is one: any of these features.
pub(crate) fn gate(features: &[String]) -> Option<Attribute> {
    match features {
        [] => None,
        [one] => Some(parse_quote!(#[cfg(feature = #one)])),
        several => Some(parse_quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

/// The most lines of a doc comment: each takes a hundred times its own memory as a syntax tree.
const MOST_LINES: usize = 5_000;

/// A doc comment, an attribute for each line. Of a text that is a book of its own, it has the beginning.
pub(crate) fn doc_comment(style: AttrStyle, text: &str) -> Vec<Attribute> {
    let text = wrap(text);
    let more = text.lines().count().saturating_sub(MOST_LINES);
    let rest = (more > 0).then(|| format!(" … and {more} more lines in the API description."));
    let lines = text.lines().take(MOST_LINES).map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    let lines = lines.chain(rest);
    lines.map(|line| doc_attribute(style, &line)).collect()
}

/// A text as a literal. Where nothing in it is escaped, reading the literal takes a fraction of what escaping each letter does.
fn text(text: &str) -> Lit {
    let is_plain = |c: u8| matches!(c, b' '..=b'~') && c != b'"' && c != b'\\';
    if text.bytes().all(is_plain)
        && let Ok(literal) = format!("\"{text}\"").parse()
    {
        return Lit::new(literal);
    }
    Lit::Str(LitStr::new(text, Span::call_site()))
}

/// `#[doc = …]`. Most of what is generated is documentation: it is put together by hand, and put above items that are parsed
/// without it, for parsing each line with every item around it takes longer than all else.
fn doc_attribute(style: AttrStyle, line: &str) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style,
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <Token![=]>::default(),
            value: literal(text(line)),
        }),
    }
}
