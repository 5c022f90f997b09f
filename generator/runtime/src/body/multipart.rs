//! Request bodies that are no JSON: forms, files, text, bytes.
//!
//! By hand: what is known whole stays bytes that can be sent again, and its boundary is the same in each attempt.

use std::fmt::Write as _;
use std::hash::BuildHasher as _;
use std::hash::Hasher as _;
use std::hash::RandomState;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderName;
use http::HeaderValue;
use http_body::Body;
use serde::Serialize;
use serde_json::Value;

use crate::Body as StreamBody;
use crate::EncodedBody;
use crate::Error;
use crate::RawBody;
use crate::Request;
use crate::body::encoded::content_type;
use crate::body::joined::Joined;
use crate::body::upload::Source;
use crate::body::upload::Upload;
use crate::request::parameter::json;
use crate::request::style;
use crate::request::style::Style;

/// What a text is where nothing else says it: without a word, a part would be of US-ASCII (RFC 2046, section 5.1).
const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

impl Request<'_> {
    /// Writes `body` as a form (`application/x-www-form-urlencoded`). Lists become repeated names and objects become `name[key]`,
    /// but for the properties whose style is given.
    pub fn form<B: Serialize>(self, body: B, styles: &[(&str, Style)]) -> Self {
        self.body(EncodedBody::form(&body, styles))
    }

    /// Lets reserved characters and percent-encoded triplets in the values of a property of the form that is the body stay as they
    /// are, like [`allow_reserved`](Self::allow_reserved) in a query.
    pub fn allow_reserved_in_form(self, name: &str) -> Self {
        self.attempt(|request| {
            let form = String::from_utf8(request.body.to_vec());
            let mut form =
                form.map_err(|_| Error::invalid_argument(name, "the body is no form"))?;
            style::allow_reserved(&mut form, name);
            request.body = form.into();
            Ok(())
        })
    }

    /// Sends these parts.
    pub fn multipart<B: Into<Multipart>>(self, body: B) -> Self {
        self.body(EncodedBody::multipart(body))
    }

    /// Sends these parts, and no body where there are none.
    pub fn multipart_if_any<B: Into<Multipart>>(self, body: B) -> Self {
        let body = body.into();
        if body.parts.is_empty() && body.mistake.is_none() {
            return self;
        }
        self.multipart(body)
    }

    /// Sends `body` as it is, as what the media type says that it is, unless it says another itself.
    pub fn content<B: Into<RawBody>>(self, media_type: &str, body: B) -> Self {
        self.body(EncodedBody::raw(media_type, body))
    }

    /// Says of what media type the body is, if there is one.
    pub fn media_type(self, media_type: &str) -> Self {
        self.attempt(|request| {
            if !request.has_body() {
                return Ok(());
            }
            request.content_type = Some(content_type(media_type)?);
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

/// What a body of parts is made of, part by part: a form (`multipart/form-data`, RFC 7578) unless it is
/// [of another media type](Self::media_type).
///
/// ```
/// use client_runtime::Multipart;
/// use client_runtime::Part;
///
/// let picture = Part::new(vec![0x89, b'P', b'N', b'G']).media_type("image/png");
/// let form = Multipart::new().file("picture", &picture).value("title", "The sea");
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "parts are sent by a request"]
pub struct Multipart {
    /// `None` for a form.
    media_type: Option<String>,
    parts: Vec<(String, Part)>,
    mistake: Option<Arc<Error>>,
}

impl Multipart {
    /// A form without a part yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of what media type it is where it is no form, such as `multipart/mixed` (RFC 2046) or `multipart/related` (RFC 2387, the
    /// first part being the root). Its parts have no names on the wire then: servers tell them apart by their order and their
    /// media types.
    pub fn media_type(mut self, media_type: &str) -> Self {
        self.media_type = Some(media_type.to_owned());
        self
    }

    /// Adds the properties of an object, each as a value; of a list, each item.
    pub fn values(self, body: &(impl Serialize + ?Sized)) -> Self {
        match json(body) {
            Ok(Value::Object(properties)) => {
                let properties = properties.iter();
                properties.fold(self, |all, (name, value)| all.value(name, value))
            }
            Ok(value) => self.value("", &value),
            Err(error) => self.mistaken(error),
        }
    }

    /// Adds a file. It is `application/octet-stream` unless it says otherwise; in a form it has a file name, by which servers take
    /// it for a file: its own, or that of the part.
    pub fn file(self, name: &str, part: &Part) -> Self {
        self.typed_file(name, "application/octet-stream", part)
    }

    /// Adds a file that is of this media type unless it says otherwise.
    pub fn typed_file(mut self, name: &str, media_type: &str, part: &Part) -> Self {
        let mut part = part.clone();
        if !part.is_text {
            let set = &mut part.body.media_type;
            set.get_or_insert_with(|| media_type.to_owned());
        }
        self.parts.push((name.to_owned(), part));
        self
    }

    /// Adds each of these files.
    pub fn files<'p>(self, name: &str, parts: impl IntoIterator<Item = &'p Part>) -> Self {
        let parts = parts.into_iter();
        parts.fold(self, |all, part| all.file(name, part))
    }

    /// Adds each of these files, which are of this media type unless they say otherwise.
    pub fn typed_files<'p>(
        self,
        name: &str,
        media_type: &str,
        parts: impl IntoIterator<Item = &'p Part>,
    ) -> Self {
        let parts = parts.into_iter();
        parts.fold(self, |all, part| all.typed_file(name, media_type, part))
    }

    /// Adds a value: text as it is, an object as JSON, a list item by item. What is `null` is left out.
    pub fn value(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.value_as(name, None, value)
    }

    /// Adds a value, and says of what media type it is; of a list, each item.
    pub fn typed_value(
        self,
        name: &str,
        media_type: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        self.value_as(name, Some(media_type), value)
    }

    /// Adds a value in a style of forms.
    pub fn styled_value(
        mut self,
        name: &str,
        style: Style,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        match json(value) {
            Ok(value) => {
                let pairs = style::pairs(name, style, &value).into_iter();
                let delimiter = style::plain_delimiter(style);
                let parts = pairs.map(|(name, texts)| (name, Part::text(texts.join(delimiter))));
                self.parts.extend(parts);
                self
            }
            Err(error) => self.mistaken(error),
        }
    }

    /// The media type with the boundary, and the parts.
    pub(crate) fn written(self) -> Result<(String, Source), Error> {
        let Self {
            media_type,
            parts,
            mistake,
        } = self;
        if let Some(mistake) = mistake {
            let several = |error: Arc<Error>| Error::invalid_argument("body", error.to_string());
            return Err(Arc::try_unwrap(mistake).unwrap_or_else(several));
        }
        let boundary = boundary(&parts);
        let is_form = media_type.is_none();
        let mut announced = media_type.unwrap_or_else(|| "multipart/form-data".to_owned());
        let _ = write!(announced, "; boundary={boundary}");
        if let Some(root) = parts
            .first()
            .filter(|_| announced.starts_with("multipart/related;"))
        {
            let _ = write!(announced, "; type=\"{}\"", essence(&root.1));
        }
        Ok((announced, multipart(&parts, &boundary, is_form)?))
    }

    /// Keeps the first mistake, which is returned in place of sending anything.
    fn mistaken(mut self, error: Error) -> Self {
        self.mistake.get_or_insert_with(|| Arc::new(error));
        self
    }

    fn value_as(
        mut self,
        name: &str,
        media_type: Option<&str>,
        value: &(impl Serialize + ?Sized),
    ) -> Self {
        let values = match json(value) {
            Ok(Value::Null) => Vec::new(),
            Ok(Value::Array(values)) => values,
            Ok(value) => vec![value],
            Err(error) => return self.mistaken(error),
        };
        let values = values.iter();
        let parts = values.map(|value| (name.to_owned(), part(value, media_type)));
        self.parts.extend(parts);
        self
    }
}

