// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use serde::Serialize;

use crate::types::{JsonMessage, TextMessage};

/// A message to push.
///
/// At most 128,000 bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[serde(tag = "content_type")]
#[non_exhaustive]
pub enum Message {
    /// A message whose content is text.
    #[serde(rename = "text")]
    Text(TextMessage),
    /// A message whose content is JSON.
    #[serde(rename = "json")]
    Json(JsonMessage),
}

impl From<TextMessage> for Message {
    fn from(value: TextMessage) -> Self {
        Self::Text(value)
    }
}

impl From<JsonMessage> for Message {
    fn from(value: JsonMessage) -> Self {
        Self::Json(value)
    }
}
