//! The content of a message that carries its type beside it.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::error::excerpt;

/// The longest reason and name of a type shown, in characters.
const SHOWN: usize = 120;

/// How a message says its content is to be read. By default it is JSON.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ContentType<'a> {
    /// `text`: the text itself.
    Text,
    /// `json`: JSON, as its text or as that in base64.
    Json,
    /// `bytes`: bytes in base64.
    Bytes,
    /// `v8`: bytes in base64, which are a value serialized by the V8 engine; only JavaScript can read it.
    V8,
    /// A type that is not known here.
    Unknown(Cow<'a, str>),
}

impl ContentType<'_> {
    /// The word by which it was announced.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Bytes => "bytes",
            Self::V8 => "v8",
            Self::Unknown(name) => name,
        }
    }
}

impl<'a> From<&'a str> for ContentType<'a> {
    fn from(name: &'a str) -> Self {
        match name {
            "text" => Self::Text,
            "json" => Self::Json,
            "bytes" => Self::Bytes,
            "v8" => Self::V8,
            name => Self::Unknown(name.into()),
        }
    }
}

impl<'a> From<Option<&'a str>> for ContentType<'a> {
    fn from(name: Option<&'a str>) -> Self {
        name.map_or(Self::Json, Self::from)
    }
}

impl<'a> From<Option<&'a String>> for ContentType<'a> {
    fn from(name: Option<&'a String>) -> Self {
        Self::from(name.map(String::as_str))
    }
}

/// Null is the default; what is no text is [`Unknown`](ContentType::Unknown).
impl<'a> From<Option<&'a Value>> for ContentType<'a> {
    fn from(name: Option<&'a Value>) -> Self {
        match name {
            None | Some(Value::Null) => Self::Json,
            Some(Value::String(name)) => Self::from(name.as_str()),
            Some(other) => Self::Unknown(other.to_string().into()),
        }
    }
}

/// The content of a message, read as the message itself says.
///
/// Nothing is guessed: what was sent as text is given as it is, also when it looks like JSON or base64. An error of one
/// message is that message's alone, and [`raw`](Self::raw) still has what was sent.
///
/// ```
/// use client_runtime::Content;
///
/// let content = Content::new(Some(r#"{"order":4711}"#), Some("json"));
/// assert_eq!(content.json::<serde_json::Value>()?["order"], 4711);
/// assert_eq!(
///     content.text().unwrap_err().to_string(),
///     "the content is announced as `json`, and not as text",
/// );
/// # Ok::<_, client_runtime::ContentError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Content<'a> {
    raw: Option<&'a str>,
    content_type: ContentType<'a>,
}

impl<'a> Content<'a> {
    /// The content `raw`, announced with this type.
    pub fn new(raw: Option<&'a str>, content_type: impl Into<ContentType<'a>>) -> Self {
        Self {
            raw,
            content_type: content_type.into(),
        }
    }

