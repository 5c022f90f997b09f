//! Values of a response, taken out of it along paths of properties.

use proc_macro2::Ident;
use syn::Expr;
use syn::parse_quote;

use super::Queue;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Type;
use crate::model::Usage;
use crate::render::operation::reach::field;
use crate::render::syntax::ident;
use crate::render::types::presence::has_three_states;
use crate::render::types::presence::is_optional;

/// Whether a value is moved out of its response, or copied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taking {
    Moved,
    Copied,
}

/// A value on the way, of a response in a variable.
pub(super) struct Taken {
    pub(super) value: Expr,
    pub(super) is_option: bool,
    pub(super) ty: Option<Type>,
    /// How the type is used that has it.
    pub(super) usage: Usage,
    /// What a closure calls it.
    name: Ident,
}

impl Queue<'_> {
    /// The value at the end of a path of the response to an operation, which is in the variable `response`.
    pub(super) fn taken(
        &self,
        operation: &Operation,
        response: &str,
        path: &[Name],
        taking: Taking,
    ) -> Taken {
        let name = ident(response);
        let is_option = matches!(operation.response.ty(), Some(Type::Nullable(_)));
        let mut taken = Taken {
            value: if is_option && taking == Taking::Copied && !path.is_empty() {
                parse_quote!(#name.as_ref())
            } else {
                parse_quote!(#name)
            },
            is_option,
            ty: operation.response.value_type().cloned(),
            usage: Usage {
                response: true,
                ..Usage::default()
            },
            name,
        };
        for (index, property) in path.iter().enumerate() {
            let is_last = index + 1 == path.len();
            taken = self.step(&taken, property, taking, is_last);
        }
        taken
    }

    /// Goes on with a property.
    fn step(&self, from: &Taken, property: &Name, taking: Taking, is_last: bool) -> Taken {
        let name = ident(property.rust());
        let found = from
            .ty
            .as_ref()
            .and_then(|ty| field(ty, property, self.file));
        let is_field_option = found.is_some_and(|(field, usage)| is_optional(field, usage));
        let has_three_states = found.is_some_and(|(field, usage)| has_three_states(field, usage));
        let is_borrowed = taking == Taking::Copied && !is_last;
        let of = |owner: &Expr| -> Expr {
            match (is_field_option, has_three_states, is_borrowed) {
                (_, true, true) => parse_quote!(#owner.#name.value()),
                (_, true, false) => parse_quote!(#owner.#name.into_value()),
                (true, false, true) => parse_quote!(#owner.#name.as_ref()),
                (false, false, true) if from.is_option => parse_quote!(&#owner.#name),
                (_, false, _) => parse_quote!(#owner.#name),
            }
        };
        let (before, owner) = (&from.value, &from.name);
        let value = if from.is_option {
            let inner = of(&parse_quote!(#owner));
            let method = ident(if is_field_option { "and_then" } else { "map" });
            parse_quote!(#before.#method(|#owner| #inner))
        } else {
            of(before)
        };
        Taken {
            value,
            is_option: from.is_option || is_field_option,
            ty: found.map(|(field, _)| field.ty.clone()),
            usage: found.map_or(from.usage, |(_, usage)| usage),
            name,
        }
    }
}
