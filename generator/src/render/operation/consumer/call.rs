//! Calls that a queue makes: of the operation that pulls, and of those that settle.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::FieldValue;
use syn::parse_quote;

use super::Queue;
use crate::model::Body;
use crate::model::Home;
use crate::model::Input;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Type;
use crate::model::TypeReference;
use crate::render::syntax::field_value;
use crate::render::syntax::ident;

/// A value that a call is given.
#[derive(Clone)]
pub(super) struct Value {
    /// As an argument takes it, which takes whatever converts into its type.
    argument: Expr,
    /// As one of exactly its type, which a struct takes that has it by name.
    exact: Expr,
}

impl Value {
    /// One of exactly its type.
    pub(super) fn exact(value: Expr) -> Self {
        Self {
            argument: value.clone(),
            exact: value,
        }
    }

    /// One that converts into its type, by this.
    pub(super) fn converted(argument: Expr, by: &TokenStream) -> Self {
        Self {
            exact: parse_quote!(#argument #by),
            argument,
        }
    }
}

/// A call.
pub(super) struct Call {
    /// The statements that make it.
    pub(super) before: TokenStream,
    /// What it gives.
    pub(super) response: TokenStream,
}

/// Values that a call is given, each with the name of its input.
pub(super) type Values<'v> = [(&'v Name, Value)];

