//! Stage one: the document as it is written.
//!
//! Reads the text into a [`Document`]: one type for each OpenAPI object, one field for each keyword, every node with its
//! [`Pointer`]. Said here: what is no YAML, repeated keys, unknown keywords, values of the wrong kind,
//! missing required keywords. Not judged here: what any of it means, and anything about Rust.

mod assemble;
mod bundle;
mod components;
mod constraints;
mod definitions;
mod elsewhere;
mod envelope;
mod extension;
mod keyword;
pub(crate) mod locate;
mod object;
mod operation;
mod origin;
mod overlay;
mod pagination;
mod read;
mod schema;
mod yaml;

use indexmap::IndexMap;
use serde_json::Value;

pub(crate) use assemble::assembled;
pub use components::Components;
pub use components::OAuthFlow;
pub use components::OAuthFlows;
pub use components::SecurityRequirement;
pub use components::SecurityScheme;
pub(crate) use elsewhere::is_component;
pub use envelope::Condition;
pub use envelope::EnvelopeMembers;
pub use keyword::RefOr;
pub use keyword::Reference;
pub use keyword::Text;
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
pub(crate) use origin::Location;
pub(crate) use origin::Origins;
pub use pagination::Pagination;
pub use pagination::PaginationObject;
pub use schema::Discriminator;
pub use schema::Schema;
pub use schema::SchemaObject;
pub use schema::TypeNames;

use crate::keywords;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::report::diagnostic::Use;
use crate::source::Source;
use object::Object;
pub(crate) use object::nearest;
use read::Read;

/// An OpenAPI document.
#[derive(Clone, Debug)]
pub struct Document {
    /// `openapi`: the version of the specification it is written in.
    pub openapi: Text,
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
    /// `security`: the alternatives for every operation that names none of its own.
    pub security: Vec<SecurityRequirement>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `x-pagination`: for every operation that takes it over.
    pub pagination: Option<PaginationObject>,
    /// `x-check`: for every operation that does not say otherwise.
    pub check: Option<bool>,
    /// Whether operations were taken out of it, so that what nobody uses is no mistake.
    pub is_part: bool,
}

/// `info`.
#[derive(Clone, Debug)]
pub struct Info {
    /// Where it stands.
    pub at: Pointer,
    /// `title`.
    pub title: Text,
    /// `version`: of the document, not of OpenAPI.
    pub version: Text,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `termsOfService`.
    pub terms_of_service: Option<Text>,
    /// `contact`.
    pub contact: Option<Contact>,
    /// `license`.
    pub license: Option<License>,
}

/// `contact`.
#[derive(Clone, Debug)]
pub struct Contact {
    /// `name`.
    pub name: Option<Text>,
    /// `url`.
    pub url: Option<Text>,
    /// `email`.
    pub email: Option<Text>,
}

/// `license`.
#[derive(Clone, Debug)]
pub struct License {
    /// `name`.
    pub name: Option<Text>,
    /// `identifier`: an SPDX expression.
    pub identifier: Option<Text>,
    /// `url`.
    pub url: Option<Text>,
}

/// A server object.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it stands.
    pub at: Pointer,
    /// `url`.
    pub url: Text,
    /// `description`.
    pub description: Option<Text>,
    /// `variables`.
    pub variables: IndexMap<String, ServerVariable>,
    /// `x-env`: the environment variable that names another base URL.
    pub environment: Option<Text>,
}

/// A server variable object.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// `enum`.
    pub values: Vec<Text>,
    /// `default`.
    pub default: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
}

impl Read for ServerVariable {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::SERVER_VARIABLE, value, at, report)?;
        let variable = Self {
            values: object.or_default("enum"),
            default: object.expected("default"),
            description: object.optional("description"),
        };
        object.close();
        Some(variable)
    }
}

/// A tag object.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`.
    pub name: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
}

/// An external documentation object.
#[derive(Clone, Debug)]
pub struct ExternalDocs {
    /// `url`.
    pub url: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
}

/// Every keyword of the document, and where it stands; none where too much is missing to read it.
#[must_use]
pub fn uses(source: &Source) -> Vec<Use> {
    let mut report = Report::of_uses();
    read(source, &mut report);
    report.into_uses()
}

/// Reads the whole document; `None` when too much is missing to go on, with the reasons in `report`.
pub fn read(source: &Source, report: &mut Report) -> Option<Document> {
    let value = source.with_texts(|texts| assembled(source, texts, report))?;
    let mut document = Document::read(&value, &Pointer::root(), report)?;
    elsewhere::read(&value, &mut document.components, report);
    Some(document)
}

