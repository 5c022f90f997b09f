//! A call: the struct that holds what is given, its setters, and how it is sent.

use proc_macro2::Ident;
use quote::format_ident;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use super::Scope;
use super::argument::argument;
use super::argument::is_borrowed;
use super::body;
use super::docs;
use super::ident;
use super::imports::Imports;
use super::pages;
use super::places;
use super::structure;
use super::ty;
use super::with_functions;
use crate::markdown::code;
use crate::model::Answer;
use crate::model::Body;
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

/// What a call is made of: a field of its struct, and the argument or setter that fills it.
pub(super) struct Part {
    pub(super) name: Ident,
    /// The type of the field.
    pub(super) held: syn::Type,
    /// The type of the argument, and the value it becomes; `None` for what is set later.
    pub(super) given: Option<(syn::Type, Expr)>,
    /// The value of the field before it is set.
    pub(super) unset: Option<Expr>,
}

/// The parts that a call has besides its client and the members of its body.
///
/// `client` is where the function that starts the call has the client.
pub(super) fn parts(
    operation: &Operation,
    client: &Expr,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Vec<Part> {
    let part = |parameter| parameter_part(parameter, client, scope, imports);
    let mut parts: Vec<Part> = operation.parameters.iter().map(part).collect();
    if let Body::Value {
        name, ty, required, ..
    } = &operation.body
    {
        parts.push(value_part(
            &ident(name.rust()),
            ty,
            *required,
            scope,
            imports,
        ));
    }
    parts
}

fn parameter_part(
    parameter: &Parameter,
    client: &Expr,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Part {
    let name = ident(parameter.name.rust());
    if !is_borrowed(&parameter.ty, scope) {
        let mut part = value_part(
            &name,
            &parameter.ty,
            parameter.required && !parameter.client_wide,
            scope,
            imports,
        );
        if parameter.client_wide {
            part.unset = Some(parse_quote!(#client.#name.clone()));
        }
        return part;
    }
    let inner = ty::ty(&parameter.ty, imports);
    if parameter.client_wide {
        let unset = parse_quote!(#client.#name.as_ref());
        return Part {
            held: parse_quote!(Option<&'a #inner>),
            given: None,
            unset: Some(unset),
            name,
        };
    }
    if parameter.required {
        let given = (parse_quote!(&'a #inner), parse_quote!(#name));
        return Part {
            held: parse_quote!(&'a #inner),
            given: Some(given),
            unset: None,
            name,
        };
    }
    Part {
        held: parse_quote!(Option<&'a #inner>),
        given: None,
        unset: Some(parse_quote!(None)),
        name,
    }
}

fn value_part(
    name: &Ident,
    ty: &Type,
    required: bool,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Part {
    let held = ty::ty(ty, imports);
    if required {
        let argument = argument(ty, name, scope, imports);
        return Part {
            name: name.clone(),
            held,
            given: Some((argument.ty, argument.value)),
            unset: None,
        };
    }
    Part {
        name: name.clone(),
        held: parse_quote!(Option<#held>),
        given: None,
        unset: Some(parse_quote!(None)),
    }
}

/// The struct, its functions, and how it is awaited.
pub(super) fn call(
    operation: &Operation,
    starts: &str,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Vec<Item> {
    let parts = parts(operation, &parse_quote!(self.client), scope, imports);
    vec![
        definition(operation, starts, &parts, imports),
        functions(operation, starts, scope, imports),
        awaiting(operation, imports),
    ]
}

fn definition(operation: &Operation, starts: &str, parts: &[Part], imports: &mut Imports) -> Item {
    let name = ident(operation.call.rust());
    let docs = docs::outer(&format!(
        "A call of [`{starts}`]: await it for the result, or [`send`](Self::send) it for status and headers too."
    ));
    let fields = parts
        .iter()
        .map(|Part { name, held, .. }| -> syn::Field { parse_quote!(#name: #held) });
    let body = body_name(operation);
    let body = body.map(|body| -> syn::Field { parse_quote!(body: #body) });
    let client = imports.bring("crate::client::Client");
    let options = imports.bring("client_runtime::CallOptions");
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
pub(super) fn body_name(operation: &Operation) -> Option<Ident> {
    match &operation.body {
        Body::Members { name, .. } => Some(ident(name.rust())),
        Body::None | Body::Value { .. } => None,
    }
}

/// Setters in the order of the document, then `send`.
fn functions(operation: &Operation, starts: &str, scope: Scope<'_>, imports: &mut Imports) -> Item {
    let name = ident(operation.call.rust());
    let mut functions: Vec<ImplItemFn> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required || parameter.client_wide)
        .map(|parameter| setter(parameter, scope, imports))
        .collect();
    match &operation.body {
        Body::Value {
            name,
            ty,
            required: false,
            docs,
            media: _,
        } => {
            functions.push(value_setter(
                &ident(name.rust()),
                ty,
                &docs::text(docs, "Sets the body."),
                scope,
                imports,
            ));
        }
        Body::None | Body::Value { .. } => {}
        Body::Members { fields, .. } => {
            let target: Expr = parse_quote!(self.body);
            for field in fields.iter().filter(|field| !field.is_argument()) {
                functions.extend(
                    structure::setters(field, &target, scope, imports)
                        .into_iter()
                        .map(without_must_use),
                );
            }
        }
    }
    functions.push(options_setter());
    functions.extend(sending(operation, starts, scope, imports));
    if let Some(pagination) = &operation.pagination {
        functions.extend(pages::functions(operation, pagination, scope, imports));
    }
    let has_request = !operation.alternatives.is_empty();
    let borrows = operation.pagination.is_some()
        || has_request
        || operation
            .parameters
            .iter()
            .any(|parameter| is_set_by_reference(parameter, scope));
    let (generics, lifetime): (Option<syn::Generics>, syn::Lifetime) = if borrows {
        (Some(parse_quote!(<'a>)), parse_quote!('a))
    } else {
        (None, parse_quote!('_))
    };
    with_functions(parse_quote!(impl #generics #name<#lifetime> {}), functions)
}

fn is_set_by_reference(parameter: &Parameter, scope: Scope<'_>) -> bool {
    is_borrowed(&parameter.ty, scope) && (!parameter.required || parameter.client_wide)
}

/// The call is `must_use` already.
fn without_must_use(mut function: ImplItemFn) -> ImplItemFn {
    function
        .attrs
        .retain(|attribute| !attribute.path().is_ident("must_use"));
    function
}

fn options_setter() -> ImplItemFn {
    parse_quote! {
        /// How this call is made: timeouts, repetition, and what to send besides.
        pub fn call_options(mut self, call_options: CallOptions) -> Self {
            self.call_options = call_options;
            self
        }
    }
}

fn setter(parameter: &Parameter, scope: Scope<'_>, imports: &mut Imports) -> ImplItemFn {
    let name = ident(parameter.name.rust());
    let mut text = docs::text(
        &parameter.docs,
        &format!("Sets {}.", code(parameter.name.wire())),
    );
    if parameter.client_wide {
        text = docs::paragraphs([
            text.as_str(),
            "For this call only, in place of the one set on the client.",
        ]);
    }
    if !is_borrowed(&parameter.ty, scope) {
        return value_setter(&name, &parameter.ty, &text, scope, imports);
    }
    let inner = ty::ty(&parameter.ty, imports);
    let docs = docs::outer(&text);
    let function = parse_quote! {
        pub fn #name(mut self, #name: &'a #inner) -> Self {
            self.#name = Some(#name);
            self
        }
    };
    docs::above(function, docs)
}

fn value_setter(
    name: &Ident,
    ty: &Type,
    text: &str,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> ImplItemFn {
    let docs = docs::outer(text);
    let is_list = matches!(ty, Type::List(_));
    let argument = argument(ty, name, scope, imports);
    let (ty, value) = (argument.ty, argument.value);
    if is_list {
        let function = parse_quote! {
            pub fn #name(mut self, #name: #ty) -> Self {
                let values = #value;
                self.#name = Some(values);
                self
            }
        };
        return docs::above(function, docs);
    }
    let function = parse_quote! {
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    };
    docs::above(function, docs)
}

/// `send`, and where answers of other media types can be asked for, a method for each.
fn sending(
    operation: &Operation,
    starts: &str,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Vec<ImplItemFn> {
    let request = request(operation, scope, imports);
    let docs = format!(
        "Sends the call, and gives status and headers with the result.\n\n# Errors\n\nThose of [`{starts}`]."
    );
    let answer = &operation.answer;
    if operation.alternatives.is_empty() {
        let request = negotiated(request, operation.accept.as_deref());
        return vec![send(&ident("send"), &docs, &request, answer, imports)];
    }
    let own: Expr = parse_quote!(self.request());
    let main = negotiated(own.clone(), operation.accept.as_deref());
    let mut functions = vec![send(&ident("send"), &docs, &main, answer, imports)];
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
        functions.push(send(&name, &docs, &request, &other.answer, imports));
    }
    let ty = imports.bring("client_runtime::Request");
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
    imports: &mut Imports,
) -> ImplItemFn {
    let docs = docs::outer(docs);
    let result = result_type(answer, imports);
    let response = imports.bring("client_runtime::Response");
    let error = imports.bring("client_runtime::Error");
    let sent = sent(request, answer, imports);
    let function = parse_quote! {
        pub async fn #name(self) -> Result<#response<#result>, #error> {
            #sent.await
        }
    };
    docs::above(function, docs)
}

/// The wire contract, and nothing else.
fn request(operation: &Operation, scope: Scope<'_>, imports: &mut Imports) -> Expr {
    let verb = format_ident!("{}", operation.verb.lower_case());
    let path = &operation.path;
    let mut request: Expr = parse_quote!(self.client.http.#verb(#path));
    if let Some(server) = &operation.server {
        request = parse_quote!(#request.server(#server));
    }
    request = secured(&request, operation, scope);
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
        request = parameter_step(&request, parameter, scope, imports);
        if parameter.allows_reserved {
            let wire = parameter.name.wire();
            request = parse_quote!(#request.allow_reserved(#wire));
        }
    }
    request = body::step(request, &operation.body, imports);
    request = parse_quote!(#request.options(self.call_options));
    if operation.retry != operation.verb.retry() {
        let class = imports.bring("client_runtime::RetryClass");
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
fn secured(request: &Expr, operation: &Operation, scope: Scope<'_>) -> Expr {
    match &operation.security {
        Security::Anonymous if !scope.api.security.is_empty() => {
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
fn parameter_step(
    request: &Expr,
    parameter: &Parameter,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Expr {
    let name = ident(parameter.name.rust());
    let wire = parameter.name.wire();
    let is_given = parameter.required && !parameter.client_wide;
    if let Location::Styled(place, style) = parameter.location {
        return styled_step(request, wire, &name, (place, style), imports);
    }
    if let (Location::Query(style), Type::List(_)) = (parameter.location, &parameter.ty) {
        return list_step(request, wire, &name, style, is_given);
    }
    let value = parameter_value(parameter, &name, is_given, scope, imports);
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
    imports: &mut Imports,
) -> Expr {
    let place = places::place(place, imports);
    let style = places::style(style, imports);
    parse_quote!(#request.styled(#place, #style, #wire, &self.#name))
}

/// The value of a parameter as its step takes it: borrowed, or an option of what is borrowed.
fn parameter_value(
    parameter: &Parameter,
    name: &Ident,
    is_given: bool,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Expr {
    if let Type::Duration(unit) = parameter.ty {
        let module = imports.bring("client_runtime::duration");
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
    match (is_given, is_borrowed(&parameter.ty, scope)) {
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

fn sent(request: &Expr, answer: &Answer, imports: &mut Imports) -> Expr {
    match answer {
        Answer::Empty => parse_quote!(#request.send_empty()),
        Answer::Json(_) => parse_quote!(#request.send_json()),
        Answer::JsonOrEmpty(_) => parse_quote!(#request.send_json_or_empty()),
        Answer::Enveloped(_) => {
            let envelope = imports.bring("crate::client::ENVELOPE");
            parse_quote!(#request.send_enveloped(&#envelope))
        }
        Answer::Unwrapped { member, .. } => {
            let envelope = imports.bring("crate::client::ENVELOPE");
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
pub(super) fn result_type(answer: &Answer, imports: &mut Imports) -> syn::Type {
    match answer {
        Answer::Empty => parse_quote!(()),
        Answer::Kinds(ty)
        | Answer::Json(ty)
        | Answer::Enveloped(ty)
        | Answer::Unwrapped { ty, .. } => ty::received(ty, imports),
        Answer::JsonOrEmpty(ty) => {
            let ty = ty::received(ty, imports);
            parse_quote!(Option<#ty>)
        }
        Answer::Text => parse_quote!(String),
        Answer::Events(ty) => {
            let stream = imports.bring("client_runtime::EventStream");
            let ty = ty::received(ty, imports);
            parse_quote!(#stream<#ty>)
        }
        Answer::Stream => {
            let stream = imports.bring("client_runtime::ByteStream");
            parse_quote!(#stream)
        }
        Answer::Bytes => {
            let bytes = imports.bring("client_runtime::Bytes");
            parse_quote!(#bytes)
        }
    }
}

fn awaiting(operation: &Operation, imports: &mut Imports) -> Item {
    let name = ident(operation.call.rust());
    let result = result_type(&operation.answer, imports);
    let error = imports.bring("client_runtime::Error");
    let future = imports.bring("client_runtime::CallFuture");
    let response = imports.bring("client_runtime::Response");
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
