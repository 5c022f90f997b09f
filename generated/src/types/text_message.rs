// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::time::Duration;

use client_runtime::duration;
use serde::Serialize;

/// A message whose content is text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[must_use]
#[non_exhaustive]
pub struct TextMessage {
    body: String,
    #[serde(rename = "delay_seconds")]
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none", with = "duration::seconds")]
    delay: Option<Duration>,
}

impl TextMessage {
    /// Creates a new `TextMessage` with its required properties.
    ///
    /// - `body`: The text. Delivered exactly as it is; at most 128,000 bytes of UTF-8.
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            delay: None,
        }
    }

    /// How long to hold the message back before its first delivery.
    ///
    /// In whole seconds, from 0 to 86,400 (one day). Leave it out to use
    /// the delay that the queue is configured with; 0 asks for delivery at
    /// once and overrides that delay.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }
}
