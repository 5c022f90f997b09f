//! `README.md` of the crate: what it is, a first call, and the operations.

use crate::markdown::code;
use crate::model::Api;
use crate::model::Format;
use crate::model::Operation;
use crate::model::Resource;
use crate::render::client::webhook::inboxes;
use crate::render::docs;
use crate::render::docs::example::readable;
use crate::render::docs::passive::passive;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::module::Content;
use crate::render::module::Module;
use crate::render::owner::Owner;

/// `README.md`.
pub(crate) fn readme(krate: &Crate<'_>) -> Module {
    let api = krate.api;
    let title = format!("# {}", docs::one_line(&sanitize(&api.package.title)));
    let text = docs::text(&api.package.docs, "");
    let text = docs::paragraphs([title.as_str(), &text, &calls(krate), &webhooks(api)]);
    Module {
        path: "README.md".to_owned(),
        content: Content::Markdown(format!("{text}\n")),
    }
}

/// A first call, and all operations.
fn calls(krate: &Crate<'_>) -> String {
    let api = krate.api;
    if api.root.operations.is_empty() && api.root.resources.is_empty() {
        return String::new();
    }
    let first = first_with_example(api);
    let first = first.and_then(|one| readable(one.operation, one.owner(), krate));
    let first = first.map(|call| format!("## A first call\n\n{call}"));
    docs::paragraphs([
        first.as_deref().unwrap_or_default(),
        &without_async(api),
        &consumers(api),
        &features(api),
        &formats(api),
        &kept(api),
        "## Operations",
        &table(api),
    ])
}

/// A table of the requests that the server sends.
fn webhooks(api: &Api) -> String {
    let mut paragraphs = Vec::new();
    for inbox in inboxes(api) {
        let (module, name) = (inbox.module, inbox.name);
        let mut lines = vec![
            format!("| {name} | Variant | Description |"),
            "|---|---|---|".to_owned(),
        ];
        lines.extend(inbox.sent.iter().map(|one| {
            let wire = code(one.name.wire()).replace('|', "\\|");
            let variant = code(&format!("{name}::{}", one.name.rust()));
            let text = docs::first_line(&one.docs, &inbox.fallback(one)).replace('|', "\\|");
            format!("| {wire} | {variant} | {text} |")
        }));
        paragraphs.push(format!("## {name}s"));
        let call = code(&format!("{module}::{name}::parse(name, body)"));
        paragraphs.push(format!("{} Parse the body with {call}.", inbox.docs));
        paragraphs.push(passive(lines.join("\n")));
    }
    docs::paragraphs(paragraphs.iter().map(String::as_str))
}

/// How to make calls without async.
fn without_async(api: &Api) -> String {
    let library = api.package.library();
    format!(
        "To call without async, enable the feature `blocking`, add `use {library}::Wait;`, and write `.wait()?` instead of \
        `.await?`."
    )
}

/// How to consume messages that are leased.
pub(super) fn consumers(api: &Api) -> String {
    let mut operations = Vec::new();
    collect(&api.root, &[], &mut operations);
    let leased = operations.iter();
    let consumers =
        leased.filter_map(|one| Some(one.call(one.operation.lease.as_ref()?.method.plain())));
    let consumers: Vec<String> = consumers.collect();
    if consumers.is_empty() {
        return String::new();
    }
    let calls = docs::codes(&consumers, " and ");
    format!(
        "With the feature `consumer`, {calls} creates a consumer of messages: it pulls them, hands them to a function, and tells what \
        became of them."
    )
}

/// How a program compiles only what it calls.
fn features(api: &Api) -> String {
    let resources = api.root.resources.iter();
    let Some(first) = resources.clone().find_map(|one| one.feature.as_deref()) else {
        return String::new();
    };
    let names = docs::codes(resources.filter_map(|one| one.feature.as_deref()), ", ");
    let package = &api.package.name;
    format!(
        "## Features\n\nThe operations of each resource require a Cargo feature. The feature `full`, on by default, enables all of them. \
        A program that calls only a few compiles faster with just those:\n\n```toml\n[dependencies.{package}]\n\
        default-features = false\nfeatures = [\"native-roots\", \"proxy\", \"ring\", \"{first}\"]\n```\n\nThe features of the resources: {names}."
    )
}

