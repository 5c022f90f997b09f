//! What is made of the response to a call.

use syn::Expr;
use syn::ImplItemFn;

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
use crate::render::syntax::MethodCall;
use crate::render::syntax::Receiver;
use crate::render::syntax::borrowed;
use crate::render::syntax::borrowing_type;
use crate::render::syntax::call;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::last;
use crate::render::syntax::public;
use crate::render::syntax::returning;
use crate::render::syntax::text;
use crate::render::syntax::type_of;
use crate::render::syntax::value_of;
use crate::render::types::responses::result_type;

/// The request with what the type of the call holds besides.
pub(crate) fn whole_request(operation: &Operation, file: &RustFile<'_>) -> Expr {
    let this = value_of(ident("self"));
    let server = server::held(operation, &this);
    let body = body::held(&operation.body).map(|_| {
        let held = field(this.clone(), ident("body"));
        body::properties(&operation.body, &held, &borrowed(held.clone()), file)
    });
    let steps = server.into_iter().chain(body.into_iter().flatten());
    chained(field(this, request_field(operation)), steps)
}

/// The step that requests other media types than JSON.
pub(crate) fn accept(media_types: Option<&str>) -> Option<MethodCall> {
    media_types.map(|media_types| call("accept", [text(media_types)]))
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
    let steps = accept(Some(media_type))
        .into_iter()
        .chain([read, call("send", [])]);
    let sent = last(chained(request, steps));
    let future = borrowing_type(future, "'a", [type_of(whole, [result])]);
    let function = public(function(Receiver::Owned, name, [], [sent]));
    docs::above(returning(function, future), docs::outer(&returns))
}

/// The step that makes a call of a request, by what it gives.
pub(crate) fn read(response: &Response, file: &RustFile<'_>) -> MethodCall {
    let envelope = || borrowed(value_of(file.import("crate::client::ENVELOPE")));
    let name = match response {
        Response::Enveloped(_) => return call("call_enveloped", [envelope()]),
        Response::Unwrapped {
            property,
            informative,
            ..
        } => {
            let name = if *informative {
                "call_unwrapped_or_empty"
            } else {
                "call_unwrapped"
            };
            return call(name, [envelope(), text(property)]);
        }
        Response::Empty => "call_empty",
        Response::Json(_) => "call_json",
        Response::JsonOrEmpty(_) => "call_json_or_empty",
        Response::Value(_) => "call_value",
        Response::Text => "call_text",
        Response::Bytes => "call_bytes",
        Response::EncodedBytes => "call_encoded_bytes",
        Response::Kinds(_) => "call_kind",
        Response::Items(format, _) => match format {
            ItemFormat::Events => "call_events",
            ItemFormat::JsonEvents => "call_json_events",
            ItemFormat::JsonLines => "call_json_lines",
            ItemFormat::JsonSequence => "call_json_sequence",
            ItemFormat::Parts => "call_parts",
        },
        Response::ByteParts => "call_byte_parts",
        Response::Stream => "call_stream",
    };
    call(name, [])
}
