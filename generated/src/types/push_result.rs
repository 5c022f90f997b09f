// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use client_runtime::decode;
use serde::Deserialize;

use crate::types::ResultMetadata;

/// What the service reports about a queue after a push.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct PushResult {
    /// What the service adds to a result.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub metadata: Option<ResultMetadata>,
}
