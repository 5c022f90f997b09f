//! Request bodies that are no JSON: forms, files, text, bytes.
//!
//! By hand: what is known whole stays bytes that can be sent again, and its boundary is the same in each attempt.

use std::fmt::Write as _;
use std::hash::BuildHasher as _;
use std::hash::Hasher as _;
use std::hash::RandomState;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http::header;
use http_body::Body;
use serde::Serialize;
use serde_json::Value;

use crate::Body as StreamBody;
use crate::EncodedBody;
use crate::Error;
use crate::RawBody;
use crate::Request;
use crate::body::joined::Joined;
use crate::body::upload::Source;
use crate::body::upload::Upload;
use crate::request::parameter::json;
use crate::request::style;
use crate::request::style::Style;

impl Request<'_> {
    /// Writes `body` as a form (`application/x-www-form-urlencoded`). Lists become repeated names and objects become `name[key]`,
    /// but for the properties whose style is given.
    pub fn form(self, body: &(impl Serialize + ?Sized), styles: &[(&str, Style)]) -> Self {
        self.body(EncodedBody::form(body, styles))
    }

    /// Writes a form when there is one.
    pub fn form_option(
        self,
        body: Option<&(impl Serialize + ?Sized)>,
        styles: &[(&str, Style)],
    ) -> Self {
        self.when(body, |request, body| request.form(body, styles))
    }

    /// Sends these parts (`multipart/form-data`).
    pub fn multipart(self, body: impl Into<Multipart>) -> Self {
        self.body(EncodedBody::multipart(body))
    }

    /// Sends `body` as it is, as what the media type says that it is, unless it says another itself.
    pub fn content(self, media_type: &str, body: impl Into<RawBody>) -> Self {
        self.body(EncodedBody::raw(media_type, body))
    }

    /// Sends a body as it is when there is one.
    pub fn content_option(self, media_type: &str, body: Option<impl Into<RawBody>>) -> Self {
        self.when(body, |request, body| request.content(media_type, body))
    }

    /// Says of what media type the body is, if there is one.
    pub fn media_type(self, media_type: &str) -> Self {
        self.attempt(|request| {
            if !request.has_body() {
                return Ok(());
            }
            let invalid = |_| Error::invalid_argument("content-type", "not a media type");
            let media_type = HeaderValue::try_from(media_type).map_err(invalid)?;
            request.headers.insert(header::CONTENT_TYPE, media_type);
            Ok(())
        })
    }
}

/// The properties of an object as a form.
pub(crate) fn form(
    body: &(impl Serialize + ?Sized),
    styles: &[(&str, Style)],
) -> Result<String, Error> {
    let body = json(body)?;
    let mut form = String::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        let given = styles.iter().find(|(known, _)| known == name);
        let style = match (given, value) {
            (Some((_, style)), _) => *style,
            (None, Value::Object(_)) => Style::DeepObject,
            (None, _) => Style::FormExploded,
        };
        style::append_pairs(&mut form, style, &style::pairs(name, style, value));
    }
    Ok(form)
}

/// What `multipart/form-data` is made of, part by part.
#[derive(Debug, Default)]
#[must_use = "parts are sent by a request"]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    mistake: Option<Error>,
}

impl Multipart {
    /// No part yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object, each as a value.
    pub fn of(body: &(impl Serialize + ?Sized)) -> Self {
        let mut parts = Self::new();
        match json(body) {
            Ok(body) => {
                for (name, value) in body.as_object().into_iter().flatten() {
                    parts = parts.value(name, value);
                }
            }
            Err(error) => parts.mistake = Some(error),
        }
        parts
    }

    /// Adds a file. Servers take a part for one by its file name, so that it gets one where it has none.
    pub fn file(mut self, name: &str, part: &Part) -> Self {
        let mut part = part.clone();
        part.file_name.get_or_insert_with(|| name.to_owned());
        self.parts.push((name.to_owned(), part));
        self
    }

    /// Adds each of these files.
    pub fn files<'p>(self, name: &str, parts: impl IntoIterator<Item = &'p Part>) -> Self {
        parts
            .into_iter()
            .fold(self, |all, part| all.file(name, part))
    }

    /// Adds a value: text as it is, an object as JSON, a list item by item. What is `null` is left out.
    pub fn value(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.value_as(name, None, value)
    }

    /// Adds a value, and says of what media type it is.
    pub fn typed_value(
        self,
        name: &str,
        media_type: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.value_as(name, Some(media_type), value)
    }

    /// The media type with the boundary, and the parts.
    pub(crate) fn written(self) -> Result<(String, Source), Error> {
        let Self { parts, mistake } = self;
        if let Some(mistake) = mistake {
            return Err(mistake);
        }
        let boundary = boundary(&parts);
        let media_type = format!("multipart/form-data; boundary={boundary}");
        Ok((media_type, multipart(&parts, &boundary)?))
    }

    fn value_as(
        mut self,
        name: &str,
        media_type: Option<&str>,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        match json(value) {
            Ok(Value::Null) => {}
            Ok(Value::Array(values)) if media_type.is_none() => {
                let parts = values
                    .iter()
                    .map(|value| (name.to_owned(), part(value, None)));
                self.parts.extend(parts);
            }
            Ok(value) => self.parts.push((name.to_owned(), part(&value, media_type))),
            Err(error) => self.mistake = self.mistake.or(Some(error)),
        }
        self
    }
}

