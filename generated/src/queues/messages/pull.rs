// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::time::Duration;

use client_runtime::{Call, List, Request, decode, duration, impl_call};
use serde::{Deserialize, Serialize};

use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::{AccountId, PulledMessage, QueueId, ResultMetadata};

impl<'a> MessagesResource<'a> {
    /// Pull a batch of messages from a queue.
    ///
    /// Takes a lease on the next messages of a queue and returns them.
    ///
    /// The call returns at once, with fewer messages than asked for, or none,
    /// when the queue has no more to give. Until its lease ends a message is
    /// given to nobody else, so several consumers can pull at the same time.
    /// Acknowledge or retry each message with `queues.messages.ack` before
    /// then; a message about which nothing is said becomes available again.
    ///
    /// Every pull raises `attempts` of the messages that it takes, even when
    /// its response is lost on the way, or when nobody waits for it any more:
    /// the messages are then given to nobody until their leases end. A message
    /// that has used up the `max_retries` of the queue (3 unless configured) is
    /// deleted or moved to the dead letter queue, so repeating a pull blindly,
    /// or giving up on pulls early, can lose messages that nobody has seen.
    ///
    /// - Status 405 with a message about `http_pull`: the queue has no
    ///   `http_pull` consumer, or got one only a few seconds ago.
    /// - Status 405 with code 10405: the operation does not take a credential of
    ///   this kind. Repeating the call does not help.
    /// - Status 409: delivery from the queue is paused; repeating the call does
    ///   not help until it is resumed.
    ///
    /// Pull Queue Messages in the Cloudflare API reference:
    /// <https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/pull/>.
    ///
    /// - `queue_id`: The queue. From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// # Errors
    ///
    /// Beside [those of every call](crate::Call#errors), `Error::InvalidArgument` when
    /// `account_id` is set neither on the client nor on the call.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use cloudflare_queues::types::QueueId;
    ///
    /// # async fn example(client: cloudflare_queues::Client) -> Result<(), cloudflare_queues::Error> {
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let response = client
    ///     .queues()
    ///     .messages()
    ///     .pull(&queue_id)
    ///     .batch_size(50)
    ///     .visibility_timeout(Duration::from_secs(30))
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages/pull`
    pub fn pull(&self, queue_id: &QueueId) -> PullCall<'a> {
        PullCall {
            request: self
                .client
                .http
                .post("/accounts/{account_id}/queues/{queue_id}/messages/pull")
                .path_default("account_id", self.client.account_id.as_ref())
                .path("queue_id", queue_id),
            body: PullBody::default(),
        }
    }
}

/// A call of [`MessagesResource::pull`].
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct PullCall<'a> {
    request: Request<'a>,
    body: PullBody,
}

impl<'a> PullCall<'a> {
    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// For this call, in place of the client's.
    pub fn account_id(self, account_id: &AccountId) -> Self {
        Self {
            request: self.request.path("account_id", account_id),
            ..self
        }
    }

    /// The most messages to return.
    ///
    /// From 1 to 100; the service takes 5 when it is left out.
    pub fn batch_size(mut self, batch_size: u32) -> Self {
        self.body.batch_size = Some(batch_size);
        self
    }

    /// How long the messages are leased to the caller.
    ///
    /// In whole milliseconds, from 0 to 43,200,000 (12 hours); the
    /// service takes 30,000 (30 seconds) when it is left out. A
    /// message that is neither acknowledged nor retried in this
    /// time becomes available again.
    pub fn visibility_timeout(mut self, visibility_timeout: Duration) -> Self {
        self.body.visibility_timeout = Some(visibility_timeout);
        self
    }

    fn into_call(self) -> Call<'a, PullResult> {
        self.request.json(&self.body).call_unwrapped(&ENVELOPE, "result")
    }
}

impl_call!(PullCall.request => PullResult);

#[derive(Clone, Default, Serialize)]
struct PullBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    batch_size: Option<u32>,
    #[serde(rename = "visibility_timeout_ms")]
    #[serde(skip_serializing_if = "Option::is_none", with = "duration::milliseconds")]
    visibility_timeout: Option<Duration>,
}

/// The messages of one pull.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct PullResult {
    /// The number of unacknowledged messages.
    ///
    /// Those of the whole queue, not of this pull.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub message_backlog_count: Option<u64>,
    /// The messages that were leased.
    ///
    /// At most `batch_size` of them; empty when the queue
    /// had nothing to give.
    #[serde(default)]
    pub messages: List<PulledMessage>,
    /// What the service adds to a result.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub metadata: Option<ResultMetadata>,
}
