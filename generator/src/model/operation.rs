//! Operations: what a call sends and what it gives.

use super::Check;
use super::Docs;
use super::Example;
use super::Field;
use super::Lease;
use super::Name;
use super::OperationServer;
use super::Pagination;
use super::Preset;
use super::Type;
use super::TypeDefinition;

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its id in the document, or the one derived from method and path.
    pub id: String,
    /// Its place among all operations of the document, from 0.
    pub position: usize,
    /// The method that starts a call.
    pub method: Name,
    /// The type of a call.
    pub call: Name,
    /// The HTTP method.
    pub verb: Verb,
    /// The path, with its parameters in braces.
    pub path: String,
    /// Its server, where that is not the client's.
    pub server: Option<OperationServer>,
    /// The credentials that it takes.
    pub security: Security,
    /// The query that every call has.
    pub query: Vec<(String, String)>,
    /// What it does.
    pub docs: Docs,
    /// Whether retrying it is safe.
    pub retry: Retry,
    /// The parameters, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// The struct that takes what is required beside the parameters of the path, where it is given by name.
    pub required: Option<Name>,
    /// What is sent.
    pub body: Body,
    /// What comes back.
    pub response: Response,
    /// How one page leads to the next, where what comes back is a page.
    pub pagination: Option<Pagination>,
    /// How what it gives is leased, where it pulls messages of a queue.
    pub lease: Option<Lease>,
    /// The media types of `Accept`, where that is not JSON alone.
    pub accept: Option<String>,
    /// Whether what comes back is a redirect.
    pub takes_redirects: bool,
    /// What comes back in its place where another media type is requested.
    pub alternatives: Vec<AlternativeResponse>,
    /// The error responses, by status.
    pub error_responses: Vec<ErrorResponse>,
    /// The type of the headers of its responses.
    pub headers: Option<Type>,
    /// The types that only this operation uses.
    pub types: Vec<TypeDefinition>,
    /// A call with the document's own example values; `None` where no value can be made up for one that it needs.
    pub example: Option<Example>,
}

impl Operation {
    /// Whether calls of it have a type of their own: there is more to do with them than with every call.
    #[must_use]
    pub fn has_own_call(&self) -> bool {
        let mut parameters = self.parameters.iter();
        let is_set = parameters.any(|one| !one.required || one.client_wide);
        let is_body_set = match &self.body {
            Body::None => false,
            Body::Value { required, .. } => !required,
            Body::Properties { fields, .. } => !fields.iter().all(Field::is_required),
        };
        let mut servers = self.server.iter();
        is_set
            || is_body_set
            || self.pagination.is_some()
            || !self.alternatives.is_empty()
            || servers.any(|server| !server.variables.is_empty())
    }

    /// What is required by name, with its types: all that has to be given beside the parameters of the path.
    #[must_use]
    pub fn required_by_name(&self) -> Vec<(&Name, &Type)> {
        if self.required.is_none() {
            return Vec::new();
        }
        let parameters = self.parameters.iter();
        let parameters = parameters.filter(|one| one.is_argument() && !one.is_in_path());
        let mut required: Vec<(&Name, &Type)> =
            parameters.map(|one| (&one.name, &one.ty)).collect();
        match &self.body {
            Body::Value {
                name,
                ty,
                required: true,
                ..
            } => required.push((name, ty)),
            Body::Properties { fields, .. } => {
                let fields = fields.iter().filter(|field| field.is_argument());
                required.extend(fields.map(|field| (&field.name, &field.ty)));
            }
            Body::None | Body::Value { .. } => {}
        }
        required
    }

    /// The types that a call takes.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.body.types())
    }

    /// The types that a call may give, or find in an error or a header.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let error_responses = self.error_responses.iter();
        let others = self.alternatives.iter();
        let response = self.response.ty().into_iter();
        response
            .chain(error_responses.filter_map(|error_response| error_response.ty.as_ref()))
            .chain(&self.headers)
            .chain(others.filter_map(|other| other.response.ty()))
    }
}

/// An HTTP method (RFC 9110, section 9; `QUERY` is of RFC 10008).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
    /// `QUERY`.
    Query,
    /// Any other, as it is sent.
    Other(String),
}