fn part(value: &Value, media_type: Option<&str>) -> Part {
    let part = Part::from(style::text(value));
    match (media_type, value) {
        (Some(media_type), _) => part.media_type(media_type),
        (None, Value::Object(_) | Value::Array(_)) => part.media_type("application/json"),
        (None, _) => part,
    }
}

/// A file in a `multipart/form-data` body: bytes or a stream, and what a server is told of them.
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a part does nothing until it is sent"]
pub struct Part {
    body: RawBody,
    file_name: Option<String>,
}

impl Part {
    /// A part of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(RawBody::new(bytes))
    }

    /// A part that is read from `stream` while it is sent, as [`RawBody::from_stream`] says: its call is sent once.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::of(RawBody::from_stream(stream))
    }

    /// A part that is read from a body while it is sent, as [`RawBody::from_body`] says: its call is sent once.
    pub fn from_body<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::of(RawBody::from_body(body))
    }

    fn of(body: RawBody) -> Self {
        Self {
            body,
            file_name: None,
        }
    }

    /// How many bytes a stream holds. Where that is known of all parts, the form has a `Content-Length`; without, it goes out in
    /// chunks. A stream that ends before is an error. Bytes know their length themselves.
    pub fn length(mut self, length: u64) -> Self {
        self.body = self.body.length(length);
        self
    }

    /// The name that the file goes by.
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Of what media type it is.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.body = self.body.media_type(media_type);
        self
    }
}

impl<T: Into<Bytes>> From<T> for Part {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Files may be secret, so that nothing of them is shown.
impl std::fmt::Debug for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Part({})", self.body.source)
    }
}

/// A boundary that none of the parts holds: numbers are tried in their order. What a stream holds cannot be known, so that the
/// first number is a random one then.
fn boundary(parts: &[(String, Part)]) -> String {
    let is_held = |boundary: &String| {
        let needle = boundary.as_bytes();
        let held = |part: &Part| match &part.body.source {
            Source::Whole(bytes) => bytes.windows(needle.len()).any(|window| window == needle),
            Source::Streamed(_) => false,
        };
        parts.iter().any(|(_, part)| held(part))
    };
    let has_stream = parts
        .iter()
        .any(|(_, part)| matches!(part.body.source, Source::Streamed(_)));
    let first = if has_stream { random() } else { 0 };
    let boundaries = (0_u64..)
        .map(|number| first.wrapping_add(number))
        .map(|number| format!("client-runtime-{number:016x}"));
    boundaries
        .into_iter()
        .find(|boundary| !is_held(boundary))
        .unwrap_or_default()
}

/// The parts between their boundaries: whole, unless one of them is a stream.
fn multipart(parts: &[(String, Part)], boundary: &str) -> Result<Source, Error> {
    let mut joined = Joined::default();
    let mut body = Vec::new();
    for (name, part) in parts {
        body.extend_from_slice(head(name, part, boundary).as_bytes());
        match &part.body.source {
            Source::Whole(bytes) => body.extend_from_slice(bytes),
            Source::Streamed(upload) => {
                joined.push(std::mem::take(&mut body));
                joined.push(upload.take()?);
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    if joined.is_empty() {
        return Ok(Source::Whole(body.into()));
    }
    joined.push(body);
    Ok(Source::Streamed(Upload::new(StreamBody::new(joined))))
}

/// What stands before the bytes of a part.
fn head(name: &str, part: &Part, boundary: &str) -> String {
    let mut head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
        quoted(name)
    );
    if let Some(file_name) = &part.file_name {
        let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
    }
    if let Some(media_type) = part
        .body
        .media_type
        .as_deref()
        .filter(|one| !one.contains(['\r', '\n']))
    {
        let _ = write!(head, "\r\nContent-Type: {media_type}");
    }
    head.push_str("\r\n\r\n");
    head
}

/// The standard library seeds its hashers from the operating system.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// As browsers write it (HTML, 4.10.22.8).
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_form_repeats_names_of_lists_and_brackets_objects() {
        let body = json!({"a": [1, 2], "b": {"c": "x y"}, "d": null, "e": ["p", "q"]});
        let written = form(&body, &[("e", Style::Form)]).unwrap();
        assert_eq!(written, "a=1&a=2&b[c]=x%20y&e=p,q");
    }

    #[test]
    fn parts_are_told_apart_by_a_boundary_that_none_holds() {
        let file = Part::from("client-runtime-0000000000000000").file_name("a\"b.txt");
        let parts = Multipart::new()
            .file("file", &file)
            .value("tags", &["x", "y"]);
        let parts = parts
            .value("meta", &json!({"a": 1}))
            .value("none", &None::<String>);
        let boundary = boundary(&parts.parts);
        assert_eq!(boundary, "client-runtime-0000000000000001");
        let Source::Whole(body) = multipart(&parts.parts, "B").unwrap() else {
            panic!("no part is a stream");
        };
        let expected = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\r\n\
            client-runtime-0000000000000000\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
            --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n\
            --B--\r\n";
        assert_eq!(String::from_utf8_lossy(&body), expected);
    }
}
