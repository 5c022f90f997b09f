//! The body of a response, read as its status and its `Content-Type` say.

use std::borrow::Cow;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::Base64;
use crate::error::Reason;
use crate::response::content_type::ContentType;
use crate::response::received::Received;
use crate::value::json;
use crate::value::text;

/// A type that is one of several responses.
pub trait FromResponse: Sized {
    /// Reads the response as the one that its status says it is.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when the body is not what that status promises.
    fn from_response(response: &ResponseBody<'_>) -> Result<Self, UnreadableBody>;
}

/// Why a response is not what its status promises. The call makes an [`Error::Decode`](crate::Error::Decode) of it.
#[derive(Debug)]
pub struct UnreadableBody(pub(crate) Reason);

/// A response with its whole body.
///
/// It is read as what its `Content-Type` says that it is, and as what was described where there is none, or none that says how.
pub struct ResponseBody<'a> {
    received: &'a Received,
    content_type: ContentType,
}

impl<'a> ResponseBody<'a> {
    pub(crate) fn new(received: &'a Received) -> Self {
        Self {
            received,
            content_type: ContentType::of(&received.headers),
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.received.status.as_u16()
    }

    /// The body, read as JSON, or where the response says that it is text, as that: a `T` that is text takes it as it is.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        let body = &self.received.body;
        let read = match self.content_type {
            ContentType::Text { .. } => text::read(&self.decoded()?),
            ContentType::Json
            | ContentType::JsonLines
            | ContentType::JsonSequence
            | ContentType::Other => json::read_described(body),
        };
        read.map_err(|mismatch| {
            UnreadableBody(if self.is_empty() {
                Reason::Empty
            } else {
                Reason::Json(mismatch)
            })
        })
    }

    /// The same, but where there is no body, what a `T` is without one: nothing, or an empty list or object.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn json_or_empty<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        if !self.is_empty() {
            return self.json();
        }
        let nothing = json::read(b"null").or_else(|_| json::read(b"{}"));
        nothing.map_err(|_| UnreadableBody(Reason::Empty))
    }

    /// The body, read as text that is a `T` or stands for one, or where the response says that it is JSON, as that. No body is
    /// `null`, where that is a `T`.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        if self.is_empty()
            && let Ok(nothing) = json::read(b"null")
        {
            return Ok(nothing);
        }
        if self.content_type == ContentType::Json {
            return self.json();
        }
        let read = text::read(&self.decoded()?);
        read.map_err(|mismatch| UnreadableBody(Reason::Json(mismatch)))
    }

    /// The body, read as text, or where the response says that it is JSON, as the text that this is.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is not UTF-8, nor said to be Latin-1.
    pub fn text(&self) -> Result<String, UnreadableBody> {
        if self.content_type == ContentType::Json
            && let Ok(text) = json::read(&self.received.body)
        {
            return Ok(text);
        }
        self.decoded().map(Cow::into_owned)
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.received.body.clone()
    }

    /// The body as it is, or where it is a text of JSON, the bytes that this is the base64 of.
    #[must_use]
    pub fn encoded_bytes(&self) -> Bytes {
        let encoded = match self.content_type {
            ContentType::Json => json::read::<Base64>(&self.received.body).ok(),
            _ => None,
        };
        let decoded = encoded.and_then(|encoded| encoded.decode().ok());
        decoded.map_or_else(|| self.bytes(), Bytes::from)
    }

    /// Whether nothing came, or nothing but blanks.
    fn is_empty(&self) -> bool {
        self.received.body.trim_ascii().is_empty()
    }

    /// The characters of the body.
    fn decoded(&self) -> Result<Cow<'_, str>, UnreadableBody> {
        let body = &self.received.body;
        match (str::from_utf8(body), self.content_type) {
            (_, ContentType::Text { is_latin: true }) => {
                Ok(body.iter().copied().map(char::from).collect())
            }
            (Ok(text), _) => Ok(text.into()),
            (Err(error), _) => Err(UnreadableBody(Reason::NotText(error))),
        }
    }
}

impl std::fmt::Debug for ResponseBody<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.received.fmt(formatter)
    }
}
