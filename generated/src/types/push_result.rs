// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

use serde::Deserialize;

use crate::types::ResultMetadata;

/// What the service reports about a queue after a push.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PushResult {
    /// What the service adds to a result.
    pub metadata: Option<ResultMetadata>,
}
