//! The smallest pieces of syntax: identifiers, attributes, types; in it `expression` and `function`.

mod expression;
mod function;

use proc_macro2::Ident;
use proc_macro2::Span;
use proc_macro2::TokenStream;
use quote::quote;
use syn::AngleBracketedGenericArguments;
use syn::AssocType;
use syn::AttrStyle;
use syn::Attribute;
use syn::Field;
use syn::FieldModifiers;
use syn::GenericArgument;
use syn::Item;
use syn::ItemMacro;
use syn::Lifetime;
use syn::Lit;
use syn::LitStr;
use syn::Macro;
use syn::MacroDelimiter;
use syn::Meta;
use syn::MetaList;
use syn::MetaNameValue;
use syn::Path;
use syn::PathArguments;
use syn::PathSegment;
use syn::Token;
use syn::TraitBound;
use syn::TraitBoundModifiers;
use syn::Type;
use syn::TypeImplTrait;
use syn::TypeParamBound;
use syn::TypePath;
use syn::TypeReference;
use syn::Visibility;
use syn::token::Bracket;
use syn::token::Paren;

use crate::render::docs::wrap::wrap;

pub(crate) use expression::MethodCall;
pub(crate) use expression::arm;
pub(crate) use expression::array;
pub(crate) use expression::awaited;
pub(crate) use expression::borrowed;
pub(crate) use expression::call;
pub(crate) use expression::called;
pub(crate) use expression::chained;
pub(crate) use expression::field;
pub(crate) use expression::field_value;
pub(crate) use expression::item_of;
pub(crate) use expression::literal;
pub(crate) use expression::local;
pub(crate) use expression::made;
pub(crate) use expression::made_by_macro;
pub(crate) use expression::text;
pub(crate) use expression::tried;
pub(crate) use expression::tuple;
pub(crate) use expression::value_of;
pub(crate) use expression::variable;
pub(crate) use function::Receiver;
pub(crate) use function::argument;
pub(crate) use function::borrowing;
pub(crate) use function::function;
pub(crate) use function::implementation;
pub(crate) use function::implementation_of;
pub(crate) use function::last;
pub(crate) use function::public;
pub(crate) use function::returning;
pub(crate) use function::statement;

/// A name as an identifier, raw where it has to be.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A type of this name, with these type arguments. Types are in every line: this takes a tenth of what parsing one does.
pub(crate) fn type_of(name: Ident, arguments: impl IntoIterator<Item = Type>) -> Type {
    named(name, type_arguments(arguments))
}

/// A type of this name that borrows for so long, with these type arguments.
pub(crate) fn borrowing_type(
    name: Ident,
    lifetime: &str,
    arguments: impl IntoIterator<Item = Type>,
) -> Type {
    let lifetime = GenericArgument::Lifetime(Lifetime::new(lifetime, Span::call_site()));
    let mut all = type_arguments([]);
    all.args.push(lifetime);
    all.args.extend(type_arguments(arguments).args);
    named(name, all)
}

/// `&ty`.
pub(crate) fn reference(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(ty),
    })
}

/// `impl Into<ty>`.
pub(crate) fn into_type(ty: Type) -> Type {
    implementing("Into", type_arguments([ty]))
}

/// `impl IntoIterator<Item = item>`.
pub(crate) fn items_type(item: Type) -> Type {
    let mut arguments = type_arguments([]);
    arguments.args.push(GenericArgument::AssocType(AssocType {
        ident: ident("Item"),
        generics: None,
        eq_token: <Token![=]>::default(),
        ty: item,
    }));
    implementing("IntoIterator", arguments)
}

/// Any type with this trait.
fn implementing(name: &str, arguments: AngleBracketedGenericArguments) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path: path(ident(name), arguments),
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: <Token![impl]>::default(),
        bounds: std::iter::once(bound).collect(),
    })
}

fn named(name: Ident, arguments: AngleBracketedGenericArguments) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: path(name, arguments),
    })
}

fn path(name: Ident, arguments: AngleBracketedGenericArguments) -> Path {
    let arguments = if arguments.args.is_empty() {
        PathArguments::None
    } else {
        PathArguments::AngleBracketed(arguments)
    };
    PathSegment {
        ident: name,
        arguments,
    }
    .into()
}

fn type_arguments(arguments: impl IntoIterator<Item = Type>) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: <Token![<]>::default(),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: <Token![>]>::default(),
    }
}

/// `#[name]`.
pub(crate) fn attribute(name: &str) -> Attribute {
    above(AttrStyle::Outer, Meta::Path(ident(name).into()))
}

/// `#[name(tokens)]`.
pub(crate) fn attribute_of(name: &str, tokens: TokenStream) -> Attribute {
    let meta = MetaList {
        path: ident(name).into(),
        delimiter: MacroDelimiter::Paren(Paren::default()),
        tokens,
    };
    above(AttrStyle::Outer, Meta::List(meta))
}

fn above(style: AttrStyle, meta: Meta) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style,
        bracket_token: Bracket::default(),
        meta,
    }
}

/// `name: ty` of a struct.
pub(crate) fn declared_field(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs: attributes,
        vis: Visibility::Inherited,
        modifiers: FieldModifiers::default(),
        ident: Some(name),
        colon_token: Some(<Token![:]>::default()),
        ty,
        default: None,
    }
}

/// `name!(tokens);`.
pub(crate) fn macro_call(name: Ident, tokens: TokenStream) -> Item {
    Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path: name.into(),
            bang_token: <Token![!]>::default(),
            delimiter: MacroDelimiter::Paren(Paren::default()),
            tokens,
        },
        semi_token: Some(<Token![;]>::default()),
    })
}

/// The condition under which an item is compiled, where there is one: any of these features.
pub(crate) fn gate(features: &[String]) -> Option<Attribute> {
    match features {
        [] => None,
        [one] => Some(attribute_of("cfg", quote!(feature = #one))),
        several => Some(attribute_of("cfg", quote!(any(#(feature = #several),*)))),
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

/// A line of docs as a literal, whose quotes are not printed: a raw string wherever one can hold it. Reading that, as all do who look
/// at the attribute, takes a fraction of what escapes do.
fn line(text: &str) -> Lit {
    let fence = if text.contains('"') { "#" } else { "" };
    if !text.contains('\r')
        && !text.contains("\"#")
        && let Ok(literal) = format!("r{fence}\"{text}\"{fence}").parse()
    {
        return Lit::new(literal);
    }
    Lit::Str(LitStr::new(text, Span::call_site()))
}

/// `#[doc = …]`. Most of what is generated is documentation: it is put together by hand, and put above items that are parsed
/// without it, for parsing each line with every item around it takes longer than all else.
fn doc_attribute(style: AttrStyle, line: &str) -> Attribute {
    let meta = MetaNameValue {
        path: ident("doc").into(),
        eq_token: <Token![=]>::default(),
        value: literal(self::line(line)),
    };
    above(style, Meta::NameValue(meta))
}
