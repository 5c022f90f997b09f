//! A queue of Cloudflare as a consumer sees it: how its messages are leased, and how leases are settled.

use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Content;
use cloudflare_queues::Error;
use cloudflare_queues::ErrorConditions as _;
use cloudflare_queues::client_runtime::lease::ContentQueue;
use cloudflare_queues::client_runtime::lease::Delivery;
use cloudflare_queues::client_runtime::lease::LeaseId;
use cloudflare_queues::client_runtime::lease::LeaseQueue;
use cloudflare_queues::client_runtime::lease::Pulled;
use cloudflare_queues::client_runtime::lease::Settled;
use cloudflare_queues::client_runtime::lease::Settlement;
use cloudflare_queues::client_runtime::lease::Warning;
use cloudflare_queues::queues::messages::AckResultWarnings;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::Retry;

/// A queue, with a client to call it.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    client: Client,
    queue_id: QueueId,
}

impl Queue {
    /// The queue of that id.
    pub(crate) fn new(client: Client, queue_id: QueueId) -> Self {
        Self { client, queue_id }
    }
}

impl LeaseQueue for Queue {
    type Message = PulledMessage;

    const MOST: u32 = 100;

    const LEASE: &'static str = "lease_id";

    async fn pull(
        &self,
        most: u32,
        visibility_timeout: Duration,
    ) -> Result<Pulled<PulledMessage>, Error> {
        let messages = self.client.queues().messages();
        let pull = messages.pull(&self.queue_id).batch_size(most);
        let batch = pull.visibility_timeout(visibility_timeout).await?;
        let (messages, unreadable) = batch.messages.into_parts();
        let lease =
            |message: &PulledMessage| Some(LeaseId::from(message.lease_id.as_ref()?.as_str()));
        let deliveries = messages.into_iter().filter_map(|message| {
            Some(Delivery {
                lease: lease(&message)?,
                attempts: message.attempts,
                message,
            })
        });
        let unreadable = unreadable.iter();
        Ok(Pulled {
            deliveries: deliveries.collect(),
            unreadable: unreadable
                .filter_map(|odd| lease(odd.readable()?))
                .collect(),
        })
    }

    async fn settle(&self, settlement: Settlement) -> Result<Settled, Error> {
        let acks = settlement.acks.iter();
        let acks = acks.map(|lease| Acknowledgement::new(lease.as_str()));
        let retries = settlement.retries.iter().map(|(lease, delay)| {
            let retry = Retry::new(lease.as_str());
            delay.map_or(retry.clone(), |delay| retry.delay(delay))
        });
        let messages = self.client.queues().messages();
        let told = messages.ack(&self.queue_id).acks(acks).retries(retries);
        let told = told.await?;
        Ok(Settled {
            acknowledged: told.ack_count.map(u64::from),
            retried: told.retry_count.map(u64::from),
            warnings: told.warnings.map(warnings).unwrap_or_default(),
        })
    }

    fn is_waiting(&self, error: &Error) -> bool {
        error.is_delivery_paused() || error.is_pull_not_enabled()
    }

    fn is_permanent(&self, error: &Error) -> bool {
        error.is_queue_disabled() || error.is_free_tier_used_up() || error.is_unauthorized()
    }
}

impl ContentQueue for Queue {
    fn content(message: &PulledMessage) -> Content<'_> {
        message.content()
    }
}

fn warnings(warnings: AckResultWarnings) -> Vec<Warning> {
    match warnings {
        AckResultWarnings::ByLease(texts) => {
            let texts = texts.into_iter();
            let warning = |(lease, text): (cloudflare_queues::types::LeaseId, String)| Warning {
                lease: Some(LeaseId::from(lease.as_str())),
                text,
            };
            texts.map(warning).collect()
        }
        AckResultWarnings::List(texts) => {
            let texts = texts.into_iter();
            texts.map(|text| Warning { lease: None, text }).collect()
        }
        _ => Vec::new(),
    }
}
