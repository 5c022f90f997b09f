// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! The consumer of the operation `queues.messages.pull`.

use std::time::Duration;

use client_runtime::{Content, Error, lease};

use crate::client::Client;
use crate::conditions::ErrorConditions;
use crate::queues::messages::{AckResultWarnings, MessagesResource};
use crate::types::{AccountId, Acknowledgement, PulledMessage, QueueId, Retry};

impl MessagesResource<'_> {
    /// Creates a consumer of the messages that [`pull`](Self::pull) pulls.
    ///
    /// It pulls as many messages as can be handled, hands each to a function, and
    /// settles it by [`ack`](Self::ack). Nothing is pulled before it is run. What holds
    /// of consumers, and how they are configured, is in [`lease`].
    ///
    /// What its calls are given besides is set with
    /// [`map_queue`](lease::Consumer::map_queue), by the setters of [`PullQueue`].
    ///
    /// Requires the feature `consumer`.
    ///
    /// - `queue_id`: The queue. From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use cloudflare_queues::types::QueueId;
    /// use serde_json::Value;
    ///
    /// # async fn example(client: cloudflare_queues::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
    /// let report = client
    ///     .queues()
    ///     .messages()
    ///     .consume(&queue_id)
    ///     .concurrency(64)
    ///     .json(|content: Value, message| async move {
    ///         println!("{content}, delivery {:?}", message.attempts());
    ///     })
    ///     .run_until(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
    ///     .await?;
    /// println!("{} messages are done", report.acknowledged);
    /// # Ok(()) }
    /// ```
    pub fn consume(&self, queue_id: &QueueId) -> lease::Consumer<PullQueue> {
        lease::Consumer::new(PullQueue {
            client: self.client.clone(),
            queue_id: queue_id.clone(),
            account_id: None,
        })
    }
}

/// The queue of a consumer that [`consume`](MessagesResource::consume) creates.
#[derive(Clone, Debug)]
pub struct PullQueue {
    client: Client,
    queue_id: QueueId,
    account_id: Option<AccountId>,
}

impl PullQueue {
    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// For this consumer, in place of the client's.
    #[must_use]
    pub fn account_id(mut self, account_id: AccountId) -> Self {
        self.account_id = Some(account_id);
        self
    }
}

/// The longest time that a message can be held back. A longer one is shortened.
const LONGEST_DELAY: Duration = Duration::from_secs(86_400);

impl lease::LeaseQueue for PullQueue {
    type Message = PulledMessage;

    const MOST: u32 = 100;
    const LEASE: &'static str = "lease_id";

    async fn pull(
        &self,
        most: u32,
        visibility_timeout: Duration,
    ) -> Result<lease::Pulled<PulledMessage>, Error> {
        let mut call = self
            .client
            .queues()
            .messages()
            .pull(&self.queue_id)
            .batch_size(most)
            .visibility_timeout(visibility_timeout);
        if let Some(value) = &self.account_id {
            call = call.account_id(value);
        }
        let pulled = call.await?;
        Ok(
            lease::Pulled::of(
                pulled.messages,
                |message| Some(message.lease_id.as_ref()?.as_str()),
                |message| message.attempts,
            ),
        )
    }

    async fn settle(
        &self,
        settlement: lease::Settlement,
    ) -> Result<lease::Settled, Error> {
        let acks = settlement
            .acks
            .iter()
            .map(|lease| Acknowledgement::new(lease.as_str()));
        let retries = settlement
            .retries
            .iter()
            .map(|(lease, delay)| {
                let retry = Retry::new(lease.as_str());
                match delay {
                    Some(delay) => retry.delay(LONGEST_DELAY.min(*delay)),
                    None => retry,
                }
            });
        let mut call = self
            .client
            .queues()
            .messages()
            .ack(&self.queue_id)
            .acks(acks)
            .retries(retries);
        if let Some(value) = &self.account_id {
            call = call.account_id(value);
        }
        let response = call.await?;
        Ok(lease::Settled {
            acknowledged: response.ack_count.map(u64::from),
            retried: response.retry_count.map(u64::from),
            warnings: match response.warnings {
                Some(AckResultWarnings::ByLease(texts)) => {
                    texts
                        .into_iter()
                        .map(|(lease, text)| lease::Warning::of(
                            Some(lease.as_str()),
                            text,
                        ))
                        .collect()
                }
                Some(AckResultWarnings::List(texts)) => {
                    texts.into_iter().map(lease::Warning::from).collect()
                }
                _ => Vec::new(),
            },
        })
    }

    fn is_waiting(&self, error: &Error) -> bool {
        error.is_delivery_paused() || error.is_pull_not_enabled()
    }

    fn is_permanent(&self, error: &Error) -> bool {
        error.is_queue_disabled() || error.is_free_tier_used_up()
            || error.is_unauthorized()
    }
}

impl lease::ContentQueue for PullQueue {
    fn content(message: &PulledMessage) -> Content<'_> {
        message.content()
    }
}
