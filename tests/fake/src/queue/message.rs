//! A message in a queue, and how it looks from outside.

use serde::Deserialize;
use serde::Serialize;

use super::Content;

/// A message as the queue keeps it, in memory and in the file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) content: Content,
    pub(crate) pushed_at_ms: u64,
    /// How often it was pulled.
    pub(crate) attempts: u32,
    /// From when on it can be pulled: when it was pushed, or its delay or its lease ends.
    pub(crate) available_at_ms: u64,
    /// Every lease there was on it, the latest one last.
    pub(crate) leases: Vec<String>,
    /// Whether the latest lease was neither settled nor found to have ended.
    pub(crate) is_leased: bool,
}

impl Message {
    pub(crate) fn new(id: String, content: Content, pushed_at_ms: u64) -> Self {
        Self {
            id,
            content,
            pushed_at_ms,
            attempts: 0,
            available_at_ms: pushed_at_ms,
            leases: Vec::new(),
            is_leased: false,
        }
    }

    /// How it looks from outside, in its present state.
    pub(crate) fn view(&self, now_ms: u64) -> StoredMessage {
        let until_ms = self.available_at_ms;
        let state = match self.leases.last() {
            _ if until_ms <= now_ms => MessageState::Ready,
            Some(lease_id) if self.is_leased => MessageState::Leased {
                until_ms,
                lease_id: lease_id.clone(),
            },
            _ => MessageState::Delayed { until_ms },
        };
        self.view_as(state)
    }

    pub(crate) fn view_as(&self, state: MessageState) -> StoredMessage {
        StoredMessage {
            id: self.id.clone(),
            content: self.content.clone(),
            attempts: self.attempts,
            pushed_at_ms: self.pushed_at_ms,
            state,
        }
    }
}

/// A message as a test sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct StoredMessage {
    /// The id that a pull shows; a message keeps it in the dead letter queue.
    pub id: String,
    /// What it holds.
    pub content: Content,
    /// How often it was pulled.
    pub attempts: u32,
    /// When it was pushed, in milliseconds since the Unix epoch.
    pub pushed_at_ms: u64,
    /// What can be done with it.
    pub state: MessageState,
}

/// What can be done with a message.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MessageState {
    /// The next pull can take it.
    Ready,
    /// It is held back, after a push or a retry.
    Delayed {
        /// When it becomes ready, in milliseconds since the Unix epoch.
        until_ms: u64,
    },
    /// It was pulled, and the lease has not ended.
    Leased {
        /// When the lease ends, in milliseconds since the Unix epoch.
        until_ms: u64,
        /// The lease.
        lease_id: String,
    },
    /// It is done and no longer in the queue.
    Acknowledged,
    /// It was delivered too often and is no longer in the queue.
    Dead,
}
