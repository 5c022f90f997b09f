//! What a message holds.

use serde::Deserialize;
use serde::Serialize;

/// What a message holds. Over HTTP only text and JSON can be pushed; the other two come from Workers.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Content {
    /// A text, delivered as it is.
    Text(String),
    /// A JSON value, written exactly as it was sent.
    Json(String),
    /// Bytes, delivered in base64.
    Bytes(Vec<u8>),
    /// What `structuredClone` of V8 writes, delivered in base64. Only Workers can read it.
    V8(Vec<u8>),
}

impl Content {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A JSON value, already written out. It is not checked, so a test can have a body that is no JSON.
    pub fn json(json: impl Into<String>) -> Self {
        Self::Json(json.into())
    }

    /// What `CF-Content-Type` says of it.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Json(_) => "json",
            Self::Bytes(_) => "bytes",
            Self::V8(_) => "v8",
        }
    }

    /// The text or the JSON; the bytes of the other two are no text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Json(text) => Some(text),
            Self::Bytes(_) | Self::V8(_) => None,
        }
    }

    /// The content as bytes, before any base64.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) | Self::Json(text) => text.as_bytes(),
            Self::Bytes(bytes) | Self::V8(bytes) => bytes,
        }
    }

    /// What it counts towards the limits and the backlog, in bytes.
    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.as_bytes().len()).unwrap_or(u64::MAX)
    }
}
