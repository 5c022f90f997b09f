//! The docs of the method that starts a call.

use crate::markdown::code;
use crate::model::Body;
use crate::model::Failure;
use crate::model::Operation;
use crate::model::Retry;
use crate::model::Security;
use crate::model::Shape;
use crate::model::Type;
use crate::render::docs;
use crate::render::docs::example::example;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::RustFile;
use crate::render::operation::pages;
use crate::render::operation::part;
use crate::render::owner::Owner;
use crate::render::ty;
use crate::render::types::check;

/// The document's words, what can go wrong, an example, and last the wire.
pub(crate) fn method_docs(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> String {
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
        .filter(|one| part::is_given(one));
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
