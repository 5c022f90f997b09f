//! Webhooks and callbacks: what the server sends to addresses of its user's own.

use crate::lower::media;
use crate::lower::naming::Named;
use crate::lower::operation::operation_docs;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::site::File;
use crate::lower::schema::site::Site;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Type;
use crate::model::Verb;
use crate::model::Webhook;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Callback;
use crate::spec::PathItem;
use crate::spec::RefOr;
use crate::spec::Response;
use crate::spec::Schema;

const NAMED: Named = Named::told_apart_by("webhooks or callbacks", "give one of them another name");

/// A request that the server makes.
struct Sent<'d> {
    /// The name of the webhook, or of the callback with its operation.
    name: String,
    /// Where it is sent, if the document has it.
    address: Option<&'d str>,
    item: &'d PathItem,
}

impl<'d> Operations<'d> {
    /// The webhooks of the document.
    pub(crate) fn webhooks(&mut self) -> Vec<Webhook> {
        let mut webhooks = Vec::new();
        for (name, item) in &self.schemas.document.webhooks {
            if let Some(item) = self.sent_item(item) {
                let sent = Sent {
                    name: name.clone(),
                    address: None,
                    item,
                };
                webhooks.extend(self.requests(&sent));
            }
        }
        webhooks
    }

    /// Collects the callbacks of an operation; gives a note on each.
    pub(crate) fn callbacks(&mut self, operation: &'d spec::Operation, id: &str) -> Vec<String> {
        let components = &self.schemas.document.components.callbacks;
        let mut notes = Vec::new();
        for (key, callback) in &operation.callbacks {
            let callback =
                reference::resolve(callback, "callbacks", components, self.schemas.report);
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
                let requests = self.requests(&sent);
                notes.extend(requests.iter().map(note));
                self.callbacks.extend(requests);
            }
        }
        notes
    }

    fn sent_item(&mut self, item: &'d RefOr<PathItem>) -> Option<&'d PathItem> {
        let items = &self.schemas.document.components.path_items;
        reference::resolve(item, "pathItems", items, self.schemas.report)
            .map(|item| reference::path_item(item, self.schemas.document, self.schemas.report))
    }

    /// The requests of a path item, which nearly always is one.
    fn requests(&mut self, sent: &Sent<'d>) -> Vec<Webhook> {
        let mut requests = Vec::new();
        for (verb, operation) in &sent.item.operations {
            let wire = match sent.item.operations.len() {
                1 => sent.name.clone(),
                _ => format!("{}.{}", sent.name, verb.to_ascii_lowercase()),
            };
            let name = Name::of_variant_or(&wire, "Webhook");
            let names = match sent.address {
                Some(_) => &mut self.callback_names,
                None => &mut self.webhook_names,
            };
            let place = operation.at.key();
            let name = names.claim(name, NAMED, place, self.schemas.report);
            let ty = self.sent_body(operation, &wire);
            check_sent(sent.item, operation, self.schemas.report);
            requests.push(Webhook {
                docs: self.sent_docs(sent.item, operation),
                name,
                verb: Verb::named(verb),
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
            let message = "this body of a webhook or callback is no JSON: it is not read";
            self.report()
                .mistake(Rule::UnsupportedKeyword, body.at.key(), message);
            return None;
        };
        let Some(schema) = &media_type.schema else {
            return Some(Type::Any);
        };
        let name = format!("{name}.body");
        let site = Site::new(&name, File::Shared);
        let meaning = self.schemas.meaning(schema, site);
        Some(meaning.into_item())
    }

    /// The docs of a request: with what it comes, and which responses it expects.
    fn sent_docs(&mut self, item: &'d PathItem, operation: &'d spec::Operation) -> Docs {
        let mut docs = operation_docs(item, operation);
        let body = self.request_body(operation);
        let of_body = body.and_then(|body| body.description.as_ref());
        if docs.summary.is_none() && docs.description.is_none() {
            docs.description = of_body.map(|text| text.value.clone());
        } else {
            docs.notes
                .extend(of_body.map(|text| format!("The body: {}.", one_line(text))));
        }
        let components = &self.schemas.document.components.parameters;
        for parameter in item.parameters.iter().chain(&operation.parameters) {
            let resolved =
                reference::resolve(parameter, "parameters", components, self.schemas.report);
            docs.notes.extend(resolved.map(parameter_note));
        }
        let schemes = operation.security.iter().flatten();
        let schemes = schemes.flat_map(|one| one.schemes.keys());
        docs.notes
            .extend(schemes.map(|name| format!("Sent with the credential {}.", code(name))));
        let components = &self.schemas.document.components.responses;
        for (status, response) in &operation.responses {
            let resolved =
                reference::resolve(response, "responses", components, self.schemas.report);
            if let Some(response) = resolved {
                docs.notes.extend(response_note(status, response));
                docs.notes.extend(self.links_with(status, response));
            }
        }
        docs
    }
}

/// Reports what has no meaning for a request that the server makes.
fn check_sent<'d>(item: &'d PathItem, operation: &'d spec::Operation, report: &mut Report) {
    let servers = operation
        .servers
        .as_ref()
        .map(|_| operation.at.child("servers"));
    let servers = servers.or_else(|| item.servers.as_ref().map(|_| item.at.child("servers")));
    if let Some(servers) = servers {
        let message = "a webhook or callback is sent to an address of its receiver's own: its servers are left out";
        report
            .warning(Rule::UnsupportedKeyword, servers.key(), message)
            .help("take them out");
    }
    if !operation.callbacks.is_empty() {
        let message =
            "callbacks of what the server sends are left out: no call of the client leads to them";
        report
            .mistake(
                Rule::UnsupportedKeyword,
                operation.at.child("callbacks").key(),
                message,
            )
            .help("describe them with the operation whose call leads to them");
    }
}

fn paths(callback: &Callback) -> impl Iterator<Item = (&str, &RefOr<PathItem>)> {
    let items = callback.path_items.iter();
    items.map(|(address, item)| (address.as_str(), item))
}

fn parameter_note(parameter: &spec::Parameter) -> String {
    let name = code(&parameter.name.value);
    let place = &parameter.location.value;
    let described = match &parameter.schema {
        Some(Schema::Object(schema)) => docs(schema, None),
        Some(Schema::Boolean { .. }) | None => Docs::default(),
    };
    let description = parameter.description.as_deref().map(str::to_owned);
    let description = description.or(described.description);
    let begin = format!("Sent with the {place} parameter {name}");
    let mut sentences = vec![match &description {
        Some(text) => format!("{begin}: {}.", text.trim().trim_end_matches('.')),
        None => format!("{begin}."),
    }];
    sentences.extend(described.notes);
    let is_deprecated = parameter.deprecated || described.deprecated;
    sentences.extend(is_deprecated.then(|| "The parameter is deprecated.".to_owned()));
    sentences.join(" ")
}

/// What a response means to the server, and what it takes.
fn response_note(status: &str, response: &Response) -> Option<String> {
    let words = response.words();
    let mut parts: Vec<String> = words.iter().map(|text| one_line(text)).collect();
    parts.retain(|part| !part.is_empty());
    let names = |names: Vec<String>| names.join(" or ");
    let media_types: Vec<String> = response.content.keys().map(|one| code(one)).collect();
    parts.extend((!media_types.is_empty()).then(|| format!("its body is {}", names(media_types))));
    let headers: Vec<String> = response.headers.keys().map(|one| code(one)).collect();
    parts.extend((!headers.is_empty()).then(|| format!("with {}", headers.join(" and "))));
    (!parts.is_empty()).then(|| format!("Response {}: {}.", code(status), parts.join("; ")))
}

fn one_line(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

/// A callback, in the documentation of its operation.
fn note(callback: &Webhook) -> String {
    let verb = callback.verb.wire();
    let address = callback.address.as_deref().unwrap_or_default();
    let request = code(&format!("{verb} {address}"));
    if callback.ty.is_none() {
        return format!("The server calls back {request}.");
    }
    let variant = code(&format!("Callback::{}", callback.name.rust()));
    format!("The server calls back {request}, to be parsed as {variant}.")
}
