//! How a call is sent, and what it gives.

use proc_macro2::Ident;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Answer;
use crate::model::Operation;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::request::request;

/// `send`, and where answers of other media types can be asked for, a method for each.
pub(crate) fn sending(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let request = request(operation, file);
    let docs = format!(
        "Sends the call, and gives status and headers with the result.\n\n# Errors\n\nThose of [`{starts}`]."
    );
    let answer = &operation.answer;
    if operation.alternatives.is_empty() {
        let request = negotiated(request, operation.accept.as_deref());
        return vec![send(&ident("send"), &docs, &request, answer, file)];
    }
    let own: Expr = parse_quote!(self.request());
    let main = negotiated(own.clone(), operation.accept.as_deref());
    let mut functions = vec![send(&ident("send"), &docs, &main, answer, file)];
    for other in &operation.alternatives {
        let gives = match other.answer {
            Answer::Stream => "gives the body piece by piece, of whatever length".to_owned(),
            Answer::Events(_) => format!("asks for events ({})", code(&other.media_type)),
            _ => format!(
                "asks for {} in place of what [`send`](Self::send) asks for",
                code(&other.media_type)
            ),
        };
        let docs = format!("Sends the call, and {gives}.\n\n# Errors\n\nThose of [`{starts}`].");
        let request = negotiated(own.clone(), Some(&other.media_type));
        let name = ident(other.method.rust());
        functions.push(send(&name, &docs, &request, &other.answer, file));
    }
    let ty = file.runtime("Request");
    functions.push(parse_quote! {
        fn request(self) -> #ty<'a> {
            #request
        }
    });
    functions
}

fn negotiated(request: Expr, accept: Option<&str>) -> Expr {
    match accept {
        Some(accept) => parse_quote!(#request.accept(#accept)),
        None => request,
    }
}

fn send(
    name: &Ident,
    docs: &str,
    request: &Expr,
    answer: &Answer,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let docs = docs::outer(docs);
    let result = result_type(answer, file);
    let response = file.runtime("Response");
    let error = file.runtime("Error");
    let sent = sent(request, answer, file);
    let function = parse_quote! {
        pub async fn #name(self) -> Result<#response<#result>, #error> {
            #sent.await
        }
    };
    docs::above(function, docs)
}

fn sent(request: &Expr, answer: &Answer, file: &RustFile<'_>) -> Expr {
    match answer {
        Answer::Empty => parse_quote!(#request.send_empty()),
        Answer::Json(_) => parse_quote!(#request.send_json()),
        Answer::JsonOrEmpty(_) => parse_quote!(#request.send_json_or_empty()),
        Answer::Enveloped(_) => {
            let envelope = file.import("crate::client::ENVELOPE");
            parse_quote!(#request.send_enveloped(&#envelope))
        }
        Answer::Unwrapped { member, .. } => {
            let envelope = file.import("crate::client::ENVELOPE");
            parse_quote!(#request.send_unwrapped(&#envelope, #member))
        }
        Answer::Text => parse_quote!(#request.send_text()),
        Answer::Bytes => parse_quote!(#request.send_bytes()),
        Answer::Kinds(_) => parse_quote!(#request.send_kind()),
        Answer::Events(_) => parse_quote!(#request.send_events()),
        Answer::Stream => parse_quote!(#request.send_stream()),
    }
}

/// What a call gives.
pub(crate) fn result_type(answer: &Answer, file: &RustFile<'_>) -> syn::Type {
    match answer {
        Answer::Empty => parse_quote!(()),
        Answer::Kinds(ty)
        | Answer::Json(ty)
        | Answer::Enveloped(ty)
        | Answer::Unwrapped { ty, .. } => file.received(ty),
        Answer::JsonOrEmpty(ty) => {
            let ty = file.received(ty);
            parse_quote!(Option<#ty>)
        }
        Answer::Text => parse_quote!(String),
        Answer::Events(ty) => {
            let stream = file.runtime("EventStream");
            let ty = file.received(ty);
            parse_quote!(#stream<#ty>)
        }
        Answer::Stream => {
            let stream = file.runtime("ByteStream");
            parse_quote!(#stream)
        }
        Answer::Bytes => {
            let bytes = file.runtime("Bytes");
            parse_quote!(#bytes)
        }
    }
}
