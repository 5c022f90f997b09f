// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::collections::BTreeMap;

use client_runtime::{Content, decode};
use serde::Deserialize;
use serde_json::Value;

use crate::types::LeaseId;

/// A message that was pulled, and the lease on it.
///
/// Settle it with `queues.messages.ack` before the lease ends.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct PulledMessage {
    /// Identifies the message.
    ///
    /// To settle the message, `lease_id` is needed instead.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub id: Option<String>,
    /// The number of times the message was pulled, this time included.
    ///
    /// It starts at 1.
    pub attempts: Option<u32>,
    /// The content, as the service sends it.
    ///
    /// What it means depends on `CF-Content-Type` in `metadata`; when that
    /// is absent, the content is JSON.
    ///
    /// - `text`: the text itself.
    /// - `json`: the JSON text, or the same in base64.
    /// - `bytes`: the bytes in base64.
    /// - `v8`: in base64, a form that only Cloudflare Workers can read.
    ///
    /// Its content type is in `metadata/CF-Content-Type`.
    pub body: Option<String>,
    /// Identifies the lease under which a message was pulled.
    pub lease_id: Option<LeaseId>,
    /// What is known about the message.
    ///
    /// `CF-Content-Type` names the type of the content; other properties say
    /// where the message came from. Any property may be absent.
    #[serde(default, deserialize_with = "decode::map")]
    pub metadata: BTreeMap<String, Value>,
    /// When the message was pushed.
    ///
    /// In milliseconds since the Unix epoch.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub timestamp_ms: Option<u64>,
}

impl PulledMessage {
    /// Returns the content of `body`, to be decoded as `metadata/CF-Content-Type` says.
    pub fn content(&self) -> Content<'_> {
        Content::new(self.body.as_deref(), self.metadata.get("CF-Content-Type"))
    }
}
