//! The client as a whole: its crate, its settings, the errors that it knows, and what the server sends by itself.

use crate::model::Alternative;
use crate::model::ClientParameter;
use crate::model::Condition;
use crate::model::Envelope;
use crate::model::Package;
use crate::model::Placement;
use crate::model::Scheme;
use crate::model::Server;
use crate::model::ServerChoice;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::model::Webhook;
use crate::pointer::Pointer;
use crate::surface::Builder;
use crate::surface::aspect::Aspect;
use crate::surface::item::Item;
use crate::surface::item::Kind;
use crate::surface::spelling::Spelling;

const BUILDER: &str = "ClientBuilder";

fn place(tokens: &[&str]) -> Pointer {
    let tokens = tokens.iter();
    tokens.fold(Pointer::root(), |at, token| at.child(token))
}

impl Builder<'_> {
    pub(super) fn package(&mut self, package: &Package) {
        let Package {
            name,
            title: _,
            // It is what a change asks for.
            version: _,
            license: _,
            docs,
        } = package;
        let item = Item::new(Kind::Crate, "crate".to_owned(), None, "", place(&["info"]))
            .with(Aspect::Name, name)
            .documented(docs);
        self.add(item);
    }

    pub(super) fn server(&mut self, server: &Server) {
        let Server {
            url,
            description: _,
            environment,
            choices,
            variables,
        } = server;
        let at = place(&["servers"]);
        let path = "Client".to_owned();
        let item = Item::new(Kind::Setting, path, None, "server", at.clone())
            .with(Aspect::Server, url)
            .with_some(Aspect::Environment, environment.as_ref());
        self.add(item);
        for (index, choice) in choices.iter().enumerate() {
            let ServerChoice {
                name,
                url: _,
                docs,
                variables,
            } = choice;
            let values = variables.iter().map(allowed).collect::<Vec<String>>();
            let path = format!("Server::{}", name.plain());
            let item = Item::new(Kind::Setting, path, None, &choice.url, at.child(index))
                .with(Aspect::Item, "")
                .with(Aspect::Server, &choice.url)
                .with_some(
                    Aspect::Check,
                    (!values.is_empty()).then(|| values.join(", ")),
                )
                .documented(docs);
            self.add(item);
        }
        for ServerVariable { name, docs } in variables {
            let path = format!("Server::{}", name.plain());
            let wire = format!("variable {}", name.wire());
            let item = Item::new(Kind::Setting, path, None, &wire, at.clone())
                .with(Aspect::Setter, "impl Into<String>")
                .documented(docs);
            self.add(item);
        }
    }

    /// `are_joined`: whether a client has several credentials at once.
    pub(super) fn security(&mut self, alternatives: &[Alternative], are_joined: bool) {
        for Alternative { name, schemes } in alternatives {
            let placed: Vec<String> = schemes.iter().map(sent_as).collect();
            let expires = schemes.iter().any(|scheme| scheme.expires);
            let secret = if expires {
                "TokenOrSource"
            } else {
                "SecretString"
            };
            let given = schemes
                .iter()
                .map(|scheme| format!("{}: impl Into<{secret}>", scheme.name.plain()));
            let given: Vec<String> = given.collect();
            let environment = schemes
                .iter()
                .filter_map(|scheme| scheme.environment.clone());
            let environment: Vec<String> = environment.collect();
            let at = schemes
                .first()
                .map(|scheme| place(&["components", "securitySchemes", scheme.name.wire()]));
            let path = format!("{BUILDER}::{}", name.plain());
            let mut item = Item::new(
                Kind::Setting,
                path,
                None,
                name.wire(),
                at.unwrap_or_default(),
            )
            .with(Aspect::Setter, given.join(", "))
            .with(Aspect::Wire, placed.join(" and "))
            .with_if(Aspect::Joined, are_joined);
            if !environment.is_empty() {
                item = item.with(Aspect::Environment, environment.join(", "));
            }
            if let [Scheme { docs, .. }] = schemes.as_slice() {
                item = item.documented(docs);
            }
            self.add(item);
        }
    }

    pub(super) fn client_parameters(&mut self, parameters: &[ClientParameter]) {
        for parameter in parameters {
            let ClientParameter {
                name,
                ty,
                docs,
                environment,
            } = parameter;
            let spelling = Spelling {
                paths: self.paths,
                operation: None,
            };
            let path = format!("{BUILDER}::{}", name.plain());
            let at = self.find.client_parameter(name.wire());
            let item = Item::new(Kind::Setting, path, None, name.wire(), at)
                .with(Aspect::Setter, spelling.argument(ty))
                .with_some(Aspect::Environment, environment.as_ref())
                .documented(docs);
            self.add(item);
        }
    }

    pub(super) fn conditions(&mut self, envelope: Option<&Envelope>) {
        let Some(Envelope {
            success,
            errors,
            conditions,
        }) = envelope
        else {
            return;
        };
        let at = self.find.envelope();
        let item = Item::new(
            Kind::Setting,
            "ENVELOPE".to_owned(),
            None,
            "envelope",
            at.clone(),
        )
        .with(Aspect::Item, "")
        .with(Aspect::Form, format!("`{success}` and `{errors}`"));
        self.add(item);
        for condition in conditions {
            let Condition {
                name,
                docs,
                statuses,
                codes,
                messages,
                permanent,
            } = condition;
            let statuses = statuses.iter().map(|status| format!("status {status}"));
            let codes = codes.iter().map(|code| format!("code {code}"));
            let by: Vec<String> = statuses.chain(codes).collect();
            let narrowed = messages.iter().map(|text| format!(", with {text:?}"));
            let recognition = by.join(" or ") + &narrowed.collect::<String>();
            let path = format!("ErrorConditions::is_{}", name.plain());
            let at = at.child("conditions").child(name.wire());
            let item = Item::new(Kind::Condition, path, None, name.wire(), at)
                .with(Aspect::Item, "")
                .with(Aspect::Recognition, recognition)
                .with_if(Aspect::Permanent, *permanent)
                .documented(docs);
            self.add(item);
        }
    }

    /// What the server sends by itself.
    pub(super) fn incoming(&mut self, module: &str, section: &str, sent: &[Webhook]) {
        for webhook in sent {
            let Webhook {
                name,
                docs,
                verb,
                address,
                ty,
            } = webhook;
            let spelling = Spelling {
                paths: self.paths,
                operation: None,
            };
            let ty = ty
                .as_ref()
                .map(|ty| format!("Box<{}>", spelling.received(ty)));
            let verb = verb.lower_case().to_uppercase();
            let address = address.as_ref().map(|address| format!(" {address}"));
            let path = format!("{module}::{}", name.plain());
            let item = Item::new(
                Kind::Webhook,
                path,
                None,
                name.wire(),
                place(&[section, name.wire()]),
            )
            .with(Aspect::Item, "")
            .with_some(Aspect::Type, ty)
            .with(Aspect::Request, verb + &address.unwrap_or_default())
            .documented(docs);
            self.add(item);
        }
    }
}

fn allowed(values: &ServerValues) -> String {
    let ServerValues {
        variable,
        default,
        values,
    } = values;
    if values.is_empty() {
        format!("{variable} is {default} unless set")
    } else {
        format!(
            "{variable} is {default} unless set, one of {}",
            values.join(", ")
        )
    }
}

fn sent_as(scheme: &Scheme) -> String {
    let Scheme {
        name: _,
        placement,
        expires,
        docs: _,
        environment: _,
    } = scheme;
    let place = match placement {
        Placement::Bearer => "`Authorization: Bearer`".to_owned(),
        Placement::Basic => "`Authorization: Basic`".to_owned(),
        Placement::Header(name) => format!("header `{name}`"),
        Placement::Query(name) => format!("query `{name}`"),
        Placement::Cookie(name) => format!("cookie `{name}`"),
    };
    if *expires {
        place + ", from a source of tokens too"
    } else {
        place
    }
}
