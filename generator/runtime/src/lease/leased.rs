//! A message under a lease, in the hands of a program.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::Event;
use super::LeaseId;
use super::dead::DeadLetterQueue;
use super::desk::Desk;
use super::ledger::entry::Entry;
use super::ledger::entry::Kind;
use super::outcome::Reason;
use super::trace;

/// A message under a lease. It owns what it needs, so that it can go into another task.
///
/// One of its verbs ends the lease; dropped without one, the message is handed back with the delay of the policy, while its
/// lease lasts. Settlements leave in the background.
#[derive(Debug)]
#[must_use = "a message that is dropped is delivered again"]
pub struct Leased<M> {
    message: M,
    lease: Lease,
    trace: trace::Message,
    dead_letters: Option<DeadLetterQueue<M>>,
}

/// What a leased message is made of.
pub(super) struct Parts<M> {
    pub(super) message: M,
    pub(super) lease: Lease,
    pub(super) trace: trace::Message,
    pub(super) dead_letters: Option<DeadLetterQueue<M>>,
}

impl<M> Leased<M> {
    pub(super) fn new(parts: Parts<M>) -> Self {
        let Parts {
            message,
            lease,
            trace,
            dead_letters,
        } = parts;
        Self {
            message,
            lease,
            trace,
            dead_letters,
        }
    }

    pub(super) fn into_parts(self) -> Parts<M> {
        let Self {
            message,
            lease,
            trace,
            dead_letters,
        } = self;
        Parts {
            message,
            lease,
            trace,
            dead_letters,
        }
    }

    /// The message is done, and leaves the queue.
    pub fn ack(self) {
        self.lease.ack();
    }

    /// The message is done; waits until the queue has confirmed it.
    ///
    /// # Errors
    ///
    /// [`NotConfirmed`] when the queue does not know the lease, or it could not be settled.
    pub async fn ack_confirmed(self) -> Result<(), NotConfirmed> {
        self.lease.ack_confirmed().await
    }

    /// The message is to be delivered again, with the delay of the policy.
    pub fn retry(self) {
        self.lease.retry();
    }

    /// The message is to be delivered again, after this delay.
    pub fn retry_after(self, delay: Duration) {
        self.lease.retry_after(delay);
    }

    /// The message is left alone, and is delivered again when its lease ends.
    pub fn release(self) {
        self.lease.release();
    }

    /// Nobody can handle the message: it is pushed, in the background, where the [dead letters](super::Consumer::dead_letters) go, and
    /// then acknowledged. Without dead letters, or where it cannot be pushed before its lease ends, it is retried.
    pub fn dead(self, reason: impl Into<Box<dyn std::error::Error + Send + Sync>>)
    where
        M: Send + Sync + 'static,
    {
        let reason: Reason = reason.into();
        let Parts {
            message,
            lease,
            dead_letters,
            ..
        } = self.into_parts();
        lease.emit(&Event::Failed { reason: &*reason });
        match dead_letters {
            Some(queue) => drop(tokio::spawn(queue.push(Arc::new(message), reason, lease))),
            None => lease.retry(),
        }
    }

    /// The message and its lease apart: the one can move on, while the other stays.
    pub fn split(self) -> (M, Lease) {
        (self.message, self.lease)
    }

    /// How often the message was pulled, this time included, if the queue says so.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.lease.attempts()
    }

    /// How long the lease lasts from now on, counted from when its pull was sent.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.lease.time_left()
    }

    pub(super) fn ends(&self) -> Instant {
        self.lease.ends
    }

    /// The same, in the hands of a program.
    pub(super) fn started(mut self) -> Self {
        self.lease.is_started = true;
        self
    }
}

impl<M> Deref for Leased<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.message
    }
}

/// The lease of a message. As for [`Leased`], one of its verbs ends it, and dropped it hands the message back.
#[must_use = "a lease that is dropped hands its message back"]
pub struct Lease {
    /// `None` once it was said what becomes of the message.
    id: Option<LeaseId>,
    desk: Arc<Desk>,
    attempts: Option<u32>,
    ends: Instant,
    /// Whether somebody has had the message in hand: one that nobody has had is delivered again at once.
    is_started: bool,
}

impl Lease {
    pub(super) fn new(id: LeaseId, desk: Arc<Desk>, attempts: Option<u32>, ends: Instant) -> Self {
        Self {
            id: Some(id),
            desk,
            attempts,
            ends,
            is_started: false,
        }
    }

    /// The message is done, and leaves the queue.
    pub fn ack(mut self) {
        self.say(Some(Kind::Ack), None);
    }

