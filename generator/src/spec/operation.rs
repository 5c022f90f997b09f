//! Paths, operations, and what they are made of.

use indexmap::IndexMap;
use serde_json::Value;

use super::ExternalDocs;
use super::Server;
use super::components::SecurityRequirement;
use super::extension;
use super::keyword::RefOr;
use super::keyword::Text;
use super::object::Object;
use super::pagination::Pagination;
use super::read::Read;
use super::read::ReadKeywords;
use super::schema::Schema;
use crate::keywords;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// The methods a path item can hold, in the order in which OpenAPI lists them.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A path item object.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Where it stands.
    pub at: Pointer,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `servers`.
    pub servers: Option<Vec<Server>>,
    /// `parameters`: shared by all operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The operations by their method, in the order of the document.
    pub operations: IndexMap<&'static str, Operation>,
}

impl ReadKeywords for PathItem {
    const VOCABULARY: &Vocabulary = &keywords::PATH_ITEM;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let mut item = Self {
            at: object.at(),
            reference: object.optional("$ref"),
            summary: object.optional("summary"),
            description: object.optional("description"),
            servers: object.optional("servers"),
            parameters: object.or_default("parameters"),
            operations: METHODS
                .into_iter()
                .filter_map(|method| Some((method, object.optional(method)?)))
                .collect(),
        };
        let written = |method: &str| object.properties().keys().position(|key| key == method);
        item.operations.sort_by_key(|method, _| written(method));
        item
    }
}

/// An operation object.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub at: Pointer,
    /// `operationId`.
    pub operation_id: Option<Text>,
    /// `tags`.
    pub tags: Vec<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `parameters`.
    pub parameters: Vec<RefOr<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<RefOr<RequestBody>>,
    /// `responses` by status.
    pub responses: IndexMap<String, RefOr<Response>>,
    /// `callbacks`.
    pub callbacks: IndexMap<String, RefOr<Callback>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `security`, in place of the document's.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`, in place of the document's.
    pub servers: Option<Vec<Server>>,
    /// `x-retry`.
    pub retry: Option<Text>,
    /// `x-unwrap`.
    pub unwrap: Option<Text>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
    /// `x-check`.
    pub check: Option<bool>,
    /// `x-rust-name`.
    pub rust_name: Option<Text>,
}

impl ReadKeywords for Operation {
    const VOCABULARY: &Vocabulary = &keywords::OPERATION;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            operation_id: object.optional("operationId"),
            tags: object.or_default("tags"),
            summary: object.optional("summary"),
            description: object.optional("description"),
            external_docs: object.optional("externalDocs"),
            parameters: object.or_default("parameters"),
            request_body: object.optional("requestBody"),
            responses: object.patterned("responses"),
            callbacks: object.or_default("callbacks"),
            deprecated: object.or_default("deprecated"),
            security: object.optional("security"),
            servers: object.optional("servers"),
            retry: object.optional(extension::RETRY),
            unwrap: object.optional(extension::UNWRAP),
            pagination: object.optional(extension::PAGINATION),
            check: object.optional(extension::CHECK),
            rust_name: object.optional(extension::RUST_NAME),
        }
    }
}

/// A parameter object.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub at: Pointer,
    /// `name`.
    pub name: Text,
    /// `in`.
    pub location: Text,
    /// `description`.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `allowEmptyValue`.
    pub allow_empty_value: bool,
    /// `style`.
    pub style: Option<Text>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `example`.
    pub example: Option<Value>,
    /// `examples`.
    pub examples: IndexMap<String, RefOr<Example>>,
    /// `content`.
    pub content: Option<IndexMap<String, MediaType>>,
    /// `x-client-parameter`.
    pub client_parameter: bool,
    /// `x-env`.
    pub environment: Option<Text>,
    /// `x-check`.
    pub check: Option<bool>,
    /// `x-rust-name`.
    pub rust_name: Option<Text>,
}

impl ReadKeywords for Parameter {
    const VOCABULARY: &Vocabulary = &keywords::PARAMETER;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            name: object.required("name"),
            location: object.required("in"),
            description: object.optional("description"),
            required: object.or_default("required"),
            deprecated: object.or_default("deprecated"),
            allow_empty_value: object.or_default("allowEmptyValue"),
            style: object.optional("style"),
            explode: object.optional("explode"),
            allow_reserved: object.or_default("allowReserved"),
            schema: object.optional("schema"),
            example: object.optional("example"),
            examples: object.or_default("examples"),
            content: object.optional("content"),
            client_parameter: object.or_default(extension::CLIENT_PARAMETER),
            environment: object.optional(extension::ENVIRONMENT),
            check: object.optional(extension::CHECK),
            rust_name: object.optional(extension::RUST_NAME),
        }
    }
}

/// A header object: a parameter without a name and a place.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub at: Pointer,
    /// `description`.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`.
    pub style: Option<Text>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `example`.
    pub example: Option<Value>,
    /// `examples`.
    pub examples: IndexMap<String, RefOr<Example>>,
    /// `content`.
    pub content: Option<IndexMap<String, MediaType>>,
}

impl ReadKeywords for Header {
    const VOCABULARY: &Vocabulary = &keywords::HEADER;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            description: object.optional("description"),
            required: object.or_default("required"),
            deprecated: object.or_default("deprecated"),
            style: object.optional("style"),
            explode: object.optional("explode"),
            schema: object.optional("schema"),
            example: object.optional("example"),
            examples: object.or_default("examples"),
            content: object.optional("content"),
        }
    }
}

