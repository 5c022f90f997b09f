//! What the response to a settlement says of single leases.

use syn::Arm;
use syn::Expr;
use syn::parse_quote;

use super::Queue;
use super::reading::Taken;
use super::reading::Taking;
use super::settle::Kind;
use crate::model::Field;
use crate::model::LeaseWarnings;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Settling;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Usage;
use crate::render::operation::reach::field;
use crate::render::syntax::ident;
use crate::render::types::presence::is_optional;
use crate::render::types::union::unknown_name;

/// Warnings: an iterator of them, or a list.
pub(super) enum Warnings {
    Iterator(Expr),
    List(Expr),
}

impl Warnings {
    /// As a list.
    pub(super) fn collected(self) -> Expr {
        match self {
            Self::Iterator(each) => parse_quote!(#each.collect()),
            Self::List(list) => list,
        }
    }

    /// As what a list is extended with.
    pub(super) fn each(self) -> Expr {
        match self {
            Self::Iterator(each) => each,
            Self::List(list) => list,
        }
    }
}

/// The warnings that an operation gives, if it gives any.
pub(super) fn warnings(
    settling: &Settling,
    kind: Kind,
    operation: &Operation,
    queue: &Queue<'_>,
) -> Option<Warnings> {
    let described = settling.warnings.as_ref()?;
    let taken = queue.taken(operation, "response", &described.path, Taking::Moved);
    let warnings = if let Some(Type::Named(reference)) = &taken.ty {
        let union = queue.file.definition(reference).map(|one| &one.shape);
        let Some(Shape::Union(union)) = union else {
            return None;
        };
        let ty = queue.file.named(reference);
        let mut arms: Vec<Arm> = Vec::new();
        let mut others = vec![unknown_name(union)];
        for variant in &union.variants {
            let name = ident(variant.name.rust());
            match texts(&variant.ty, &parse_quote!(texts), queue) {
                Some(each) if taken.is_option => {
                    arms.push(parse_quote!(Some(#ty::#name(texts)) => #each.collect()));
                }
                Some(each) => arms.push(parse_quote!(#ty::#name(texts) => #each.collect())),
                None => others.push(name),
            }
        }
        let rest: Arm = if taken.is_option {
            parse_quote!(_ => Vec::new())
        } else {
            parse_quote!(#(#ty::#others(_))|* => Vec::new())
        };
        let value = taken.value;
        Warnings::List(parse_quote!(match #value { #(#arms,)* #rest }))
    } else {
        let list = listed(&taken);
        let each = match &taken.ty {
            Some(Type::List(item)) if **item != Type::String => {
                let one = object(described, item, kind, taken.usage, queue);
                parse_quote!(#list.into_iter().map(|warning| #one))
            }
            Some(ty) => texts(ty, &list, queue)?,
            None => return None,
        };
        Warnings::Iterator(each)
    };
    Some(warnings)
}

/// A list or a map, which is empty where it is missing.
fn listed(taken: &Taken) -> Expr {
    let value = &taken.value;
    if taken.is_option {
        parse_quote!(#value.unwrap_or_default())
    } else {
        value.clone()
    }
}

/// The warnings of texts, in a list or by their leases.
fn texts(ty: &Type, texts: &Expr, queue: &Queue<'_>) -> Option<Expr> {
    let lease = queue.file.runtime("lease");
    match ty {
        Type::Map { value, .. } if **value == Type::String => Some(parse_quote! {
            #texts.into_iter().map(|(lease, text)| #lease::Warning::of(Some(lease.as_str()), text))
        }),
        Type::List(item) if **item == Type::String => {
            Some(parse_quote!(#texts.into_iter().map(#lease::Warning::from)))
        }
        _ => None,
    }
}

/// The warning that an object says, in the variable `warning`.
fn object(
    described: &LeaseWarnings,
    ty: &Type,
    kind: Kind,
    usage: Usage,
    queue: &Queue<'_>,
) -> Expr {
    let lease = queue.file.runtime("lease");
    let found = |name: &Name| field(ty, name, queue.file).map(|(field, _)| field);
    let of = |name: &Option<Name>| name.as_ref().and_then(found);
    let text: Expr = match of(&described.text) {
        None => parse_quote!(String::new()),
        Some(field) => {
            let name = ident(field.name.rust());
            if is_optional(field, usage) {
                parse_quote!(warning.#name.unwrap_or_default())
            } else {
                parse_quote!(warning.#name)
            }
        }
    };
    if let Some(field) = of(&described.lease) {
        let id = borrowed(field, usage, queue);
        return parse_quote!(#lease::Warning::of(#id, #text));
    }
    match of(&described.number) {
        Some(field) => {
            let (number, leases) = (borrowed(field, usage, queue), kind.numbered());
            parse_quote!(#lease::Warning::numbered(#number, #leases, #text))
        }
        None => parse_quote!(#lease::Warning::from(#text)),
    }
}

/// A text of a warning, as an option of `&str`.
fn borrowed(field: &Field, usage: Usage, queue: &Queue<'_>) -> Expr {
    let name = ident(field.name.rust());
    match (&field.ty, is_optional(field, usage)) {
        (Type::String, true) => parse_quote!(warning.#name.as_deref()),
        (ty, true) => {
            let ty = queue.file.ty(ty);
            parse_quote!(warning.#name.as_ref().map(#ty::as_str))
        }
        (_, false) => parse_quote!(Some(warning.#name.as_str())),
    }
}
