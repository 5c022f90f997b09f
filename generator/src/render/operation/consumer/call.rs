//! Calls that a queue makes: of the operation that pulls, and of those that settle.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use super::Queue;
use crate::model::Body;
use crate::model::Input;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Type;
use crate::render::syntax::ident;

/// Values that a call is given, each with the name of its input.
pub(super) type Values<'v> = [(&'v Name, Expr)];

impl Queue<'_> {
    /// The call of an operation with these values, and with what the queue keeps, awaited.
    pub(super) fn call(&self, operation: &Operation, values: &Values<'_>) -> TokenStream {
        let parameters = operation.given_parameters();
        let value = |input: &Input<'_>| self.value(input, values, true);
        let mut arguments = arguments(&parameters, value);
        let mut setters = setters(&parameters, value);
        match &operation.body {
            Body::None => {}
            Body::Properties { fields, .. } => {
                let properties: Vec<Input<'_>> = Input::properties(fields).collect();
                let value = |input: &Input<'_>| self.value(input, values, false);
                arguments.extend(self::arguments(&properties, value));
                setters.extend(self::setters(&properties, value));
            }
            Body::Value {
                name, ty, required, ..
            } => {
                let body = self.body(ty, values);
                let setter = ident(name.rust());
                match body {
                    Some(body) if *required => arguments.push(body),
                    Some(body) => setters.push(quote!(.#setter(#body))),
                    None if *required => arguments.push(parse_quote!(self.#setter.clone())),
                    None => {}
                }
            }
        }
        let resources = self.owner.methods().map(|method| {
            let method = ident(method);
            quote!(.#method())
        });
        let method = ident(operation.method.rust());
        quote!(self.client #(#resources)* .#method(#(#arguments),*) #(#setters)* .await?)
    }

    /// A body whose type is an object with a name.
    fn body(&self, ty: &Type, values: &Values<'_>) -> Option<Expr> {
        let fields = self.file.properties(ty);
        let properties: Vec<Input<'_>> = Input::properties(fields).collect();
        let value = |input: &Input<'_>| self.value(input, values, false);
        (!fields.is_empty()).then(|| made(ty, &properties, value, self))
    }

    /// What an input is given: one of these values, or what the queue keeps under its name; `None` where it is left out.
    fn value(&self, input: &Input<'_>, values: &Values<'_>, is_parameter: bool) -> Option<Expr> {
        let known = values.iter().find(|(name, _)| *name == input.name);
        if let Some((_, value)) = known {
            return Some(nullable(input, value));
        }
        let held = self.held();
        let held = held.iter().filter(|_| input.is_argument);
        let held = held
            .into_iter()
            .find(|held| held.name.wire() == input.name.wire())?;
        let name = ident(held.name.rust());
        let is_copied = matches!(
            held.ty,
            Type::Boolean | Type::Integer(_) | Type::Number | Type::Duration(_)
        );
        Some(if is_copied {
            parse_quote!(self.#name)
        } else if *held.ty == Type::String || is_parameter && self.file.is_borrowed(held.ty) {
            parse_quote!(&self.#name)
        } else {
            parse_quote!(self.#name.clone())
        })
    }
}

fn nullable(input: &Input<'_>, value: &Expr) -> Expr {
    if input.is_nullable {
        parse_quote!(Some(#value))
    } else {
        value.clone()
    }
}

/// An object of this type as it is made: what has to be given, and then the setters.
pub(super) fn made(
    ty: &Type,
    properties: &[Input<'_>],
    value: impl Fn(&Input<'_>) -> Option<Expr> + Copy,
    queue: &Queue<'_>,
) -> Expr {
    let ty = queue.file.ty(ty);
    let (arguments, setters) = (arguments(properties, value), setters(properties, value));
    parse_quote!(#ty::new(#(#arguments),*) #(#setters)*)
}

fn arguments(inputs: &[Input<'_>], value: impl Fn(&Input<'_>) -> Option<Expr>) -> Vec<Expr> {
    let arguments = inputs.iter().filter(|input| input.is_argument);
    arguments.filter_map(value).collect()
}

fn setters(inputs: &[Input<'_>], value: impl Fn(&Input<'_>) -> Option<Expr>) -> Vec<TokenStream> {
    let optional = inputs.iter().filter(|input| !input.is_argument);
    let set = optional.filter_map(|input| {
        let (setter, value) = (ident(input.name.rust()), value(input)?);
        Some(quote!(.#setter(#value)))
    });
    set.collect()
}
