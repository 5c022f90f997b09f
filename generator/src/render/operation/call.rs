//! A call: the struct that holds what is given, its functions, and how it is awaited.

use proc_macro2::Ident;
use syn::Item;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Operation;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::pages;
use crate::render::operation::part::Part;
use crate::render::operation::part::parts;
use crate::render::operation::send::result_type;
use crate::render::operation::send::sending;
use crate::render::operation::setter::is_set_by_reference;
use crate::render::operation::setter::setters;
use crate::render::types::check;
use crate::render::with_functions;

/// The struct, its functions, and how it is awaited.
pub(crate) fn call(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<Item> {
    let parts = parts(operation, &parse_quote!(self.client), file);
    let mut items = vec![
        definition(operation, starts, &parts, file),
        functions(operation, starts, file),
        awaiting(operation, file),
    ];
    items.extend(check::of_call(operation, file));
    items
}

fn definition(operation: &Operation, starts: &str, parts: &[Part], file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let docs = docs::outer(&format!(
        "A call of [`{starts}`]: await it for the result, or [`send`](Self::send) it for status and headers too."
    ));
    let fields = parts
        .iter()
        .map(|Part { name, held, .. }| -> syn::Field { parse_quote!(#name: #held) });
    let body = body_name(operation);
    let body = body.map(|body| -> syn::Field { parse_quote!(body: #body) });
    let client = file.import("crate::client::Client");
    let options = file.runtime("CallOptions");
    let fields = fields.chain(body);
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct #name<'a> {
            client: &'a #client,
            #(#fields,)*
            call_options: #options,
        }
    }
}

/// The type that holds the members of the body.
pub(crate) fn body_name(operation: &Operation) -> Option<Ident> {
    match &operation.body {
        Body::Members { name, .. } => Some(ident(name.rust())),
        Body::None | Body::Value { .. } => None,
    }
}

/// Setters in the order of the document, then `send`.
fn functions(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let mut functions = setters(operation, file);
    functions.extend(sending(operation, starts, file));
    if let Some(pagination) = &operation.pagination {
        functions.extend(pages::functions(operation, pagination, file));
    }
    let has_request = !operation.alternatives.is_empty();
    let borrows = operation.pagination.is_some()
        || has_request
        || operation
            .parameters
            .iter()
            .any(|parameter| is_set_by_reference(parameter, file));
    let (generics, lifetime): (Option<syn::Generics>, syn::Lifetime) = if borrows {
        (Some(parse_quote!(<'a>)), parse_quote!('a))
    } else {
        (None, parse_quote!('_))
    };
    with_functions(parse_quote!(impl #generics #name<#lifetime> {}), functions)
}

fn awaiting(operation: &Operation, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let result = result_type(&operation.answer, file);
    let error = file.runtime("Error");
    let future = file.runtime("CallFuture");
    let response = file.runtime("Response");
    parse_quote! {
        impl<'a> IntoFuture for #name<'a> {
            type Output = Result<#result, #error>;
            type IntoFuture = #future<'a, #result>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(async { self.send().await.map(#response::into_value) })
            }
        }
    }
}
