//! What a call is made of: the fields of its struct, and what fills them.

use proc_macro2::Ident;
use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Type;
use crate::render::client::server;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::argument::argument;

/// What a call is made of: a field of its struct, and the argument or setter that fills it.
pub(crate) struct Part {
    pub(crate) name: Ident,
    /// The type of the field.
    pub(crate) held: syn::Type,
    /// The type of the argument, and the value it becomes; `None` for what is set later.
    pub(crate) given: Option<(syn::Type, Expr)>,
    /// The value of the field before it is set.
    pub(crate) unset: Option<Expr>,
}

/// The parts that a call has besides its client and the members of its body.
///
/// `client` is where the function that starts the call has the client.
pub(crate) fn parts(operation: &Operation, client: &Expr, file: &RustFile<'_>) -> Vec<Part> {
    let part = |parameter| parameter_part(parameter, client, file);
    let mut parts: Vec<Part> = operation.parameters.iter().map(part).collect();
    if let Body::Value {
        name, ty, required, ..
    } = &operation.body
    {
        parts.push(value_part(&ident(name.rust()), ty, *required, file));
    }
    parts.extend(server_part(operation, file));
    parts
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
        given: None,
        unset: Some(server::template(&server.template, values, file)),
    })
}

fn parameter_part(parameter: &Parameter, client: &Expr, file: &RustFile<'_>) -> Part {
    let name = ident(parameter.name.rust());
    if !file.is_borrowed(&parameter.ty) {
        let mut part = value_part(
            &name,
            &parameter.ty,
            parameter.required && !parameter.client_wide,
            file,
        );
        if parameter.client_wide {
            part.unset = Some(parse_quote!(#client.#name.clone()));
        }
        return part;
    }
    let inner = file.ty(&parameter.ty);
    if parameter.client_wide {
        let unset = parse_quote!(#client.#name.as_ref());
        return Part {
            held: parse_quote!(Option<&'a #inner>),
            given: None,
            unset: Some(unset),
            name,
        };
    }
    if parameter.required {
        let given = (parse_quote!(&'a #inner), parse_quote!(#name));
        return Part {
            held: parse_quote!(&'a #inner),
            given: Some(given),
            unset: None,
            name,
        };
    }
    Part {
        held: parse_quote!(Option<&'a #inner>),
        given: None,
        unset: Some(parse_quote!(None)),
        name,
    }
}

fn value_part(name: &Ident, ty: &Type, required: bool, file: &RustFile<'_>) -> Part {
    let held = file.ty(ty);
    if required {
        let argument = argument(ty, name, file);
        return Part {
            name: name.clone(),
            held,
            given: Some((argument.ty, argument.value)),
            unset: None,
        };
    }
    Part {
        name: name.clone(),
        held: parse_quote!(Option<#held>),
        given: None,
        unset: Some(parse_quote!(None)),
    }
}
