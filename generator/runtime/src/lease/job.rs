//! Handlers under way, with the leases of their messages: what a handler returns settles them.
//!
//! One that is dropped, by a panic too, drops its leases, which hands the messages back.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::task::ready;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::Sleep;
use tokio::time::sleep_until;

use super::Delivered;
use super::Event;
use super::IntoOutcome;
use super::IntoOutcomes;
use super::Lease;
use super::Leased;
use super::Outcome;
use super::Outcomes;
use super::dead::Dying;
use super::dead::Kept;
use super::leased::Parts;
use super::outcome::Reason;
use super::outcome::Verdict;
use super::trace;

/// Where a handler is while it works; one that is through leaves its place to another.
pub(super) type Room<F> = Pin<Box<Option<trace::Within<F>>>>;

/// A handler, up to the time at which it is stopped.
struct Limited<F> {
    work: Pin<Box<Option<F>>>,
    limit: Instant,
    /// The timer, for a handler that is not done at once.
    timer: Option<Pin<Box<Sleep>>>,
    /// When it began, if anybody wants to know.
    begun: Option<Instant>,
}

impl<F: Future> Limited<F> {
    fn new(work: Pin<Box<Option<F>>>, lease: &Lease, margin: Duration) -> Self {
        let ends = lease.ends();
        Self {
            work,
            limit: ends.checked_sub(margin).unwrap_or(ends),
            timer: None,
            begun: lease.is_observed().then(Instant::now),
        }
    }

    /// What it returns; `None` when it was stopped.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let Some(work) = self.work.as_mut().as_pin_mut() else {
            return Poll::Pending;
        };
        if let Poll::Ready(output) = work.poll(context) {
            return Poll::Ready(Some(output));
        }
        let limit = self.limit;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(sleep_until(limit)));
        timer.as_mut().poll(context).map(|()| None)
    }
}

/// A message that is being handled.
struct Held<M> {
    lease: Lease,
    kept: Kept<M>,
}

impl<M: Send + Sync + 'static> Held<M> {
    fn begin(leased: Leased<M>) -> (Delivered<M>, Self, trace::Message) {
        let Parts {
            message,
            lease,
            trace,
            dead_letters,
        } = leased.into_parts();
        let (delivered, kept) = Kept::share(message, dead_letters, &lease);
        (delivered, Self { lease, kept }, trace)
    }

    /// Does as a handler says.
    fn end(self, verdict: Verdict, reason: Option<Reason>) -> Option<Dying> {
        let Self { lease, kept } = self;
        match verdict {
            Verdict::Done => lease.ack(),
            Verdict::Retry(None) => lease.retry(),
            Verdict::Retry(Some(delay)) => lease.retry_after(delay),
            Verdict::Release => lease.release(),
            Verdict::Dead => {
                let reason = reason.unwrap_or_else(|| "no reason was given".into());
                return kept.die(reason, lease);
            }
        }
        None
    }
}

fn tell(lease: &Lease, count: usize, begun: Option<Instant>, reason: Option<&Reason>) {
    if let Some(begun) = begun {
        let took = begun.elapsed();
        lease.emit(&Event::Handled { count, took });
    }
    if let Some(reason) = reason {
        let reason = &**reason;
        lease.emit(&Event::Failed { reason });
    }
}

/// The handling of one message.
pub(super) struct Job<M, F>(Stage<M, F>);

enum Stage<M, F> {
    Handling(Limited<trace::Within<F>>, Option<Held<M>>),
    Dying(Dying),
}

impl<M: Send + Sync + 'static, F: Future> Job<M, F> {
    pub(super) fn new(
        leased: Leased<M>,
        margin: Duration,
        room: Option<Room<F>>,
        handle: impl FnOnce(Delivered<M>) -> F,
    ) -> Self {
        let (delivered, held, trace) = Held::begin(leased);
        let mut room = room.unwrap_or_else(|| Box::pin(None));
        room.set(Some(trace.within(handle(delivered))));
        let limited = Limited::new(room, &held.lease, margin);
        Self(Stage::Handling(limited, Some(held)))
    }

    /// The place of a handler that is through, empty.
    pub(super) fn into_room(self) -> Option<Room<F>> {
        match self.0 {
            Stage::Handling(mut limited, _) => {
                limited.work.set(None);
                Some(limited.work)
            }
            Stage::Dying(_) => None,
        }
    }
}

impl<M, F> Future for Job<M, F>
where
    M: Send + Sync + 'static,
    F: Future<Output: IntoOutcome>,
{
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Stage::Handling(limited, held) = &mut self.0 {
            let output = ready!(limited.poll(context));
            let (Some(held), begun) = (held.take(), limited.begun) else {
                return Poll::Ready(());
            };
            let Some(output) = output else {
                held.lease.timed_out();
                held.lease.retry();
                return Poll::Ready(());
            };
            let Outcome { verdict, reason } = output.into_outcome();
            tell(&held.lease, 1, begun, reason.as_ref());
            match held.end(verdict, reason) {
                Some(dying) => self.0 = Stage::Dying(dying),
                None => return Poll::Ready(()),
            }
        }
        match &mut self.0 {
            Stage::Dying(dying) => dying.as_mut().poll(context),
            Stage::Handling(..) => Poll::Ready(()),
        }
    }
}

