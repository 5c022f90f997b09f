// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! The operation `queues.messages.ack`.

use std::collections::BTreeMap;

use client_runtime::CallFuture;
use client_runtime::CallOptions;
use client_runtime::Error;
use client_runtime::Response;
use client_runtime::RetryClass;
use client_runtime::decode;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::client::Client;
use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::AccountId;
use crate::types::Acknowledgement;
use crate::types::LeaseId;
use crate::types::QueueId;
use crate::types::Retry;

impl<'a> MessagesResource<'a> {
    /// Acknowledge and retry pulled messages.
    ///
    /// Says of pulled messages which are done and which to deliver again.
    ///
    /// An acknowledged message is removed from the queue. A retried message
    /// becomes available again, at once or after a delay, and its next pull is
    /// another delivery attempt. Both kinds may be mixed in one call.
    ///
    /// An acknowledgement that comes after the end of the lease is still
    /// accepted; the same page of the documentation also says that the lease is
    /// no longer valid, so do not count on it. An unknown lease is no error
    /// either: the call succeeds, and `warnings` says what is wrong with it.
    /// Repeating the call is safe.
    ///
    /// Status 405 with a message about `http_pull`: the queue has no `http_pull`
    /// consumer.
    ///
    /// Acknowledge + Retry Queue Messages in the Cloudflare API reference:
    /// <https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/ack/>.
    ///
    /// - `queue_id`: The queue. From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// Idempotent: the client also retries a call whose response was lost.
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
    /// use std::time::Duration;
    /// use cloudflare_queues::Client;
    /// use cloudflare_queues::types::Acknowledgement;
    /// use cloudflare_queues::types::QueueId;
    /// use cloudflare_queues::types::Retry;
    ///
    /// # async fn example() -> Result<(), cloudflare_queues::Error> {
    /// let client = Client::from_env()?;
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let lease_id = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..Q8p21d7dceR6vUfwftONdQ.JVqZgAS-Zk7MqmqccYtTHeeMElNHaOMigeWdb8LyMOg.T2_HV99CYzGaQuhTyW8RsgbnpTRZHRM6N7UoSaAKeK0";
    /// let acknowledgement = Acknowledgement::new(lease_id);
    /// let lease_id = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..QXPgHfzETsxYQ1Vd-H0hNA.mFALS3lyouNtgJmGSkTzEo_imlur95EkSiH7fIRIn2U.PlwBk14CY_EWtzYB-_5CR1k30bGuPFPUx1Nk5WIipFU";
    /// let retry = Retry::new(lease_id).delay(Duration::from_secs(10));
    /// let response = client
    ///     .queues()
    ///     .messages()
    ///     .ack(&queue_id)
    ///     .acks([acknowledgement])
    ///     .retries([retry])
    ///     .await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages/ack`
    pub fn ack(&self, queue_id: &'a QueueId) -> AckCall<'a> {
        AckCall {
            client: self.client,
            account_id: self.client.account_id.as_ref(),
            queue_id,
            body: AckBody::default(),
            call_options: CallOptions::new(),
        }
    }
}

/// A call of [`MessagesResource::ack`]: await it for the result, or
/// [`send`](Self::send) it to get status and headers as well.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct AckCall<'a> {
    client: &'a Client,
    account_id: Option<&'a AccountId>,
    queue_id: &'a QueueId,
    body: AckBody,
    call_options: CallOptions,
}

impl<'a> AckCall<'a> {
    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// For this call only, instead of the one set on the client.
    pub fn account_id(mut self, account_id: &'a AccountId) -> Self {
        self.account_id = Some(account_id);
        self
    }

    /// The messages that are done.
    ///
    /// Each is removed from the queue.
    pub fn acks(mut self, acks: impl IntoIterator<Item = Acknowledgement>) -> Self {
        self.body.acks = Some(acks.into_iter().collect());
        self
    }

    /// The messages to deliver again.
    ///
    /// Each becomes available again, at once or after its delay.
    pub fn retries(mut self, retries: impl IntoIterator<Item = Retry>) -> Self {
        self.body.retries = Some(retries.into_iter().collect());
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
    /// Those of [`MessagesResource::ack`].
    pub async fn send(self) -> Result<Response<AckResult>, Error> {
        self.client
            .http
            .post("/accounts/{account_id}/queues/{queue_id}/messages/ack")
            .path_option("account_id", self.account_id)
            .path("queue_id", self.queue_id)
            .json(&self.body)
            .options(self.call_options)
            .retry_class(RetryClass::Idempotent)
            .send_unwrapped_or_empty(&ENVELOPE, "result")
            .await
    }
}

impl<'a> IntoFuture for AckCall<'a> {
    type Output = Result<AckResult, Error>;
    type IntoFuture = CallFuture<'a, AckResult>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_value) })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct AckBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    acks: Option<Vec<Acknowledgement>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retries: Option<Vec<Retry>>,
}

/// What came of the leases.
///
/// Empty when the service says nothing of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct AckResult {
    /// The number of acknowledged messages.
    ///
    /// It only informs: in a response, one that cannot be read is as if it were absent.
    #[serde(rename = "ackCount")]
    #[serde(default, deserialize_with = "decode::informative")]
    pub ack_count: Option<u32>,
    /// The number of messages handed back.
    ///
    /// It only informs: in a response, one that cannot be read is as if it were absent.
    #[serde(rename = "retryCount")]
    #[serde(default, deserialize_with = "decode::informative")]
    pub retry_count: Option<u32>,
    /// What was wrong with single leases.
    ///
    /// Null or absent when there was nothing to say.
    pub warnings: Option<AckResultWarnings>,
}

/// What was wrong with single leases.
///
/// Null or absent when there was nothing to say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum AckResultWarnings {
    /// A warning for each lease id.
    ByLease(BTreeMap<LeaseId, String>),
    /// Warnings that name no lease.
    List(Vec<String>),
    /// A value that is not in the API description.
    Unknown(Value),
}
