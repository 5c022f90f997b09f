//! Which object stands where in a document: only with that is a `$ref` told from a property of the same name, and the place
//! known that the object it names takes.

use crate::keywords;

/// The object at a place, as far as it can hold references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    Discriminator,
    /// The values of a discriminator, each with the schema that it stands for.
    Mapping,
    /// Security schemes that go together: each key is the name of one, or its URI.
    Requirement,
    /// Objects by their names.
    Map(&'static Kind),
    /// Objects in a list.
    List(&'static Kind),
    /// An object that OpenAPI takes no reference for, nor for what is in it.
    Plain,
    /// Values that mean nothing to OpenAPI.
    Data,
}

impl Kind {
    /// What stands under a key of an object of this kind.
    pub(crate) fn below(self, key: &str) -> Self {
        let is_named = matches!(self, Self::Map(kind) if *kind != Self::PathItem);
        if key.starts_with("x-") && !is_named {
            return Self::Data;
        }
        if self.has_no(key) {
            return Self::Data;
        }
        match self {
            Self::Map(kind) | Self::List(kind) => *kind,
            Self::Data | Self::Mapping | Self::Requirement => Self::Data,
            Self::Callback => Self::PathItem,
            Self::Document => in_document(key),
            Self::Components => in_components(key),
            Self::PathItem => in_path_item(key),
            Self::Operation => in_operation(key),
            Self::Schema => in_schema(key),
            Self::Discriminator if key == "mapping" => Self::Mapping,
            Self::Link | Self::Example => in_values(key),
            _ => in_content(key),
        }
    }

    /// Whether an object of this kind has no keyword of this name: what stands below one means nothing.
    fn has_no(self, key: &str) -> bool {
        let object = match self {
            Self::PathItem => &keywords::PATH_ITEM,
            Self::Operation => &keywords::OPERATION,
            Self::Parameter => &keywords::PARAMETER,
            Self::RequestBody => &keywords::REQUEST_BODY,
            Self::MediaType => &keywords::MEDIA_TYPE,
            Self::Response => &keywords::RESPONSE,
            Self::Header => &keywords::HEADER,
            _ => return false,
        };
        object.keyword(key).is_none()
    }

    /// Whether what stands under a key names a schema, by its name or by reference.
    pub(in crate::input) fn is_mapping(self, key: &str) -> bool {
        self == Self::Mapping || self == Self::Discriminator && key == "defaultMapping"
    }

    /// The words that an object of this kind has, and a reference to it may have in their place.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Response => &["summary", "description"],
            Self::Parameter
            | Self::RequestBody
            | Self::Header
            | Self::Link
            | Self::SecurityScheme => &["description"],
            _ => &[],
        }
    }

    /// The section of `components` for what stands here, if it can be referred to.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Header => "headers",
            Self::Example => "examples",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::SecurityScheme => "securitySchemes",
            Self::Schema => "schemas",
            _ => return None,
        })
    }
}

fn in_document(key: &str) -> Kind {
    match key {
        "paths" | "webhooks" => Kind::Map(&Kind::PathItem),
        "components" => Kind::Components,
        "security" => Kind::List(&Kind::Requirement),
        _ => Kind::Plain,
    }
}

fn in_components(key: &str) -> Kind {
    match key {
        "schemas" => Kind::Map(&Kind::Schema),
        "responses" => Kind::Map(&Kind::Response),
        "parameters" => Kind::Map(&Kind::Parameter),
        "examples" => Kind::Map(&Kind::Example),
        "requestBodies" => Kind::Map(&Kind::RequestBody),
        "headers" => Kind::Map(&Kind::Header),
        "securitySchemes" => Kind::Map(&Kind::SecurityScheme),
        "links" => Kind::Map(&Kind::Link),
        "callbacks" => Kind::Map(&Kind::Callback),
        "pathItems" => Kind::Map(&Kind::PathItem),
        "mediaTypes" => Kind::Map(&Kind::MediaType),
        _ => Kind::Plain,
    }
}

fn in_path_item(key: &str) -> Kind {
    match key {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            Kind::Operation
        }
        "additionalOperations" => Kind::Map(&Kind::Operation),
        "parameters" => Kind::List(&Kind::Parameter),
        _ => Kind::Plain,
    }
}

fn in_operation(key: &str) -> Kind {
    match key {
        "parameters" => Kind::List(&Kind::Parameter),
        "requestBody" => Kind::RequestBody,
        "responses" => Kind::Map(&Kind::Response),
        "callbacks" => Kind::Map(&Kind::Callback),
        "security" => Kind::List(&Kind::Requirement),
        _ => Kind::Plain,
    }
}

/// Parameters, headers, bodies, responses and what is in their `content`.
fn in_content(key: &str) -> Kind {
    match key {
        "schema" | "itemSchema" => Kind::Schema,
        "content" => Kind::Map(&Kind::MediaType),
        "encoding" => Kind::Map(&Kind::Encoding),
        "prefixEncoding" => Kind::List(&Kind::Encoding),
        "itemEncoding" => Kind::Encoding,
        "examples" => Kind::Map(&Kind::Example),
        "headers" => Kind::Map(&Kind::Header),
        "links" => Kind::Map(&Kind::Link),
        "example" => Kind::Data,
        _ => Kind::Plain,
    }
}

fn in_values(key: &str) -> Kind {
    match key {
        "value" | "dataValue" | "parameters" | "requestBody" => Kind::Data,
        _ => Kind::Plain,
    }
}

fn in_schema(key: &str) -> Kind {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Kind::Map(&Kind::Schema)
        }
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Kind::List(&Kind::Schema),
        // Without a name, an item of `items` that is a list.
        ""
        | "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "additionalItems"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Kind::Schema,
        "default" | "const" | "enum" | "example" | "examples" => Kind::Data,
        "discriminator" => Kind::Discriminator,
        _ => Kind::Plain,
    }
}
