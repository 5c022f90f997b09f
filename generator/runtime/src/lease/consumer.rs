//! A consumer that one can leave running: handlers of messages, side by side.

use std::fmt;
use std::pin::Pin;
use std::pin::pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::Sleep;
use tokio::time::sleep_until;
use tokio::time::timeout_at;

use super::Backoff;
use super::ContentQueue;
use super::Delivered;
use super::Event;
use super::IntoOutcome;
use super::LeaseQueue;
use super::Leased;
use super::Leases;
use super::Outcome;
use super::Report;
use super::desk::Desk;
use super::desk::after;
use super::event::Observer;
use super::intake::Intake;
use super::ledger::Ledger;
use super::pace::Pace;
use crate::Error;

/// The longest time before the end of a lease at which a handler is stopped.
const MARGIN: Duration = Duration::from_secs(5);

/// A handler under way.
pub type Handled = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// How a queue is consumed; it begins with [`messages`](Self::messages) or [`leases`](Self::leases).
#[derive(Debug)]
#[must_use = "a consumer does nothing until it is run"]
pub struct Consumer<Q> {
    queue: Q,
    concurrency: u32,
    visibility_timeout: Duration,
    retry: Backoff,
    idle: Backoff,
    settle_within: Duration,
    drain_within: Duration,
    observer: Observer,
}

impl<Q: LeaseQueue> Consumer<Q> {
    /// A consumer of this queue.
    pub fn new(queue: Q) -> Self {
        Self {
            queue,
            concurrency: 16,
            visibility_timeout: Duration::from_secs(60),
            retry: Backoff::doubling(Duration::from_secs(10)..=Duration::from_secs(3_600)),
            idle: Backoff::doubling(Duration::from_millis(250)..=Duration::from_secs(60)),
            settle_within: Duration::from_millis(500),
            drain_within: Duration::from_secs(30),
            observer: Observer::default(),
        }
    }

    /// How many messages are handled at once, 16 by default. A pull asks for as many as there are free places. Of
    /// [`leases`](Self::leases) it is the size of a batch.
    pub fn concurrency(mut self, concurrency: u32) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// How long the leases are, one minute by default. A handler is stopped before its lease ends: a tenth of it, or 5 seconds, if
    /// that is less.
    pub fn visibility_timeout(mut self, visibility_timeout: Duration) -> Self {
        self.visibility_timeout = visibility_timeout;
        self
    }

    /// How long a message waits that failed, by its attempts: from 10 seconds to an hour by default.
    pub fn retry(mut self, retry: Backoff) -> Self {
        self.retry = retry;
        self
    }

    /// How long to wait before the next pull when there is nothing to pull, or a pull failed: from 250 milliseconds to one minute by
    /// default, and up to a fifth more, so that an idle consumer makes at most 1,440 pulls a day. What could not be settled is settled
    /// again after such waits too, up to 10 seconds. A wait that the server asks for is kept in full.
    pub fn idle(mut self, idle: Backoff) -> Self {
        self.idle = idle;
        self
    }

    /// How long a handled message waits, at the most, before it is settled, while calls go well: half a second by default.
    pub fn settle_within(mut self, settle_within: Duration) -> Self {
        self.settle_within = settle_within;
        self
    }

    /// How long handlers may go on once the consumer is to stop, and then how long what is left is settled: 30 seconds by
    /// default.
    pub fn drain_within(mut self, drain_within: Duration) -> Self {
        self.drain_within = drain_within;
        self
    }

