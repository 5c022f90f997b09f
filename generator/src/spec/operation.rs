//! Paths, operations, and what they are made of.

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use super::ExternalDocs;
use super::Server;
use super::components::SecurityRequirement;
use super::keyword::RefOr;
use super::keyword::Text;
use super::lease::Lease;
use super::object::Object;
use super::pagination::Pagination;
use super::read::Read;
use super::read::object;
use super::schema::Schema;
use crate::keywords;
use crate::keywords::Version;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;

/// The methods that a path item has a keyword for, in the order in which OpenAPI lists them.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The keyword for operations of other methods.
const ADDITIONAL: &str = "additionalOperations";

object! {
    /// A path item object.
    pub struct PathItem: PATH_ITEM {
        pub reference: Option<Text> = optional("$ref"),
        pub summary: Option<Text> = optional("summary"),
        pub description: Option<Text> = optional("description"),
        pub servers: Option<Vec<Server>> = optional("servers"),
        /// Shared by all operations.
        pub parameters: Vec<RefOr<Parameter>> = or_default("parameters"),
        /// The operations by their method as HTTP writes it (`GET`, `LINK`), in the order of the document.
        pub operations: IndexMap<String, Operation> = operations,
    }
}

impl PathItem {
    /// The operation that the first tokens of a pointer into this path item lead to, and the other tokens.
    pub(crate) fn operation_at<'p>(
        &self,
        tokens: &'p [&'p str],
    ) -> Option<(&Operation, &'p [&'p str])> {
        let (method, rest) = match tokens {
            [ADDITIONAL, method, rest @ ..] => ((*method).to_owned(), rest),
            [method, rest @ ..] if METHODS.contains(method) => (method.to_ascii_uppercase(), rest),
            _ => return None,
        };
        Some((self.operations.get(&method)?, rest))
    }
}

fn operations(path_item: &mut Object<'_, '_>) -> IndexMap<String, Operation> {
    let mut operations = IndexMap::new();
    for key in path_item.properties().keys() {
        if key == ADDITIONAL {
            for (method, operation) in additional_operations(path_item) {
                operations.entry(method).or_insert(operation);
            }
        } else if let Some(method) = METHODS.into_iter().find(|method| method == key)
            && let Some(operation) = path_item.optional(method)
        {
            operations.insert(method.to_ascii_uppercase(), operation);
        }
    }
    operations
}

/// The operations of methods that have no keyword of their own.
fn additional_operations(path_item: &mut Object<'_, '_>) -> IndexMap<String, Operation> {
    let at = path_item.at().child(ADDITIONAL);
    let mut operations: IndexMap<String, Operation> = path_item.or_default(ADDITIONAL);
    operations.retain(|method, _| {
        let place = at.child(method).key();
        let report = path_item.report();
        let keyword = method.to_ascii_lowercase();
        let is_fixed = METHODS.contains(&keyword.as_str());
        if method.is_empty() || !method.bytes().all(is_token) {
            let message = format!("`{method}` is no method of HTTP");
            report
                .mistake(Rule::InvalidMethod, place, message)
                .help("write one word of letters, digits and signs such as `-`, as it is sent")
                .leaves_out(&at.child(method));
            return false;
        }
        if method == "CONNECT" {
            let message = "`CONNECT` asks a proxy for a connection: it is no operation of an API";
            report
                .mistake(Rule::InvalidMethod, place, message)
                .leaves_out(&at.child(method));
            return false;
        }
        if is_fixed && *method == method.to_ascii_uppercase() {
            let message = format!("`{method}` has a keyword of its own: it is read as that");
            report
                .warning(Rule::InvalidMethod, place, message)
                .help(format!("write `{keyword}:` in the path item"));
        } else if is_fixed {
            let message = format!(
                "`{method}` is sent as it is written: HTTP tells it from `{}`",
                method.to_ascii_uppercase()
            );
            report
                .warning(Rule::InvalidMethod, place, message)
                .help(format!(
                    "write `{keyword}:` in the path item, where that is meant"
                ));
        }
        true
    });
    operations
}

