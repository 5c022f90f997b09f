//! How a call is sent, and how its response is read.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Body;
use crate::model::Operation;
use crate::model::Response;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::request::request;
use crate::render::syntax::ident;
use crate::render::types::items::free_name;
use crate::render::types::responses::result_type;

/// `send`, and a method for each other media type that can be requested.
pub(crate) fn sending(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let whole = request(operation, file);
    let has_others = !operation.alternatives.is_empty();
    let shared = shared_name(operation);
    let request = if has_others {
        parse_quote!(self.#shared())
    } else {
        whole.clone()
    };
    let send = |name: &str, returns: &str, accept: Option<&str>, response: &Response| {
        let docs = format!("Sends the call and {returns}.\n\n# Errors\n\nThose of [`{starts}`].");
        docs::above(
            method(name, &request, accept, response, file),
            docs::outer(&docs),
        )
    };
    let returns = "returns the result with status and headers";
    let accept = operation.accept.as_deref();
    let mut functions = vec![send("send", returns, accept, &operation.response)];
    for other in &operation.alternatives {
        let media_type = &other.media_type;
        let returns = match other.response {
            Response::Bytes if operation.response == Response::Empty => {
                "returns the body, of which the API description says nothing".to_owned()
            }
            Response::Stream => "returns the body as a stream of chunks".to_owned(),
            Response::Events(_) => format!("returns a stream of events ({})", code(media_type)),
            Response::JsonLines(_) | Response::JsonSequence(_) => {
                format!("returns a stream of values ({})", code(media_type))
            }
            _ => format!(
                "asks for {} instead of what [`send`](Self::send) asks for",
                code(media_type)
            ),
        };
        functions.push(send(
            other.method.rust(),
            &returns,
            Some(media_type),
            &other.response,
        ));
    }
    if has_others {
        let ty = file.runtime("Request");
        functions.push(parse_quote! {
            fn #shared(self) -> #ty<'a> {
                #whole
            }
        });
    }
    functions
}

/// The function that all sending functions share, which gives way to setters.
fn shared_name(operation: &Operation) -> Ident {
    let properties = match &operation.body {
        Body::Properties { fields, .. } => fields.as_slice(),
        Body::None | Body::Value { .. } => &[],
    };
    let parameters = operation.parameters.iter().map(|one| &one.name);
    let names = parameters.chain(properties.iter().map(|one| &one.name));
    free_name(&["request", "whole_request"], names)
}

fn method(
    name: &str,
    request: &Expr,
    accept: Option<&str>,
    response: &Response,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let (name, result) = (ident(name), result_type(response, file));
    let (whole, error) = (file.runtime("Response"), file.runtime("Error"));
    let accept = accept.map(|accept| quote!(.accept(#accept)));
    let send = send(response, file);
    parse_quote! {
        pub async fn #name(self) -> Result<#whole<#result>, #error> {
            #request #accept #send.await
        }
    }
}

/// The step that sends a request and reads its response.
fn send(response: &Response, file: &RustFile<'_>) -> TokenStream {
    let envelope = || file.import("crate::client::ENVELOPE");
    match response {
        Response::Empty => quote!(.send_empty()),
        Response::Json(_) => quote!(.send_json()),
        Response::JsonOrEmpty(_) => quote!(.send_json_or_empty()),
        Response::Enveloped(_) => {
            let envelope = envelope();
            quote!(.send_enveloped(&#envelope))
        }
        Response::Unwrapped {
            property,
            informative,
            ..
        } => {
            let envelope = envelope();
            if *informative {
                quote!(.send_unwrapped_or_empty(&#envelope, #property))
            } else {
                quote!(.send_unwrapped(&#envelope, #property))
            }
        }
        Response::Value(_) => quote!(.send_value()),
        Response::Text => quote!(.send_text()),
        Response::Bytes => quote!(.send_bytes()),
        Response::EncodedBytes => quote!(.send_encoded_bytes()),
        Response::Kinds(_) => quote!(.send_kind()),
        Response::Events(_) => quote!(.send_events()),
        Response::JsonLines(_) => quote!(.send_json_lines()),
        Response::JsonSequence(_) => quote!(.send_json_sequence()),
        Response::Stream => quote!(.send_stream()),
    }
}