/// The properties of an object as the values of a form.
impl From<Value> for Multipart {
    fn from(body: Value) -> Self {
        Self::new().values(&body)
    }
}

fn part(value: &Value, media_type: Option<&str>) -> Part {
    let part = Part::text(style::text(value));
    match (media_type, value) {
        (Some(media_type), _) => part.media_type(media_type),
        (None, Value::Object(_) | Value::Array(_)) => part.media_type("application/json"),
        (None, _) => part,
    }
}

/// A file in a body of parts: bytes or a stream, and what a server is told of them.
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a part does nothing until it is sent"]
pub struct Part {
    body: RawBody,
    file_name: Option<String>,
    headers: Vec<(String, String)>,
    is_text: bool,
}

impl Part {
    /// A part of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(RawBody::new(bytes))
    }

    /// A plain value, for where a server takes a text as well as a file: it has a file name and a media type only where they are
    /// set.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            is_text: true,
            ..Self::new(text.into())
        }
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
            headers: Vec::new(),
            is_text: false,
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

    /// Of what media type it is, in place of the one that the call says by itself.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.body = self.body.media_type(media_type);
        self
    }

    /// Adds a header of this part, such as `Content-ID`. A name or a value that cannot be one is an error of the call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
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
fn multipart(parts: &[(String, Part)], boundary: &str, is_form: bool) -> Result<Source, Error> {
    let mut joined = Joined::default();
    let mut body = Vec::new();
    for (name, part) in parts {
        body.extend_from_slice(head(name, part, boundary, is_form)?.as_bytes());
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

/// What stands before the bytes of a part. A part of a form has its name there; any other says what it is.
fn head(name: &str, part: &Part, boundary: &str, is_form: bool) -> Result<String, Error> {
    let mut head = format!("--{boundary}");
    // Servers take a part of a form for a file by its file name.
    let fallback = (is_form && !part.is_text).then_some(name);
    let file_name = part.file_name.as_deref().or(fallback).map(quoted);
    let file_name = file_name.map(|name| format!("; filename=\"{name}\""));
    let disposition = match (is_form, file_name) {
        (true, file_name) => {
            let file_name = file_name.unwrap_or_default();
            Some(format!("form-data; name=\"{}\"{file_name}", quoted(name)))
        }
        (false, file_name) => file_name.map(|name| format!("attachment{name}")),
    };
    if let Some(disposition) = disposition {
        let _ = write!(head, "\r\nContent-Disposition: {disposition}");
    }
    let media_type = part.body.media_type.as_deref();
    if let Some(media_type) = media_type.or((!is_form).then_some(PLAIN_TEXT)) {
        let value = header_value("Content-Type", media_type)?;
        let _ = write!(head, "\r\nContent-Type: {value}");
    }
    for (name, value) in &part.headers {
        let invalid = |_| Error::invalid_argument(name, "not the name of a header");
        HeaderName::try_from(name.as_str()).map_err(invalid)?;
        let value = header_value(name, value)?;
        let _ = write!(head, "\r\n{name}: {value}");
    }
    head.push_str("\r\n\r\n");
    Ok(head)
}

/// A value that ends where its line does.
fn header_value<'v>(name: &str, value: &'v str) -> Result<&'v str, Error> {
    let invalid = |_| Error::invalid_argument(name, "not the value of a header");
    HeaderValue::try_from(value).map_err(invalid)?;
    Ok(value)
}

