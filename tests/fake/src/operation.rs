//! The operations that the fake does, and what each does to a queue.

mod ack;
mod bulk_push;
pub(crate) mod leniency;
mod message;
mod number;
mod pull;
mod push;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::error_response::ErrorResponse;
use crate::state::State;

/// An operation that the fake does.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Operation {
    /// `POST …/messages`: pushes one message.
    Push,
    /// `POST …/messages/batch`: pushes up to 100 messages.
    BulkPush,
    /// `POST …/messages/pull`: leases up to 100 messages.
    Pull,
    /// `POST …/messages/ack`: acknowledges and retries messages.
    Ack,
}

impl Operation {
    /// All of them, in the order of the description.
    pub const ALL: [Self; 4] = [Self::Push, Self::BulkPush, Self::Pull, Self::Ack];

    /// Its `operationId` in the description.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Push => "queues.messages.push",
            Self::BulkPush => "queues.messages.bulk_push",
            Self::Pull => "queues.messages.pull",
            Self::Ack => "queues.messages.ack",
        }
    }

    /// Does it to the queue of that id, with a body that the description allows. Gives the `result` of the envelope, if it has
    /// one.
    pub(crate) fn perform(
        self,
        state: &mut State,
        queue_id: &str,
        body: &RawValue,
        now_ms: u64,
    ) -> Result<Option<Value>, ErrorResponse> {
        match self {
            Self::Push => push::perform(state, queue_id, body, now_ms),
            Self::BulkPush => bulk_push::perform(state, queue_id, body, now_ms),
            Self::Pull => pull::perform(state, queue_id, body, now_ms).map(Some),
            Self::Ack => ack::perform(state, queue_id, body, now_ms),
        }
    }
}
