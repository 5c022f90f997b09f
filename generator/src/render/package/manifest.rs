//! `Cargo.toml`, and the options of rustfmt and clippy.
//!
//! The manifest is a template, which shows it as it comes out: with a library that edits TOML, its comments would be decorations
//! put together in code. What comes from the document enters it through `quoted` alone.

use std::collections::BTreeSet;

use crate::Publish;
use crate::Runtime;
use crate::Surroundings;
use crate::markdown::is_harmful;
use crate::model::Api;
use crate::model::Format;
use crate::render::docs;
use crate::render::module::Module;
use crate::render::package::vendored;
use crate::render::package::vendored::MODULE;

/// The version of the runtime that generated code is written for: all packages of this project have one.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The feature of the operations of all resources.
const FULL: &str = "full";

/// The features of the runtime that are on by default.
const DEFAULT: [&str; 3] = ["native-roots", "proxy", "ring"];

/// The features of the runtime, which are those of the client, and what they are for.
const FEATURES: [(&str, &str); 8] = [
    (
        "aws-lc-rs",
        "TLS with AWS-LC cryptography. Takes precedence over `ring`.",
    ),
    (
        "blocking",
        "Calls without async: `.wait()` instead of `.await`.",
    ),
    (
        "consumer",
        "Consumers of queues whose messages are leased: `client_runtime::lease`.",
    ),
    (
        "native-roots",
        "Trusts the root certificates of the operating system.",
    ),
    (
        "proxy",
        "Proxies, from environment variables or the settings.",
    ),
    ("ring", "TLS with ring cryptography."),
    (
        "tracing",
        "A `tracing` span for each call and for each attempt.",
    ),
    (
        "webpki-roots",
        "Trusts the root certificates of Mozilla where those of the operating system are turned off or missing.",
    ),
];

/// The features of the client itself.
const OWN: [(&str, &str); 2] = [
    (
        "serde",
        "Response types implement `Serialize` too, and request types `Deserialize`.",
    ),
    (
        "testing",
        "Response types are made as struct literals. For tests: a new property of the API breaks a literal.",
    ),
];

/// The features of the runtime for formats; the crate has those of the formats that the document uses.
const FORMATS: [(&str, &str); 4] = [
    (
        "jiff",
        "Converts dates and times to and from the types of the crate jiff.",
    ),
    (
        "rust_decimal",
        "Converts decimal numbers to and from the type of the crate rust_decimal.",
    ),
    (
        "url",
        "Converts URIs to and from the type of the crate url.",
    ),
    (
        "uuid",
        "Converts UUIDs to and from the type of the crate uuid.",
    ),
];

/// The crates that a client stands on.
pub(crate) const DEPENDENCIES: [&str; 4] = ["client-runtime", "serde", "serde_json", "tokio"];

/// Names that no crate can have: those of Rust's own, of what Cargo writes, and of dependencies as crates are spelled here.
pub(crate) const CRATES: [&str; 10] = [
    "alloc",
    "core",
    "deps",
    "examples",
    "proc-macro",
    "serde-json",
    "std",
    "super",
    "test",
    "tests",
];

/// The features that clients have or may have, and the dependencies, which share their names.
pub(crate) fn all_features() -> Vec<&'static str> {
    let of_runtime = FEATURES.iter().chain(&FORMATS).chain(&OWN);
    let of_runtime = of_runtime.map(|(name, _)| *name);
    let features = ["default", FULL].into_iter().chain(of_runtime);
    features.chain(DEPENDENCIES).collect()
}