/// A request body object.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it stands.
    pub at: Pointer,
    /// `description`.
    pub description: Option<Text>,
    /// `content` by media type.
    pub content: IndexMap<String, MediaType>,
    /// The media types of `content` whose schema is written for another one before them already, each with that one.
    pub alike: IndexMap<String, String>,
    /// `required`.
    pub required: bool,
}

impl ReadKeywords for RequestBody {
    const VOCABULARY: &Vocabulary = &keywords::REQUEST_BODY;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            alike: alike(object.properties().get("content")),
            description: object.optional("description"),
            content: object.expected("content").unwrap_or_default(),
            required: object.or_default("required"),
        }
    }
}

/// The media types of some content whose schema is written for another one before them, each with that one.
fn alike(content: Option<&Value>) -> IndexMap<String, String> {
    let mut distinct: Vec<(&String, Option<&Value>)> = Vec::new();
    let mut alike = IndexMap::new();
    for (name, media_type) in content.and_then(Value::as_object).into_iter().flatten() {
        let schema = media_type.get("schema");
        match distinct.iter().find(|(_, known)| *known == schema) {
            Some((first, _)) => {
                alike.insert(name.clone(), (*first).clone());
            }
            None => distinct.push((name, schema)),
        }
    }
    alike
}

/// A media type object.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it stands.
    pub at: Pointer,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `example`.
    pub example: Option<Value>,
    /// `examples`.
    pub examples: IndexMap<String, RefOr<Example>>,
    /// `encoding`.
    pub encoding: IndexMap<String, Encoding>,
}

impl ReadKeywords for MediaType {
    const VOCABULARY: &Vocabulary = &keywords::MEDIA_TYPE;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            schema: object.optional("schema"),
            example: object.optional("example"),
            examples: object.or_default("examples"),
            encoding: object.or_default("encoding"),
        }
    }
}

/// An encoding object.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<Text>,
    /// `headers`.
    pub headers: IndexMap<String, RefOr<Header>>,
    /// `style`.
    pub style: Option<Text>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

impl ReadKeywords for Encoding {
    const VOCABULARY: &Vocabulary = &keywords::ENCODING;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            content_type: object.optional("contentType"),
            headers: object.or_default("headers"),
            style: object.optional("style"),
            explode: object.optional("explode"),
            allow_reserved: object.or_default("allowReserved"),
        }
    }
}

/// A response object.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub at: Pointer,
    /// `description`.
    pub description: Option<Text>,
    /// `headers`.
    pub headers: IndexMap<String, RefOr<Header>>,
    /// `content` by media type.
    pub content: IndexMap<String, MediaType>,
    /// The media types of `content` whose schema is written for another one before them already, each with that one.
    pub alike: IndexMap<String, String>,
    /// `links`.
    pub links: IndexMap<String, RefOr<Link>>,
}

impl ReadKeywords for Response {
    const VOCABULARY: &Vocabulary = &keywords::RESPONSE;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            alike: alike(object.properties().get("content")),
            // OpenAPI 3.2 has a `summary` in its place.
            description: match object.properties().get("summary") {
                Some(_) => object.optional("description"),
                None => object.for_readers("description"),
            },
            headers: object.or_default("headers"),
            content: object.or_default("content"),
            links: object.or_default("links"),
        }
    }
}

/// A link object.
#[derive(Clone, Debug)]
pub struct Link {
    /// `operationRef`.
    pub operation_ref: Option<Text>,
    /// `operationId`.
    pub operation_id: Option<Text>,
    /// `parameters`.
    pub parameters: IndexMap<String, Value>,
    /// `requestBody`.
    pub request_body: Option<Value>,
    /// `description`.
    pub description: Option<Text>,
    /// `server`.
    pub server: Option<Server>,
}

impl ReadKeywords for Link {
    const VOCABULARY: &Vocabulary = &keywords::LINK;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            operation_ref: object.optional("operationRef"),
            operation_id: object.optional("operationId"),
            parameters: object.or_default("parameters"),
            request_body: object.optional("requestBody"),
            description: object.optional("description"),
            server: object.optional("server"),
        }
    }
}

/// A callback object: path items by their runtime expression.
#[derive(Clone, Debug)]
pub struct Callback {
    /// The path items.
    pub path_items: IndexMap<String, RefOr<PathItem>>,
}

impl Read for Callback {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut path_items: IndexMap<String, Value> = IndexMap::read(value, at, report)?;
        path_items.retain(|expression, _| !expression.starts_with("x-"));
        let read = |(expression, item): (String, Value)| {
            let item = RefOr::read(&item, &at.child(&expression), report)?;
            Some((expression, item))
        };
        let path_items = path_items.into_iter().filter_map(read).collect();
        Some(Self { path_items })
    }
}

/// An example object.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where it stands.
    pub at: Pointer,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `value`.
    pub value: Option<Value>,
    /// `externalValue`.
    pub external_value: Option<Text>,
}

impl ReadKeywords for Example {
    const VOCABULARY: &Vocabulary = &keywords::EXAMPLE;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            summary: object.optional("summary"),
            description: object.optional("description"),
            value: object.optional("value"),
            external_value: object.optional("externalValue"),
        }
    }
}
