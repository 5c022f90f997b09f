//! A worker: pulls batches, handles their messages side by side, and settles them in batches.
//!
//! It keeps the promise of the queue, at least once, whatever goes wrong on the way: a message is acknowledged only after it
//! was handled, is retried with a delay when its handler failed, and comes back by itself when its lease ends.

use std::future::ready;
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
use tokio::task::JoinSet;
use tokio::time::sleep;

/// What a handler of messages returns when a message is to be delivered again.
pub type HandlerError = Box<dyn std::error::Error + Send + Sync>;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The most messages of a pull, from 1 to 100. They are handled side by side.
    pub batch_size: u32,
    /// How long a batch may take: handlers that need longer see their messages delivered to somebody else.
    pub visibility_timeout: Duration,
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
            retry_delay: Duration::from_secs(10),
            shortest_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(10),
        }
    }
}

/// What is known about messages and not yet told to the queue.
#[derive(Debug, Default)]
struct Settlement {
    acks: Vec<Acknowledgement>,
    retries: Vec<Retry>,
}

impl Worker {
    /// Handles the messages of a queue until `stop` is ready; a batch that was pulled before then is handled and settled.
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
        H: Fn(PulledMessage) -> F,
        F: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let mut stop = pin!(stop);
        let mut settlement = Settlement::default();
        let mut pause = self.shortest_pause;
        loop {
            tokio::select! {
                biased;
                () = &mut stop => return settlement.tell(client, queue_id).await,
                () = ready(()) => {}
            }
            // A pull that was begun is waited for: dropped, it would leave messages leased to nobody.
            let has_handled = match self.pull(client, queue_id).await {
                Ok(batch) => self.handle(batch, &handle, &mut settlement).await,
                Err(error) if is_lasting(&error) => return Err(error),
                Err(error) => {
                    eprintln!("pull: {error}");
                    false
                }
            };
            let has_told = match settlement.tell(client, queue_id).await {
                Ok(()) => true,
                Err(error) => {
                    eprintln!("ack: {error}");
                    false
                }
            };
            if has_handled && has_told {
                pause = self.shortest_pause;
                continue;
            }
            tokio::select! {
                () = &mut stop => return settlement.tell(client, queue_id).await,
                () = sleep(pause) => pause = self.longest_pause.min(pause * 2),
            }
        }
    }

    async fn pull(&self, client: &Client, queue_id: &QueueId) -> Result<PullResult, Error> {
        let messages = client.queues().messages();
        messages
            .pull(queue_id)
            .batch_size(self.batch_size)
            .visibility_timeout(self.visibility_timeout)
            .await
    }

    /// Handles the messages side by side, each in a task of its own, so that a panic of one is no more than its failure.
    /// Says whether there were any.
    async fn handle<H, F>(&self, batch: PullResult, handle: &H, settlement: &mut Settlement) -> bool
    where
        H: Fn(PulledMessage) -> F,
        F: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        let (messages, unreadable) = batch.messages.into_parts();
        for odd in unreadable {
            eprintln!("{odd}");
            // Retried until it goes to the dead letter queue, where somebody can look at it.
            let lease = odd.readable().and_then(|message| message.lease_id.clone());
            let retries = lease.map(|lease| Retry::new(lease).delay(self.retry_delay));
            settlement.retries.extend(retries);
        }
        let has_messages = !messages.is_empty();
        let mut tasks = JoinSet::new();
        for message in messages {
            let Some(lease) = message.lease_id.clone() else {
                continue;
            };
            let attempts = message.attempts.unwrap_or(1);
            let handled = tokio::spawn(handle(message));
            tasks.spawn(async move { (lease, attempts, handled.await) });
        }
        while let Some(Ok((lease, attempts, outcome))) = tasks.join_next().await {
            match outcome {
                Ok(Ok(())) => settlement.acks.push(Acknowledgement::new(lease)),
                Ok(Err(error)) => settlement.retry(lease, self.delay(attempts), &*error),
                Err(panic) => settlement.retry(lease, self.delay(attempts), &panic),
            }
        }
        has_messages
    }

    /// How long a message waits that was delivered so many times.
    fn delay(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let delay = self.retry_delay.saturating_mul(doubled);
        delay.min(Duration::from_secs(3_600))
    }
}

impl Settlement {
    fn retry(&mut self, lease: LeaseId, delay: Duration, error: &dyn std::fmt::Display) {
        eprintln!("handler: {error}");
        self.retries.push(Retry::new(lease).delay(delay));
    }

    /// Tells the queue. What it could not be told is kept for the next time, since a late acknowledgement still counts.
    async fn tell(&mut self, client: &Client, queue_id: &QueueId) -> Result<(), Error> {
        if self.acks.is_empty() && self.retries.is_empty() {
            return Ok(());
        }
        let messages = client.queues().messages();
        messages
            .ack(queue_id)
            .acks(self.acks.iter().cloned())
            .retries(self.retries.iter().cloned())
            .await?;
        *self = Self::default();
        Ok(())
    }
}

/// Whether an error stays until somebody changes something.
fn is_lasting(error: &Error) -> bool {
    matches!(error, Error::Configuration(_) | Error::InvalidArgument(_))
        || error.is_unauthorized()
        || error.is_queue_not_found()
}
