// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::time::Duration;

use client_runtime::duration;
use serde::Serialize;
use serde_json::Value;

/// A message whose content is JSON.
///
/// An object. A text goes as a `TextMessage`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[must_use]
#[non_exhaustive]
pub struct JsonMessage {
    body: Value,
    #[serde(rename = "delay_seconds")]
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none", with = "duration::seconds")]
    delay: Option<Duration>,
}

impl JsonMessage {
    /// Creates a new `JsonMessage` with its required properties.
    ///
    /// - `body`: The content. An object, of at most 128,000 bytes when written out. The
    ///   service rejects a string, with status 400, code 10207 and
    ///   `Expected object, received string at "body"`; a text goes as a `TextMessage`.
    ///   Whether it takes an array, a number, a boolean or null is not known.
    pub fn new(body: impl Into<Value>) -> Self {
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
