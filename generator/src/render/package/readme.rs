//! `README.md` of the crate: what it is, a first call, and the operations.

use crate::markdown::code;
use crate::model::Api;
use crate::model::Format;
use crate::model::Operation;
use crate::model::Resource;
use crate::render::Content;
use crate::render::Module;
use crate::render::client::webhook::inboxes;
use crate::render::docs;
use crate::render::docs::example::readable;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::Crate;
use crate::render::owner::Owner;

/// `README.md`.
pub(crate) fn readme(krate: &Crate<'_>) -> Module {
    let api = krate.api;
    let title = format!("# {}", sanitize(&api.package.title));
    let said = docs::text(&api.package.docs, "");
    let text = docs::paragraphs([title.as_str(), &said, &calls(krate), &webhooks(api)]);
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
    let first = first_call(krate).map(|call| format!("## A first call\n\n{call}"));
    docs::paragraphs([
        first.as_deref().unwrap_or_default(),
        &without_async(api),
        &features(api),
        &formats(api),
        "## Operations",
        &table(api),
    ])
}

/// What the server sends, and what reads it.
fn webhooks(api: &Api) -> String {
    let mut paragraphs = Vec::new();
    for inbox in inboxes(api) {
        let (module, name) = (inbox.module, inbox.name);
        let mut lines = vec![
            format!("| {name} | Read as | What it is |"),
            "|---|---|---|".to_owned(),
        ];
        lines.extend(inbox.sent.iter().map(|one| {
            let wire = code(one.name.wire()).replace('|', "\\|");
            let variant = code(&format!("{name}::{}", one.name.rust()));
            let said = docs::first_line(&one.docs, &inbox.fallback(one)).replace('|', "\\|");
            format!("| {wire} | {variant} | {said} |")
        }));
        paragraphs.push(format!("## {name}s"));
        let call = code(&format!("{module}::{name}::parse(name, body)"));
        paragraphs.push(format!("{} {call} reads the body.", inbox.docs));
        paragraphs.push(lines.join("\n"));
    }
    docs::paragraphs(paragraphs.iter().map(String::as_str))
}

/// How the same calls are made where there is no async.
fn without_async(api: &Api) -> String {
    let library = api.package.library();
    format!(
        "Without async, the same call ends in `.wait()?` in place of `.await?`: with the feature `blocking`, and with \
        `use {library}::Wait;`."
    )
}

/// How a program compiles no more than it calls.
fn features(api: &Api) -> String {
    let resources = api.root.resources.iter();
    let Some(first) = resources.clone().find_map(|one| one.feature.as_deref()) else {
        return String::new();
    };
    let names = resources.filter_map(|one| one.feature.as_deref().map(code));
    let package = &api.package.name;
    format!(
        "## Features\n\nThe operations of each resource come with a feature, and all of them with `full`, which is on unless it is \
        turned off. A program that calls few of them compiles faster with those alone:\n\n```toml\n[dependencies.{package}]\n\
        default-features = false\nfeatures = [\"native-roots\", \"proxy\", \"ring\", \"{first}\"]\n```\n\n{}",
        names.collect::<Vec<String>>().join(", ")
    )
}

/// The texts that have types, and the features that read them as types of other crates.
fn formats(api: &Api) -> String {
    let formats = api.formats();
    if formats.is_empty() {
        return String::new();
    }
    let mut lines = vec![
        "## Formats".to_owned(),
        String::new(),
        "Texts of a format keep what came, also when it is odd, and are checked when they are made.".to_owned(),
        String::new(),
        "| Type | Holds | Is read, and made, as |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(formats.into_iter().map(format_line));
    lines.join("\n")
}

fn format_line(format: Format) -> String {
    let (holds, counterpart) = match format {
        Format::Base64 => ("bytes in base64 (RFC 4648)", "`Vec<u8>`"),
        Format::Date => ("a day (RFC 3339)", "`jiff::civil::Date`"),
        Format::DateTime => ("a moment (RFC 3339)", "`jiff::Timestamp`"),
        Format::Decimal => ("an exact number in text", "`rust_decimal::Decimal`"),
        Format::DecimalNumber => ("an exact number", "`rust_decimal::Decimal`"),
        Format::Time => ("a time of the day (RFC 3339)", "`jiff::civil::Time`"),
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
    let mut found = Vec::new();
    find(&api.root, &[], &mut found);
    let mut lines = vec![
        "| Call | Sends | What it does |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(found.iter().map(line));
    lines.join("\n")
}

/// An operation, and the resources that lead to it.
struct Found<'a> {
    operation: &'a Operation,
    resources: Vec<&'a Resource>,
}

fn line(found: &Found<'_>) -> String {
    let Found {
        operation,
        resources,
    } = found;
    let names = resources
        .iter()
        .filter_map(|resource| resource.name.as_ref());
    let mut path = vec!["client".to_owned()];
    path.extend(names.map(|name| format!("{}()", name.plain())));
    path.push(format!("{}(…)", operation.method.plain()));
    let call = code(&path.join("."));
    let wire = code(&format!(
        "{} {}",
        operation.verb.lower_case().to_uppercase(),
        operation.path
    ));
    let said = docs::first_line(&operation.docs, "").replace('|', "\\|");
    format!("| {call} | {wire} | {said} |")
}

/// All operations, sorted by their place in the document.
fn find<'a>(resource: &'a Resource, parents: &[&'a Resource], found: &mut Vec<Found<'a>>) {
    let mut resources = parents.to_vec();
    resources.extend(resource.name.as_ref().map(|_| resource));
    let own = resource.operations.iter().map(|operation| Found {
        operation,
        resources: resources.clone(),
    });
    found.extend(own);
    for child in &resource.resources {
        find(child, &resources, found);
    }
    found.sort_by_key(|found| found.operation.position);
}

/// The first operation of the document that has an example, with it.
fn first_call(krate: &Crate<'_>) -> Option<String> {
    let mut found = Vec::new();
    find(&krate.api.root, &[], &mut found);
    let first = found.iter().find(|one| one.operation.example.is_some())?;
    let resources = &first.resources;
    readable(first.operation, Owner { resources }, krate)
}
