//! A message under a lease, in the hands of a program.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::LeaseId;
use super::Outcome;
use super::desk::Desk;
use super::ledger::Entry;
use super::ledger::Kind;
use super::outcome::Verdict;
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
}

impl<M> Leased<M> {
    pub(super) fn new(message: M, lease: Lease, trace: trace::Message) -> Self {
        Self {
            message,
            lease,
            trace,
        }
    }

    /// The message, its lease, and its span.
    pub(super) fn into_parts(self) -> (M, Lease, trace::Message) {
        (self.message, self.lease, self.trace)
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

    /// Nothing is said of the message, which is delivered again when its lease ends.
    pub fn release(self) {
        self.lease.release();
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

    /// Nothing is said of the message, which is delivered again when the lease ends.
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

    /// Ends as a handler says.
    pub(super) fn end(self, outcome: &Outcome) {
        match outcome.verdict {
            Verdict::Done => self.ack(),
            Verdict::Retry(None) => self.retry(),
            Verdict::Retry(Some(delay)) => self.retry_after(delay),
            Verdict::Release => self.release(),
        }
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
    message: M,
    attempts: Option<u32>,
    ends: Instant,
}

impl<M> Delivered<M> {
    pub(super) fn new(message: M, lease: &Lease) -> Self {
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

    /// The message.
    #[must_use]
    pub fn into_inner(self) -> M {
        self.message
    }
}

impl<M> Deref for Delivered<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.message
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
