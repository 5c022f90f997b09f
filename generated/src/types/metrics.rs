// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use client_runtime::decode;
use serde::Deserialize;

/// The state of the backlog of a queue.
///
/// The backlog is all unacknowledged messages. The values are estimates,
/// and the service may leave any of them out.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct Metrics {
    /// The size of the backlog in bytes.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub backlog_bytes: Option<u64>,
    /// The number of messages in the backlog.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub backlog_count: Option<u64>,
    /// When the oldest message of the backlog was pushed.
    ///
    /// In milliseconds since the Unix epoch; 0 when that is not known.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub oldest_message_timestamp_ms: Option<u64>,
}
