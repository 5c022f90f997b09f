//! The type of a call that is an operation's own: what is held until it is sent, its setters, and what it comes to.

use proc_macro2::Ident;
use quote::quote;
use syn::Expr;
use syn::Fields;
use syn::ImplItemFn;
use syn::Item;
use syn::ItemStruct;
use syn::Member;
use syn::parse_quote;

use crate::model::Operation;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::body;
use crate::render::operation::pages;
use crate::render::operation::request::Request;
use crate::render::operation::send;
use crate::render::operation::server;
use crate::render::operation::setter::setters;
use crate::render::syntax;
use crate::render::syntax::Receiver;
use crate::render::syntax::borrowing;
use crate::render::syntax::borrowing_type;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field_value;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::last;
use crate::render::syntax::macro_call;
use crate::render::syntax::returning;
use crate::render::syntax::value_of;
use crate::render::types::items::free_name;
use crate::render::types::responses::result_type;

/// The fields that calls have, and the functions that every call has.
pub(crate) const FIELDS: [&str; 3] = ["body", "client", "server_template"];
pub(crate) const METHODS: [&str; 4] = ["call_options", "into_call", "into_future", "send"];

/// The methods that calls have by traits: `Clone`, and `Wait` with the feature `blocking`.
pub(crate) const OF_TRAITS: [&str; 2] = ["clone", "wait"];

/// The expression that makes one.
pub(crate) fn made(operation: &Operation, request: &Request, file: &RustFile<'_>) -> Expr {
    let (name, begun) = (ident(operation.call.rust()), request.expression.clone());
    let body = request.held_body.clone().map(|body| ("body", body));
    let server = server::made(operation, file);
    let server = server.map(|server| ("server_template", server));
    if body.is_none() && server.is_none() {
        return called(value_of(name), [begun]);
    }
    let held = [("request", begun)].into_iter().chain(body).chain(server);
    let held = held.map(|(name, value)| field_value(&ident(name), value));
    syntax::made(name, held.collect(), None)
}

/// The struct, its functions, and what every call has.
pub(crate) fn call(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(operation.call.rust());
    let mut functions = setters(operation, file);
    functions.extend(send::others(operation, file));
    if let Some(pagination) = &operation.pagination {
        functions.extend(pages::functions(operation, pagination, file));
    }
    let result = result_type(&operation.response, file);
    functions.push(into_call(operation, &result, file));
    let implement = file.runtime("impl_call");
    let mut items = vec![
        definition(operation, starts, file),
        borrowing(borrowing_type(name.clone(), "'a", []), functions),
    ];
    // A macro takes the type by its name, and a type that has none is given one.
    let result = match &result {
        syn::Type::Path(path) if path.path.get_ident().is_some() => result,
        syn::Type::Tuple(_) => result,
        result => {
            let alias = output_name(operation, file);
            items.push(parse_quote!(type #alias = #result;));
            parse_quote!(#alias)
        }
    };
    let request = request_field(operation);
    items.push(macro_call(implement, quote!(#name.#request => #result)));
    items
}

fn output_name(operation: &Operation, file: &RustFile<'_>) -> Ident {
    let shared = file.api().types.iter();
    let taken = shared.chain(&operation.types).map(|one| &one.name);
    free_name(&["Output", "CallOutput", "OutputOfCall"], taken)
}

fn definition(operation: &Operation, starts: &str, file: &RustFile<'_>) -> Item {
    let name = ident(operation.call.rust());
    let docs = docs::outer(&format!("A call of [`{starts}`]."));
    let request = file.runtime("Request");
    let body = body::held(&operation.body).map(|(name, _)| -> syn::Field {
        let name = ident(name.rust());
        parse_quote!(body: #name)
    });
    let server = server::is_set(operation).then(|| -> syn::Field {
        let template = file.runtime("ServerTemplate");
        parse_quote!(server_template: #template)
    });
    let held: Vec<syn::Field> = body.into_iter().chain(server).collect();
    let mut definition = DEFINITION.with(Clone::clone);
    definition.attrs.splice(0..0, docs);
    definition.ident = name;
    if held.is_empty() {
        definition.fields = Fields::Unnamed(parse_quote!((#request<'a>)));
    } else {
        definition.fields = Fields::Named(parse_quote!({ request: #request<'a>, #(#held,)* }));
        definition.semi_token = None;
    }
    Item::Struct(definition)
}

thread_local! {
    /// Parsed once, and not with each operation.
    static DEFINITION: ItemStruct = parse_quote! {
        #[derive(Clone)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct Call<'a>();
    };
}

/// The field that has the request: the only one has no name.
pub(crate) fn request_field(operation: &Operation) -> Member {
    if holds_more(operation) {
        ident("request").into()
    } else {
        0.into()
    }
}

/// Whether there is more in the struct than the request.
pub(crate) fn holds_more(operation: &Operation) -> bool {
    body::held(&operation.body).is_some() || server::is_set(operation)
}

/// The call that it comes to.
fn into_call(operation: &Operation, result: &syn::Type, file: &RustFile<'_>) -> ImplItemFn {
    let (call, request) = (file.runtime("Call"), send::whole_request(operation, file));
    let read = send::read(&operation.response, file);
    let accept = send::accept(operation.accept.as_deref());
    let made = last(chained(request, accept.into_iter().chain([read])));
    let function = function(Receiver::Owned, ident("into_call"), [], [made]);
    returning(function, borrowing_type(call, "'a", [result.clone()]))
}
