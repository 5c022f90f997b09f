// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! The operation `queues.messages.push`.

use client_runtime::CallFuture;
use client_runtime::CallOptions;
use client_runtime::Error;
use client_runtime::List;
use client_runtime::Response;
use client_runtime::decode;
use serde::Deserialize;
use serde_json::Value;

use crate::client::Client;
use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::AccountId;
use crate::types::Message;
use crate::types::PushResult;
use crate::types::QueueId;
use crate::types::ResponseInfo;

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
    /// Not idempotent: the client retries a call only if the server cannot have
    /// processed it.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] when `account_id` is set neither on the client nor on
    /// the call, [`Error::Transport`] when no response comes, [`Error::Decode`] when it
    /// is not what the description says, and [`Error::Api`] when the response is an
    /// error:
    ///
    /// - `4XX`: The service rejected the request.
    /// - `5XX`: The service or a gateway before it failed.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use cloudflare_queues::Client;
    /// use cloudflare_queues::types::QueueId;
    /// use cloudflare_queues::types::TextMessage;
    ///
    /// # async fn example() -> Result<(), cloudflare_queues::Error> {
    /// let client = Client::from_env()?;
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let response = client
    ///     .queues()
    ///     .messages()
    ///     .push(&queue_id, TextMessage::new("hello world"))
    ///     .await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages`
    pub fn push(
        &self,
        queue_id: &'a QueueId,
        message: impl Into<Message>,
    ) -> PushCall<'a> {
        PushCall {
            client: self.client,
            account_id: self.client.account_id.as_ref(),
            queue_id,
            message: message.into(),
            call_options: CallOptions::new(),
        }
    }
}

/// A call of [`MessagesResource::push`]: await it for the result, or
/// [`send`](Self::send) it to get status and headers as well.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct PushCall<'a> {
    client: &'a Client,
    account_id: Option<&'a AccountId>,
    queue_id: &'a QueueId,
    message: Message,
    call_options: CallOptions,
}

impl<'a> PushCall<'a> {
    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// For this call only, instead of the one set on the client.
    pub fn account_id(mut self, account_id: &'a AccountId) -> Self {
        self.account_id = Some(account_id);
        self
    }

    /// Sets the options of this call: timeouts, retries, additional headers, query
    /// parameters and body properties.
    pub fn call_options(mut self, call_options: CallOptions) -> Self {
        self.call_options = call_options;
        self
    }

    /// Sends the call and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// Those of [`MessagesResource::push`].
    pub async fn send(self) -> Result<Response<PushResponse>, Error> {
        self.client
            .http
            .post("/accounts/{account_id}/queues/{queue_id}/messages")
            .path_option("account_id", self.account_id)
            .path("queue_id", self.queue_id)
            .json(&self.message)
            .options(self.call_options)
            .send_enveloped(&ENVELOPE)
            .await
    }
}

impl<'a> IntoFuture for PushCall<'a> {
    type Output = Result<PushResponse, Error>;
    type IntoFuture = CallFuture<'a, PushResponse>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_value) })
    }
}

/// The response to a push.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
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
    /// It only informs: in a response, one that cannot be read is as if it were absent.
    #[serde(default, deserialize_with = "decode::informative")]
    pub result: Option<PushResult>,
}
