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

/// The text of the document, what can go wrong, an example, and last where it is found: HTTP method, path, id.
pub(crate) fn method_docs(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> String {
    let retry = match operation.retry {
        retry if retry == operation.verb.retry() => "",
        Retry::Idempotent => "Idempotent: the client also retries a call whose response was lost.",
        Retry::Unsafe => {
            "Not idempotent: the client retries a call only if the server cannot have processed it."
        }
    };
    let example = example(operation, owner, file.krate);
    let example = example.map(|example| format!("# Examples\n\n{example}"));
    docs::paragraphs([
        &docs::text(&operation.docs, ""),
        &argument_docs(operation, file),
        &pages::docs(operation),
        &credentials_docs(operation),
        &header_docs(operation),
        retry,
        &error_docs(operation, file),
        example.as_deref().unwrap_or_default(),
        &origin(operation, owner),
    ])
}

/// Where the operation is in the document, and its id where the methods that lead to it do not say it.
fn origin(operation: &Operation, owner: Owner<'_>) -> String {
    let wire = docs::wire(operation);
    let methods = owner.methods().chain([operation.method.plain()]);
    if methods.collect::<Vec<_>>().join(".") == operation.id {
        return wire;
    }
    format!(
        "{wire} ({})",
        code(&format!("operationId: {}", operation.id))
    )
}

/// The docs of each argument.
fn argument_docs(operation: &Operation, file: &RustFile<'_>) -> String {
    // What is given by name is documented there.
    let is_by_name = operation.required.is_some();
    let parameters = operation.parameters.iter();
    let parameters =
        parameters.filter(|one| one.is_argument() && (one.is_in_path() || !is_by_name));
    let parameters = parameters
        .filter(|one| !file.is_said_by_type(&one.docs, &one.ty))
        .map(|one| (&one.name, &one.docs));
    let (value, properties) = match &operation.body {
        _ if is_by_name => (None, &[][..]),
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
    let properties = properties
        .filter(|one| !file.is_said_by_type(&one.docs, &one.ty))
        .map(|one| (&one.name, &one.docs));
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

/// What can go wrong beside what every call ends in, which the runtime documents.
fn error_docs(operation: &Operation, file: &RustFile<'_>) -> String {
    let needs_credentials = match &operation.security {
        Security::Chosen(alternatives) => alternatives.iter().all(|one| !one.is_empty()),
        Security::Client | Security::Anonymous => false,
    };
    let without = "`Error::Configuration` when the client has none of the credentials";
    let without = needs_credentials.then(|| without.to_owned());
    let before: Vec<String> = without
        .into_iter()
        .chain(invalid_argument_docs(operation))
        .collect();
    let before = if before.is_empty() {
        String::new()
    } else {
        let before = before.join(", and ");
        format!("Beside [those of every call](crate::Call#errors), {before}.")
    };
    let of_most = file.krate.error_responses;
    let error_responses = if operation.error_responses == of_most {
        String::new()
    } else if operation.error_responses.is_empty() {
        "The API describes no error response.".to_owned()
    } else {
        error_response_docs(&operation.error_responses)
    };
    if before.is_empty() && error_responses.is_empty() {
        return String::new();
    }
    docs::paragraphs(["# Errors", &before, &error_responses])
}

/// When a call is not sent at all.
fn invalid_argument_docs(operation: &Operation) -> Option<String> {
    let client_wide = operation.parameters.iter();
    let client_wide = client_wide.filter(|one| one.client_wide && one.required);
    let names = docs::codes(client_wide.map(|one| one.name.plain()), " or ");
    let missing = format!("{names} is set neither on the client nor on the call");
    let missing = (!names.is_empty()).then_some(missing.as_str());
    let outside = check::is_checked(operation).then_some("a value is not within its limits");
    let reasons: Vec<&str> = missing.into_iter().chain(outside).collect();
    let is_any = !reasons.is_empty();
    is_any.then(|| format!("`Error::InvalidArgument` when {}", reasons.join(", or ")))
}

/// The error responses, those that are alike together, and what reads their bodies.
pub(crate) fn error_response_docs(error_responses: &[ErrorResponse]) -> String {
    let shared = shared_body(error_responses);
    let mut lines: Vec<(String, String)> = Vec::new();
    for error_response in error_responses {
        let (status, text) = (
            code(&error_response.status),
            error_response_text(error_response, shared.is_some()),
        );
        match lines.iter_mut().find(|(_, known)| *known == text) {
            Some((statuses, _)) => *statuses = format!("{statuses}, {status}"),
            None => lines.push((status, text)),
        }
    }
    let lines = lines
        .iter()
        .map(|(statuses, text)| format!("- {statuses}: {text}"));
    let lines = lines.collect::<Vec<String>>().join("\n");
    docs::paragraphs([lines.as_str(), &shared.unwrap_or_default()])
}

/// What reads the bodies of error responses, said once where nearly all have one type.
fn shared_body(error_responses: &[ErrorResponse]) -> Option<String> {
    let typed = error_responses.iter().filter_map(|one| one.ty.as_ref());
    let ty = typed.clone().next()?;
    let others = error_responses.iter().filter(|one| one.ty.is_none());
    let others: Vec<&str> = others.map(|one| one.status.as_str()).collect();
    let is_shared = typed.clone().all(|one| one == ty) && typed.count() > 2.max(others.len());
    let but = match others.as_slice() {
        [] => String::new(),
        others => format!(" of each but {}", docs::codes(others, " and ")),
    };
    let read = code(&format!("error.json::<{}>()", ty::spelled(ty)?));
    is_shared.then(|| format!("{read} reads the body{but}."))
}

/// An error response, and what reads its body, unless that is said of all.
fn error_response_text(error_response: &ErrorResponse, is_shared: bool) -> String {
    let text = docs::one_line(&sanitize(docs::first_paragraph(
        &error_response.description,
    )));
    let text = docs::sentence(&text);
    let ty = error_response.ty.as_ref().filter(|_| !is_shared);
    let read = ty.and_then(ty::spelled);
    let read = read.map(|ty| format!(" {} reads it.", code(&format!("error.json::<{ty}>()"))));
    let raw = docs::codes(&error_response.media_types, " or ");
    let raw = (!raw.is_empty()).then(|| format!(" `error.body()` is {raw}."));
    let (read, raw) = (read.unwrap_or_default(), raw.unwrap_or_default());
    format!("{text}{read}{raw}")
}