    /// The content as it was sent, whatever its type.
    #[must_use]
    pub fn raw(&self) -> Option<&'a str> {
        self.raw
    }

    /// The type that was announced.
    #[must_use]
    pub fn content_type(&self) -> &ContentType<'a> {
        &self.content_type
    }

    /// The text that was sent as `text`, untouched.
    ///
    /// # Errors
    ///
    /// When there is no content, or it has another type.
    pub fn text(&self) -> Result<&'a str, ContentError> {
        match self.content_type {
            ContentType::Text => self.present(),
            _ => Err(self.error(Reason::NotAnnounced("not as text"))),
        }
    }

    /// The value that was sent as `json`: the content is parsed as JSON, or if it is none, decoded from base64 and parsed
    /// then. Content of the type `text` is parsed as it is.
    ///
    /// # Errors
    ///
    /// When there is no content, when it has another type, when it is no JSON in either form, and when the JSON is not
    /// what `T` takes.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ContentError> {
        match self.content_type {
            ContentType::Text => self.parsed(self.present()?.as_bytes()),
            ContentType::Json => self.parsed(&self.json_text()?),
            _ => Err(self.error(Reason::NotAnnounced("not as JSON"))),
        }
    }

    /// The bytes of the content: decoded from base64 for `bytes` and `v8`, the text of the JSON for `json`, and the text
    /// itself for `text`.
    ///
    /// # Errors
    ///
    /// When there is no content, when its type is unknown, and when it should be base64 and is not.
    pub fn bytes(&self) -> Result<Cow<'a, [u8]>, ContentError> {
        match self.content_type {
            ContentType::Text => self.present().map(|text| text.as_bytes().into()),
            ContentType::Json => self.json_text(),
            ContentType::Bytes | ContentType::V8 => self.decoded().map(Cow::Owned),
            ContentType::Unknown(_) => {
                Err(self.error(Reason::NotAnnounced("not as anything that is known here")))
            }
        }
    }

    /// JSON as its text, or as that in base64. No text is both: base64 that is JSON as it stands (digits, `true`, `null`)
    /// decodes to no JSON.
    fn json_text(&self) -> Result<Cow<'a, [u8]>, ContentError> {
        let raw = self.present()?;
        if serde_json::from_str::<IgnoredAny>(raw).is_ok() {
            return Ok(raw.as_bytes().into());
        }
        match self.decoded() {
            Ok(decoded) if is_json(&decoded) => Ok(decoded.into()),
            _ => Err(self.error(Reason::NeitherForm)),
        }
    }

    fn parsed<T: DeserializeOwned>(&self, json: &[u8]) -> Result<T, ContentError> {
        serde_json::from_slice(json).map_err(|error| {
            let message = excerpt::both_ends(&error.to_string(), SHOWN);
            self.error(Reason::Mismatch(message))
        })
    }

    fn decoded(&self) -> Result<Vec<u8>, ContentError> {
        let decoded = STANDARD.decode(self.present()?);
        decoded.map_err(|_| self.error(Reason::NotBase64))
    }

    fn present(&self) -> Result<&'a str, ContentError> {
        self.raw.ok_or_else(|| self.error(Reason::Missing))
    }

    fn error(&self, reason: Reason) -> ContentError {
        ContentError {
            content_type: excerpt::one_line(self.content_type.name(), SHOWN),
            reason,
        }
    }
}

fn is_json(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

/// The content is nobody else's to read, so that it is not shown.
impl fmt::Debug for Content<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Content")
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// Why the content of one message cannot be read as requested. `Display` is one line of bounded length.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ContentError {
    content_type: String,
    reason: Reason,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Reason {
    Missing,
    NotAnnounced(&'static str),
    NotBase64,
    NeitherForm,
    Mismatch(String),
}

impl fmt::Display for ContentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            content_type,
            reason,
        } = self;
        let fault = match reason {
            Reason::Missing => return formatter.write_str("the message has no content"),
            Reason::Mismatch(message) => {
                return write!(
                    formatter,
                    "the content is not the JSON asked for: {message}"
                );
            }
            Reason::NotAnnounced(fault) => fault,
            Reason::NotBase64 => "is not base64",
            Reason::NeitherForm => "is neither JSON nor JSON in base64",
        };
        write!(
            formatter,
            "the content is announced as `{content_type}`, and {fault}"
        )
    }
}

