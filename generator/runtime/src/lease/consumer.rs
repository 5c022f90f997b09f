//! A consumer that one can leave running: handlers of messages, side by side.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tower_service::Service;

use super::Backoff;
use super::ContentQueue;
use super::DeadLetters;
use super::Delivered;
use super::Event;
use super::Handler;
use super::Handling;
use super::IntoOutcome;
use super::IntoOutcomes;
use super::LeaseQueue;
use super::Leases;
use super::Watch;
use super::dead::DeadLetterQueue;
use super::desk::Desk;
use super::event::Observer;
use super::handler::Batches;
use super::handler::Each;
use super::handler::OnThreads;
use super::handler::Serving;
use super::handler::of_json;
use super::intake::Intake;
use super::job::Places;
use super::ledger::Ledger;
use super::pace::Pace;
use super::watch::Board;

/// The longest time before the end of a lease at which a handler is stopped.
pub(super) const MARGIN: Duration = Duration::from_secs(5);

/// How the messages of a queue are consumed: a generated client gives one, with defaults, and its methods change them.
///
/// A function that handles messages makes a [`Handling`] of it, which can be run: [`messages`](Self::messages), [`json`](Self::json),
/// [`batches`](Self::batches), [`service`](Self::service) and [`on_threads`](Self::on_threads) take one. [`leases`](Self::leases) gives
/// the messages as a stream instead. An example, and what holds of all of them, is in [the module](super).
#[must_use = "a consumer does nothing until it is run"]
pub struct Consumer<Q: LeaseQueue> {
    queue: Q,
    pub(super) concurrency: u32,
    visibility_timeout: Duration,
    per_second: u32,
    retry: Backoff,
    idle: Backoff,
    settle_within: Duration,
    pub(super) drain_within: Duration,
    dead_letters: Option<DeadLetterQueue<Q::Message>>,
    observer: Observer,
    board: Board,
}

impl<Q: LeaseQueue> Consumer<Q> {
    /// A consumer of this queue.
    pub fn new(queue: Q) -> Self {
        Self {
            queue,
            concurrency: 16,
            visibility_timeout: Duration::from_secs(60),
            per_second: 5_000,
            retry: Backoff::doubling(Duration::from_secs(10)..=Duration::from_secs(3_600)),
            idle: Backoff::doubling(Duration::from_millis(250)..=Duration::from_secs(60)),
            settle_within: Duration::from_millis(500),
            drain_within: Duration::from_secs(30),
            dead_letters: None,
            observer: Observer::default(),
            board: Board::new(),
        }
    }

    /// How many messages are handled at once, 16 by default. A pull asks for as many as there are free places. Of
    /// [`leases`](Self::leases) it is the size of a batch.
    pub fn concurrency(mut self, concurrency: u32) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// How long the leases are, one minute by default. A handler is stopped before its lease ends: a tenth of it, or 5 seconds, if
    /// that is less. Zero ends the run with an error, since nothing could be handled.
    pub fn visibility_timeout(mut self, visibility_timeout: Duration) -> Self {
        self.visibility_timeout = visibility_timeout;
        self
    }

    /// How many messages are pulled in a second, at the most: 5,000 by default, which is what a queue of Cloudflare gives. More would
    /// be met with errors that are waited for. Pulls may run ahead of that by a fifth of a second, and by one pull.
    pub fn per_second(mut self, messages: u32) -> Self {
        self.per_second = messages.max(1);
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

    /// How long a handled message waits, at the most, before it is settled, while calls go well: half a second by default, never more
    /// than 2.5 seconds, and less where leases are short, so that a message whose handler was stopped is handed back before its lease
    /// ends.
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

    /// Where messages go that nobody can handle ([`Outcome::dead`](super::Outcome::dead), or an error that is
    /// [`Permanent`](super::Permanent)): they are pushed there first, and then acknowledged, so that one may be there twice, and none is
    /// lost. While that fails, it is tried again for as long as the lease of the message lasts, and the message is retried then.
    ///
    /// Without it, such messages are retried, and go in the end where the queue itself has those that nobody gets done.
    pub fn dead_letters(mut self, letters: impl DeadLetters<Q::Message>) -> Self {
        self.dead_letters = Some(DeadLetterQueue::new(letters));
        self
    }

    /// Changes what the calls of the queue are given besides, such as a filter, with the setters that a generated queue has:
    /// `.map_queue(|queue| queue.filter("urgent"))`.
    pub fn map_queue(mut self, change: impl FnOnce(Q) -> Q) -> Self {
        self.queue = change(self.queue);
        self
    }

    /// Its state, for health checks elsewhere in the program.
    #[must_use]
    pub fn watch(&self) -> Watch {
        self.board.watch()
    }

    /// Calls a function with what happens. It is called where it happens, and should return soon. What it panics with is lost, and
    /// the consumer goes on.
    pub fn observe(mut self, observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observe);
        self
    }