/// Whether a method of HTTP may have this letter (RFC 9110, section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

object! {
    /// An operation object.
    pub struct Operation: OPERATION {
        pub operation_id: Option<Text> = optional("operationId"),
        pub tags: Vec<Text> = or_default("tags"),
        pub summary: Option<Text> = optional("summary"),
        pub description: Option<Text> = optional("description"),
        pub external_docs: Option<ExternalDocs> = optional("externalDocs"),
        pub parameters: Vec<RefOr<Parameter>> = or_default("parameters"),
        pub request_body: Option<RefOr<RequestBody>> = optional("requestBody"),
        /// By status.
        pub responses: IndexMap<String, RefOr<Response>> = responses,
        pub callbacks: IndexMap<String, RefOr<Callback>> = or_default("callbacks"),
        pub deprecated: bool = or_default("deprecated"),
        /// In place of the document's.
        pub security: Option<Vec<SecurityRequirement>> = optional("security"),
        /// In place of the document's.
        pub servers: Option<Vec<Server>> = optional("servers"),
        pub retry: Option<Text> = optional("x-retry"),
        pub unwrap: Option<Text> = optional("x-unwrap"),
        pub pagination: Option<Pagination> = optional("x-pagination"),
        pub lease: Option<Lease> = optional("x-lease"),
        pub check: Option<bool> = optional("x-check"),
        pub rust_name: Option<Text> = optional("x-rust-name"),
    }
}

object! {
    /// A parameter object.
    pub struct Parameter: PARAMETER {
        pub name: Text = required("name"),
        pub location: Text = required("in"),
        pub description: Option<Text> = optional("description"),
        pub required: bool = or_default("required"),
        pub deprecated: bool = or_default("deprecated"),
        pub allow_empty_value: bool = or_default("allowEmptyValue"),
        pub style: Option<Text> = optional("style"),
        pub explode: Option<bool> = optional("explode"),
        pub allow_reserved: bool = or_default("allowReserved"),
        pub schema: Option<Schema> = optional("schema"),
        pub example: Option<Value> = optional("example"),
        pub examples: IndexMap<String, RefOr<Example>> = or_default("examples"),
        pub content: Option<IndexMap<String, MediaType>> = optional("content"),
        pub client_parameter: bool = or_default("x-client-parameter"),
        pub environment: Option<Text> = optional("x-env"),
        pub check: Option<bool> = optional("x-check"),
        pub rust_name: Option<Text> = optional("x-rust-name"),
    }
}

object! {
    /// A header object: a parameter without a name and a place.
    pub struct Header: HEADER {
        pub description: Option<Text> = optional("description"),
        pub required: bool = or_default("required"),
        pub deprecated: bool = or_default("deprecated"),
        pub style: Option<Text> = optional("style"),
        pub explode: Option<bool> = optional("explode"),
        pub schema: Option<Schema> = optional("schema"),
        pub example: Option<Value> = optional("example"),
        pub examples: IndexMap<String, RefOr<Example>> = or_default("examples"),
        pub content: Option<IndexMap<String, MediaType>> = optional("content"),
    }
}

object! {
    /// A request body object.
    pub struct RequestBody: REQUEST_BODY {
        pub description: Option<Text> = optional("description"),
        /// By media type.
        pub content: IndexMap<String, MediaType> = expected_or_default("content"),
        /// The media types of `content` that have the schema of an earlier one, each with the earlier one.
        pub alike: IndexMap<String, String> = alike,
        pub required: bool = or_default("required"),
    }
}

