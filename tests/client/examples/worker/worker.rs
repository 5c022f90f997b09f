//! A worker: pulls batches, handles their messages side by side, and settles them in batches.
//!
//! It keeps the promise of the queue, at least once, whatever goes wrong on the way: a message is acknowledged only after it
//! was handled, is retried with a delay when its handler failed, and comes back by itself when its lease ends.

use std::collections::HashMap;
use std::fmt::Display;
use std::future::ready;
use std::pin::Pin;
use std::pin::pin;
use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::ErrorConditions as _;
use cloudflare_queues::queues::messages::PullResult;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::Retry;
use tokio::task::Id;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::time::timeout;

/// What a handler of messages returns when a message is to be delivered again.
pub type HandlerError = Box<dyn std::error::Error + Send + Sync>;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The most messages of a pull, from 1 to 100. They are handled side by side.
    pub batch_size: u32,
    /// How long the leases are. A handler that needs longer is stopped, since somebody else may have its message by then.
    pub visibility_timeout: Duration,
    /// How long a message that is done waits for others before the queue is told.
    pub settle_after: Duration,
    /// How long a message waits after its first failure; each further failure doubles it, up to an hour.
    pub retry_delay: Duration,
    /// How long to wait after a pull that gave nothing, or failed; each further one doubles it.
    pub shortest_pause: Duration,
    /// The longest such wait.
    pub longest_pause: Duration,
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            batch_size: 50,
            visibility_timeout: Duration::from_secs(60),
            settle_after: Duration::from_secs(1),
            retry_delay: Duration::from_secs(10),
            shortest_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(10),
        }
    }
}

impl Worker {
    /// Handles the messages of a queue until `stop` is ready; a batch that was pulled before then is handled and settled,
    /// which takes no longer than its leases.
    ///
    /// # Errors
    ///
    /// What waiting does not mend (credentials, a queue that does not exist), and when the last acknowledgement failed: what
    /// was not told comes back when its leases end.
    pub async fn run<H, F>(
        &self,
        client: &Client,
        queue_id: &QueueId,
        handle: H,
        stop: impl Future<Output = ()>,
    ) -> Result<(), Error>
    where
        H: Fn(PulledMessage) -> F + Clone + Send + 'static,
        F: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let mut stop = pin!(stop);
        let mut settlement = Settlement::of(client, queue_id);
        let mut pause = self.shortest_pause;
        while !is_ready(stop.as_mut()).await {
            let outcome = self.work(&mut settlement, &handle).await;
            let mut wait = pause;
            match outcome {
                Ok(true) => {
                    pause = self.shortest_pause;
                    continue;
                }
                Ok(false) => {}
                Err(error) if is_permanent(&error) => return Err(error),
                Err(error) => {
                    eprintln!("{error}");
                    wait = error.retry_after().unwrap_or_default().max(pause);
                }
            }
            tokio::select! {
                () = &mut stop => break,
                () = sleep(wait) => pause = self.longest_pause.min(pause * 2),
            }
        }
        settlement.tell().await
    }

    /// Settles what is left, pulls a batch, handles it and settles it. Says whether there was anything to handle.
    ///
    /// Nothing is pulled while the queue could not be told of what was pulled before, so that this does not grow.
    async fn work<H, F>(&self, settlement: &mut Settlement<'_>, handle: &H) -> Result<bool, Error>
    where
        H: Fn(PulledMessage) -> F + Clone + Send + 'static,
        F: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        settlement.tell().await?;
        // A pull that was begun is waited for: dropped, it would leave messages leased to nobody.
        let messages = settlement.client.queues().messages();
        let batch = messages
            .pull(settlement.queue_id)
            .batch_size(self.batch_size)
            .visibility_timeout(self.visibility_timeout)
            .await?;
        let has_messages = !batch.messages.is_empty();
        self.handle(batch, settlement, handle).await?;
        settlement.tell().await?;
        Ok(has_messages)
    }

    /// Handles the messages side by side, each in a task of its own, so that a panic of one is no more than its failure.
    async fn handle<H, F>(
        &self,
        batch: PullResult,
        settlement: &mut Settlement<'_>,
        handle: &H,
    ) -> Result<(), Error>
    where
        H: Fn(PulledMessage) -> F + Clone + Send + 'static,
        F: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let (messages, unreadable) = batch.messages.into_parts();
        for odd in unreadable {
            // Retried until it goes to the dead letter queue, where somebody can look at it.
            if let Some(lease) = odd.readable().and_then(|message| message.lease_id.clone()) {
                settlement.retry(lease, self.retry_delay, &odd);
            }
        }
        let mut tasks = JoinSet::new();
        let mut leases: HashMap<Id, (LeaseId, u32)> = HashMap::new();
        for message in messages {
            let Some(lease) = message.lease_id.clone() else {
                continue;
            };
            let attempts = message.attempts.unwrap_or(1);
            let (handle, limit) = (handle.clone(), self.visibility_timeout);
            let task = tasks.spawn(async move { timeout(limit, handle(message)).await });
            leases.insert(task.id(), (lease, attempts));
        }
        while !tasks.is_empty() {
            let Ok(next) = timeout(self.settle_after, tasks.join_next_with_id()).await else {
                // Slow messages do not keep the others waiting.
                settlement.tell().await?;
                continue;
            };
            let (id, outcome) = match next {
                None => break,
                Some(Ok((id, outcome))) => (id, Ok(outcome)),
                Some(Err(panic)) => (panic.id(), Err(panic)),
            };
            let Some((lease, attempts)) = leases.remove(&id) else {
                continue;
            };
            let delay = self.delay(attempts);
            match outcome {
                Ok(Ok(Ok(()))) => settlement.acks.push(lease),
                Ok(Ok(Err(error))) => settlement.retry(lease, delay, &error),
                Ok(Err(elapsed)) => settlement.retry(lease, delay, &elapsed),
                Err(panic) => settlement.retry(lease, delay, &panic),
            }
        }
        Ok(())
    }

    /// How long a message waits that was delivered so many times.
    fn delay(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let delay = self.retry_delay.saturating_mul(doubled);
        delay.min(Duration::from_secs(3_600))
    }
}