    /// Handles each message with this function.
    ///
    /// What it returns settles the message: an [`Outcome`](super::Outcome), a `Result` of one or of nothing, or nothing. A panic has the
    /// message delivered again, and nothing else. A handler that waits does so in a task of its own.
    pub fn messages<H, F>(self, handler: H) -> Handling<Q, impl Handler<Q::Message>>
    where
        H: Fn(Delivered<Q::Message>) -> F + Send + Sync + 'static,
        F: Future<Output: IntoOutcome> + Send + 'static,
    {
        let margin = self.margin();
        Handling::new(self, Each::new(handler, margin))
    }

    /// The same for messages whose content is JSON, which the function gets as a `T`.
    ///
    /// One that is no `T` is a [dead](super::Outcome::dead) one.
    pub fn json<T, H, F>(self, handler: H) -> Handling<Q, impl Handler<Q::Message>>
    where
        Q: ContentQueue,
        T: DeserializeOwned + 'static,
        H: Fn(T, Delivered<Q::Message>) -> F + Send + Sync + 'static,
        F: Future<Output: IntoOutcome> + Send + 'static,
    {
        self.messages(of_json::<Q, T, H, F>(handler))
    }

    /// Handles up to `size` messages at once with this function: those that came together, without waiting for more. The
    /// [`concurrency`](Self::concurrency), which counts messages, is at least that.
    ///
    /// What it returns settles them: the same for all, as of [`messages`](Self::messages), or a `Vec` with what becomes of each, in their
    /// order.
    pub fn batches<H, F>(self, size: usize, handler: H) -> Handling<Q, impl Handler<Q::Message>>
    where
        H: Fn(Vec<Delivered<Q::Message>>) -> F + Send + Sync + 'static,
        F: Future<Output: IntoOutcomes> + Send + 'static,
    {
        let batches = Batches {
            handler: Arc::new(handler),
            margin: self.margin(),
            size: size.max(1),
            places: Places::default(),
        };
        Handling::new(self, batches)
    }

    /// Handles each message with a service of tower, such as a stack of its layers. An error has the message delivered again.
    ///
    /// A message is pulled only when the service is ready, and at most as many at once as [`concurrency`](Self::concurrency) says: it
    /// should be no more than what the service takes at once, since a message whose lease ends while the service is not ready has an
    /// attempt less. A service that fails to become ready ends the run.
    pub fn service<S>(self, service: S) -> Handling<Q, impl Handler<Q::Message>>
    where
        S: Service<Delivered<Q::Message>> + Send + 'static,
        S::Response: IntoOutcome,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        S::Future: Send + 'static,
    {
        let margin = self.margin();
        Handling::new(self, Serving { service, margin })
    }

    /// Handles each message with this function on a thread, which it may block. What it returns settles the message, as of
    /// [`messages`](Self::messages).
    ///
    /// A thread cannot be stopped: a function that takes longer than its lease goes on while somebody else may have the message, so it
    /// should look at [`time_left`](Delivered::time_left).
    pub fn on_threads<H, T>(self, handler: H) -> Handling<Q, impl Handler<Q::Message>>
    where
        H: Fn(Delivered<Q::Message>) -> T + Send + Sync + 'static,
        T: IntoOutcome + 'static,
    {
        Handling::new(self, OnThreads(Arc::new(handler)))
    }

    /// The messages as a stream, for a program that handles them in its own way.
    pub fn leases(self) -> Leases<Q> {
        let (batch_size, drain_within) = (self.concurrency, self.drain_within);
        let (intake, desk) = self.begin(false);
        Leases::new(intake, desk, batch_size, drain_within)
    }

    /// How long before the end of a lease its handler is stopped.
    fn margin(&self) -> Duration {
        MARGIN.min(self.visibility_timeout / 10)
    }

    pub(super) fn begin(self, until_empty: bool) -> (Intake<Q>, Arc<Desk>) {
        // What a handler says that was stopped has to leave before its lease ends.
        let settle_within = self.settle_within.min(self.margin() / 2);
        let ledger = Ledger::new(Q::MOST_SETTLED, settle_within, self.idle);
        let desk = Desk::new(ledger, self.retry, self.observer, self.board);
        let pace = Pace::new(Q::MOST, self.per_second, self.idle, until_empty);
        let queue = Arc::new(self.queue);
        let intake = Intake::new(queue, Arc::clone(&desk), pace, self.visibility_timeout);
        (intake.dead_letters(self.dead_letters), desk)
    }
}

impl<Q: LeaseQueue> fmt::Debug for Consumer<Q> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Consumer")
            .field("concurrency", &self.concurrency)
            .field("visibility_timeout", &self.visibility_timeout)
            .field("per_second", &self.per_second)
            .field("retry", &self.retry)
            .field("idle", &self.idle)
            .field("settle_within", &self.settle_within)
            .field("drain_within", &self.drain_within)
            .finish_non_exhaustive()
    }
}
