//! What a call is made of: the fields of its struct, and what fills them.

use proc_macro2::Ident;
use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::server;
use crate::render::types::argument;
use crate::render::types::argument::Argument;

/// What a call is made of: a field of its struct, and the argument or setter that fills it.
pub(crate) struct Part {
    pub(crate) name: Ident,
    /// The type of the field.
    pub(crate) held: syn::Type,
    /// What fills it in the beginning.
    pub(crate) start: Start,
}

/// What fills a field when a call starts: an argument, or for what is set later, a value.
pub(crate) enum Start {
    Argument(Argument),
    Value(Expr),
}

/// The parts that a call has besides its client and the members of its body.
///
/// `client` is where the function that starts the call has the client.
pub(crate) fn parts(operation: &Operation, client: &Expr, file: &RustFile<'_>) -> Vec<Part> {
    let parameters = operation.parameters.iter();
    let mut parts: Vec<Part> = parameters
        .map(|parameter| parameter_part(parameter, client, file))
        .collect();
    if let Body::Value {
        name, ty, required, ..
    } = &operation.body
    {
        parts.push(part(name.rust(), ty, *required, file));
    }
    parts.extend(server_part(operation, file));
    parts
}

/// Whether a call cannot be started without a parameter.
pub(crate) fn is_given(parameter: &Parameter) -> bool {
    parameter.required && !parameter.client_wide
}

/// How a call is given a value: text that was checked is borrowed.
pub(crate) fn argument(ty: &Type, name: &Ident, file: &RustFile<'_>) -> Argument {
    if file.is_borrowed(ty) {
        Argument::exact(held(ty, file), name)
    } else {
        argument::argument(ty, name, file)
    }
}

fn held(ty: &Type, file: &RustFile<'_>) -> syn::Type {
    let is_borrowed = file.is_borrowed(ty);
    let ty = file.ty(ty);
    if is_borrowed {
        parse_quote!(&'a #ty)
    } else {
        ty
    }
}

fn parameter_part(parameter: &Parameter, client: &Expr, file: &RustFile<'_>) -> Part {
    let (name, ty) = (parameter.name.rust(), &parameter.ty);
    let mut part = part(name, ty, is_given(parameter), file);
    if parameter.client_wide {
        let name = &part.name;
        part.start = Start::Value(if file.is_borrowed(ty) {
            parse_quote!(#client.#name.as_ref())
        } else {
            parse_quote!(#client.#name.clone())
        });
    }
    part
}

fn part(name: &str, ty: &Type, is_given: bool, file: &RustFile<'_>) -> Part {
    let (name, held) = (ident(name), held(ty, file));
    if is_given {
        let start = Start::Argument(argument(ty, &name, file));
        return Part { name, held, start };
    }
    Part {
        name,
        held: parse_quote!(Option<#held>),
        start: Start::Value(parse_quote!(None)),
    }
}

/// The URL of a server of its own, where it has variables.
fn server_part(operation: &Operation, file: &RustFile<'_>) -> Option<Part> {
    let server = operation.server.as_ref()?;
    if server.variables.is_empty() {
        return None;
    }
    let ty = file.runtime("ServerTemplate");
    let values = server.variables.iter().map(|(values, _)| values);
    Some(Part {
        name: ident("server_template"),
        held: parse_quote!(#ty),
        start: Start::Value(server::template(&server.template, values, file)),
    })
}
