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
use super::schema::Schema;
use crate::keywords;
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

impl Read for PathItem {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::PATH_ITEM, value, at, report)?;
        let reference = object.optional("$ref");
        let summary = object.optional("summary");
        let description = object.optional("description");
        let servers = object.optional("servers");
        let parameters = object.or_default("parameters");
        let mut operations: IndexMap<&'static str, Operation> = METHODS
            .into_iter()
            .filter_map(|method| Some((method, object.optional(method)?)))
            .collect();
        object.close();
        let written = |method: &str| {
            value
                .as_object()
                .and_then(|members| members.keys().position(|key| key == method))
        };
        operations.sort_by_key(|method, _| written(method));
        Some(Self {
            at: at.clone(),
            reference,
            summary,
            description,
            servers,
            parameters,
            operations,
        })
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

impl Read for Operation {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::OPERATION, value, at, report)?;
        let operation = Self {
            at: at.clone(),
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
        };
        object.close();
        Some(operation)
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

impl Read for Parameter {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::PARAMETER, value, at, report)?;
        let name = object.required("name");
        let location = object.required("in");
        let description = object.optional("description");
        let required = object.or_default("required");
        let deprecated = object.or_default("deprecated");
        let allow_empty_value = object.or_default("allowEmptyValue");
        let style = object.optional("style");
        let explode = object.optional("explode");
        let allow_reserved = object.or_default("allowReserved");
        let schema = object.optional("schema");
        let example = object.optional("example");
        let examples = object.or_default("examples");
        let content = object.optional("content");
        let client_parameter = object.or_default(extension::CLIENT_PARAMETER);
        let environment = object.optional(extension::ENVIRONMENT);
        let check = object.optional(extension::CHECK);
        let rust_name = object.optional(extension::RUST_NAME);
        object.close();
        Some(Self {
            at: at.clone(),
            name: name?,
            location: location?,
            description,
            required,
            deprecated,
            allow_empty_value,
            style,
            explode,
            allow_reserved,
            schema,
            example,
            examples,
            content,
            client_parameter,
            environment,
            check,
            rust_name,
        })
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

impl Read for Header {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::HEADER, value, at, report)?;
        let header = Self {
            at: at.clone(),
            description: object.optional("description"),
            required: object.or_default("required"),
            deprecated: object.or_default("deprecated"),
            style: object.optional("style"),
            explode: object.optional("explode"),
            schema: object.optional("schema"),
            example: object.optional("example"),
            examples: object.or_default("examples"),
            content: object.optional("content"),
        };
        object.close();
        Some(header)
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

impl Read for RequestBody {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::REQUEST_BODY, value, at, report)?;
        let body = Self {
            at: at.clone(),
            alike: alike(value.get("content")),
            description: object.optional("description"),
            content: object.expected("content").unwrap_or_default(),
            required: object.or_default("required"),
        };
        object.close();
        Some(body)
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

impl Read for MediaType {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::MEDIA_TYPE, value, at, report)?;
        let media_type = Self {
            at: at.clone(),
            schema: object.optional("schema"),
            example: object.optional("example"),
            examples: object.or_default("examples"),
            encoding: object.or_default("encoding"),
        };
        object.close();
        Some(media_type)
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

impl Read for Encoding {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::ENCODING, value, at, report)?;
        let encoding = Self {
            content_type: object.optional("contentType"),
            headers: object.or_default("headers"),
            style: object.optional("style"),
            explode: object.optional("explode"),
            allow_reserved: object.or_default("allowReserved"),
        };
        object.close();
        Some(encoding)
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

impl Read for Response {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::RESPONSE, value, at, report)?;
        let response = Self {
            at: at.clone(),
            alike: alike(value.get("content")),
            // OpenAPI 3.2 has a `summary` in its place.
            description: match value.get("summary") {
                Some(_) => object.optional("description"),
                None => object.for_readers("description"),
            },
            headers: object.or_default("headers"),
            content: object.or_default("content"),
            links: object.or_default("links"),
        };
        object.close();
        Some(response)
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

impl Read for Link {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::LINK, value, at, report)?;
        let link = Self {
            operation_ref: object.optional("operationRef"),
            operation_id: object.optional("operationId"),
            parameters: object.or_default("parameters"),
            request_body: object.optional("requestBody"),
            description: object.optional("description"),
            server: object.optional("server"),
        };
        object.close();
        Some(link)
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

impl Read for Example {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::EXAMPLE, value, at, report)?;
        let example = Self {
            at: at.clone(),
            summary: object.optional("summary"),
            description: object.optional("description"),
            value: object.optional("value"),
            external_value: object.optional("externalValue"),
        };
        object.close();
        Some(example)
    }
}
