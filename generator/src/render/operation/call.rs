//! A call: the struct that holds what is given, its functions, and how it is awaited.

use syn::Item;
use syn::parse_quote;

use crate::model::Operation;
use crate::model::Parameter;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::pages;
use crate::render::operation::part;
use crate::render::operation::part::parts;
use crate::render::operation::send::sending;
use crate::render::operation::setter::setters;
use crate::render::syntax::ident;
use crate::render::syntax::with_functions;
use crate::render::types::check;
use crate::render::types::responses::result_type;

/// The fields that calls have besides their parameters, and the functions that every call has.
pub(crate) const FIELDS: [&str; 3] = ["body", "client", "server_template"];
pub(crate) const METHODS: [&str; 3] = ["call_options", "into_future", "send"];

/// The methods that calls have by traits: `Clone`, and `Wait` with the feature `blocking`.
pub(crate) const OF_TRAITS: [&str; 2] = ["clone", "wait"];

/// The struct, its functions, and how it is awaited.
pub(crate) fn call(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<Item> {
    let mut items = vec![
        definition(operation, starts, file),
        functions(operation, starts, file),
        awaiting(operation, file),
    ];
    items.extend(check::of_call(operation, file));
    items
}

fn definition(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let docs = docs::outer(&format!(
        "A call of [`{starts}`]: await it for the result, or [`send`](Self::send) it to get status and headers as well."
    ));
    let fields = parts(operation, &parse_quote!(self.client), file);
    let fields = fields.iter().map(|part| &part.field);
    let client = file.import("crate::client::Client");
    let options = file.runtime("CallOptions");
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

/// Setters in the order of the document, then `send`.
fn functions(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let mut functions = setters(operation, file);
    functions.extend(sending(operation, starts, file));
    if let Some(pagination) = &operation.pagination {
        functions.extend(pages::functions(operation, pagination, file));
    }
    let is_set_by_reference =
        |parameter: &Parameter| !part::is_given(parameter) && file.is_borrowed(&parameter.ty);
    let borrows = operation.pagination.is_some()
        || !operation.alternatives.is_empty()
        || operation.parameters.iter().any(is_set_by_reference);
    let (generics, lifetime): (Option<syn::Generics>, syn::Lifetime) = if borrows {
        (Some(parse_quote!(<'a>)), parse_quote!('a))
    } else {
        (None, parse_quote!('_))
    };
    with_functions(parse_quote!(impl #generics #name<#lifetime> {}), functions)
}

fn awaiting(operation: &Operation, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let result = result_type(&operation.response, file);
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
