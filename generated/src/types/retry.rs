// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::time::Duration;

use client_runtime::duration;
use serde::Serialize;

use crate::types::LeaseId;

/// Says that a pulled message is to be delivered again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[must_use]
#[non_exhaustive]
pub struct Retry {
    lease_id: LeaseId,
    #[serde(rename = "delay_seconds")]
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none", with = "duration::seconds")]
    delay: Option<Duration>,
}

impl Retry {
    /// Creates a new `Retry` with its required properties.
    ///
    /// - `lease_id`: Identifies the lease under which a message was pulled.
    pub fn new(lease_id: impl Into<LeaseId>) -> Self {
        Self {
            lease_id: lease_id.into(),
            delay: None,
        }
    }

    /// How long to hold the message back before its next delivery.
    ///
    /// In whole seconds, from 0 to 86,400 (one day). Leave it out to use
    /// the retry delay of the consumer, if it has one; 0 asks for delivery
    /// at once and overrides that delay.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }
}
