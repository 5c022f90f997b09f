//! Stage one: the document as it is written.
//!
//! Reads the value that [`input`](crate::input) puts together into a [`Document`]: one type for each OpenAPI object, one field
//! for each keyword, every node with its [`Pointer`]. Reported here: unknown keywords, values of the wrong kind, missing
//! required keywords. Not decided here: what any of it means, and anything about Rust.

mod components;
mod constraints;
pub(crate) mod elsewhere;
mod envelope;
mod keyword;
mod lease;
pub(crate) mod object;
mod operation;
mod pagination;
pub(crate) mod read;
mod schema;
mod unknown;
mod visit;
pub(crate) mod yaml;

use indexmap::IndexMap;
use serde_json::Value;

pub use components::Components;
pub use components::OAuthFlow;
pub use components::OAuthFlows;
pub use components::SecurityRequirement;
pub use components::SecurityScheme;
pub(crate) use elsewhere::canonical;
pub(crate) use elsewhere::is_component;
pub(crate) use elsewhere::is_section;
pub(crate) use elsewhere::key_of_place;
pub use envelope::Condition;
pub use envelope::EnvelopeProperties;
pub use keyword::RefOr;
pub use keyword::Reference;
pub use keyword::Text;
pub use lease::Lease;
pub use lease::Settling;
pub(crate) use object::property;
pub use operation::Callback;
pub use operation::Encoding;
pub use operation::Example;
pub use operation::Header;
pub use operation::Link;
pub use operation::MediaType;
pub use operation::Operation;
pub use operation::Parameter;
pub use operation::PathItem;
pub use operation::RequestBody;
pub use operation::Response;
pub use pagination::Pagination;
pub use pagination::PaginationObject;
pub use schema::Discriminator;
pub use schema::Schema;
pub use schema::SchemaObject;
pub(crate) use schema::TYPES;
pub use schema::TypeNames;
pub use schema::Xml;

use crate::keywords;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use object::Object;
use read::Read;
use read::ReadKeywords;
use read::object;

/// An OpenAPI document.
#[derive(Clone, Debug)]
pub struct Document {
    /// `openapi`: the version of the specification it is written in.
    pub openapi: Text,
    /// `$self`: what its references are seen from.
    pub own_uri: Option<Text>,
    /// `info`.
    pub info: Info,
    /// `jsonSchemaDialect`.
    pub json_schema_dialect: Option<Text>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `paths`, in the order of the document.
    pub paths: IndexMap<String, PathItem>,
    /// `webhooks`.
    pub webhooks: IndexMap<String, RefOr<PathItem>>,
    /// `components`.
    pub components: Components,
    /// `security`: the alternatives for every operation without `security`.
    pub security: Vec<SecurityRequirement>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `x-pagination`: for every operation with `x-pagination: true`.
    pub pagination: Option<PaginationObject>,
    /// `x-check`: for every operation without `x-check`.
    pub check: Option<bool>,
    /// Whether it has only the selected operations, so that components which none of them uses are no mistake.
    pub is_part: bool,
}

object! {
    /// `info`.
    pub struct Info: INFO {
        /// `title`.
        pub title: Text = title,
        /// `version`: of the document, not of OpenAPI.
        pub version: Text = version,
        pub summary: Option<Text> = optional("summary"),
        pub description: Option<Text> = optional("description"),
        pub terms_of_service: Option<Text> = optional("termsOfService"),
        pub contact: Option<Contact> = optional("contact"),
        pub license: Option<License> = optional("license"),
    }
}

object! {
    /// `contact`.
    pub struct Contact: CONTACT {
        pub name: Option<Text> = optional("name"),
        pub url: Option<Text> = optional("url"),
        pub email: Option<Text> = optional("email"),
    }
}

object! {
    /// `license`.
    pub struct License: LICENSE {
        pub name: Option<Text> = expected("name"),
        /// An SPDX expression.
        pub identifier: Option<Text> = optional("identifier"),
        pub url: Option<Text> = optional("url"),
    }
}

object! {
    /// A server object.
    pub struct Server: SERVER {
        /// `url`.
        pub url: Text = url,
        pub name: Option<Text> = optional("name"),
        pub description: Option<Text> = optional("description"),
        pub variables: IndexMap<String, ServerVariable> = or_default("variables"),
        /// The environment variable that names another base URL.
        pub environment: Option<Text> = optional("x-env"),
    }
}

