//! Webhooks and callbacks: what the server sends to addresses of its user's own.

use super::Lowering;
use super::media;
use super::operation::operation_docs;
use super::reference;
use super::scope::Named;
use super::scope::Scope;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Type;
use crate::model::Verb;
use crate::model::Webhook;
use crate::spec;
use crate::spec::Callback;
use crate::spec::PathItem;
use crate::spec::RefOr;

const NAMED: Named = Named::told_apart_by("webhooks or callbacks", "give one of them another name");

/// A request that the server makes.
struct Sent<'d> {
    /// The name of the webhook, or of the callback with its operation.
    name: String,
    /// Where it is sent, if the document says so.
    address: Option<&'d str>,
    item: &'d PathItem,
}

impl<'d> Lowering<'d> {
    /// The webhooks of the document.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let mut scope = Scope::default();
        let mut webhooks = Vec::new();
        for (name, item) in &self.document.webhooks {
            if let Some(item) = self.sent_item(item) {
                let sent = Sent {
                    name: name.clone(),
                    address: None,
                    item,
                };
                webhooks.extend(self.requests(&sent, &mut scope));
            }
        }
        webhooks
    }

    /// Takes note of the callbacks of an operation; says of each where it is sent.
    pub(super) fn callbacks(&mut self, operation: &'d spec::Operation, id: &str) -> Vec<String> {
        let components = &self.document.components.callbacks;
        let mut notes = Vec::new();
        for (key, callback) in &operation.callbacks {
            let callback = reference::resolve(callback, "callbacks", components, self.report);
            let is_one = callback.is_some_and(|one| one.path_items.len() == 1);
            for (address, item) in callback.into_iter().flat_map(paths) {
                let Some(item) = self.sent_item(item) else {
                    continue;
                };
                let sent = Sent {
                    name: if is_one {
                        format!("{id}.{key}")
                    } else {
                        format!("{id}.{key}.{address}")
                    },
                    address: Some(address),
                    item,
                };
                let mut scope = std::mem::take(&mut self.callback_names);
                let requests = self.requests(&sent, &mut scope);
                self.callback_names = scope;
                notes.extend(requests.iter().map(note));
                self.callbacks.extend(requests);
            }
        }
        notes
    }

    fn sent_item(&mut self, item: &'d RefOr<PathItem>) -> Option<&'d PathItem> {
        let items = &self.document.components.path_items;
        reference::resolve(item, "pathItems", items, self.report).map(|item| self.path_item(item))
    }

    /// The requests of a path item, which nearly always is one.
    fn requests(&mut self, sent: &Sent<'d>, scope: &mut Scope) -> Vec<Webhook> {
        let mut requests = Vec::new();
        for (verb, operation) in &sent.item.operations {
            let Some(verb) = Verb::named(verb) else {
                continue;
            };
            let wire = match sent.item.operations.len() {
                1 => sent.name.clone(),
                _ => format!("{}.{}", sent.name, verb.lower_case()),
            };
            let name = Name::of_variant_or(&wire, "Webhook");
            let name = scope.claim(name, NAMED, operation.at.key(), self.report);
            let ty = self.sent_body(operation, &wire);
            requests.push(Webhook {
                docs: self.sent_docs(sent.item, operation),
                name,
                verb,
                address: sent.address.map(str::to_owned),
                ty,
            });
        }
        requests
    }

    /// The type of the body, which all parts of the crate share.
    fn sent_body(&mut self, operation: &'d spec::Operation, name: &str) -> Option<Type> {
        let body = self.request_body(operation)?;
        let Some((_, media_type)) = media::json(&body.content) else {
            self.report.warning(
                body.at.key(),
                "this body of a webhook or callback is no JSON: it is not read",
            );
            return None;
        };
        let Some(schema) = &media_type.schema else {
            return Some(Type::Any);
        };
        let home = std::mem::replace(&mut self.home, Home::Shared);
        let depth = std::mem::take(&mut self.depth);
        let outer = self.own_name.take();
        let meaning = self.meaning(schema, &format!("{name}.body"));
        self.own_name = outer;
        self.depth = depth;
        self.home = home;
        Some(meaning.into_element())
    }

    /// What is said of a request: with what it comes, and which answers it expects.
    fn sent_docs(&mut self, item: &'d PathItem, operation: &'d spec::Operation) -> Docs {
        let mut docs = operation_docs(item, operation);
        if docs.summary.is_none() && docs.description.is_none() {
            let body = self.request_body(operation);
            let description = body.and_then(|body| body.description.as_ref());
            docs.description = description.map(|text| text.value.clone());
        }
        let components = &self.document.components.parameters;
        for parameter in item.parameters.iter().chain(&operation.parameters) {
            let found = reference::resolve(parameter, "parameters", components, self.report);
            docs.notes.extend(found.map(parameter_note));
        }
        let schemes = operation.security.iter().flatten();
        let schemes = schemes.flat_map(|one| one.schemes.keys());
        docs.notes
            .extend(schemes.map(|name| format!("It comes with the credential {}.", code(name))));
        let components = &self.document.components.responses;
        for (status, response) in &operation.responses {
            let found = reference::resolve(response, "responses", components, self.report);
            let said = found.and_then(|response| response.description.as_ref());
            docs.notes.extend(said.map(|text| {
                let said = text.value.trim().trim_end_matches('.');
                format!("Answer {}: {said}.", code(status))
            }));
        }
        docs
    }
}

fn paths(callback: &Callback) -> impl Iterator<Item = (&str, &RefOr<PathItem>)> {
    let items = callback.path_items.iter();
    items.map(|(address, item)| (address.as_str(), item))
}

fn parameter_note(parameter: &spec::Parameter) -> String {
    let name = code(&parameter.name.value);
    let place = &parameter.location.value;
    match &parameter.description {
        Some(text) => {
            let said = text.value.trim().trim_end_matches('.');
            format!("It comes with the {place} parameter {name}: {said}.")
        }
        None => format!("It comes with the {place} parameter {name}."),
    }
}

/// A callback, in the documentation of its operation.
fn note(callback: &Webhook) -> String {
    let verb = callback.verb.lower_case().to_uppercase();
    let address = callback.address.as_deref().unwrap_or_default();
    let request = code(&format!("{verb} {address}"));
    if callback.ty.is_none() {
        return format!("The server calls {request} back.");
    }
    let variant = code(&format!("Callback::{}", callback.name.rust()));
    format!("The server calls {request} back, with what is read as {variant}.")
}
