// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! The schema `LeaseId`.

use std::fmt;

use serde::Deserialize;
use serde::Serialize;

/// Identifies the lease under which a message was pulled.
///
/// An opaque text, so far of 150 to 180 characters; hand it back exactly as
/// it came. Whoever has it can settle the message, so keep it out of logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct LeaseId(String);

impl LeaseId {
    /// Creates a new `LeaseId` from any text.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LeaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LeaseId([redacted])")
    }
}

impl From<String> for LeaseId {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for LeaseId {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}