fn url(server: &mut Object<'_, '_>) -> Text {
    server.text_or("url", "/")
}

object! {
    /// A server variable object.
    pub struct ServerVariable: SERVER_VARIABLE {
        pub values: Vec<Text> = or_default("enum"),
        pub default: Option<Text> = expected("default"),
        pub description: Option<Text> = optional("description"),
    }
}

object! {
    /// A tag object.
    pub struct Tag: TAG {
        pub name: Option<Text> = expected("name"),
        pub summary: Option<Text> = optional("summary"),
        pub description: Option<Text> = optional("description"),
        /// The name of the tag around it.
        pub parent: Option<Text> = optional("parent"),
        pub kind: Option<Text> = optional("kind"),
        pub external_docs: Option<ExternalDocs> = optional("externalDocs"),
    }
}

object! {
    /// An external documentation object.
    pub struct ExternalDocs: EXTERNAL_DOCS {
        pub url: Option<Text> = expected("url"),
        pub description: Option<Text> = optional("description"),
    }
}

/// Reads the whole document; `None` when too much is missing to go on, with the reasons in `report`.
pub(crate) fn read(value: &Value, report: &mut Report) -> Option<Document> {
    let at = Pointer::root();
    if value.get("swagger").is_some() {
        let message = "this is a Swagger 2.0 document, which is not read";
        report
            .error(Rule::UnsupportedVersion, at.child("swagger").key(), message)
            .help("convert it to OpenAPI 3.1 first, for example with `swagger2openapi`");
        return None;
    }
    if let Some(components) = value.get("components") {
        components::check_names(components, report);
    }
    let mut document = Document::read(value, &at, report)?;
    check_version(&document.openapi, report);
    elsewhere::read(value, &mut document.components, report);
    Some(document)
}

impl ReadKeywords for Document {
    const VOCABULARY: &Vocabulary = &keywords::DOCUMENT;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            openapi: object.required_as("openapi", Report::error),
            own_uri: object.optional("$self"),
            info: object
                .recommended("info")
                .unwrap_or_else(|| Info::nameless(&object.at())),
            json_schema_dialect: object.optional("jsonSchemaDialect"),
            servers: object.or_default("servers"),
            paths: object.patterned("paths"),
            webhooks: object.or_default("webhooks"),
            components: object.or_default("components"),
            security: object.or_default("security"),
            tags: object.or_default("tags"),
            external_docs: object.optional("externalDocs"),
            pagination: object.optional("x-pagination"),
            check: object.optional("x-check"),
            is_part: false,
        }
    }
}

/// Reports versions of OpenAPI that are not read.
fn check_version(openapi: &Text, report: &mut Report) {
    let is = |version: &str| {
        let patch = openapi.value.strip_prefix(version);
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
    };
    if is("3.0") || is("3.1") || is("3.2") {
        return;
    }
    let message = format!(
        "OpenAPI {} is not read, only 3.0, 3.1 and 3.2",
        openapi.value
    );
    report
        .error(Rule::UnsupportedVersion, openapi.at.value(), message)
        .help("write the document in OpenAPI 3.1 and say so: `openapi: 3.1.0`")
        .loses(&openapi.at);
}

fn title(info: &mut Object<'_, '_>) -> Text {
    info.text_or("title", NAMELESS)
}

fn version(info: &mut Object<'_, '_>) -> Text {
    let version = info.recommended("version");
    version.map_or_else(
        || Text::at(&info.at(), UNVERSIONED),
        |DocumentVersion(text)| text,
    )
}

/// The title of a document that has none.
const NAMELESS: &str = "API";
/// The version of a document that has none.
const UNVERSIONED: &str = "0.1.0";

impl Info {
    /// What a document that does not name itself is called.
    fn nameless(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            title: Text::at(at, NAMELESS),
            version: Text::at(at, UNVERSIONED),
            summary: None,
            description: None,
            terms_of_service: None,
            contact: None,
            license: None,
        }
    }
}

/// The version of a document, which many write without quotes.
struct DocumentVersion(Text);

impl Read for DocumentVersion {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Number(number) = value else {
            return Text::read(value, at, report).map(Self);
        };
        report
            .warning(
                Rule::LooseValue,
                at.value(),
                format!("a version is text: this number is read as `{number}`"),
            )
            .help("put it in quotes");
        Some(Self(Text::at(at, &number.to_string())))
    }
}