/// How responses are kept, and made in tests.
fn kept(api: &Api) -> String {
    let library = api.package.library();
    format!(
        "## Responses in caches and tests\n\n\
        With the feature `serde`, response types implement `Serialize` too, and request types `Deserialize`. What \
        `serde_json::to_vec(&response)` writes, `{library}::client_runtime::decode::from_slice` reads as a call reads its response. \
        Unknown values of enums are written as they came; properties that the API description does not have are not kept.\n\n\
        With the feature `testing`, response types are made as struct literals. Enable it for tests alone, in `[dev-dependencies]`: a \
        new property of the API breaks a literal, unless it ends with `..` and a value that was read from JSON."
    )
}

/// A table of the types of formats, with the features that convert them to types of other crates.
fn formats(api: &Api) -> String {
    let formats = api.formats();
    if formats.is_empty() {
        return String::new();
    }
    let mut lines = vec![
        "## Formats".to_owned(),
        String::new(),
        "These types check a text when they are created from it. Read from a response, they keep it as it came, even if it is invalid.".to_owned(),
        String::new(),
        "| Type | Holds | Converts to and from |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(formats.into_iter().map(format_line));
    lines.join("\n")
}

fn format_line(format: Format) -> String {
    let (holds, counterpart) = match format {
        Format::Base64 => ("bytes in base64 (RFC 4648)", "`Vec<u8>`"),
        Format::Date => ("a date (RFC 3339)", "`jiff::civil::Date`"),
        Format::DateTime => ("a date and time (RFC 3339)", "`jiff::Timestamp`"),
        Format::Decimal => ("a decimal number as a string", "`rust_decimal::Decimal`"),
        Format::DecimalNumber => ("a decimal number", "`rust_decimal::Decimal`"),
        Format::Time => ("a time of day (RFC 3339)", "`jiff::civil::Time`"),
        Format::Uri => ("a URI (RFC 3986)", "`url::Url`"),
        Format::Uuid => ("a UUID (RFC 9562)", "`uuid::Uuid`"),
    };
    let feature = format.feature().map(|name| format!(" (feature `{name}`)"));
    let ty = format.type_name();
    format!(
        "| `{ty}` | {holds} | {counterpart}{} |",
        feature.unwrap_or_default()
    )
}

/// A line for each operation, in the order of the document.
fn table(api: &Api) -> String {
    let mut operations = Vec::new();
    collect(&api.root, &[], &mut operations);
    let mut lines = vec![
        "| Call | Sends | What it does |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(operations.iter().map(line));
    lines.join("\n")
}

/// An operation, and the resources that lead to it.
pub(super) struct Located<'a> {
    pub(super) operation: &'a Operation,
    resources: Vec<&'a Resource>,
}

impl Located<'_> {
    pub(super) fn owner(&self) -> Owner<'_> {
        Owner {
            resources: &self.resources,
        }
    }

    /// A call of a method that stands beside the operation.
    fn call(&self, method: &str) -> String {
        let names = self.resources.iter();
        let names = names.filter_map(|resource| resource.name.as_ref());
        let mut path = vec!["client".to_owned()];
        path.extend(names.map(|name| format!("{}()", name.plain())));
        path.push(format!("{method}(…)"));
        path.join(".")
    }
}

fn line(located: &Located<'_>) -> String {
    let operation = located.operation;
    let call = code(&located.call(operation.method.plain()));
    let wire = docs::wire(operation);
    let text = docs::first_line(&operation.docs, "").replace('|', "\\|");
    format!("| {call} | {wire} | {text} |")
}

/// All operations, sorted by their place in the document.
fn collect<'a>(resource: &'a Resource, parents: &[&'a Resource], located: &mut Vec<Located<'a>>) {
    let mut resources = parents.to_vec();
    resources.extend(resource.name.as_ref().map(|_| resource));
    let direct = resource.operations.iter().map(|operation| Located {
        operation,
        resources: resources.clone(),
    });
    located.extend(direct);
    for child in &resource.resources {
        collect(child, &resources, located);
    }
    located.sort_by_key(|one| one.operation.position);
}

/// The first operation of the document that has an example.
pub(super) fn first_with_example(api: &Api) -> Option<Located<'_>> {
    let mut operations = Vec::new();
    collect(&api.root, &[], &mut operations);
    let mut operations = operations.into_iter();
    operations.find(|one| one.operation.example.is_some())
}