impl Verb {
    /// The method that is sent as `name`.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let all = [
            Self::Get,
            Self::Put,
            Self::Post,
            Self::Delete,
            Self::Options,
            Self::Head,
            Self::Patch,
            Self::Trace,
            Self::Query,
        ];
        let mut all = all.into_iter();
        let known = all.find(|verb| verb.wire() == name);
        known.unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// The name as it is sent.
    #[must_use]
    pub fn wire(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Whether it is idempotent, where the document does not say (RFC 9110, section 9.2.2; RFC 10008, section 2).
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self {
            Self::Post | Self::Patch | Self::Other(_) => Retry::Unsafe,
            Self::Get
            | Self::Put
            | Self::Delete
            | Self::Options
            | Self::Head
            | Self::Trace
            | Self::Query => Retry::Idempotent,
        }
    }
}

/// The credentials that an operation takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Security {
    /// Those of the client.
    Client,
    /// None.
    Anonymous,
    /// Those of one of these alternatives, each the names of schemes on the wire.
    Chosen(Vec<Vec<String>>),
}

/// Whether retrying an operation is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Several equal requests have the effect of one.
    Idempotent,
    /// Each request has an effect of its own.
    Unsafe,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Where it is sent.
    pub location: Location,
    /// Its type.
    pub ty: Type,
    /// Whether a call cannot do without it.
    pub required: bool,
    /// The only value that is known, where a call is made with it: nobody has to give it.
    pub preset: Option<Preset>,
    /// Whether it is set once on the client.
    pub client_wide: bool,
    /// Whether reserved characters are sent as they are; in the path, slashes alone.
    pub allows_reserved: bool,
    /// How its properties are written, where it is the whole query as a form.
    pub form: FormStyles,
    /// What it is checked for.
    pub check: Option<Box<Check>>,
    /// What it is.
    pub docs: Docs,
}

impl Parameter {
    /// Whether a value has to be given when a call is made.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.required && !self.client_wide && self.preset().is_none()
    }

    /// Whether it is a part of the path.
    #[must_use]
    pub fn is_in_path(&self) -> bool {
        matches!(
            self.location,
            Location::Path | Location::ReservedPath | Location::Styled(ParameterLocation::Path, _)
        )
    }

    /// The value with which a call is made.
    #[must_use]
    pub fn preset(&self) -> Option<&Preset> {
        let preset = self.preset.as_ref();
        preset.filter(|_| self.required && !self.client_wide)
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the path, with the reserved characters that a segment may have as they are.
    ReservedPath,
    /// In the query; a list in this style.
    Query(ListStyle),
    /// The whole query.
    WholeQuery(QueryFormat),
    /// In a header.
    Header,
    /// A value that is more than one text, or in a cookie: how it is written.
    Styled(ParameterLocation, Style),
}

/// How a value is written that is the whole query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryFormat {
    /// As the pairs of a form (`application/x-www-form-urlencoded`).
    Form,
    /// As JSON.
    Json,
    /// As text.
    Text,
}

/// The part of a request that has a parameter: `in` of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a value is written where only text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`.
    Simple,
    /// `simple` with `explode`.
    SimpleExploded,
    /// `label`.
    Label,
    /// `label` with `explode`.
    LabelExploded,
    /// `matrix`.
    Matrix,
    /// `matrix` with `explode`.
    MatrixExploded,
    /// `form`.
    Form,
    /// `form` with `explode`.
    FormExploded,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
    /// `cookie`.
    Cookie,
    /// `cookie` with `explode`.
    CookieExploded,
    /// A JSON media type in `content`.
    Json,
}

/// How a list is written in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// `form` with `explode`: the name again for each item.
    Repeated,
    /// The items in one value, with this between them.
    Joined(&'static str),
}

/// What an operation sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    None,
    /// A value, given as an argument (or, where it is optional, with a setter).
    Value {
        /// The name of the argument.
        name: Name,
        /// Its type.
        ty: Type,
        /// Whether a call cannot do without it.
        required: bool,
        /// What it is checked for.
        check: Option<Box<Check>>,
        /// What it is.
        docs: Docs,
        /// How it is written.
        media: Media,
    },
    /// An object whose properties are arguments and setters of the call.
    Properties {
        /// The type that is sent.
        name: Name,
        /// The properties.
        fields: Vec<Field>,
        /// What it is checked for as a whole.
        check: Option<Box<Check>>,
        /// How it is written.
        media: Media,
    },
}