fn alike(object: &mut Object<'_, '_>) -> IndexMap<String, String> {
    let content = object
        .properties()
        .get("content")
        .and_then(Value::as_object);
    let mut distinct: Vec<(&String, Option<&Value>)> = Vec::new();
    let mut alike = IndexMap::new();
    for (name, media_type) in content.into_iter().flatten() {
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

object! {
    /// A media type object.
    pub struct MediaType: MEDIA_TYPE {
        pub schema: Option<Schema> = optional("schema"),
        pub item_schema: Option<Schema> = optional("itemSchema"),
        pub example: Option<Value> = optional("example"),
        pub examples: IndexMap<String, RefOr<Example>> = or_default("examples"),
        pub encoding: IndexMap<String, Encoding> = or_default("encoding"),
        /// Of parts by their place.
        pub prefix_encoding: Vec<Encoding> = or_default("prefixEncoding"),
        /// Of all parts behind those.
        pub item_encoding: Option<Encoding> = optional("itemEncoding"),
        pub description: Option<Text> = optional("description"),
    }
}

object! {
    /// An encoding object.
    pub struct Encoding: ENCODING {
        pub content_type: Option<Text> = optional("contentType"),
        pub headers: IndexMap<String, RefOr<Header>> = or_default("headers"),
        pub style: Option<Text> = optional("style"),
        pub explode: Option<bool> = optional("explode"),
        pub allow_reserved: bool = or_default("allowReserved"),
        /// Of the parts that a part has, by their names.
        pub encoding: IndexMap<String, Encoding> = or_default("encoding"),
        /// The same by their place.
        pub prefix_encoding: Vec<Encoding> = or_default("prefixEncoding"),
        /// `itemEncoding`: the same of all behind those; none or one.
        pub item_encoding: Vec<Encoding> = item_encoding,
    }
}

fn item_encoding(encoding: &mut Object<'_, '_>) -> Vec<Encoding> {
    encoding.optional("itemEncoding").into_iter().collect()
}

object! {
    /// A response object.
    pub struct Response: RESPONSE {
        pub summary: Option<Text> = optional("summary"),
        /// `description`.
        pub description: Option<Text> = response_description,
        pub headers: IndexMap<String, RefOr<Header>> = or_default("headers"),
        /// By media type.
        pub content: IndexMap<String, MediaType> = or_default("content"),
        /// The media types of `content` that have the schema of an earlier one, each with the earlier one.
        pub alike: IndexMap<String, String> = alike,
        pub links: IndexMap<String, RefOr<Link>> = or_default("links"),
    }
}

impl Response {
    /// What it means: its summary, and what its description says besides.
    pub(crate) fn words(&self) -> Option<String> {
        let description = self.description.as_deref().map(str::trim);
        let description = description.filter(|text| !text.is_empty());
        let Some(summary) = self.summary.as_deref().map(str::trim) else {
            return description.map(str::to_owned);
        };
        let is_said = description.is_none_or(|text| text.starts_with(summary));
        Some(match description {
            Some(text) if is_said => text.to_owned(),
            Some(text) => format!("{}. {text}", summary.trim_end_matches('.')),
            None => summary.to_owned(),
        })
    }
}

/// A response has to have one, but for OpenAPI 3.2, which has a `summary` beside it.
fn response_description(response: &mut Object<'_, '_>) -> Option<Text> {
    let has_summary = response.properties().contains_key("summary");
    if has_summary || response.report().version() == Version::V3_2 {
        response.optional("description")
    } else {
        response.recommended("description")
    }
}

object! {
    /// A link object.
    pub struct Link: LINK {
        pub operation_ref: Option<Text> = optional("operationRef"),
        pub operation_id: Option<Text> = optional("operationId"),
        pub parameters: IndexMap<String, Value> = or_default("parameters"),
        pub request_body: Option<Value> = optional("requestBody"),
        pub description: Option<Text> = optional("description"),
        pub server: Option<Server> = optional("server"),
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

object! {
    /// An example object.
    pub struct Example: EXAMPLE {
        pub summary: Option<Text> = optional("summary"),
        pub description: Option<Text> = optional("description"),
        pub data_value: Option<Value> = optional("dataValue"),
        pub serialized_value: Option<Text> = optional("serializedValue"),
        pub value: Option<Value> = optional("value"),
        pub external_value: Option<Text> = optional("externalValue"),
    }
}

/// The responses by their statuses. Some tools write the words of a status behind it, or a range in small letters.
fn responses(operation: &mut Object<'_, '_>) -> IndexMap<String, RefOr<Response>> {
    let at = operation.at().child("responses");
    let Some(Value::Object(written)) = operation.properties().get("responses") else {
        return operation.or_default("responses");
    };
    let mut responses = IndexMap::with_capacity(written.len());
    let mut strangers = Vec::new();
    for (key, response) in written.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = status(key) else {
            strangers.push(key.as_str());
            continue;
        };
        if status != *key {
            let message = format!("`{key}` is no status: it is read as `{status}`");
            let help = format!("write `{status}`");
            let place = at.child(key).key();
            operation
                .report()
                .warning(Rule::InvalidStatus, place, message)
                .help(help);
        }
        if let Some(response) = RefOr::read(response, &at.child(key), operation.report()) {
            responses.entry(status).or_insert(response);
        }
    }
    no_statuses(&strangers, written, &at, operation.report());
    responses
}

/// Reports what stands among the responses, and is none: keywords of one that is indented too little are one mistake.
fn no_statuses(names: &[&str], written: &Map<String, Value>, at: &Pointer, report: &mut Report) {
    let (keywords, others): (Vec<&str>, Vec<&str>) = names
        .iter()
        .partition(|name| keywords::RESPONSE.keyword(name).is_some());
    let lose = |name: &str, diagnostic: &mut Diagnostic| {
        let value = written.get(name).unwrap_or(&Value::Null);
        diagnostic.loses_value(&at.child(name), value);
    };
    for name in others {
        let place = at.child(name).key();
        let diagnostic =
            report.mistake(Rule::InvalidStatus, place, format!("`{name}` is no status"));
        diagnostic.help(meant_status(name).map_or_else(
            || "write three digits, a range such as `4XX`, or `default`".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        ));
        lose(name, diagnostic);
    }
    let Some(first) = keywords.first() else {
        return;
    };
    let message = format!("`{first}` is a keyword of a response, not of `responses`");
    let diagnostic = report.mistake(Rule::MisplacedKeyword, at.child(first).key(), message);
    diagnostic.help("indent it further, with what follows: it belongs below a status");
    for name in &keywords {
        lose(name, diagnostic);
    }
    // The status above them has nothing.
    for (status, response) in written {
        if response.is_null() {
            diagnostic.loses(&at.child(status));
        }
    }
}

/// The status that was meant where letters stand for the digits that look like them.
fn meant_status(key: &str) -> Option<String> {
    let digit = |c: char| match c {
        'o' | 'O' => '0',
        'l' | 'I' => '1',
        c => c,
    };
    let meant: String = key.chars().map(digit).collect();
    let meant = meant.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    status(meant)
}

/// The status that a key means: three digits, a range, or `default`.
fn status(key: &str) -> Option<String> {
    let word = key
        .trim()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()?;
    let word = word.to_ascii_uppercase();
    let is_class = word.starts_with(|c: char| ('1'..='5').contains(&c));
    let rest = word.get(1..)?;
    let is_status = rest.len() == 2 && (rest.bytes().all(|b| b.is_ascii_digit()) || rest == "XX");
    if word == "DEFAULT" {
        Some("default".to_owned())
    } else {
        (is_class && is_status).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn a_status_is_found_among_words() {
        for (key, meant) in [
            ("204", "204"),
            ("4XX", "4XX"),
            ("default", "default"),
            ("204 NO_CONTENT", "204"),
            ("200_OK", "200"),
            ("201-created", "201"),
            ("5xx", "5XX"),
            ("Default", "default"),
        ] {
            assert_eq!(status(key).as_deref(), Some(meant));
        }
        for key in ["", "2oo", "2000", "600", "OK", "20", "XXX"] {
            assert_eq!(status(key), None, "{key}");
        }
    }
}
