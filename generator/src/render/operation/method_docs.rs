//! The docs of the method that starts a call.

use crate::markdown::code;
use crate::model::Body;
use crate::model::ErrorResponse;
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
use crate::render::owner::Owner;
use crate::render::ty;
use crate::render::types::check;

/// The text of the document, what can go wrong, an example, and last the HTTP method and the path.
pub(crate) fn method_docs(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> String {
    let retry = match operation.retry {
        Retry::Idempotent => "Idempotent: the client also retries a call whose response was lost.",
        Retry::Unsafe => {
            "Not idempotent: the client retries a call only if the server cannot have processed it."
        }
    };
    let example = example(operation, owner, file.krate);
    let example = example.map(|example| format!("# Examples\n\n{example}"));
    docs::paragraphs([
        &docs::text(
            &operation.docs,
            &format!("Calls the operation {}.", code(&operation.id)),
        ),
        &argument_docs(operation),
        &pages::docs(operation),
        &credentials_docs(operation),
        &header_docs(operation),
        retry,
        "# Errors",
        &error_docs(operation),
        example.as_deref().unwrap_or_default(),
        &docs::wire(operation),
    ])
}

/// The docs of each argument.
fn argument_docs(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().filter(|one| one.is_argument());
    let parameters = parameters.map(|one| (&one.name, &one.docs));
    let (value, properties) = match &operation.body {
        Body::Value {
            name,
            docs,
            required: true,
            ..
        } => (Some((name, docs)), &[][..]),
        Body::Properties { fields, .. } => (None, fields.as_slice()),
        Body::None | Body::Value { .. } => (None, &[][..]),
    };
    let properties = properties.iter().filter(|field| field.is_argument());
    let properties = properties.map(|field| (&field.name, &field.docs));
    let lines: Vec<String> = parameters
        .chain(value)
        .chain(properties)
        .filter_map(|(name, docs)| docs::argument(name, docs))
        .collect();
    lines.join("\n")
}

/// The credentials of an operation whose security is its own.
fn credentials_docs(operation: &Operation) -> String {
    let Security::Chosen(alternatives) = &operation.security else {
        return String::new();
    };
    let alternative = |schemes: &Vec<String>| {
        if schemes.is_empty() {
            "none".to_owned()
        } else {
            docs::codes(schemes, " and ")
        }
    };
    let alternatives: Vec<String> = alternatives.iter().map(alternative).collect();
    format!("Credentials: {}.", alternatives.join(", or "))
}

/// The headers that responses have, and how they are read.
fn header_docs(operation: &Operation) -> String {
    let Some(Type::Named(reference)) = &operation.headers else {
        return String::new();
    };
    let mut definitions = operation.types.iter();
    let definition = definitions.find(|one| one.name.rust() == reference.name);
    let Some(Shape::Headers(fields)) = definition.map(|definition| &definition.shape) else {
        return String::new();
    };
    let names = docs::codes(fields.iter().map(|field| field.name.wire()), ", ");
    format!(
        "Response headers, to be read as [`{}`]: {names}.",
        reference.name
    )
}

fn error_docs(operation: &Operation) -> String {
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
        "{without}{}[`Error::Transport`] when no response comes, [`Error::Decode`] when it is not what the description says, and \
        [`Error::Api`] when the response is an error",
        invalid_argument_docs(operation)
    );
    if operation.error_responses.is_empty() {
        return format!("{always}.");
    }
    let error_responses: Vec<String> = operation
        .error_responses
        .iter()
        .map(error_response_docs)
        .collect();
    format!("{always}:\n\n{}", error_responses.join("\n"))
}

/// When a call is not sent at all.
fn invalid_argument_docs(operation: &Operation) -> String {
    let client_wide = operation.parameters.iter();
    let client_wide = client_wide.filter(|one| one.client_wide && one.required);
    let names = docs::codes(client_wide.map(|one| one.name.plain()), " or ");
    let missing = format!("{names} is set neither on the client nor on the call");
    let missing = (!names.is_empty()).then_some(missing.as_str());
    let outside = check::is_checked(operation).then_some("a value is not within its limits");
    let reasons: Vec<&str> = missing.into_iter().chain(outside).collect();
    if reasons.is_empty() {
        return String::new();
    }
    format!(
        "[`Error::InvalidArgument`] when {}, ",
        reasons.join(", or ")
    )
}

/// An error response, and what reads its body.
fn error_response_docs(error_response: &ErrorResponse) -> String {
    let text = sanitize(docs::first_paragraph(&error_response.description)).replace('\n', " ");
    let text = docs::sentence(&text);
    let read = error_response.ty.as_ref().and_then(ty::spelled);
    let read = read.map(|ty| format!(" {} reads it.", code(&format!("error.json::<{ty}>()"))));
    let raw = docs::codes(&error_response.media_types, " or ");
    let raw = (!raw.is_empty()).then(|| format!(" `error.body()` is {raw}."));
    let status = code(&error_response.status);
    let (read, raw) = (read.unwrap_or_default(), raw.unwrap_or_default());
    format!("- {status}: {text}{read}{raw}")
}
