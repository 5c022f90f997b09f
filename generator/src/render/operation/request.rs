//! The request of a call: its wire contract, and nothing else.

use proc_macro2::Ident;
use quote::format_ident;
use syn::Expr;
use syn::parse_quote;

use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Place;
use crate::model::Retry;
use crate::model::Security;
use crate::model::Style;
use crate::model::Type;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::body;
use crate::render::operation::places;
use crate::render::types::check;

/// The wire contract, and nothing else.
pub(crate) fn request(operation: &Operation, file: &RustFile<'_>) -> Expr {
    let verb = format_ident!("{}", operation.verb.lower_case());
    let path = &operation.path;
    let mut request: Expr = parse_quote!(self.client.http.#verb(#path));
    if check::is_checked(operation) {
        request = parse_quote!(#request.check(&self));
    }
    if let Some(server) = &operation.server {
        let url = &server.url;
        request = if server.variables.is_empty() {
            parse_quote!(#request.server(#url))
        } else {
            parse_quote!(#request.server_template(&self.server_template))
        };
    }
    request = secured(&request, operation, file);
    for (name, value) in &operation.query {
        request = parse_quote!(#request.query(#name, #value));
    }
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| is_missable(parameter))
    {
        let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
        request = parse_quote!(#request.require(#wire, self.#name.is_some()));
    }
    for parameter in &operation.parameters {
        request = parameter_step(&request, parameter, file);
        if parameter.allows_reserved {
            let wire = parameter.name.wire();
            request = parse_quote!(#request.allow_reserved(#wire));
        }
    }
    request = body::step(request, &operation.body, file);
    request = parse_quote!(#request.options(self.call_options));
    if operation.retry != operation.verb.retry() {
        let class = file.runtime("RetryClass");
        let variant = ident(match operation.retry {
            Retry::Idempotent => "Idempotent",
            Retry::Unsafe => "Unsafe",
        });
        request = parse_quote!(#request.retry_class(#class::#variant));
    }
    if operation.takes_redirects {
        request = parse_quote!(#request.takes_redirects());
    }
    request
}

/// The step that chooses credentials, where it is not those of the client.
fn secured(request: &Expr, operation: &Operation, file: &RustFile<'_>) -> Expr {
    match &operation.security {
        Security::Anonymous if !file.api().security.is_empty() => {
            parse_quote!(#request.anonymous())
        }
        Security::Client | Security::Anonymous => request.clone(),
        Security::Chosen(alternatives) => {
            let alternatives = alternatives
                .iter()
                .map(|schemes| -> Expr { parse_quote!(&[#(#schemes),*]) });
            parse_quote!(#request.credentials(&[#(#alternatives),*]))
        }
    }
}

/// Whether the client may lack what the call requires; the step for a path says so itself.
fn is_missable(parameter: &Parameter) -> bool {
    parameter.client_wide && parameter.required && parameter.location != Location::Path
}

/// The step that puts a parameter where it is sent.
fn parameter_step(request: &Expr, parameter: &Parameter, file: &RustFile<'_>) -> Expr {
    let name = ident(parameter.name.rust());
    let wire = parameter.name.wire();
    let is_given = parameter.required && !parameter.client_wide;
    if let Location::Styled(place, style) = parameter.location {
        return styled_step(request, wire, &name, (place, style), file);
    }
    if let (Location::Query(style), Type::List(_)) = (parameter.location, &parameter.ty) {
        return list_step(request, wire, &name, style, is_given);
    }
    let value = parameter_value(parameter, &name, is_given, file);
    match (parameter.location, is_given) {
        (Location::Styled(..), _) => request.clone(),
        (Location::Path, true) => parse_quote!(#request.path(#wire, #value)),
        (Location::Path, false) => parse_quote!(#request.path_option(#wire, #value)),
        (Location::Header, true) => parse_quote!(#request.header(#wire, #value)),
        (Location::Header, false) => parse_quote!(#request.header_option(#wire, #value)),
        (Location::Query(_), true) => parse_quote!(#request.query(#wire, #value)),
        (Location::Query(_), false) => parse_quote!(#request.query_option(#wire, #value)),
    }
}

/// The step for a value of any type, which is left out when it is absent.
fn styled_step(
    request: &Expr,
    wire: &str,
    name: &Ident,
    (place, style): (Place, Style),
    file: &RustFile<'_>,
) -> Expr {
    let place = places::place(place, file);
    let style = places::style(style, file);
    parse_quote!(#request.styled(#place, #style, #wire, &self.#name))
}

/// The value of a parameter as its step takes it: borrowed, or an option of what is borrowed.
fn parameter_value(
    parameter: &Parameter,
    name: &Ident,
    is_given: bool,
    file: &RustFile<'_>,
) -> Expr {
    if let Type::Duration(unit) = parameter.ty {
        let module = file.runtime("duration");
        let written = ident(match unit {
            Unit::Seconds => "Seconds",
            Unit::Milliseconds => "Milliseconds",
        });
        return if is_given {
            parse_quote!(&#module::#written(self.#name))
        } else {
            parse_quote!(self.#name.map(#module::#written))
        };
    }
    match (is_given, file.is_borrowed(&parameter.ty)) {
        (_, true) => parse_quote!(self.#name),
        (true, false) => parse_quote!(&self.#name),
        (false, false) => parse_quote!(self.#name.as_ref()),
    }
}

fn list_step(request: &Expr, wire: &str, name: &Ident, style: ListStyle, is_given: bool) -> Expr {
    let values: Expr = if is_given {
        parse_quote!(&self.#name)
    } else {
        parse_quote!(self.#name.iter().flatten())
    };
    match style {
        ListStyle::Repeated => parse_quote!(#request.query_each(#wire, #values)),
        ListStyle::Joined(delimiter) => {
            parse_quote!(#request.query_joined(#wire, #values, #delimiter))
        }
    }
}