    /// Calls a function with what happens. It is called where it happens, and should return soon.
    pub fn observe(mut self, observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observe);
        self
    }

    /// Handles each message with this function, in a task of its own.
    ///
    /// What it returns settles the message: an [`Outcome`](super::Outcome), a `Result` of one or of nothing, or nothing. A panic has the
    /// message delivered again, and nothing else.
    pub fn messages<H, F>(self, handler: H) -> Handling<Q, H>
    where
        H: Fn(Delivered<Q::Message>) -> F + Send + Sync + 'static,
        F: Future<Output: IntoOutcome> + Send + 'static,
    {
        Handling {
            consumer: self,
            handler,
        }
    }

    /// The same for messages whose content is JSON, which the function gets as a `T`.
    ///
    /// One that is no `T` is delivered again, and goes in the end where the queue has the messages that nobody gets done.
    pub fn json<T, H, F>(
        self,
        handler: H,
    ) -> Handling<Q, impl Fn(Delivered<Q::Message>) -> Handled + Send + Sync + 'static>
    where
        Q: ContentQueue,
        T: DeserializeOwned,
        H: Fn(T, Delivered<Q::Message>) -> F + Send + Sync + 'static,
        F: Future<Output: IntoOutcome> + Send + 'static,
    {
        self.messages(move |message| -> Handled {
            match Q::content(&message).json() {
                Ok(value) => {
                    let handling = handler(value, message);
                    Box::pin(async { handling.await.into_outcome() })
                }
                Err(error) => Box::pin(std::future::ready(Outcome::retry(error))),
            }
        })
    }

    /// The messages as a stream, for a program that handles them in its own way.
    pub fn leases(self) -> Leases<Q> {
        let (batch_size, drain_within) = (self.concurrency, self.drain_within);
        let (intake, desk) = self.begin(false);
        Leases::new(intake, desk, batch_size, drain_within)
    }

    fn begin(self, until_empty: bool) -> (Intake<Q>, Arc<Desk>) {
        let ledger = Ledger::new(Q::MOST, self.settle_within, self.idle);
        let desk = Desk::new(ledger, self.retry, self.observer);
        let pace = Pace::new(Q::MOST, self.idle, until_empty);
        let queue = Arc::new(self.queue);
        let intake = Intake::new(queue, Arc::clone(&desk), pace, self.visibility_timeout);
        (intake, desk)
    }
}

/// A consumer with a handler, ready to run.
#[derive(Debug)]
#[must_use = "a consumer does nothing until it is run"]
pub struct Handling<Q, H> {
    consumer: Consumer<Q>,
    handler: H,
}

impl<Q, H, F> Handling<Q, H>
where
    Q: LeaseQueue,
    H: Fn(Delivered<Q::Message>) -> F + Send + Sync + 'static,
    F: Future<Output: IntoOutcome> + Send + 'static,
{
    /// Runs until `stop` is ready. Then nothing more is pulled, handlers go on for as long as
    /// [`drain_within`](Consumer::drain_within) says and are then stopped, and what is left is settled.
    ///
    /// It has to run on a runtime of tokio with time enabled. Dropped, it stops its handlers, whose messages are handed back.
    ///
    /// # Errors
    ///
    /// [`ConsumerError`] for an error that waiting does not mend, such as credentials that the queue does not take.
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<Report, ConsumerError> {
        let most = u64::MAX;
        self.run(stop, most, false).await
    }

    /// Runs until a pull gives nothing, or `most` messages were pulled: for jobs that are started now and then, and for tests.
    ///
    /// # Errors
    ///
    /// As of [`run_until`](Self::run_until).
    pub async fn run_until_empty(self, most: u64) -> Result<Report, ConsumerError> {
        self.run(std::future::pending(), most, true).await
    }

    async fn run(
        self,
        stop: impl Future<Output = ()>,
        most: u64,
        until_empty: bool,
    ) -> Result<Report, ConsumerError> {
        let Self { consumer, handler } = self;
        let (concurrency, drain_within) = (consumer.concurrency, consumer.drain_within);
        let margin = MARGIN.min(consumer.visibility_timeout / 10);
        let (intake, desk) = consumer.begin(until_empty);
        let mut run = Run {
            intake,
            desk: Arc::clone(&desk),
            handler: Arc::new(handler),
            handlers: JoinSet::new(),
            concurrency,
            left: most,
            margin,
            drain_within,
            draining: None,
            is_aborted: false,
            is_dry: false,
            error: None,
            closing: Closing(desk),
        };
        let mut stop = pin!(stop);
        std::future::poll_fn(|context| run.poll(context, stop.as_mut())).await;
        let Run {
            desk,
            error,
            closing,
            ..
        } = run;
        desk.close(after(Instant::now(), drain_within));
        let report = std::future::poll_fn(|context| desk.poll_ended(context)).await;
        drop(closing);
        match error.or_else(|| desk.take_error()) {
            None => Ok(report),
            Some(error) => Err(ConsumerError { error, report }),
        }
    }
}

/// Has what is left settled when a run is dropped.
struct Closing(Arc<Desk>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close(after(Instant::now(), MARGIN));
    }
}