impl Queue<'_> {
    /// The call of an operation with these values, and with what the queue keeps, awaited.
    pub(super) fn call(&self, operation: &Operation, values: &Values<'_>) -> Call {
        let parameters = operation.given_parameters();
        let value = |input: &Input<'_>| self.value(input, values, true);
        let mut given = given(&parameters, value);
        let mut set = self.set("call", operation, &operation.settable_parameters(), true);
        match &operation.body {
            Body::None => {}
            Body::Properties { fields, .. } => {
                let properties: Vec<Input<'_>> = Input::properties(fields).collect();
                let value = |input: &Input<'_>| self.value(input, values, false);
                given.extend(self::given(&properties, value));
                set.extend(self.set("call", operation, &properties, false));
            }
            Body::Value {
                name, ty, required, ..
            } => {
                let kept = ident(name.rust());
                let kept = required.then(|| parse_quote!(self.#kept.clone()));
                let body = self.body(operation, ty, values).or(kept);
                given.extend(body.map(|body| Given {
                    name,
                    is_argument: *required,
                    value: Value::exact(body),
                }));
            }
        }
        let (arguments, setters) = (self.arguments(operation, &given), setters(&given));
        let resources = self.owner.methods().map(|method| {
            let method = ident(method);
            quote!(.#method())
        });
        let method = ident(operation.method.rust());
        let call = quote!(self.client #(#resources)* .#method(#(#arguments),*) #(#setters)*);
        if set.is_empty() {
            return Call {
                before: TokenStream::new(),
                response: quote!(#call.await?),
            };
        }
        Call {
            before: quote!(let mut call = #call; #(#set)*),
            response: quote!(call.await?),
        }
    }

    /// The arguments of a call: what is required by name is one.
    fn arguments(&self, operation: &Operation, given: &[Given<'_>]) -> Vec<Expr> {
        let by_name = operation.required_by_name();
        let is_by_name = |one: &Given<'_>| by_name.iter().any(|(name, _)| *name == one.name);
        let (named, in_place): (Vec<&Given<'_>>, Vec<&Given<'_>>) = given
            .iter()
            .filter(|one| one.is_argument)
            .partition(|one| is_by_name(one));
        let in_place = in_place.into_iter().map(|one| one.value.argument.clone());
        let required = operation.required.as_ref();
        let required = required.map(|required| self.by_name(required, Home::Operation, named));
        in_place.chain(required).collect()
    }

    /// The struct of what is required by name.
    fn by_name<'g>(
        &self,
        required: &Name,
        home: Home,
        given: impl IntoIterator<Item = &'g Given<'g>>,
    ) -> Expr {
        let ty = self.file.named(&TypeReference {
            name: required.rust().to_owned(),
            home,
        });
        let values = given.into_iter().map(|one| -> FieldValue {
            field_value(&ident(one.name.rust()), one.value.exact.clone())
        });
        parse_quote!(#ty { #(#values),* })
    }

    /// A body whose type is an object with a name.
    fn body(&self, operation: &Operation, ty: &Type, values: &Values<'_>) -> Option<Expr> {
        let fields = self.file.properties(ty);
        let properties: Vec<Input<'_>> = Input::properties(fields).collect();
        let value = |input: &Input<'_>| self.value(input, values, false);
        let made = (!fields.is_empty()).then(|| self.made(ty, &properties, value))?;
        let set = self.set("body", operation, &properties, false);
        Some(if set.is_empty() {
            made
        } else {
            parse_quote!({ let mut body = #made; #(#set)* body })
        })
    }

    /// An object of this type as it is made: what has to be given, and then the setters.
    pub(super) fn made(
        &self,
        ty: &Type,
        properties: &[Input<'_>],
        value: impl Fn(&Input<'_>) -> Option<Value>,
    ) -> Expr {
        let given = given(properties, value);
        let reference = ty.named();
        let definition = reference.and_then(|reference| self.file.definition(reference));
        let required = definition.and_then(|definition| definition.required.as_ref());
        let arguments = given.iter().filter(|one| one.is_argument);
        let arguments: Vec<Expr> = match (required, reference) {
            (Some(required), Some(reference)) => {
                vec![self.by_name(required, reference.home, arguments)]
            }
            _ => arguments.map(|one| one.value.argument.clone()).collect(),
        };
        let (ty, setters) = (self.file.ty(ty), setters(&given));
        parse_quote!(#ty::new(#(#arguments),*) #(#setters)*)
    }

    /// What an input is given: one of these values, or what the queue keeps under its name; `None` where it is left out.
    fn value(&self, input: &Input<'_>, values: &Values<'_>, is_parameter: bool) -> Option<Value> {
        let known = values.iter().find(|(name, _)| *name == input.name);
        if let Some((_, value)) = known {
            return Some(nullable(input, value));
        }
        let held = self.held.iter().filter(|_| input.is_argument);
        let held = held
            .into_iter()
            .find(|held| held.name.wire() == input.name.wire())?;
        let name = ident(held.name.rust());
        if is_copied(held.ty) {
            return Some(Value::exact(parse_quote!(self.#name)));
        }
        let is_borrowed =
            *held.ty == Type::String || is_parameter && self.file.is_borrowed(held.ty);
        let exact: Expr = parse_quote!(self.#name.clone());
        let argument = if is_borrowed {
            parse_quote!(&self.#name)
        } else {
            exact.clone()
        };
        Some(Value { argument, exact })
    }
}

/// Whether values of a type are copied where they are given.
pub(super) fn is_copied(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Boolean | Type::Integer(_) | Type::Number | Type::Duration(_)
    )
}

fn nullable(input: &Input<'_>, value: &Value) -> Value {
    if input.is_nullable {
        let value = &value.exact;
        Value::exact(parse_quote!(Some(#value)))
    } else {
        value.clone()
    }
}

/// An input with the value that it is given.
struct Given<'n> {
    name: &'n Name,
    is_argument: bool,
    value: Value,
}

/// The inputs that are given a value.
fn given<'n>(inputs: &[Input<'n>], value: impl Fn(&Input<'_>) -> Option<Value>) -> Vec<Given<'n>> {
    let given = inputs.iter().filter_map(|input| {
        Some(Given {
            name: input.name,
            is_argument: input.is_argument,
            value: value(input)?,
        })
    });
    given.collect()
}

fn setters(given: &[Given<'_>]) -> Vec<TokenStream> {
    let optional = given.iter().filter(|one| !one.is_argument);
    let set = optional.map(|one| {
        let (setter, value) = (ident(one.name.rust()), &one.value.argument);
        quote!(.#setter(#value))
    });
    set.collect()
}
