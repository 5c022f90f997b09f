// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use std::collections::BTreeMap;

use client_runtime::{Call, Request, RetryClass, decode, impl_call};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::ENVELOPE;
use crate::queues::messages::MessagesResource;
use crate::types::{AccountId, Acknowledgement, LeaseId, QueueId, Retry};

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
    /// Beside [those of every call](crate::Call#errors), `Error::InvalidArgument` when
    /// `account_id` is set neither on the client nor on the call.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use cloudflare_queues::types::{Acknowledgement, QueueId, Retry};
    ///
    /// # async fn example(client: cloudflare_queues::Client) -> Result<(), cloudflare_queues::Error> {
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
    /// # Ok(()) }
    /// ```
    ///
    /// `POST /accounts/{account_id}/queues/{queue_id}/messages/ack`
    pub fn ack(&self, queue_id: &QueueId) -> AckCall<'a> {
        AckCall {
            request: self
                .client
                .http
                .post("/accounts/{account_id}/queues/{queue_id}/messages/ack")
                .path_default("account_id", self.client.account_id.as_ref())
                .path("queue_id", queue_id)
                .retry_class(RetryClass::Idempotent),
            body: AckBody::default(),
        }
    }
}

/// A call of [`MessagesResource::ack`].
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct AckCall<'a> {
    request: Request<'a>,
    body: AckBody,
}

impl<'a> AckCall<'a> {
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

    fn into_call(self) -> Call<'a, AckResult> {
        self.request.json(&self.body).call_unwrapped_or_empty(&ENVELOPE, "result")
    }
}

impl_call!(AckCall.request => AckResult);

#[derive(Clone, Default, Serialize)]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct AckResult {
    /// The number of acknowledged messages.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(rename = "ackCount")]
    #[serde(default, deserialize_with = "decode::informative")]
    pub ack_count: Option<u32>,
    /// The number of messages handed back.
    ///
    /// Taken for absent when it cannot be read.
    #[serde(rename = "retryCount")]
    #[serde(default, deserialize_with = "decode::informative")]
    pub retry_count: Option<u32>,
    /// What was wrong with single leases.
    pub warnings: Option<AckResultWarnings>,
}

/// What was wrong with single leases.
///
/// Null or absent when there was nothing to say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
