// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

use serde::Deserialize;

/// The state of the backlog of a queue.
///
/// The backlog is all unacknowledged messages. The values are estimates.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Metrics {
    /// The size of the backlog in bytes.
    pub backlog_bytes: Option<u64>,
    /// The number of messages in the backlog.
    pub backlog_count: Option<u64>,
    /// When the oldest message of the backlog was pushed.
    ///
    /// In milliseconds since the Unix epoch; 0 when that is not known.
    pub oldest_message_timestamp_ms: Option<u64>,
}
