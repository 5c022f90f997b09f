// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! The schema `QueueId`.

use std::fmt;
use std::str::FromStr;

use client_runtime::Error;
use client_runtime::constraint;
use serde::Serialize;

/// Identifies a queue.
///
/// From 1 to 32 letters, digits, `_` and `-`.
///
/// Matches `^[0-9A-Za-z_-]+$`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct QueueId(String);

/// Checks the constraints of the text.
fn check(text: &mut constraint::Checked<'_, String>) {
    text.min_length(1).max_length(32).path_segment();
    text.characters(&['-'..='-', '0'..='9', 'A'..='Z', '_'..='_', 'a'..='z']);
}

impl QueueId {
    /// Creates a new `QueueId` from a valid text.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] when the text is not valid.
    pub fn new(value: impl Into<String>) -> Result<Self, Error> {
        constraint::text("QueueId", value.into(), check).map(Self)
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for QueueId {
    type Err = Error;

    fn from_str(value: &str) -> Result<Self, Error> {
        Self::new(value)
    }
}