impl Body {
    /// The types that it is made of.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::None => Vec::new(),
            Self::Value { ty, .. } => vec![ty],
            Self::Properties { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
        }
    }
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Media {
    /// `application/json`.
    Json,
    /// JSON under another name.
    JsonAs(String),
    /// `application/x-www-form-urlencoded`.
    Form(FormStyles),
    /// Parts.
    Multipart(Multipart),
    /// Text or bytes of this media type, as they are.
    Content(String),
    /// The items of a list, one after another, under this media type.
    Items(ItemFormat, String),
    /// One of several kinds, as the value that is given.
    Choice,
}

/// How the properties of a form are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormStyles {
    /// Those that are written in another way than the runtime writes them by itself.
    pub styles: Vec<(String, Style)>,
    /// Those whose reserved characters are sent as they are.
    pub reserved: Vec<String>,
}

/// How items that come one after another are told apart, and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemFormat {
    /// Server-sent events, whose data is a text as it is, or a JSON text of any other value.
    Events,
    /// Server-sent events, whose data is a JSON text of any value.
    JsonEvents,
    /// A JSON text on each line.
    JsonLines,
    /// A JSON text behind each record separator (RFC 7464).
    JsonSequence,
    /// A part behind each boundary (RFC 2046), which is sent as a JSON text.
    Parts,
}

impl ItemFormat {
    /// The type of the runtime that is a stream of them.
    #[must_use]
    pub fn stream(self) -> &'static str {
        match self {
            Self::Events | Self::JsonEvents => "EventStream",
            Self::JsonLines | Self::JsonSequence => "JsonStream",
            Self::Parts => "PartStream",
        }
    }

    /// What they are called.
    #[must_use]
    pub fn items(self) -> &'static str {
        match self {
            Self::Events | Self::JsonEvents => "events",
            Self::JsonLines | Self::JsonSequence => "values",
            Self::Parts => "parts",
        }
    }
}

/// How a body of parts is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multipart {
    /// Whether there is a body even where it has no part.
    pub is_required: bool,
    /// Its media type, where it is no form (`multipart/form-data`).
    pub media_type: Option<String>,
    /// The properties that are written in another way than the runtime writes them by itself.
    pub encodings: Vec<(String, PartEncoding)>,
}

/// How a part is written.
#[derive(Clone, Debug, PartialEq)]
pub enum PartEncoding {
    /// It says that it is of this media type.
    MediaType(String),
    /// It is one text in this style.
    Style(Style),
}

/// A successful response.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Response {
    /// Nothing.
    #[default]
    Empty,
    /// A JSON value.
    Json(Type),
    /// A JSON value, or no body, which stands for an empty one.
    JsonOrEmpty(Type),
    /// A JSON object that announces its outcome, given whole.
    Enveloped(Type),
    /// One property of a JSON object that announces its outcome.
    Unwrapped {
        /// The property.
        property: String,
        /// Its type.
        ty: Type,
        /// Whether it only informs: one that is missing, null or unreadable is an empty one.
        informative: bool,
    },
    /// A value that is written as text.
    Value(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes, in base64 where they come as JSON.
    EncodedBytes,
    /// One of several kinds, by status.
    Kinds(Type),
    /// Items of this type, as they come.
    Items(ItemFormat, Type),
    /// Parts of bytes, as they come.
    ByteParts,
    /// Bytes as they come.
    Stream,
}

/// A response of another media type than the one that a call accepts by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct AlternativeResponse {
    /// The method that requests it.
    pub method: Name,
    /// The media type.
    pub media_type: String,
    /// What comes back.
    pub response: Response,
}

impl Response {
    /// The type of a response that has one of its own.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::JsonOrEmpty(ty)
            | Self::Value(ty)
            | Self::Enveloped(ty)
            | Self::Unwrapped { ty, .. }
            | Self::Kinds(ty)
            | Self::Items(_, ty) => Some(ty),
            Self::Empty
            | Self::Text
            | Self::Bytes
            | Self::EncodedBytes
            | Self::ByteParts
            | Self::Stream => None,
        }
    }

    /// The same, where something came.
    #[must_use]
    pub fn value_type(&self) -> Option<&Type> {
        match self.ty()? {
            Type::Nullable(ty) => Some(ty),
            ty => Some(ty),
        }
    }
}

/// An error response.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorResponse {
    /// The status, or the range of it, as the document writes it.
    pub status: String,
    /// What it means.
    pub description: String,
    /// The type of its body, where it is JSON that is not an envelope.
    pub ty: Option<Type>,
    /// The media types of its body, where it is no JSON.
    pub media_types: Vec<String>,
}
