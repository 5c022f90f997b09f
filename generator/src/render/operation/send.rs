//! How a call is sent, and what it gives.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Answer;
use crate::model::Body;
use crate::model::Operation;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::request::request;
use crate::render::syntax::ident;
use crate::render::types::items::free_name;
use crate::render::types::responses::result_type;

/// `send`, and where responses of other media types can be asked for, a method for each.
pub(crate) fn sending(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let whole = request(operation, file);
    let has_others = !operation.alternatives.is_empty();
    let shared = shared_name(operation);
    let request = if has_others {
        parse_quote!(self.#shared())
    } else {
        whole.clone()
    };
    let send = |name: &str, gives: &str, accept: Option<&str>, answer: &Answer| {
        let docs = format!("Sends the call, and {gives}.\n\n# Errors\n\nThose of [`{starts}`].");
        docs::above(
            method(name, &request, accept, answer, file),
            docs::outer(&docs),
        )
    };
    let gives = "gives status and headers with the result";
    let accept = operation.accept.as_deref();
    let mut functions = vec![send("send", gives, accept, &operation.answer)];
    for other in &operation.alternatives {
        let media_type = &other.media_type;
        let gives = match other.answer {
            Answer::Stream => "gives the body piece by piece, of whatever length".to_owned(),
            Answer::Events(_) => format!("asks for events ({})", code(media_type)),
            _ => format!(
                "asks for {} in place of what [`send`](Self::send) asks for",
                code(media_type)
            ),
        };
        functions.push(send(
            other.method.rust(),
            &gives,
            Some(media_type),
            &other.answer,
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
    let members = match &operation.body {
        Body::Members { fields, .. } => fields.as_slice(),
        Body::None | Body::Value { .. } => &[],
    };
    let parameters = operation.parameters.iter().map(|one| &one.name);
    let names = parameters.chain(members.iter().map(|one| &one.name));
    free_name(&["request", "whole_request"], names)
}

fn method(
    name: &str,
    request: &Expr,
    accept: Option<&str>,
    answer: &Answer,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let (name, result) = (ident(name), result_type(answer, file));
    let (response, error) = (file.runtime("Response"), file.runtime("Error"));
    let accept = accept.map(|accept| quote!(.accept(#accept)));
    let send = send(answer, file);
    parse_quote! {
        pub async fn #name(self) -> Result<#response<#result>, #error> {
            #request #accept #send.await
        }
    }
}

/// What sends a request, and reads its response.
fn send(answer: &Answer, file: &RustFile<'_>) -> TokenStream {
    let envelope = || file.import("crate::client::ENVELOPE");
    match answer {
        Answer::Empty => quote!(.send_empty()),
        Answer::Json(_) => quote!(.send_json()),
        Answer::JsonOrEmpty(_) => quote!(.send_json_or_empty()),
        Answer::Enveloped(_) => {
            let envelope = envelope();
            quote!(.send_enveloped(&#envelope))
        }
        Answer::Unwrapped { member, .. } => {
            let envelope = envelope();
            quote!(.send_unwrapped(&#envelope, #member))
        }
        Answer::Text => quote!(.send_text()),
        Answer::Bytes => quote!(.send_bytes()),
        Answer::Kinds(_) => quote!(.send_kind()),
        Answer::Events(_) => quote!(.send_events()),
        Answer::Stream => quote!(.send_stream()),
    }
}
