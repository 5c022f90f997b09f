//! `lib.rs`: what the crate is, its modules, and what it shows at its root.

use std::collections::BTreeSet;

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
use crate::render::docs::sanitize::sanitize;
use crate::render::imports::use_item;
use crate::render::index::Index;
use crate::render::module::Module;
use crate::render::owner::method;
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
pub(crate) fn library(api: &Api, runtime: &Runtime) -> Module {
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
    items.push(Item::Use(use_item(parse_quote!(pub), path, &shown)));
    let blocking = [path, &["blocking"]].concat();
    items.push(Item::Use(ItemUse {
        attrs: vec![parse_quote!(#[cfg(feature = "blocking")])],
        ..use_item(parse_quote!(pub), &blocking, &["Wait"])
    }));
    Module::rust("src/lib.rs", &crate_docs(api), items)
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

fn crate_docs(api: &Api) -> String {
    let text = docs::text(
        &api.package.docs,
        &format!(
            "A client for {}.",
            docs::one_line(&sanitize(&api.package.title))
        ),
    );
    let features = if api.has_features() {
        "The operations of each resource require a Cargo feature of the same name. The feature `full`, on by default, enables \
        all of them."
    } else {
        ""
    };
    docs::paragraphs([
        text.as_str(),
        "Start with a [`Client`]: its methods lead to the operations. An operation returns a [`Call`], or a type of its own that is one with setters: it is sent when it is awaited. \
        Everything that can go wrong is an [`Error`].",
        features,
        "With the feature `serde`, response types implement `Serialize` too, and request types `Deserialize`. With the feature \
        `testing`, response types are made as struct literals.",
    ])
}
