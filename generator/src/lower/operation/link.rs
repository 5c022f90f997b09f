//! Links: which operation follows, and what it takes from the response, in words.

use serde_json::Value;

use crate::lower::operation::operations::Operations;
use crate::lower::operation::response::negotiation::Success;
use crate::lower::reference;
use crate::lower::schema::schemas::Schemas;
use crate::markdown::code;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::Link;
use crate::spec::Operation;
use crate::spec::RefOr;
use crate::spec::Response;
use crate::spec::Text;

impl<'d> Operations<'d> {
    /// A sentence for each link of the successful responses.
    pub(super) fn links_of_successes(&mut self, successes: &[Success<'d>]) -> Vec<String> {
        let mut links: Vec<String> = Vec::new();
        for success in successes {
            for link in self.links(success.response, "The link") {
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        links
    }

    /// A sentence for each link of the other responses, with the status that it comes with.
    pub(super) fn links_of_error_responses(&mut self, operation: &'d Operation) -> Vec<String> {
        let error_responses = self.declared_errors(operation);
        let links = error_responses.iter();
        links
            .flat_map(|(status, response)| self.links_with(status, response))
            .collect()
    }

    /// A sentence for each link of a response with this status.
    pub(super) fn links_with(&mut self, status: &str, response: &'d Response) -> Vec<String> {
        self.links(response, &format!("With {}, the link", code(status)))
    }

    /// A sentence for each link of a response, whose target is checked.
    fn links(&mut self, response: &'d Response, begin: &str) -> Vec<String> {
        let Schemas {
            document, report, ..
        } = &mut self.schemas;
        let components = &document.components.links;
        let mut notes = Vec::new();
        for (name, link) in &response.links {
            let Some(link) = reference::resolve(link, "links", components, report) else {
                continue;
            };
            check_target(link, document, report);
            notes.extend(note(begin, name, link));
        }
        notes
    }
}

/// Reports a link that leads to no operation. Of a choice of operations, those that were left out are not known.
fn check_target(link: &Link, document: &Document, report: &mut Report) {
    if document.is_part {
        return;
    }
    match (&link.operation_id, &link.operation_ref) {
        (Some(id), _) => check_operation_id(id, document, report),
        (None, Some(target)) => check_operation_reference(target, document, report),
        (None, None) => {}
    }
}

fn check_operation_id(id: &Text, document: &Document, report: &mut Report) {
    let ids = || operations(document).filter_map(|one| one.operation_id.as_ref());
    if ids().any(|known| known.value == id.value) {
        return;
    }
    let message = format!("there is no operation with the id `{}`", id.value);
    report
        .warning(Rule::BrokenLink, id.at.value(), message)
        .help("name the `operationId` of the operation that follows")
        .suggest(&id.value, ids().map(|known| &known.value));
}

/// Checks a reference within the document; where others lead is not known.
fn check_operation_reference(target: &Text, document: &Document, report: &mut Report) {
    if !target.value.starts_with("#/") {
        return;
    }
    let pointer = Pointer::of_reference(&target.value);
    let item = match pointer.tokens().as_slice() {
        ["paths", path, rest @ ..] => document.paths.get(*path).map(|item| {
            let found = item.operation_at(rest);
            item.reference.is_some() || found.is_some_and(|(_, rest)| rest.is_empty())
        }),
        _ => None,
    };
    if item != Some(true) {
        let message = format!("there is no operation at `{}`", target.value);
        report
            .warning(Rule::BrokenLink, target.at.value(), message)
            .help("write `#/paths/`, the path with `~1` for each `/`, and the method, or name an `operationId`");
    }
}

fn operations(document: &Document) -> impl Iterator<Item = &Operation> {
    let shared = document.components.path_items.values();
    let shared = shared.filter_map(|item| match item {
        RefOr::Here(item) => Some(item),
        RefOr::Reference(_) => None,
    });
    let items = document.paths.values().chain(shared);
    items.flat_map(|item| item.operations.values())
}

/// A sentence that begins so; `None` for a link that names no operation.
fn note(begin: &str, name: &str, link: &Link) -> Option<String> {
    let target = link.operation_id.as_ref().or(link.operation_ref.as_ref())?;
    let mut takes: Vec<String> = link
        .parameters
        .iter()
        .map(|(name, value)| format!("{} from {}", code(name), expression(value)))
        .collect();
    let body = link.request_body.as_ref();
    takes.extend(body.map(|value| format!("the body from {}", expression(value))));
    let mut parts = vec![format!(
        "{begin} {} leads to {}",
        code(name),
        code(&target.value)
    )];
    parts.extend((!takes.is_empty()).then(|| format!("with {}", takes.join(", "))));
    let server = link.server.as_ref();
    parts.extend(server.map(|server| format!("at <{}>", server.url.value)));
    let note = parts.join(", ");
    let description = link.description.as_deref().map(str::trim);
    Some(
        match description.filter(|description| !description.is_empty()) {
            Some(description) => format!("{note}: {}.", description.trim_end_matches('.')),
            None => format!("{note}."),
        },
    )
}

/// A runtime expression, or a value as it is.
fn expression(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}
