//! What is made of the response to a call.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::AlternativeResponse;
use crate::model::ItemFormat;
use crate::model::Operation;
use crate::model::Response;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::body;
use crate::render::operation::call::request_field;
use crate::render::operation::server;
use crate::render::syntax::ident;
use crate::render::types::responses::result_type;

/// The request with what the type of the call holds besides.
pub(crate) fn whole_request(operation: &Operation, file: &RustFile<'_>) -> Expr {
    let server = server::held(operation);
    let body = body::held(&operation.body);
    let body = body.and_then(|_| {
        let held = parse_quote!(self.body);
        body::properties(&operation.body, &held, &parse_quote!(&self.body), file)
    });
    let request = request_field(operation);
    parse_quote!(self.#request #server #body)
}

/// The step that requests other media types than JSON.
pub(crate) fn accept(media_types: Option<&str>) -> Option<TokenStream> {
    media_types.map(|media_types| quote!(.accept(#media_types)))
}

/// A method for each other media type that can be requested.
pub(crate) fn others(operation: &Operation, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let others = operation.alternatives.iter();
    others
        .map(|other| alternative(operation, other, file))
        .collect()
}

fn alternative(
    operation: &Operation,
    other: &AlternativeResponse,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let media_type = &other.media_type;
    let returns = match other.response {
        Response::Bytes if operation.response == Response::Empty => {
            "Sends the call for the body, of which the API description says nothing.".to_owned()
        }
        Response::Stream => "Sends the call for the body as a stream of chunks.".to_owned(),
        Response::Items(format, _) => {
            let (items, media_type) = (format.items(), code(media_type));
            format!("Sends the call for a stream of {items} ({media_type}).")
        }
        Response::ByteParts => format!(
            "Sends the call for a stream of parts ({}).",
            code(media_type)
        ),
        _ => format!(
            "Sends the call for {} instead of what [`send`](Self::send) asks for.",
            code(media_type)
        ),
    };
    let (name, result) = (
        ident(other.method.rust()),
        result_type(&other.response, file),
    );
    let (future, whole) = (file.runtime("CallFuture"), file.runtime("Response"));
    let (request, read) = (whole_request(operation, file), read(&other.response, file));
    let accept = accept(Some(media_type));
    let function = parse_quote! {
        pub fn #name(self) -> #future<'a, #whole<#result>> {
            #request #accept #read.send()
        }
    };
    docs::above(function, docs::outer(&returns))
}

/// The step that makes a call of a request, by what it gives.
pub(crate) fn read(response: &Response, file: &RustFile<'_>) -> TokenStream {
    let envelope = || file.import("crate::client::ENVELOPE");
    match response {
        Response::Empty => quote!(.call_empty()),
        Response::Json(_) => quote!(.call_json()),
        Response::JsonOrEmpty(_) => quote!(.call_json_or_empty()),
        Response::Enveloped(_) => {
            let envelope = envelope();
            quote!(.call_enveloped(&#envelope))
        }
        Response::Unwrapped {
            property,
            informative,
            ..
        } => {
            let envelope = envelope();
            if *informative {
                quote!(.call_unwrapped_or_empty(&#envelope, #property))
            } else {
                quote!(.call_unwrapped(&#envelope, #property))
            }
        }
        Response::Value(_) => quote!(.call_value()),
        Response::Text => quote!(.call_text()),
        Response::Bytes => quote!(.call_bytes()),
        Response::EncodedBytes => quote!(.call_encoded_bytes()),
        Response::Kinds(_) => quote!(.call_kind()),
        Response::Items(format, _) => match format {
            ItemFormat::Events => quote!(.call_events()),
            ItemFormat::JsonEvents => quote!(.call_json_events()),
            ItemFormat::JsonLines => quote!(.call_json_lines()),
            ItemFormat::JsonSequence => quote!(.call_json_sequence()),
            ItemFormat::Parts => quote!(.call_parts()),
        },
        Response::ByteParts => quote!(.call_byte_parts()),
        Response::Stream => quote!(.call_stream()),
    }
}