/// `Cargo.toml`.
pub(crate) fn manifest(api: &Api, surroundings: &Surroundings) -> Module {
    let package = &api.package;
    let description = docs::first_line(&package.docs, &format!("A client for {}.", package.title));
    let description = shortened(&description);
    let text = format!(
        r#"[package]
name = {name}
description = {description}
version = {version}
edition = "2024"
rust-version = "1.88"
{license}{publish}

[features]
{features}
[dependencies]
{dependencies}
{targets}
# Documentation shows what any feature has, and which one.
[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[lints.rust]
unsafe_code = "forbid"

[lints.clippy]
all = {{ level = "warn", priority = -1 }}
pedantic = {{ level = "warn", priority = -1 }}
"#,
        name = quoted(&package.name),
        description = quoted(&description),
        version = quoted(&package.version),
        license = package.license.as_deref().map(license).unwrap_or_default(),
        publish = publish(&surroundings.publish),
        features = features(api, &surroundings.runtime),
        dependencies = dependencies(&surroundings.runtime),
        targets = surroundings
            .targets
            .clone()
            .unwrap_or_else(|| examples(api)),
    );
    Module::toml("Cargo.toml", text)
}

/// What the examples in the documentation need.
fn examples(api: &Api) -> String {
    let has_consumer = api.operations().any(|one| one.lease.is_some());
    let signal = if has_consumer { ", \"signal\"" } else { "" };
    format!(
        r#"[dev-dependencies]
# Runs the examples.
tokio = {{ version = "1.48.0", features = ["macros", "rt-multi-thread"{signal}] }}
"#
    )
}

/// The longest description of a crate. Cargo hands it to the compiler, which takes no argument of more than 128 KiB.
const LONGEST_DESCRIPTION: usize = 500;

/// The words that a description may have.
fn shortened(description: &str) -> String {
    match description.char_indices().nth(LONGEST_DESCRIPTION) {
        None => description.to_owned(),
        Some((end, _)) => {
            let words = &description[..end];
            let words = words.rsplit_once(' ').map_or(words, |(words, _)| words);
            format!("{words} …")
        }
    }
}

fn license(expression: &str) -> String {
    format!("license = {}\n", quoted(expression))
}

fn publish(publish: &Publish) -> String {
    match publish {
        Publish::Nowhere => "publish = false".to_owned(),
        Publish::Workspace => "publish.workspace = true".to_owned(),
        Publish::Registry(name) => format!("publish = [{}]", quoted(name)),
    }
}

/// The dependencies of the client: the runtime, or what that depends on.
fn dependencies(runtime: &Runtime) -> String {
    let Some(source) = source(runtime) else {
        return format!(
            r#"# Reads and writes the types of requests and responses.
serde = {{ version = "1.0.228", features = ["derive"] }}
# Values that can be any JSON.
serde_json = {{ version = "1.0.145", features = ["raw_value"] }}

# What `src/{MODULE}` needs, and who keeps it.
{}"#,
            vendored::dependencies(&["serde", "serde_json"])
        );
    };
    format!(
        r#"# The HTTP client: sending, retries, authentication, errors.
client-runtime = {{ {source}, default-features = false }}
# Reads and writes the types of requests and responses.
serde = {{ version = "1.0.228", features = ["derive"] }}
# Values that can be any JSON.
serde_json = "1.0.145"
"#
    )
}

/// Where Cargo finds the runtime, if it is not in the crate. A package is published without the path.
fn source(runtime: &Runtime) -> Option<String> {
    match runtime {
        Runtime::Path(path) => Some(format!(
            "path = {}, version = {}",
            quoted(path),
            quoted(VERSION)
        )),
        Runtime::Version(requirement) => Some(format!("version = {}", quoted(requirement))),
        Runtime::Git { url, revision } => {
            let revision = revision
                .as_deref()
                .map(|name| format!(", rev = {}", quoted(name)));
            Some(format!(
                "git = {}{}",
                quoted(url),
                revision.unwrap_or_default()
            ))
        }
        Runtime::Vendored => None,
    }
}

/// A feature that does not depend on the document.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    pub(crate) purpose: &'static str,
    pub(crate) is_default: bool,
}