impl std::error::Error for ContentError {}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use serde_json::json;

    use super::*;

    const NOT_TEXT: &str = "and not as text";

    /// What the three methods make of it: the value, or the last words of the error.
    fn read(raw: &str, content_type: &str) -> [String; 3] {
        let content = Content::new(Some(raw), content_type);
        let shown = |outcome: Result<String, ContentError>| {
            outcome.unwrap_or_else(|error| {
                let line = error.to_string();
                line.rsplit(", ").next().unwrap_or_default().to_owned()
            })
        };
        [
            shown(content.text().map(str::to_owned)),
            shown(content.json::<Value>().map(|value| value.to_string())),
            shown(content.bytes().map(|bytes| format!("{bytes:?}"))),
        ]
    }

    #[test]
    fn text_is_never_touched() {
        for raw in [
            "hello",
            "",
            "aGVsbG8=",
            r#"{"a":1}"#,
            "1234",
            "nul \0 \u{1F30D}",
        ] {
            let content = Content::new(Some(raw), "text");
            assert_eq!(content.text(), Ok(raw));
            assert_eq!(content.bytes().unwrap(), raw.as_bytes());
            assert_eq!(content.raw(), Some(raw));
        }
        let order: Value = Content::new(Some(r#"{"a":1}"#), "text").json().unwrap();
        assert_eq!(order, json!({"a": 1}));
    }

    #[test]
    fn json_is_read_in_both_forms() {
        for (raw, value) in [
            (r#"{"order":4711}"#, r#"{"order":4711}"#),
            ("eyJvcmRlciI6NDcxMX0=", r#"{"order":4711}"#),
            (r#""aGVsbG8=""#, r#""aGVsbG8=""#),
            ("ImhlbGxvIg==", r#""hello""#),
            ("1234", "1234"),
            ("null", "null"),
            ("bnVsbA==", "null"),
            (" [1, 2] ", "[1,2]"),
            ("dHJ1ZQ==", "true"),
        ] {
            let [text, json, _] = read(raw, "json");
            assert_eq!((text.as_str(), json.as_str()), (NOT_TEXT, value), "{raw}");
        }
    }

    #[test]
    fn json_in_neither_form_is_an_error() {
        for raw in [
            "hello",
            "",
            "{'a':1}",
            "eyJvcmRlciI6NDcxMX0",    // without padding
            "_-8=",                   // the alphabet for URLs
            "/w==",                   // not UTF-8
            "Iv8i",                   // not UTF-8 within quotes
            "aGVsbG8=",               // base64 of what is no JSON
            "eyJvcmRlciI6NDcxMX0=\n", // a line break behind it
        ] {
            let error = "and is neither JSON nor JSON in base64";
            assert_eq!(read(raw, "json"), [NOT_TEXT, error, error], "{raw}");
        }
    }

    #[test]
    fn bytes_are_decoded_and_v8_is_handed_over_as_bytes() {
        for content_type in ["bytes", "v8"] {
            assert_eq!(
                read("AAH/", content_type),
                [NOT_TEXT, "and not as JSON", "[0, 1, 255]"]
            );
            assert_eq!(read("?", content_type)[2], "and is not base64");
        }
    }

    #[test]
    fn an_unknown_type_leaves_what_was_sent() {
        let unknown = "and not as anything that is known here";
        assert_eq!(read("x", "new"), [NOT_TEXT, "and not as JSON", unknown]);
        assert_eq!(Content::new(Some("x"), "new").raw(), Some("x"));
        let error = Content::new(Some("x"), "a\u{1b}[31m\n").text().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the content is announced as `a\\u{1b}[31m\\n`, and not as text"
        );
    }

    #[test]
    fn without_a_word_it_is_json_and_without_content_nothing() {
        assert_eq!(ContentType::from(None::<&str>), ContentType::Json);
        assert_eq!(ContentType::from(None::<&Value>), ContentType::Json);
        assert_eq!(ContentType::from(Some(&Value::Null)), ContentType::Json);
        assert_eq!(ContentType::from(Some(&json!("v8"))), ContentType::V8);
        assert_eq!(ContentType::from(Some(&json!(5))).name(), "5");
        for content_type in ["text", "json", "bytes", "v8"] {
            let error = Content::new(None, content_type).bytes().unwrap_err();
            assert_eq!(error.to_string(), "the message has no content");
        }
    }

    #[test]
    fn json_of_another_kind_is_an_error_of_bounded_length() {
        let long = format!(r#""{}""#, "canary".repeat(1000));
        let error = Content::new(Some(&long), "json").json::<u8>().unwrap_err();
        let line = error.to_string();
        assert!(line.starts_with("the content is not the JSON asked for: invalid type: string"));
        assert!(line.len() < 250, "{line}");
        let shown = format!("{:?}", Content::new(Some("canary"), "text"));
        assert_eq!(shown, "Content { content_type: Text, .. }");
    }
}
