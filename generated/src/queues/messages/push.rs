// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use client_runtime::{Call, List, Request, decode, impl_call};
use serde::Deserialize;
use serde_json::Value;

use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::{AccountId, Message, PushResult, QueueId, ResponseInfo};

impl<'a> MessagesResource<'a> {
    /// Push one message to a queue.
    ///
    /// Adds one message to the end of a queue.
    ///
    /// The message may be text or JSON, and may be held back for a while before
    /// its first delivery. It may be at most 128,000 bytes long.
    ///
    /// The service has no key by which it could recognise a repeated push. When
    /// the response to a push is lost, the message may or may not be in the
    /// queue, and pushing it again may deliver it twice.
    ///
    /// Push Message in the Cloudflare API reference:
    /// <https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/push/>.
    ///
    /// - `queue_id`: The queue. From 1 to 32 letters, digits, `_` and `-`.
    /// - `message`: The message to push.
    ///
    /// # Errors
    ///
    /// Beside [those of every call](crate::Call#errors), `Error::InvalidArgument` when
    /// `account_id` is set neither on the client nor on the call.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use cloudflare_queues::types::{QueueId, TextMessage};
    ///
    /// # async fn example(client: cloudflare_queues::Client) -> Result<(), cloudflare_queues::Error> {
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let response = client
    ///     .queues()
    ///     .messages()
    ///     .push(&queue_id, TextMessage::new("hello world"))
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages`
    pub fn push(&self, queue_id: &QueueId, message: impl Into<Message>) -> PushCall<'a> {
        PushCall(
            self
                .client
                .http
                .post("/accounts/{account_id}/queues/{queue_id}/messages")
                .path_default("account_id", self.client.account_id.as_ref())
                .path("queue_id", queue_id)
                .json::<Message>(message.into()),
        )
    }
}

/// A call of [`MessagesResource::push`].
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct PushCall<'a>(Request<'a>);

impl<'a> PushCall<'a> {
    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// For this call, in place of the client's.
    pub fn account_id(self, account_id: &AccountId) -> Self {
        Self(self.0.path("account_id", account_id))
    }

    fn into_call(self) -> Call<'a, PushResponse> {
        self.0.call_enveloped(&ENVELOPE)
    }
}

impl_call!(PushCall.0 => PushResponse);

/// The response to a push.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct PushResponse {
    /// What went wrong.
    ///
    /// Empty, null or absent when the request succeeded.
    #[serde(default)]
    pub errors: List<ResponseInfo>,
    /// Remarks of the service that are not errors.
    ///
    /// Mostly empty. An item is a text in some responses and an object
    /// with `code` and `message` in others.
    #[serde(default)]
    pub messages: List<Value>,
    /// Whether the request succeeded.
    ///
    /// A response with `false` is an error, whatever its status.
    pub success: Option<bool>,
    /// What the service reports about the queue.
    ///
    /// Absent or null when it reports nothing.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(default, deserialize_with = "decode::informative")]
    pub result: Option<PushResult>,
}
