// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

use serde::Deserialize;

/// The part of the request that caused the error.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct ResponseInfoSource {
    /// Where the part is, as a JSON pointer.
    pub pointer: Option<String>,
}