struct Run<Q: LeaseQueue, H> {
    intake: Intake<Q>,
    desk: Arc<Desk>,
    handler: Arc<H>,
    handlers: JoinSet<()>,
    concurrency: u32,
    /// How many messages may still be taken.
    left: u64,
    /// How long before the end of its lease a handler is stopped.
    margin: Duration,
    drain_within: Duration,
    /// When handlers are stopped, once nothing more is pulled.
    draining: Option<Pin<Box<Sleep>>>,
    /// Whether they were stopped.
    is_aborted: bool,
    /// Whether there will be no more messages.
    is_dry: bool,
    error: Option<Error>,
    closing: Closing,
}

impl<Q, H, F> Run<Q, H>
where
    Q: LeaseQueue,
    H: Fn(Delivered<Q::Message>) -> F + Send + Sync + 'static,
    F: Future<Output: IntoOutcome> + Send + 'static,
{
    fn poll(
        &mut self,
        context: &mut Context<'_>,
        stop: Pin<&mut impl Future<Output = ()>>,
    ) -> Poll<()> {
        if self.draining.is_none() && stop.poll(context).is_ready() {
            self.stop();
        }
        while let Poll::Ready(Some(joined)) = self.handlers.poll_join_next(context) {
            if joined.is_err_and(|error| error.is_panic()) {
                self.desk.count(|report| report.panicked += 1);
                self.desk.observer.emit(&Event::Panicked);
            }
        }
        self.take(context);
        if self.is_dry && self.handlers.is_empty() {
            return Poll::Ready(());
        }
        let limit = self.draining.as_mut().filter(|_| !self.is_aborted);
        if limit.is_some_and(|limit| limit.as_mut().poll(context).is_ready()) {
            self.is_aborted = true;
            self.handlers.abort_all();
            // What a pull still brings is handed back if it comes in time, and else when its leases end.
            self.is_dry = true;
            if self.handlers.is_empty() {
                return Poll::Ready(());
            }
        }
        Poll::Pending
    }

    /// Fills the free places.
    fn take(&mut self, context: &mut Context<'_>) {
        while !self.is_dry {
            if self.left == 0 && self.draining.is_none() {
                self.intake.stop();
            }
            match self.intake.poll_next(context, self.places()) {
                Poll::Pending => return,
                Poll::Ready(Some(Ok(message))) => self.handle(message),
                Poll::Ready(Some(Err(error))) => {
                    self.error.get_or_insert(error);
                    self.is_dry = true;
                    self.stop();
                }
                Poll::Ready(None) => self.is_dry = true,
            }
        }
    }

    fn places(&self) -> u32 {
        let running = u32::try_from(self.handlers.len()).unwrap_or(u32::MAX);
        let free = self.concurrency.saturating_sub(running);
        free.min(u32::try_from(self.left).unwrap_or(u32::MAX))
    }

    fn stop(&mut self) {
        self.intake.stop();
        let limit = after(Instant::now(), self.drain_within);
        self.draining = Some(Box::pin(sleep_until(limit)));
    }

    fn handle(&mut self, message: Leased<Q::Message>) {
        self.left = self.left.saturating_sub(1);
        let (handler, desk) = (Arc::clone(&self.handler), Arc::clone(&self.desk));
        let margin = self.margin;
        self.handlers.spawn(async move {
            // Where the handler panics or is stopped, the lease is dropped, which hands the message back.
            let (message, lease, trace) = message.into_parts();
            let delivered = Delivered::new(message, &lease);
            let limit = lease.ends().checked_sub(margin);
            let limit = limit.unwrap_or_else(|| lease.ends());
            let Ok(outcome) = timeout_at(limit, trace.within(handler(delivered))).await else {
                desk.count(|report| report.timed_out += 1);
                desk.observer.emit(&Event::TimedOut);
                return lease.retry();
            };
            let outcome = outcome.into_outcome();
            if let Some(reason) = &outcome.reason {
                let reason = &**reason;
                desk.observer.emit(&Event::Failed { reason });
            }
            lease.end(&outcome);
        });
    }
}

/// Why a consumer stopped by itself: an error that waiting does not mend.
#[derive(Debug)]
pub struct ConsumerError {
    error: Error,
    report: Report,
}

impl ConsumerError {
    /// The error.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// What the consumer did until then.
    #[must_use]
    pub fn report(&self) -> Report {
        self.report
    }
}

impl fmt::Display for ConsumerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the consumer stopped: {}", self.error)
    }
}

impl std::error::Error for ConsumerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
