//! Media types: what a body of each is, and which of several is the best.

use indexmap::IndexMap;

use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// What the body of a media type is, from the most specific to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text.
    Text,
    /// Server-sent events.
    Events,
    /// Anything else.
    Bytes,
}

/// The most specific of several media types; the first of two alike.
pub(crate) fn preferred(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let all = content
        .iter()
        .map(|(name, media_type)| (name.as_str(), media_type));
    all.min_by_key(|(name, media_type)| kind(name, media_type))
}

/// The JSON among some media types.
pub(crate) fn json(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    preferred(content).filter(|(name, media_type)| kind(name, media_type) == Kind::Json)
}

/// What the body of a media type is.
pub(crate) fn kind(name: &str, media_type: &MediaType) -> Kind {
    let essence = essence(name);
    let holds_bytes = match &media_type.schema {
        Some(Schema::Object(object)) => is_binary(object),
        Some(Schema::Boolean { .. }) | None => false,
    };
    match essence.as_str() {
        _ if is_json(name) && !holds_bytes => Kind::Json,
        "*/*" if media_type.schema.is_some() && !holds_bytes => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        essence if essence.starts_with("multipart/") => Kind::Multipart,
        "text/event-stream" => Kind::Events,
        essence if essence.starts_with("text/") && !holds_bytes => Kind::Text,
        "application/xml" | "application/yaml" | "application/x-yaml" | "application/x-ndjson" => {
            Kind::Text
        }
        _ => Kind::Bytes,
    }
}

/// Whether a media type is JSON.
pub(crate) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a body of this media type is a change of what is there.
pub(crate) fn is_patch(name: &str) -> bool {
    let essence = essence(name);
    let plain = essence.strip_suffix("+json");
    let plain = plain.or(essence.strip_suffix("+yaml"));
    plain.unwrap_or(&essence).ends_with("patch")
}

/// Whether a body of this media type is a list of operations (RFC 6902).
pub(crate) fn is_json_patch(name: &str) -> bool {
    is_patch(name) && essence(name).ends_with("json-patch+json")
}

/// Whether a body of this media type is a change, written in YAML.
pub(crate) fn is_yaml_patch(name: &str) -> bool {
    is_patch(name) && essence(name).ends_with("+yaml")
}

/// Whether a schema is one of raw bytes.
pub(crate) fn is_binary(schema: &SchemaObject) -> bool {
    let is = |word: &str| schema.format.as_deref() == Some(word);
    let encoding = content(schema, "contentEncoding");
    // These encode nothing (RFC 2045, section 6.2).
    let is_raw = encoding.is_some_and(|one| ["binary", "8bit"].contains(&one));
    let announced = content_media_type(schema);
    let is_announced = announced.is_some_and(|name| !is_json(name)) && encoding.is_none();
    is("binary") || is_raw || is_announced
}

/// `contentMediaType` of a schema.
pub(crate) fn content_media_type(schema: &SchemaObject) -> Option<&str> {
    content(schema, "contentMediaType")
}

fn content<'d>(schema: &'d SchemaObject, keyword: &str) -> Option<&'d str> {
    let is_called = |text: &&Text| text.at.tokens().last() == Some(&keyword);
    let text = schema.content.iter().find(is_called)?;
    Some(text.value.as_str())
}

/// The type of a body of parts, where it is no form.
pub(crate) fn multipart_type(name: &str) -> Option<String> {
    let essence = essence(name);
    let is_form = essence == "multipart/form-data" || essence.contains('*');
    (!is_form).then_some(essence)
}

/// What a person calls a body of this media type.
pub(crate) fn called(name: &str) -> String {
    let essence = essence(name);
    let subtype = essence
        .split_once('/')
        .map_or(essence.as_str(), |(_, subtype)| subtype);
    let called = match essence.as_str() {
        "application/json" | "text/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "application/octet-stream" | "*/*" | "application/*" => "bytes",
        "text/plain" | "text/*" => "text",
        "multipart/form-data" | "multipart/*" => "multipart",
        essence if essence.ends_with("/*") => essence.trim_end_matches("/*"),
        "text/event-stream" => "events",
        _ => {
            let subtype = subtype.trim_start_matches("x-");
            let plain = subtype.strip_suffix("+json");
            plain.or(subtype.strip_suffix("+yaml")).unwrap_or(subtype)
        }
    };
    called.to_owned()
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