/// The features that the docs of the crate list, sorted: all but those of resources, and of formats that the document does not use.
pub(crate) fn listed_features(api: &Api) -> Vec<Feature> {
    let used = used_formats(api);
    let of_formats = FORMATS.iter().filter(|(name, _)| used.contains(name));
    let all = FEATURES.iter().chain(of_formats).chain(&OWN);
    let mut features: Vec<Feature> = all
        .map(|&(name, purpose)| Feature {
            name,
            purpose,
            is_default: DEFAULT.contains(&name),
        })
        .collect();
    features.sort_unstable_by_key(|feature| feature.name);
    features
}

/// The features of the formats that the document uses.
fn used_formats(api: &Api) -> BTreeSet<&'static str> {
    let formats = api.formats().into_iter();
    formats.filter_map(Format::feature).collect()
}

/// The table of features: those of the runtime, and those of the resources.
fn features(api: &Api, runtime: &Runtime) -> String {
    let of_client = api.has_features().then_some(FULL);
    let default: Vec<String> = of_client.into_iter().chain(DEFAULT).map(quoted).collect();
    let used = used_formats(api);
    let is_inside = *runtime == Runtime::Vendored;
    let of_formats = FORMATS
        .iter()
        .filter(|(name, _)| is_inside || used.contains(name));
    let of_runtime = FEATURES.iter().chain(of_formats).map(|(name, purpose)| {
        let needs = if is_inside {
            vendored::feature(name).to_owned()
        } else {
            format!("[\"client-runtime/{name}\"]")
        };
        (*name, *purpose, needs)
    });
    let own = OWN.iter();
    let own = own.map(|(name, purpose)| (*name, *purpose, "[]".to_owned()));
    let mut features: Vec<(&str, &str, String)> = of_runtime.chain(own).collect();
    features.sort_unstable();
    let lines = features
        .into_iter()
        .map(|(name, purpose, needs)| format!("# {purpose}\n{name} = {needs}\n"));
    format!(
        "default = [{}]\n{}{}",
        default.join(", "),
        lines.collect::<String>(),
        resources(api)
    )
}

/// A feature for each resource of a large client, and one for all of them.
fn resources(api: &Api) -> String {
    let resources = api.root.resources.iter();
    let mut names: Vec<&str> = resources.filter_map(|one| one.feature.as_deref()).collect();
    if names.is_empty() {
        return String::new();
    }
    names.sort_unstable();
    let all = names.iter().map(|name| format!("    {},\n", quoted(name)));
    let each = names.iter().map(|name| format!("{name} = []\n"));
    format!(
        "# The operations of all resources.\n{FULL} = [\n{}]\n# The operations of one resource each, with the types that they need.\n{}",
        all.collect::<String>(),
        each.collect::<String>()
    )
}

/// `rustfmt.toml`: nothing is formatted again.
pub(crate) fn format_options() -> Module {
    let text = "# These files stand as they were printed: `cargo fmt` leaves them alone.\n\
        disable_all_formatting = true\n";
    Module::toml("rustfmt.toml", text)
}

/// `clippy.toml`: turns off lints about how the API is designed, which the description decides.
pub(crate) fn lint_options(runtime: &Runtime) -> Module {
    // The docs of the runtime name it without backticks.
    let names = match runtime {
        Runtime::Vendored => "doc-valid-idents = [\"OpenAPI\", \"..\"]\n",
        Runtime::Path(_) | Runtime::Version(_) | Runtime::Git { .. } => "",
    };
    let limits = "# The API description decides how many properties and arguments there are, and what they are called.\n\
        disallowed-names = []\n\
        enum-variant-name-threshold = 65536\n\
        enum-variant-size-threshold = 65536\n\
        max-struct-bools = 65536\n\
        single-char-binding-names-threshold = 65536\n\
        struct-field-name-threshold = 65536\n\
        too-many-lines-threshold = 65536\n\
        type-complexity-threshold = 65536\n";
    Module::toml("clippy.toml", format!("{limits}{names}"))
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push(' '),
            c if is_harmful(c) => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
