//! Operations: the method that starts a call, the call, and the types that only it uses.

pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod pages;
pub(crate) mod part;
pub(crate) mod places;
pub(crate) mod request;
pub(crate) mod send;
pub(crate) mod setter;

use syn::FnArg;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Body;
use crate::model::Failure;
use crate::model::Field;
use crate::model::Media;
use crate::model::Operation;
use crate::model::Retry;
use crate::model::Security;
use crate::model::Shape;
use crate::model::Type;
use crate::render::Module;
use crate::render::docs;
use crate::render::docs::example::example;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::part::Part;
use crate::render::owner::Owner;
use crate::render::ty;
use crate::render::types;
use crate::render::types::check;
use crate::render::types::constructor;
use crate::render::types::structure;
use crate::render::with_functions;

/// The file of an operation.
pub(crate) fn operation(operation: &Operation, owner: Owner<'_>, krate: &Crate<'_>) -> Module {
    let file = &krate.file_of_operation(operation);
    let starts = format!("{}::{}", owner.ty(), operation.method.plain());
    let mut items = vec![start(operation, owner, file)];
    items.extend(call::call(operation, &starts, file));
    if let Body::Members {
        name,
        fields,
        rule,
        media,
    } = &operation.body
    {
        let is_serialized = !matches!(media, Media::Multipart(_));
        let name = ident(name.rust());
        let body = structure::body(&name, fields, is_serialized, file);
        items.push(Item::Struct(body));
        items.extend(check::of_members(&name, rule.as_deref(), fields, file));
    }
    for definition in &operation.types {
        items.extend(types::items(definition, file));
    }
    let docs = format!("The operation {}.", code(&operation.id));
    let (folder, name) = (owner.folder(krate.api), operation.method.plain());
    file.finish(format!("{folder}/{name}.rs"), &docs, items)
}

