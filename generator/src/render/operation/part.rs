//! The fields of the struct of a call, and their initial values.

use proc_macro2::Ident;
use syn::Expr;
use syn::FieldValue;
use syn::FnArg;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Field;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::operation::server;
use crate::render::syntax::ident;
use crate::render::types::argument;
use crate::render::types::argument::Argument;
use crate::render::types::constructor::field_value;
use crate::render::types::constructor::preset_value;
use crate::render::types::constructor::values;
use crate::render::types::structure::is_default;

/// A field of the struct of a call, and what fills it when the call starts.
pub(crate) struct Part {
    pub(crate) field: syn::Field,
    /// The arguments that the value is made of; none for an optional input.
    pub(crate) arguments: Vec<FnArg>,
    pub(crate) value: FieldValue,
}

/// The parts that a call has besides its client and its options.
///
/// `client` is where the function that starts the call has the client.
pub(crate) fn parts(operation: &Operation, client: &Expr, file: &RustFile<'_>) -> Vec<Part> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|parameter| parameter_part(parameter, client, file));
    let (value, properties) = match &operation.body {
        Body::None => (None, None),
        Body::Value {
            name, ty, required, ..
        } => (Some(part(name.rust(), ty, *required, file)), None),
        Body::Properties { name, fields, .. } => (None, Some(properties_part(name, fields, file))),
    };
    let server = server_part(operation, file);
    parameters
        .chain(value)
        .chain(server)
        .chain(properties)
        .collect()
}

/// Whether a call has a parameter from its start.
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
    let ty = &parameter.ty;
    let part = part(parameter.name.rust(), ty, is_given(parameter), file);
    let name = ident(parameter.name.rust());
    if let Some(preset) = parameter.preset() {
        let value = preset_value(preset, file);
        return Part {
            arguments: Vec::new(),
            value: parse_quote!(#name: #value),
            ..part
        };
    }
    if !parameter.client_wide {
        return part;
    }
    let value = if file.is_borrowed(ty) {
        parse_quote!(#name: #client.#name.as_ref())
    } else {
        parse_quote!(#name: #client.#name.clone())
    };
    Part { value, ..part }
}

fn part(name: &str, ty: &Type, is_given: bool, file: &RustFile<'_>) -> Part {
    let (name, held) = (ident(name), held(ty, file));
    if !is_given {
        return Part {
            field: parse_quote!(#name: Option<#held>),
            arguments: Vec::new(),
            value: parse_quote!(#name: None),
        };
    }
    let Argument { ty, value, .. } = argument(ty, &name, file);
    Part {
        field: parse_quote!(#name: #held),
        arguments: vec![parse_quote!(#name: #ty)],
        value: field_value(&name, &value),
    }
}

/// The properties of a body, those that are required given.
fn properties_part(name: &Name, fields: &[Field], file: &RustFile<'_>) -> Part {
    let ty = ident(name.rust());
    let (arguments, values) = values(fields, file);
    let value = if is_default(fields) {
        parse_quote!(body: #ty::default())
    } else {
        parse_quote!(body: #ty { #(#values),* })
    };
    Part {
        field: parse_quote!(body: #ty),
        arguments,
        value,
    }
}

/// The URL of the operation's server, where it has variables.
fn server_part(operation: &Operation, file: &RustFile<'_>) -> Option<Part> {
    let server = operation.server.as_ref()?;
    if server.variables.is_empty() {
        return None;
    }
    let ty = file.runtime("ServerTemplate");
    let values = server.variables.iter().map(|(values, _)| values);
    let template = server::template(&server.template, values, file);
    Some(Part {
        field: parse_quote!(server_template: #ty),
        arguments: Vec::new(),
        value: parse_quote!(server_template: #template),
    })
}
