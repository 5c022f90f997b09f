//! The request of a call: its wire contract, and nothing else.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::ParameterLocation;
use crate::model::Retry;
use crate::model::Security;
use crate::model::Type;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::operation::body;
use crate::render::operation::body::method_for;
use crate::render::operation::part::is_given;
use crate::render::syntax::ident;
use crate::render::types::check;
use crate::render::types::form;

/// The wire contract, step by step.
pub(crate) fn request(operation: &Operation, file: &RustFile<'_>) -> Expr {
    let (verb, path) = (ident(operation.verb.lower_case()), &operation.path);
    let parameters = &operation.parameters;
    let check = check::is_checked(operation).then(|| quote!(.check(&self)));
    let server = server(operation);
    let credentials = credentials(operation, file);
    let fixed = operation.query.iter();
    let fixed = fixed.map(|(name, value)| quote!(.query(#name, #value)));
    let required = parameters
        .iter()
        .filter(|one| is_missable(one))
        .map(require);
    let given = parameters.iter().map(|one| parameter(one, file));
    let body = body::step(&operation.body, file);
    let retry_class = retry_class(operation, file);
    let redirects = operation
        .takes_redirects
        .then(|| quote!(.takes_redirects()));
    parse_quote! {
        self.client.http.#verb(#path)
            #check #server #credentials
            #(#fixed)* #(#required)* #(#given)* #body
            .options(self.call_options)
            #retry_class #redirects
    }
}

/// The server, where the operation has its own.
fn server(operation: &Operation) -> Option<TokenStream> {
    let server = operation.server.as_ref()?;
    let url = &server.url;
    Some(if server.variables.is_empty() {
        quote!(.server(#url))
    } else {
        quote!(.server_template(&self.server_template))
    })
}

/// The step that chooses credentials, where they are not those of the client.
fn credentials(operation: &Operation, file: &RustFile<'_>) -> Option<TokenStream> {
    match &operation.security {
        Security::Client => None,
        Security::Anonymous => {
            let has_any = !file.api().security.is_empty();
            has_any.then(|| quote!(.anonymous()))
        }
        Security::Chosen(alternatives) => {
            let alternatives = alternatives.iter();
            let alternatives = alternatives.map(|schemes| quote!(&[#(#schemes),*]));
            Some(quote!(.credentials(&[#(#alternatives),*])))
        }
    }
}

/// Whether neither the client nor the call may have a required parameter. The step for the path checks that itself.
fn is_missable(parameter: &Parameter) -> bool {
    parameter.client_wide && parameter.required && parameter.location != Location::Path
}

fn require(parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
    quote!(.require(#wire, self.#name.is_some()))
}

/// The step that sends a parameter.
fn parameter(parameter: &Parameter, file: &RustFile<'_>) -> TokenStream {
    let (name, wire) = (ident(parameter.name.rust()), parameter.name.wire());
    let is_given = is_given(parameter);
    let one = |method: &str| {
        let method = method_for(method, is_given);
        let value = value(parameter, &name, is_given, file);
        quote!(.#method(#wire, #value))
    };
    let step = match (parameter.location, &parameter.ty) {
        (Location::Styled(place, style), _) => {
            let (place, style) = (self::place(place, file), form::style(style, file));
            quote!(.styled(#place, #style, #wire, &self.#name))
        }
        (Location::Query(style), Type::List(item)) => {
            let values = items(item, &name, is_given, file);
            list(wire, &values, style)
        }
        (Location::Query(_), _) => one("query"),
        (Location::Path, _) if parameter.allows_reserved => return one("path_segments"),
        (Location::Path, _) => one("path"),
        (Location::Header, _) => one("header"),
    };
    let reserved = parameter
        .allows_reserved
        .then(|| quote!(.allow_reserved(#wire)));
    quote!(#step #reserved)
}

/// The value of a parameter as its step takes it: borrowed, or an option of what is borrowed.
fn value(parameter: &Parameter, name: &Ident, is_given: bool, file: &RustFile<'_>) -> Expr {
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
    if parameter.ty == Type::Number {
        let module = file.runtime("number");
        return if is_given {
            parse_quote!(&#module::Written(self.#name))
        } else {
            parse_quote!(self.#name.map(#module::Written))
        };
    }
    match (is_given, file.is_borrowed(&parameter.ty)) {
        (_, true) => parse_quote!(self.#name),
        (true, false) => parse_quote!(&self.#name),
        (false, false) => parse_quote!(self.#name.as_ref()),
    }
}

/// The items of a list as its step takes them.
fn items(item: &Type, name: &Ident, is_given: bool, file: &RustFile<'_>) -> TokenStream {
    let flat = (!is_given).then(|| quote!(.flatten()));
    match item {
        Type::Number => {
            let module = file.runtime("number");
            quote!(self.#name.iter() #flat.map(#module::Written::from))
        }
        _ if is_given => quote!(&self.#name),
        _ => quote!(self.#name.iter() #flat),
    }
}

fn list(wire: &str, values: &TokenStream, style: ListStyle) -> TokenStream {
    match style {
        ListStyle::Repeated => quote!(.query_each(#wire, #values)),
        ListStyle::Joined(delimiter) => quote!(.query_joined(#wire, #values, #delimiter)),
    }
}

/// The retry class, where it is not that of the HTTP method.
fn retry_class(operation: &Operation, file: &RustFile<'_>) -> Option<TokenStream> {
    if operation.retry == operation.verb.retry() {
        return None;
    }
    let class = file.runtime("RetryClass");
    let variant = ident(match operation.retry {
        Retry::Idempotent => "Idempotent",
        Retry::Unsafe => "Unsafe",
    });
    Some(quote!(.retry_class(#class::#variant)))
}

fn place(place: ParameterLocation, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("ParameterLocation");
    let name = ident(match place {
        ParameterLocation::Path => "Path",
        ParameterLocation::Query => "Query",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    });
    parse_quote!(#ty::#name)
}