/// The method of the owner.
fn start(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> Item {
    let ty = file.import(&owner.ty_path());
    let function = function(operation, owner, file);
    let block = if owner.is_client() {
        parse_quote!(impl #ty {})
    } else {
        parse_quote!(impl<'a> #ty<'a> {})
    };
    with_functions(block, [function])
}

fn function(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> ImplItemFn {
    let docs = docs::outer(&method_docs(operation, owner, file));
    let deprecated = docs::deprecation(&operation.docs);
    let name = ident(operation.method.rust());
    let call = ident(operation.call.rust());
    let client: syn::Expr = if owner.is_client() {
        parse_quote!(self)
    } else {
        parse_quote!(self.client)
    };
    let parts = part::parts(operation, &client, file);
    let mut arguments: Vec<FnArg> = Vec::new();
    let mut values: Vec<syn::FieldValue> = Vec::new();
    for Part {
        name, given, unset, ..
    } in &parts
    {
        match (given, unset) {
            (Some((ty, value)), _) => {
                arguments.push(parse_quote!(#name: #ty));
                values.push(constructor::field_value(name, value));
            }
            (None, Some(unset)) => values.push(parse_quote!(#name: #unset)),
            (None, None) => {}
        }
    }
    values.extend(body(operation, &mut arguments, file));
    let options = file.runtime("CallOptions");
    let borrows = operation.parameters.iter().any(|parameter| {
        parameter.required && !parameter.client_wide && file.is_borrowed(&parameter.ty)
    });
    let (generics, receiver, lifetime) = lifetimes(owner, borrows);
    let function = parse_quote! {
        #deprecated
        pub fn #name #generics(#receiver, #(#arguments),*) -> #call<#lifetime> {
            #call { client: #client, #(#values,)* call_options: #options::new() }
        }
    };
    docs::above(function, docs)
}

/// The lifetimes of a method: a resource has one of its own, the client lends itself for as long as the arguments last.
fn lifetimes(owner: Owner<'_>, borrows: bool) -> (Option<syn::Generics>, FnArg, syn::Lifetime) {
    match (owner.is_client(), borrows) {
        (false, _) => (None, parse_quote!(&self), parse_quote!('a)),
        (true, true) => (
            Some(parse_quote!(<'a>)),
            parse_quote!(&'a self),
            parse_quote!('a),
        ),
        (true, false) => (None, parse_quote!(&self), parse_quote!('_)),
    }
}

/// The field that holds the members of the body; those that are required are arguments.
fn body(
    operation: &Operation,
    arguments: &mut Vec<FnArg>,
    file: &RustFile<'_>,
) -> Option<syn::FieldValue> {
    let Body::Members { name, fields, .. } = &operation.body else {
        return None;
    };
    let ty = ident(name.rust());
    let required: Vec<&Field> = fields.iter().filter(|field| field.is_argument()).collect();
    if required.is_empty() {
        return Some(parse_quote!(body: #ty::default()));
    }
    let mut values: Vec<syn::FieldValue> = Vec::new();
    for field in fields {
        let name = ident(field.name.rust());
        if field.is_argument() {
            let (ty, value) = constructor::given(field, &name, file);
            arguments.push(parse_quote!(#name: #ty));
            values.push(constructor::field_value(&name, &value));
        } else if field.presence == crate::model::Presence::OptionalNullable {
            let ty = file.runtime("Field");
            values.push(parse_quote!(#name: #ty::Absent));
        } else {
            values.push(parse_quote!(#name: None));
        }
    }
    Some(parse_quote!(body: #ty { #(#values),* }))
}

/// The document's words, what can go wrong, an example, and last the wire.
fn method_docs(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> String {
    let said = docs::text(&operation.docs, &format!("Calls {}.", code(&operation.id)));
    let retry = match operation.retry {
        Retry::Idempotent => "Idempotent: the client also repeats a call whose answer was lost.",
        Retry::Unsafe => {
            "Not idempotent: the client repeats a call only when it was certainly not carried out."
        }
    };
    let arguments = argument_docs(operation);
    let paged = pages::docs(operation);
    let errors = error_docs(operation);
    let example = example(operation, owner, file.krate);
    let example = example.map(|example| format!("# Examples\n\n{example}"));
    let wire = code(&format!(
        "{} {}",
        operation.verb.lower_case().to_uppercase(),
        operation.path
    ));
    docs::paragraphs([
        &said,
        &arguments,
        &paged,
        &credentials_docs(operation),
        &header_docs(operation),
        retry,
        "# Errors",
        &errors,
        example.as_deref().unwrap_or_default(),
        &wire,
    ])
}

/// The credentials of an operation that takes others than the rest of them.
fn credentials_docs(operation: &Operation) -> String {
    let Security::Chosen(alternatives) = &operation.security else {
        return String::new();
    };
    let alternative = |schemes: &Vec<String>| {
        let schemes: Vec<String> = schemes.iter().map(|one| code(one)).collect();
        if schemes.is_empty() {
            "none".to_owned()
        } else {
            schemes.join(" and ")
        }
    };
    let alternatives: Vec<String> = alternatives.iter().map(alternative).collect();
    format!("Credentials: {}.", alternatives.join(", or "))
}

/// The headers that answers have, and how they are read.
fn header_docs(operation: &Operation) -> String {
    let Some(Type::Named(reference)) = &operation.headers else {
        return String::new();
    };
    let mut definitions = operation.types.iter();
    let definition = definitions.find(|one| one.name.rust() == reference.name);
    let Some(Shape::Headers(fields)) = definition.map(|definition| &definition.shape) else {
        return String::new();
    };
    let names: Vec<String> = fields.iter().map(|field| code(field.name.wire())).collect();
    format!(
        "Answers have the headers {}, which [`{}`] reads.",
        names.join(", "),
        reference.name
    )
}

/// What the document says of each argument.
fn argument_docs(operation: &Operation) -> String {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.client_wide);
    let mut lines: Vec<Option<String>> = parameters
        .map(|parameter| docs::argument(&parameter.name, &parameter.docs))
        .collect();
    match &operation.body {
        Body::Value {
            name,
            docs,
            required: true,
            ..
        } => lines.push(docs::argument(name, docs)),
        Body::Members { fields, .. } => {
            let required = fields.iter().filter(|field| field.is_argument());
            lines.extend(required.map(|field| docs::argument(&field.name, &field.docs)));
        }
        Body::None | Body::Value { .. } => {}
    }
    lines
        .into_iter()
        .flatten()
        .collect::<Vec<String>>()
        .join("\n")
}

fn error_docs(operation: &Operation) -> String {
    let client_wide = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.client_wide && parameter.required);
    let names: Vec<String> = client_wide
        .map(|parameter| code(parameter.name.plain()))
        .collect();
    let missing = match names.as_slice() {
        [] if check::is_checked(operation) => {
            "[`Error::InvalidArgument`] when a value is not within its limits, ".to_owned()
        }
        [] => String::new(),
        names if check::is_checked(operation) => format!(
            "[`Error::InvalidArgument`] when {} is set neither on the client nor on the call, or a value is not within its limits, ",
            names.join(" or ")
        ),
        names => format!(
            "[`Error::InvalidArgument`] when {} is set neither on the client nor on the call, ",
            names.join(" or ")
        ),
    };
    let needs_credentials = match &operation.security {
        Security::Chosen(alternatives) => alternatives.iter().all(|one| !one.is_empty()),
        Security::Client | Security::Anonymous => false,
    };
    let without = if needs_credentials {
        "[`Error::Configuration`] when the client has none of the credentials, "
    } else {
        ""
    };
    let always = format!(
        "{without}{missing}[`Error::Transport`] when no answer comes, [`Error::Decode`] when it is not what the description says, and \
        [`Error::Api`] when the answer is an error"
    );
    if operation.failures.is_empty() {
        return format!("{always}.");
    }
    let failure = |failure: &Failure| {
        let said = sanitize(docs::first_paragraph(&failure.description)).replace('\n', " ");
        let read = failure.ty.as_ref().and_then(ty::spelled);
        let read = read.map(|ty| format!(" {} reads it.", code(&format!("error.json::<{ty}>()"))));
        let said = docs::sentence(&said);
        let media_types: Vec<String> = failure.media_types.iter().map(|one| code(one)).collect();
        let raw = match media_types.as_slice() {
            [] => String::new(),
            names => format!(" `error.body()` is {}.", names.join(" or ")),
        };
        format!(
            "- {}: {said}{}{raw}",
            code(&failure.status),
            read.unwrap_or_default()
        )
    };
    let failures: Vec<String> = operation.failures.iter().map(failure).collect();
    format!("{always}:\n\n{}", failures.join("\n"))
}
