//! `lib.rs`: what the crate is, its modules, and what it shows at its root.

use syn::Item;
use syn::parse_quote;

use crate::model::Api;
use crate::model::Name;
use crate::model::TypeDefinition;
use crate::render::Module;
use crate::render::client::condition;
use crate::render::client::server;
use crate::render::client::webhook::inboxes;
use crate::render::docs;
use crate::render::docs::sanitize::sanitize;
use crate::render::feature::gate;
use crate::render::ident;

/// What of the runtime a user of the client names.
const SHOWN: [&str; 11] = [
    "ApiError",
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

/// What else is named where a type has a content.
const SHOWN_WITH_CONTENT: [&str; 3] = ["Content", "ContentError", "ContentType"];

/// `lib.rs`.
pub(crate) fn library(api: &Api) -> Module {
    let mut modules: Vec<(String, Item)> = vec![(
        "client".to_owned(),
        parse_quote!(
            mod client;
        ),
    )];
    if api.envelope.as_ref().is_some_and(condition::has_any) {
        modules.push((
            "conditions".to_owned(),
            parse_quote!(
                mod conditions;
            ),
        ));
    }
    if !api.root.operations.is_empty() {
        let name = api.operations_module();
        let module = ident(name);
        modules.push((name.to_owned(), parse_quote!(pub mod #module;)));
    }
    for resource in &api.root.resources {
        let name = resource.name.as_ref().map_or("", Name::rust);
        let module = ident(name);
        let gate = gate(resource.feature.as_slice());
        modules.push((name.replace("r#", ""), parse_quote!(#gate pub mod #module;)));
    }
    for inbox in inboxes(api) {
        let module = ident(inbox.module);
        modules.push((inbox.module.to_owned(), parse_quote!(pub mod #module;)));
    }
    if !api.types.is_empty() {
        modules.push((
            "types".to_owned(),
            parse_quote!(
                pub mod types;
            ),
        ));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut items: Vec<Item> = modules.into_iter().map(|(_, item)| item).collect();
    items.push(parse_quote!(
        pub use self::client::Client;
    ));
    items.push(parse_quote!(
        pub use self::client::ClientBuilder;
    ));
    if api.envelope.is_some() {
        items.push(parse_quote!(
            pub use self::client::ENVELOPE;
        ));
    }
    if server::is_chosen(&api.server) {
        items.push(parse_quote!(
            pub use self::client::Server;
        ));
    }
    if api.envelope.as_ref().is_some_and(condition::has_any) {
        items.push(parse_quote!(
            pub use self::conditions::ErrorConditions;
        ));
    }
    let mut shown = SHOWN.to_vec();
    if api.root.has_content() || api.types.iter().any(TypeDefinition::has_content) {
        shown.extend(SHOWN_WITH_CONTENT);
    }
    let formats = api.formats();
    if !formats.is_empty() {
        shown.extend(formats.iter().map(|format| format.type_name()));
        shown.push("FormatError");
    }
    shown.sort_unstable();
    items.push(parse_quote!(
        pub use client_runtime;
    ));
    items.extend(shown.iter().map(|name| -> Item {
        let name = ident(name);
        parse_quote!(pub use client_runtime::#name;)
    }));
    items.push(parse_quote!(
        #[cfg(feature = "blocking")]
        pub use client_runtime::blocking::Wait;
    ));
    Module::rust("src/lib.rs", &crate_docs(api), items)
}

fn crate_docs(api: &Api) -> String {
    let said = docs::text(
        &api.package.docs,
        &format!("A client of {}.", sanitize(&api.package.title)),
    );
    let features = if api.has_features() {
        "The operations of each resource come with a feature that is called like it. The feature `full`, one of the default ones, \
        is all of them."
    } else {
        ""
    };
    docs::paragraphs([
        said.as_str(),
        "A [`Client`] leads to the operations; each starts a call, which is sent when it is awaited. What goes wrong is an [`Error`].",
        features,
    ])
}