impl Read for Document {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        if value.get("swagger").is_some() {
            report
                .error(
                    at.child("swagger").key(),
                    "this is a Swagger 2.0 document, which is not read",
                )
                .help("convert it to OpenAPI 3.1 first, for example with `swagger2openapi`");
            return None;
        }
        let mut object = Object::open(&keywords::DOCUMENT, value, at, report)?;
        let openapi = object.required("openapi");
        let info = object.for_readers("info");
        let json_schema_dialect = object.optional("jsonSchemaDialect");
        let servers = object.or_default("servers");
        let paths = object.patterned("paths");
        let webhooks = object.or_default("webhooks");
        let components = object.or_default("components");
        let security = object.or_default("security");
        let tags = object.or_default("tags");
        let external_docs = object.optional("externalDocs");
        let pagination = object.optional(extension::PAGINATION);
        let check = object.optional(extension::CHECK);
        object.close();
        let openapi: Text = openapi?;
        check_version(&openapi, report);
        Some(Self {
            openapi,
            info: info.unwrap_or_else(|| Info::nameless(at)),
            json_schema_dialect,
            servers,
            paths,
            webhooks,
            components,
            security,
            tags,
            external_docs,
            pagination,
            check,
            is_part: false,
        })
    }
}

/// Says which versions are read.
fn check_version(openapi: &Text, report: &mut Report) {
    let is = |version: &str| {
        let rest = openapi.value.strip_prefix(version);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if is("3.0") || is("3.1") {
        return;
    }
    if is("3.2") {
        let message = "OpenAPI 3.2 is read as 3.1: what is new in it is not generated";
        report.warning(openapi.at.value(), message);
        return;
    }
    let message = format!("OpenAPI {} is not read, only 3.0 and 3.1", openapi.value);
    report
        .error(openapi.at.value(), message)
        .help("write the document in OpenAPI 3.1 and say so: `openapi: 3.1.0`");
}

impl Read for Info {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::INFO, value, at, report)?;
        let title: Option<Text> = object.for_readers("title");
        let version: Option<Version> = object.for_readers("version");
        let summary = object.optional("summary");
        let description = object.optional("description");
        let terms_of_service = object.optional("termsOfService");
        let contact = object.optional("contact");
        let license = object.optional("license");
        object.close();
        let nameless = Self::nameless(at);
        Some(Self {
            at: at.clone(),
            title: title.unwrap_or(nameless.title),
            version: version.map_or(nameless.version, |version| version.0),
            summary,
            description,
            terms_of_service,
            contact,
            license,
        })
    }
}

impl Read for Contact {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::CONTACT, value, at, report)?;
        let contact = Self {
            name: object.optional("name"),
            url: object.optional("url"),
            email: object.optional("email"),
        };
        object.close();
        Some(contact)
    }
}

impl Info {
    /// What a document that does not name itself is called.
    fn nameless(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            title: Text::at(at, "API"),
            version: Text::at(at, "0.1.0"),
            summary: None,
            description: None,
            terms_of_service: None,
            contact: None,
            license: None,
        }
    }
}

/// The version of a document, which many write without quotes.
struct Version(Text);

impl Read for Version {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Number(number) = value else {
            return Text::read(value, at, report).map(Self);
        };
        report
            .warning(
                at.value(),
                format!("a version is text: this number is read as `{number}`"),
            )
            .help("put it in quotes");
        Some(Self(Text::at(at, &number.to_string())))
    }
}

impl Read for License {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::LICENSE, value, at, report)?;
        let license = Self {
            name: object.expected("name"),
            identifier: object.optional("identifier"),
            url: object.optional("url"),
        };
        object.close();
        Some(license)
    }
}

impl Read for Server {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::SERVER, value, at, report)?;
        let url: Option<Text> = object.for_readers("url");
        let description = object.optional("description");
        let variables = object.or_default("variables");
        let environment = object.optional(extension::ENVIRONMENT);
        object.close();
        Some(Self {
            at: at.clone(),
            url: url.unwrap_or_else(|| Text::at(at, "/")),
            description,
            variables,
            environment,
        })
    }
}

impl Read for Tag {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::TAG, value, at, report)?;
        let tag = Self {
            name: object.expected("name"),
            description: object.optional("description"),
            external_docs: object.optional("externalDocs"),
        };
        object.close();
        Some(tag)
    }
}

impl Read for ExternalDocs {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::EXTERNAL_DOCS, value, at, report)?;
        let docs = Self {
            url: object.expected("url"),
            description: object.optional("description"),
        };
        object.close();
        Some(docs)
    }
}
