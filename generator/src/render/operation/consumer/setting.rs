//! What else calls of a queue can be given: optional inputs of the pull, which the queue keeps.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;
use syn::parse_quote;

use super::Queue;
use super::call::is_copied;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Home;
use crate::model::Input;
use crate::model::Lease;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Side;
use crate::model::Type;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::syntax::implementation;
use crate::render::syntax::type_of;
use crate::render::types::argument::argument;

/// An optional input of a pull.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) name: &'a Name,
    pub(super) ty: &'a Type,
    docs: &'a Docs,
    /// Whether the client has one too.
    is_of_client: bool,
}

/// The optional inputs of a pull that it does not give by itself, and the parameters of the client.
pub(super) fn settings<'a>(
    pull: &'a Operation,
    lease: &Lease,
    file: &RustFile<'a>,
) -> Vec<Setting<'a>> {
    let parameters = pull.parameters.iter();
    let parameters = parameters.filter(|one| !one.required || one.client_wide);
    let parameters = parameters.map(|one| Setting {
        name: &one.name,
        ty: &one.ty,
        docs: &one.docs,
        is_of_client: one.client_wide,
    });
    let fields: &[Field] = match &pull.body {
        Body::None => &[],
        Body::Properties { fields, .. } => fields,
        Body::Value { ty, .. } => file.properties(ty),
    };
    let fields = fields
        .iter()
        .filter(|field| !field.is_required() && field.side != Side::Response);
    let fields = fields.map(|field| Setting {
        name: &field.name,
        ty: &field.ty,
        docs: &field.docs,
        is_of_client: false,
    });
    let own: Vec<&Name> = lease.own_inputs().collect();
    parameters
        .chain(fields)
        .filter(|one| !own.contains(&one.name) && !one.docs.deprecated)
        .filter(|one| !matches!(one.ty, Type::RawBody | Type::Part | Type::Multipart))
        .collect()
}

/// The setters of a queue.
pub(super) fn setters(queue: &Queue<'_>) -> Option<Item> {
    let ty = ident(queue.lease.queue.rust());
    let setters = queue.settings.iter().map(|setting| {
        let (file, name) = (queue.file, ident(setting.name.rust()));
        let instead = if setting.is_of_client {
            "For this consumer, in place of the client's."
        } else {
            ""
        };
        let own = file.own_docs(setting.docs, setting.ty);
        let above = docs::outer(&docs::text_and(&own, "", instead));
        let argument = argument(setting.ty, &name, file);
        let mut setter =
            argument.setter(&name, above, &parse_quote!(self.#name), &parse_quote!(Some));
        setter.attrs.push(parse_quote!(#[must_use]));
        setter
    });
    let setters: Vec<_> = setters.collect();
    (!setters.is_empty()).then(|| implementation(type_of(ty, []), setters))
}

impl Queue<'_> {
    /// The statements that give the variable, a call of an operation or its body, what the queue keeps for these inputs.
    pub(super) fn set(
        &self,
        variable: &str,
        operation: &Operation,
        inputs: &[Input<'_>],
        is_parameter: bool,
    ) -> Vec<TokenStream> {
        let variable = ident(variable);
        let optional = inputs.iter().filter(|input| !input.is_argument);
        let kept = optional.filter(|input| self.is_kept(input, operation));
        kept.map(|input| {
            let name = ident(input.name.rust());
            if is_copied(input.ty) {
                return quote!(if let Some(value) = self.#name { #variable = #variable.#name(value); });
            }
            let is_borrowed =
                *input.ty == Type::String || is_parameter && self.file.is_borrowed(input.ty);
            let value = if is_borrowed {
                quote!(value)
            } else {
                quote!(value.clone())
            };
            quote!(if let Some(value) = &self.#name { #variable = #variable.#name(#value); })
        })
        .collect()
    }

    /// Whether the queue keeps a value for an optional input: one of the same name and type as that of the pull.
    fn is_kept(&self, input: &Input<'_>, operation: &Operation) -> bool {
        let is_seen = operation.id == self.pull.id
            || input.ty.references().all(|one| one.home == Home::Shared);
        let mut settings = self.settings.iter();
        is_seen && settings.any(|setting| setting.name == input.name && setting.ty == input.ty)
    }
}