    /// The message is done; waits until the queue has confirmed it.
    ///
    /// # Errors
    ///
    /// [`NotConfirmed`] when the queue does not know the lease, or it could not be settled.
    pub async fn ack_confirmed(mut self) -> Result<(), NotConfirmed> {
        let (confirm, confirmed) = oneshot::channel();
        self.say(Some(Kind::Ack), Some(confirm));
        confirmed.await.unwrap_or(Err(NotConfirmed::NotSettled))
    }

    /// The message is to be delivered again, with the delay of the policy.
    pub fn retry(mut self) {
        let delay = self.policy();
        self.say(Some(Kind::Retry(Some(delay))), None);
    }

    /// The message is to be delivered again, after this delay.
    pub fn retry_after(mut self, delay: Duration) {
        self.say(Some(Kind::Retry(Some(delay))), None);
    }

    /// The message is left alone, and is delivered again when the lease ends.
    pub fn release(mut self) {
        self.say(None, None);
    }

    /// How often the message was pulled, this time included, if the queue says so.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.attempts
    }

    /// How long the lease lasts from now on, counted from when its pull was sent.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.ends.saturating_duration_since(Instant::now())
    }

    pub(super) fn ends(&self) -> Instant {
        self.ends
    }

    pub(super) fn emit(&self, event: &Event<'_>) {
        self.desk.observer.emit(event);
    }

    pub(super) fn is_observed(&self) -> bool {
        self.desk.observer.is_there()
    }

    pub(super) fn timed_out(&self) {
        self.desk.count(|report| report.timed_out += 1);
        self.emit(&Event::TimedOut);
    }

    pub(super) fn dead_lettered(&self, reason: &(dyn std::error::Error + 'static)) {
        self.desk.count(|report| report.dead_lettered += 1);
        self.emit(&Event::DeadLettered { reason });
    }

    fn policy(&self) -> Duration {
        self.desk.retry.wait(self.attempts.unwrap_or(1))
    }

    fn say(
        &mut self,
        kind: Option<Kind>,
        confirm: Option<oneshot::Sender<Result<(), NotConfirmed>>>,
    ) {
        let Some(lease) = self.id.take() else {
            return;
        };
        let entry = kind.map(|kind| Entry {
            lease,
            kind,
            ends: self.ends,
            since: Instant::now(),
            confirm,
        });
        self.desk.settle(entry);
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let delay = if self.is_started {
            self.policy()
        } else {
            Duration::ZERO
        };
        self.say(Some(Kind::Retry(Some(delay))), None);
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lease")
            .field("attempts", &self.attempts)
            .field("time_left", &self.time_left())
            .finish_non_exhaustive()
    }
}

/// A message as a handler has it: what the handler returns settles it.
#[derive(Debug)]
pub struct Delivered<M> {
    message: Message<M>,
    attempts: Option<u32>,
    ends: Instant,
}

#[derive(Debug)]
enum Message<M> {
    Own(M),
    /// It is kept for the dead letters too.
    Shared(Arc<M>),
}

impl<M> Delivered<M> {
    pub(super) fn new(message: M, lease: &Lease) -> Self {
        Self::with(Message::Own(message), lease)
    }

    pub(super) fn shared(message: Arc<M>, lease: &Lease) -> Self {
        Self::with(Message::Shared(message), lease)
    }

    fn with(message: Message<M>, lease: &Lease) -> Self {
        Self {
            message,
            attempts: lease.attempts(),
            ends: lease.ends(),
        }
    }

    /// How often the message was pulled, this time included, if the queue says so.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.attempts
    }

    /// How long the lease lasts from now on, counted from when its pull was sent. The handler is stopped a little before.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.ends.saturating_duration_since(Instant::now())
    }

    /// The message, which is cloned for a consumer with [dead letters](super::Consumer::dead_letters).
    #[must_use]
    pub fn into_inner(self) -> M
    where
        M: Clone,
    {
        match self.message {
            Message::Own(message) => message,
            Message::Shared(message) => Arc::unwrap_or_clone(message),
        }
    }
}

impl<M> Deref for Delivered<M> {
    type Target = M;

    fn deref(&self) -> &M {
        match &self.message {
            Message::Own(message) => message,
            Message::Shared(message) => message,
        }
    }
}

/// Why it is not certain that a message is done.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NotConfirmed {
    /// The queue warns of the lease: bound and escape it before it goes to a log.
    Warned(String),
    /// The lease could not be settled, and the message is delivered again.
    NotSettled,
    /// The lease ended before it could be settled.
    Expired,
}

impl fmt::Display for NotConfirmed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Warned(_) => "the queue warns of the lease",
            Self::NotSettled => "the lease could not be settled",
            Self::Expired => "the lease ended before it could be settled",
        })
    }
}

impl std::error::Error for NotConfirmed {}
