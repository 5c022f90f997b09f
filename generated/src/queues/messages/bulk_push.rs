// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::time::Duration;

use client_runtime::{Call, List, Request, decode, duration, impl_call};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::{AccountId, Message, PushResult, QueueId, ResponseInfo};

impl<'a> MessagesResource<'a> {
    /// Push a batch of messages to a queue.
    ///
    /// Adds up to 100 messages to a queue with one request.
    ///
    /// A batch holds at least one message and at most 100, and at most 256 KB
    /// in total; the service rejects an empty batch. Text and JSON messages may
    /// be mixed.
    ///
    /// The service has no key by which it could recognise a repeated batch.
    /// When the response is lost, the messages may or may not be in the queue,
    /// and pushing them again may deliver each of them twice.
    ///
    /// Push Message Batch in the Cloudflare API reference:
    /// <https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/bulk_push/>.
    ///
    /// - `queue_id`: The queue. From 1 to 32 letters, digits, `_` and `-`.
    /// - `messages`: The messages of the batch. From 1 to 100 messages, at most 256 KB
    ///   in total.
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
    /// use cloudflare_queues::types::{JsonMessage, Message, QueueId, TextMessage};
    /// use serde_json::json;
    ///
    /// # async fn example(client: cloudflare_queues::Client) -> Result<(), cloudflare_queues::Error> {
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let json_message = JsonMessage::new(json!({ "order": 4711, "paid": true }));
    /// let messages = [
    ///     Message::from(TextMessage::new("hello world")),
    ///     Message::from(json_message),
    /// ];
    /// let response = client
    ///     .queues()
    ///     .messages()
    ///     .bulk_push(&queue_id, messages)
    ///     .delay(Duration::from_secs(30))
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages/batch`
    pub fn bulk_push(
        &self,
        queue_id: &QueueId,
        messages: impl IntoIterator<Item = impl Into<Message>>,
    ) -> BulkPushCall<'a> {
        BulkPushCall {
            request: self
                .client
                .http
                .post("/accounts/{account_id}/queues/{queue_id}/messages/batch")
                .path_default("account_id", self.client.account_id.as_ref())
                .path("queue_id", queue_id),
            body: BulkPushBody {
                messages: messages.into_iter().map(Into::into).collect(),
                delay: None,
            },
        }
    }
}

/// A call of [`MessagesResource::bulk_push`].
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct BulkPushCall<'a> {
    request: Request<'a>,
    body: BulkPushBody,
}

impl<'a> BulkPushCall<'a> {
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

    /// How long to hold back the messages of the batch.
    ///
    /// In whole seconds, from 0 to 86,400 (one day). Leave it out
    /// to use the delay that the queue is configured with; 0 asks
    /// for delivery at once and overrides that delay. A message of
    /// the batch can state a delay of its own.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.body.delay = Some(delay);
        self
    }

    fn into_call(self) -> Call<'a, BulkPushResponse> {
        self.request.json(&self.body).call_enveloped(&ENVELOPE)
    }
}

impl_call!(BulkPushCall.request => BulkPushResponse);

#[derive(Clone, Serialize)]
struct BulkPushBody {
    messages: Vec<Message>,
    #[serde(rename = "delay_seconds")]
    #[serde(skip_serializing_if = "Option::is_none", with = "duration::seconds")]
    delay: Option<Duration>,
}

/// The response to a batch.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct BulkPushResponse {
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
