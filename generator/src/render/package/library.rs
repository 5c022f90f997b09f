//! `lib.rs`: what the crate is, its modules, and what it shows at its root.

use std::collections::BTreeSet;

use syn::Attribute;
use syn::Item;
use syn::ItemUse;
use syn::Visibility;
use syn::parse_quote;

use crate::Runtime;
use crate::model::Api;
use crate::render::client::condition;
use crate::render::client::server;
use crate::render::client::webhook::inboxes;
use crate::render::docs;
use crate::render::docs::example::program;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::imports::use_item;
use crate::render::index::Index;
use crate::render::module::Module;
use crate::render::operation::error_response_docs;
use crate::render::owner::method;
use crate::render::package::manifest::listed_features;
use crate::render::package::readme::consumers;
use crate::render::package::readme::first_with_example;
use crate::render::package::vendored::MODULE;

/// The items of the runtime that every crate re-exports.
const SHOWN: [&str; 12] = [
    "ApiError",
    "Call",
    "CallOptions",
    "DecodeError",
    "Error",
    "Field",
    "List",
    "Response",
    "RetryMode",
    "SecretString",
    "Settings",
    "Unreadable",
];

/// Those that it re-exports as well where a type has `content()`.
const SHOWN_WITH_CONTENT: [&str; 3] = ["Content", "ContentError", "ContentType"];

/// The modules and files that every crate has or may have, beside those that give way to resources.
pub(crate) const MODULES: [&str; 8] = [
    "client",
    MODULE,
    "conditions",
    "lib",
    "main",
    "mod",
    "test",
    "types",
];

/// `lib.rs`.
pub(crate) fn library(krate: &Crate<'_>, runtime: &Runtime) -> Module {
    let api = krate.api;
    let is_inside = *runtime == Runtime::Vendored;
    let mut index = index(api);
    let path: &[&str] = if is_inside {
        index.module(&parse_quote!(pub), MODULE, &[]);
        &["self", MODULE]
    } else {
        &[MODULE]
    };
    let mut items = index.items(Vec::new());
    if !is_inside {
        items.push(parse_quote!(
            pub use client_runtime;
        ));
    }
    let shown: Vec<&str> = shown(api).into_iter().collect();
    // Shown as items of the crate, not as re-exports of a module that is shown too.
    let inlined: Option<Attribute> = is_inside.then(|| parse_quote!(#[doc(inline)]));
    items.push(Item::Use(ItemUse {
        attrs: inlined.iter().cloned().collect(),
        ..use_item(parse_quote!(pub), path, &shown)
    }));
    let blocking = [path, &["blocking"]].concat();
    let condition = parse_quote!(#[cfg(feature = "blocking")]);
    items.push(Item::Use(ItemUse {
        attrs: inlined.into_iter().chain([condition]).collect(),
        ..use_item(parse_quote!(pub), &blocking, &["Wait"])
    }));
    // On docs.rs, what needs a feature says so.
    let badges = parse_quote!(#![cfg_attr(docsrs, feature(doc_cfg))]);
    Module::rust("src/lib.rs", &crate_docs(krate), items).with_attribute(badges)
}

/// The modules, and what is shown of them.
fn index(api: &Api) -> Index {
    let (private, public) = (Visibility::Inherited, parse_quote!(pub));
    let mut index = Index::default();
    index.module(&private, "client", &[]);
    index.show("client", "Client", &[]);
    index.show("client", "ClientBuilder", &[]);
    if let Some(envelope) = &api.envelope {
        index.show("client", "ENVELOPE", &[]);
        if condition::has_any(envelope) {
            index.module(&private, "conditions", &[]);
            index.show("conditions", "ErrorConditions", &[]);
        }
    }
    if server::is_chosen(&api.server) {
        index.show("client", "Server", &[]);
    }
    if !api.root.operations.is_empty() {
        index.module(&public, api.operations_module(), &[]);
    }
    for resource in &api.root.resources {
        index.module(&public, method(resource), resource.feature.as_slice());
    }
    for inbox in inboxes(api) {
        index.module(&public, inbox.module, &[]);
    }
    if !api.types.is_empty() {
        index.module(&public, "types", &[]);
    }
    index
}

/// All items of the runtime that the crate re-exports, sorted.
fn shown(api: &Api) -> BTreeSet<&'static str> {
    let mut shown = BTreeSet::from(SHOWN);
    if api.definitions().any(|(_, one)| one.has_content()) {
        shown.extend(SHOWN_WITH_CONTENT);
    }
    let formats = api.formats();
    if !formats.is_empty() {
        shown.extend(formats.iter().map(|format| format.type_name()));
        shown.insert("FormatError");
    }
    shown
}

/// What the crate is, a first call, and what holds of all calls.
fn crate_docs(krate: &Crate<'_>) -> String {
    let api = krate.api;
    let title = docs::one_line(&sanitize(&api.package.title));
    let text = docs::text(&api.package.docs, &format!("A client for {title}."));
    let first = first_with_example(api);
    let first = first.and_then(|one| program(one.operation, one.owner(), krate));
    let calls = first.map(|example| calls(&example, krate));
    docs::paragraphs([
        text.as_str(),
        calls.as_deref().unwrap_or_default(),
        &features(api),
    ])
}

fn calls(example: &str, krate: &Crate<'_>) -> String {
    let api = krate.api;
    let server = match api.server.to_be_set() {
        Some(_) => "The API description names no server, so that [`Settings::base_url`] has to.",
        None => "",
    };
    docs::paragraphs([
        "# A first call",
        example,
        "The methods of a [`Client`] lead to the operations. An operation returns a [`Call`], or a type of its own that is one with \
        setters: it is sent when it is awaited.",
        &consumers(api),
        "# Errors and retries",
        "Everything that can go wrong is an [`Error`]. It tells whether the request [may have been processed](Error::maybe_processed), \
        and whether the same call [may succeed later](Error::is_retryable). The client itself retries where that does no harm: \
        [`RetryMode`] says when.",
        &error_responses(krate),
        "# Settings",
        "[`Settings`], given to [`Client::builder`], hold for all calls of a client: server, time limits, retries, proxies, root \
        certificates. [`CallOptions`] hold for one call, and can add headers, query parameters and properties of the body.",
        server,
    ])
}

/// The error responses that most operations have.
fn error_responses(krate: &Crate<'_>) -> String {
    if krate.error_responses.is_empty() {
        return String::new();
    }
    let listed = error_response_docs(krate.error_responses);
    format!("Unless its docs say otherwise, an operation has these error responses:\n\n{listed}")
}

/// A table of the Cargo features.
fn features(api: &Api) -> String {
    let of_resources = if api.has_features() {
        "The operations of each resource require a Cargo feature of the same name. The feature `full`, on by default, enables all of them."
    } else {
        ""
    };
    let mut lines = vec!["| Feature | |".to_owned(), "|---|---|".to_owned()];
    lines.extend(listed_features(api).into_iter().map(|feature| {
        let default = if feature.is_default { " (default)" } else { "" };
        format!("| `{}`{default} | {} |", feature.name, feature.purpose)
    }));
    docs::paragraphs(["# Features", of_resources, &lines.join("\n")])
}