/// The handling of several messages at once.
pub(super) struct BatchJob<M, F> {
    handling: Option<Limited<trace::Within<F>>>,
    held: Vec<Held<M>>,
    dying: Vec<Dying>,
    _place: Place,
}

impl<M: Send + Sync + 'static, F: Future> BatchJob<M, F> {
    pub(super) fn new(
        first: Leased<M>,
        more: Vec<Leased<M>>,
        margin: Duration,
        place: Place,
        handle: impl FnOnce(Vec<Delivered<M>>) -> F,
    ) -> Self {
        let (first, held, trace) = Held::begin(first);
        let (mut delivered, mut all) = (vec![first], vec![held]);
        for leased in more {
            let (message, held, _) = Held::begin(leased);
            delivered.push(message);
            all.push(held);
        }
        let work = trace.within(handle(delivered));
        let soonest = all.iter().min_by_key(|held| held.lease.ends());
        let handling = soonest.map(|held| Limited::new(Box::pin(Some(work)), &held.lease, margin));
        Self {
            handling,
            held: all,
            dying: Vec::new(),
            _place: place,
        }
    }

    fn end(&mut self, outcomes: Outcomes, begun: Option<Instant>) {
        let held = std::mem::take(&mut self.held);
        let count = held.len();
        let Some(lease) = held.first().map(|held| &held.lease) else {
            return;
        };
        match outcomes {
            Outcomes::All(Outcome { verdict, reason }) => {
                tell(lease, count, begun, reason.as_ref());
                let reason: Option<Arc<dyn StdError + Send + Sync>> = reason.map(Into::into);
                for held in held {
                    let reason = reason.clone().map(|reason| Shared(reason).into());
                    self.dying.extend(held.end(verdict, reason));
                }
            }
            Outcomes::Each(outcomes) => {
                tell(lease, count, begun, None);
                let mut outcomes = outcomes.into_iter();
                for held in held {
                    let outcome = outcomes.next();
                    let outcome = outcome.unwrap_or_else(|| Outcome::retry(MISSING));
                    let Outcome { verdict, reason } = outcome;
                    tell(&held.lease, 1, None, reason.as_ref());
                    self.dying.extend(held.end(verdict, reason));
                }
            }
        }
    }
}

const MISSING: &str = "the handler returned no outcome of this message";

impl<M, F> Future for BatchJob<M, F>
where
    M: Send + Sync + 'static,
    F: Future<Output: IntoOutcomes>,
{
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(limited) = &mut self.handling {
            let (output, begun) = (ready!(limited.poll(context)), limited.begun);
            self.handling = None;
            match output {
                Some(output) => self.end(output.into_outcomes(), begun),
                None => {
                    for Held { lease, .. } in std::mem::take(&mut self.held) {
                        lease.timed_out();
                        lease.retry();
                    }
                }
            }
        }
        self.dying
            .retain_mut(|dying| dying.as_mut().poll(context).is_pending());
        if self.dying.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

/// The reason of several messages.
#[derive(Debug)]
struct Shared(Arc<dyn StdError + Send + Sync>);

impl fmt::Display for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl StdError for Shared {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// Handles a message on a thread, which is not stopped: its lease is there with it, and is settled when it is done.
pub(super) async fn on_thread<M, T>(
    leased: Leased<M>,
    handle: impl FnOnce(Delivered<M>) -> T + Send + 'static,
) where
    M: Send + Sync + 'static,
    T: IntoOutcome,
{
    let (delivered, held, trace) = Held::begin(leased);
    let working = tokio::task::spawn_blocking(move || {
        let begun = held.lease.is_observed().then(Instant::now);
        let Outcome { verdict, reason } = trace.enter(|| handle(delivered).into_outcome());
        tell(&held.lease, 1, begun, reason.as_ref());
        held.end(verdict, reason)
    });
    match working.await {
        Ok(Some(dying)) => dying.await,
        Ok(None) => {}
        Err(error) => {
            if let Ok(panic) = error.try_into_panic() {
                std::panic::resume_unwind(panic);
            }
        }
    }
}

/// How many messages are in batches that are being handled.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Arc<std::sync::atomic::AtomicUsize>);

/// The places of a batch, which are free again when this is dropped.
pub(super) struct Place {
    places: Places,
    count: usize,
}

impl Places {
    pub(super) fn take(&self, count: usize) -> Place {
        self.0.fetch_add(count, std::sync::atomic::Ordering::SeqCst);
        Place {
            places: self.clone(),
            count,
        }
    }

    pub(super) fn taken(&self) -> usize {
        self.0.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let places = &self.places.0;
        places.fetch_sub(self.count, std::sync::atomic::Ordering::SeqCst);
    }
}