/// What is known about messages and not yet told to their queue.
struct Settlement<'a> {
    client: &'a Client,
    queue_id: &'a QueueId,
    acks: Vec<LeaseId>,
    retries: Vec<(LeaseId, Duration)>,
}

impl<'a> Settlement<'a> {
    fn of(client: &'a Client, queue_id: &'a QueueId) -> Self {
        Self {
            client,
            queue_id,
            acks: Vec::new(),
            retries: Vec::new(),
        }
    }

    fn retry(&mut self, lease: LeaseId, delay: Duration, error: &impl Display) {
        eprintln!("delivered again in {delay:?}: {error}");
        self.retries.push((lease, delay));
    }

    /// Tells the queue. What it could not be told is kept for the next time, since a late acknowledgement still counts; what
    /// it rejects is not, and comes back when its leases end.
    async fn tell(&mut self) -> Result<(), Error> {
        if self.acks.is_empty() && self.retries.is_empty() {
            return Ok(());
        }
        let acks = self.acks.iter().cloned().map(Acknowledgement::new);
        let retries = self.retries.iter().cloned();
        let retries = retries.map(|(lease, delay)| Retry::new(lease).delay(delay));
        let messages = self.client.queues().messages();
        let told = messages
            .ack(self.queue_id)
            .acks(acks)
            .retries(retries)
            .await;
        if !matches!(&told, Err(error) if error.is_retryable()) {
            self.acks.clear();
            self.retries.clear();
        }
        told.map(drop)
    }
}

async fn is_ready(future: Pin<&mut impl Future<Output = ()>>) -> bool {
    tokio::select! {
        biased;
        () = future => true,
        () = ready(()) => false,
    }
}

/// Whether an error stays until somebody changes something: what is wrong with the request, the credentials or the queue. A
/// queue that is paused, or has no `http_pull` consumer yet, is waited for.
fn is_permanent(error: &Error) -> bool {
    if matches!(error, Error::Configuration(_) | Error::InvalidArgument(_)) {
        return true;
    }
    let is_waiting = error.is_delivery_paused() || error.is_pull_not_enabled();
    let is_used_up = error.is_queue_disabled() || error.is_free_tier_used_up();
    let is_rejected = error
        .status()
        .is_some_and(|status| status.is_client_error() && ![408, 429].contains(&status.as_u16()));
    !is_waiting && (is_used_up || is_rejected || error.is_unauthorized())
}
