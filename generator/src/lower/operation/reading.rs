//! How a response of a media type is read.

use indexmap::IndexMap;

use crate::lower::media::essence;
use crate::lower::media::is_binary;
use crate::lower::media::is_json;
use crate::lower::reference;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_open;
use crate::lower::schema::scalar::format;
use crate::model::Format;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// JSON texts, one on each line.
const JSON_LINES: [&str; 9] = [
    "application/jsonl",
    "application/x-jsonl",
    "application/json-lines",
    "application/x-json-lines",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/ndjson",
    "application/x-ndjson",
    "text/jsonl",
];

/// How a response is read, the best one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reading {
    /// As JSON.
    Json,
    /// As a value that is text, or that text stands for: a number, one of several words.
    Value,
    /// As text.
    Text,
    /// As server-sent events.
    Events,
    /// As JSON texts, one on each line.
    JsonLines,
    /// As JSON texts that are told apart by a character (RFC 7464).
    JsonSequence,
    /// As parts that are values (RFC 2046).
    Parts,
    /// As parts that are bytes.
    ByteParts,
    /// As bytes that are in base64 where they come as JSON.
    EncodedBytes,
    /// As bytes.
    Bytes,
}

impl Reading {
    /// How a response with this content is read. What a range such as `*/*` stands for is said by the schema alone.
    pub(crate) fn of(
        name: &str,
        media_type: &MediaType,
        schemas: &IndexMap<String, Schema>,
    ) -> Self {
        let schema = media_type.schema.as_ref();
        let schema = schema.map(|schema| followed(schema, schemas));
        let is_file = schema.is_some_and(|schema| schema.is_some_and(is_binary));
        let essence = essence(name);
        match (essence.as_str(), schema) {
            (_, _) if is_json(name) && !is_file => Self::Json,
            ("*/*" | "application/*" | "text/*", Some(schema)) => {
                let written = media_type.schema.as_ref().and_then(Schema::as_object);
                let is_named = written.is_some_and(|schema| schema.reference.is_some());
                of_range(schema, is_named)
            }
            ("text/event-stream", _) => Self::Events,
            (lines, _) if JSON_LINES.contains(&lines) => {
                of_stream(Self::JsonLines, media_type, schema.flatten())
            }
            (sequence, _) if is_json_sequence(sequence) => {
                of_stream(Self::JsonSequence, media_type, schema.flatten())
            }
            (parts, _) if parts.starts_with("multipart/") => of_parts(media_type, schemas),
            (essence, _) if essence.starts_with("text/") && !is_file => match schema.flatten() {
                Some(schema) if is_scalar(schema) => Self::Value,
                _ => Self::Text,
            },
            ("application/xml" | "application/yaml" | "application/x-yaml", _) => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// The most specific of several media types, and how it is read; the first of two alike.
    pub(crate) fn preferred<'d>(
        content: &'d IndexMap<String, MediaType>,
        schemas: &IndexMap<String, Schema>,
    ) -> Option<(&'d str, &'d MediaType)> {
        let all = content.iter();
        let all = all.map(|(name, media_type)| (name.as_str(), media_type));
        all.min_by_key(|(name, media_type)| Self::of(name, media_type, schemas))
    }

    /// Whether it has a type, by which two responses can differ.
    pub(crate) fn has_type(self) -> bool {
        match self {
            Self::Json
            | Self::Value
            | Self::Events
            | Self::JsonLines
            | Self::JsonSequence
            | Self::Parts => true,
            Self::Text | Self::ByteParts | Self::EncodedBytes | Self::Bytes => false,
        }
    }

    /// Whether it is given in parts, as they come.
    pub(crate) fn is_stream(self) -> bool {
        match self {
            Self::Events | Self::JsonLines | Self::JsonSequence | Self::Parts | Self::ByteParts => {
                true
            }
            Self::Json | Self::Value | Self::Text | Self::EncodedBytes | Self::Bytes => false,
        }
    }
}

/// What the schema says of a media type that says nothing. A text with a name may have a type of its own.
fn of_range(schema: Option<&SchemaObject>, is_named: bool) -> Reading {
    let Some(schema) = schema else {
        return Reading::Json;
    };
    match form(schema) {
        Form::Text if is_binary(schema) => Reading::Bytes,
        Form::Text if format::format(schema) == Some(Format::Base64) => Reading::EncodedBytes,
        Form::Text if format::format(schema).is_none() && !is_named => Reading::Text,
        Form::Text | Form::Enumeration(_) => Reading::Value,
        _ => Reading::Json,
    }
}

/// JSON texts one after another, unless the schema says that they are one text, or a file.
fn of_stream(stream: Reading, media_type: &MediaType, schema: Option<&SchemaObject>) -> Reading {
    match schema {
        Some(schema) if media_type.item_schema.is_none() => match form(schema) {
            Form::Text if is_binary(schema) => Reading::Bytes,
            Form::Text => Reading::Text,
            _ => stream,
        },
        _ => stream,
    }
}

/// Parts, where they are described: bytes, where their schema or their encoding says so.
fn of_parts(media_type: &MediaType, schemas: &IndexMap<String, Schema>) -> Reading {
    let Some(item) = &media_type.item_schema else {
        return Reading::Bytes;
    };
    let encoding = media_type.item_encoding.as_ref();
    let media_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let is_value = |name: &str| is_json(name) || essence(name).starts_with("text/");
    let is_file = media_type.is_some_and(|name| !is_value(name)) && is_open(item);
    if is_file || followed(item, schemas).is_some_and(is_binary) {
        Reading::ByteParts
    } else {
        Reading::Parts
    }
}

fn is_json_sequence(essence: &str) -> bool {
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// Whether a value is a number, `true` or `false`, or one of several.
fn is_scalar(schema: &SchemaObject) -> bool {
    matches!(
        form(schema),
        Form::Integer | Form::Number | Form::Boolean | Form::Enumeration(_)
    )
}

/// The schema itself, or the one that it refers to, if that is an object of keywords.
fn followed<'d>(
    schema: &'d Schema,
    schemas: &'d IndexMap<String, Schema>,
) -> Option<&'d SchemaObject> {
    let mut here = schema.as_object()?;
    for _ in 0..=schemas.len() {
        let next = match (&here.reference, form(here)) {
            (Some(target), _) => schemas.get(&reference::schema_key(target)?)?,
            (None, Form::Alias) => here.all_of.first()?,
            (None, _) => return Some(here),
        };
        here = next.as_object()?;
    }
    None
}