/// The media type of a part that is no part of a form, without its parameters.
fn essence(part: &Part) -> &str {
    let media_type = part.body.media_type.as_deref().unwrap_or(PLAIN_TEXT);
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim()
}

/// The standard library seeds its hashers from the operating system.
pub(crate) fn random() -> u64 {
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
        let expected = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\
            Content-Type: application/octet-stream\r\n\r\nclient-runtime-0000000000000000\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
            --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n\
            --B--\r\n";
        assert_eq!(between("B", &parts), expected);
    }

    /// The parts as they are sent, between boundaries of this name.
    fn between(boundary: &str, parts: &Multipart) -> String {
        let written = multipart(&parts.parts, boundary, parts.media_type.is_none());
        let Source::Whole(body) = written.unwrap() else {
            panic!("no part is a stream");
        };
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[test]
    fn a_part_says_what_it_is_unless_its_author_does() {
        let file = Part::from("x")
            .media_type("image/gif")
            .header("X-Page", "1");
        let parts = Multipart::new()
            .typed_file("page", "image/png", &file)
            .typed_file("page", "image/png", &Part::from("y"))
            .file("page", &Part::text("https://example.com"))
            .typed_value("sizes", "text/plain", &[1, 2])
            .styled_value("marks", Style::PipeDelimited, &["a", "b"]);
        let expected = "--B\r\nContent-Disposition: form-data; name=\"page\"; filename=\"page\"\r\n\
            Content-Type: image/gif\r\nX-Page: 1\r\n\r\nx\r\n\
            --B\r\nContent-Disposition: form-data; name=\"page\"; filename=\"page\"\r\nContent-Type: image/png\r\n\r\ny\r\n\
            --B\r\nContent-Disposition: form-data; name=\"page\"\r\n\r\nhttps://example.com\r\n\
            --B\r\nContent-Disposition: form-data; name=\"sizes\"\r\nContent-Type: text/plain\r\n\r\n1\r\n\
            --B\r\nContent-Disposition: form-data; name=\"sizes\"\r\nContent-Type: text/plain\r\n\r\n2\r\n\
            --B\r\nContent-Disposition: form-data; name=\"marks\"\r\n\r\na|b\r\n\
            --B--\r\n";
        assert_eq!(between("B", &parts), expected);
    }

    #[test]
    fn parts_of_no_form_have_no_names_and_always_a_media_type() {
        let parts = Multipart::new()
            .media_type("multipart/related")
            .values(&json!({"meta": {"a": 1}, "note": "é"}))
            .file("file", &Part::from("x"))
            .file("file", &Part::from("y").file_name("y.txt"));
        let expected = "--B\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n\
            --B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\né\r\n\
            --B\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n\
            --B\r\nContent-Disposition: attachment; filename=\"y.txt\"\r\nContent-Type: application/octet-stream\r\n\r\ny\r\n\
            --B--\r\n";
        assert_eq!(between("B", &parts), expected);
        let (media_type, _) = parts.written().unwrap();
        assert_eq!(
            media_type,
            "multipart/related; boundary=client-runtime-0000000000000000; type=\"application/json\""
        );
        let mixed = Multipart::new().media_type("multipart/mixed").values(&[1]);
        let (media_type, _) = mixed.written().unwrap();
        assert_eq!(
            media_type,
            "multipart/mixed; boundary=client-runtime-0000000000000000"
        );
    }

    #[test]
    fn a_header_of_a_part_ends_where_its_line_does() {
        for part in [
            Part::from("x").media_type("text/plain\r\nX-More: 1"),
            Part::from("x").header("X-A", "1\r\nX-B: 2"),
            Part::from("x").header("X A", "1"),
        ] {
            let written = Multipart::new().file("file", &part).written();
            assert!(written.is_err(), "{part:?}");
        }
    }
}
