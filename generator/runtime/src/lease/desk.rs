//! The ledger under a lock, with those who wait for it to change.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;
use std::time::Duration;

use tokio::time::Instant;

use super::Backoff;
use super::Event;
use super::LeaseQueue;
use super::NotConfirmed;
use super::Report;
use super::Settled;
use super::event::Observer;
use super::ledger::Failure;
use super::ledger::Ledger;
use super::ledger::Step;
use super::ledger::entry::Entry;
use super::watch::Board;
use super::watch::State as Watched;
use crate::Error;

/// What all who have to do with the leases of a consumer share.
#[derive(Debug)]
pub(super) struct Desk {
    /// The delays of messages that are delivered again.
    pub(super) retry: Backoff,
    pub(super) observer: Observer,
    board: Board,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    ledger: Ledger,
    /// Who settles what is in the ledger.
    settler: Option<Waker>,
    /// Who pulls, unless there is too much to settle.
    intake: Option<Waker>,
    /// Who waits for all to be settled.
    waiting: Option<Waker>,
    has_ended: bool,
    /// Why nothing can be settled any more.
    error: Option<Error>,
}

impl Desk {
    pub(super) fn new(
        ledger: Ledger,
        retry: Backoff,
        observer: Observer,
        board: Board,
    ) -> Arc<Self> {
        Arc::new(Self {
            retry,
            observer,
            board,
            state: Mutex::new(State {
                ledger,
                settler: None,
                intake: None,
                waiting: None,
                has_ended: false,
                error: None,
            }),
        })
    }

    /// A pull on its way, which what is settled waits for.
    pub(super) fn expect(self: &Arc<Self>) -> Expected {
        self.state().ledger.expect();
        Expected(Arc::clone(self))
    }

    pub(super) fn hold(&self, count: usize) {
        self.state().ledger.hold(count);
    }

    /// Takes a lease back, with what is to become of it, unless it is left to end.
    pub(super) fn settle(&self, entry: Option<Entry>) {
        let mut state = self.state();
        let is_sooner = match entry {
            Some(mut entry) if state.has_ended => {
                entry.refuse(NotConfirmed::NotSettled);
                false
            }
            Some(entry) => state.ledger.add(entry),
            None => state.ledger.release(),
        };
        if is_sooner {
            wake(&mut state.settler);
        }
    }

    /// Has all that is left settled up to `deadline`.
    pub(super) fn close(&self, deadline: Instant) {
        let mut state = self.state();
        state.ledger.close(deadline);
        wake(&mut state.settler);
    }

    /// What the settler is to do, which is woken when that changes.
    pub(super) fn next(&self, context: &Context<'_>) -> Step {
        let (step, expired) = {
            let mut state = self.state();
            state.settler = Some(context.waker().clone());
            let step = state.ledger.next(Instant::now());
            let expired = state.ledger.take_expired();
            if expired > 0 && !state.ledger.is_congested() {
                wake(&mut state.intake);
            }
            (step, expired)
        };
        if expired > 0 {
            self.observer.emit(&Event::LeaseLost { count: expired });
        }
        step
    }

    /// Writes the state, with what was done until now.
    pub(super) fn write(&self, change: impl FnOnce(&mut Watched)) {
        self.board.write(|watched| {
            watched.report = self.state().ledger.report;
            change(watched);
        });
    }

    /// Takes note of what came of a call that settles.
    pub(super) fn record<Q: LeaseQueue>(
        &self,
        queue: &Q,
        call: u64,
        outcome: Result<Settled, Error>,
        took: Duration,
    ) {
        let outcome = outcome.or_else(without_result);
        let failure = outcome.as_ref().map_err(|error| failure(queue, error));
        let (acknowledged, retried) = {
            let mut state = self.state();
            let counts = state.ledger.record(call, failure, Instant::now());
            if !state.ledger.is_congested() || state.ledger.is_broken() {
                wake(&mut state.intake);
            }
            counts
        };
        match outcome {
            Ok(settled) => {
                self.observer.emit(&Event::Settled {
                    acknowledged,
                    retried,
                    took,
                });
                self.write(|_| {});
                self.check(&settled, acknowledged, retried);
            }
            Err(error) => {
                let count = acknowledged + retried;
                self.observer.emit(&Event::NotSettled {
                    count,
                    error: &error,
                });
                self.write(|watched| watched.error = Some(error.to_string().into()));
                let mut state = self.state();
                if state.ledger.is_broken() {
                    state.error.get_or_insert(error);
                }
            }
        }
    }

    fn check(&self, outcome: &Settled, acknowledged: usize, retried: usize) {
        for (settled, counted) in [
            (acknowledged, outcome.acknowledged),
            (retried, outcome.retried),
        ] {
            if let Some(counted) = counted.filter(|counted| *counted != settled as u64) {
                self.observer.emit(&Event::Miscounted { settled, counted });
            }
        }
        for warning in &outcome.warnings {
            self.observer.emit(&Event::Warned(warning));
        }
    }

    /// Whether nothing should be pulled for what is to be settled; who asks is woken when that changes.
    pub(super) fn is_congested(&self, context: &Context<'_>) -> bool {
        let mut state = self.state();
        state.intake = Some(context.waker().clone());
        state.ledger.is_congested()
    }

    /// Whether nothing can be settled any more.
    pub(super) fn is_broken(&self) -> bool {
        self.state().ledger.is_broken()
    }

    /// Why nothing can be settled any more; given once.
    pub(super) fn take_error(&self) -> Option<Error> {
        self.state().error.take()
    }

    /// Takes note that nothing is settled any more, also where the runtime ends before the consumer does.
    pub(super) fn end(&self) {
        let mut state = self.state();
        state.ledger.give_up();
        state.has_ended = true;
        wake(&mut state.waiting);
    }

    /// Waits until nothing is settled any more; what was done.
    pub(super) fn poll_ended(&self, context: &Context<'_>) -> Poll<Report> {
        let mut state = self.state();
        if state.has_ended {
            return Poll::Ready(state.ledger.report);
        }
        state.waiting = Some(context.waker().clone());
        Poll::Pending
    }

    /// Counts what the ledger does not know of.
    pub(super) fn count(&self, count: impl FnOnce(&mut Report)) {
        count(&mut self.state().ledger.report);
    }

    /// What is done under the lock does not panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A pull on its way, until this is dropped.
pub(super) struct Expected(Arc<Desk>);

impl Drop for Expected {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if state.ledger.came() {
            wake(&mut state.settler);
        }
    }
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

/// A response that cannot be read comes after the effect.
fn without_result(error: Error) -> Result<Settled, Error> {
    match error {
        Error::Decode(_) => Ok(Settled::default()),
        error => Err(error),
    }
}

fn failure<Q: LeaseQueue>(queue: &Q, error: &Error) -> Failure {
    if is_permanent(queue, error) {
        Failure::Permanent
    } else {
        Failure::Transient(error.retry_after())
    }
}

/// Whether an error stays until somebody changes something: what is wrong with the request, the credentials or the queue.
pub(super) fn is_permanent<Q: LeaseQueue>(queue: &Q, error: &Error) -> bool {
    match error {
        Error::Configuration(_)
        | Error::InvalidArgument(_)
        | Error::Serialization(_)
        | Error::Pagination(_) => true,
        Error::Transport(_) | Error::Decode(_) | Error::Token(_) => false,
        Error::Api(api) => {
            let status = api.status();
            let may_pass =
                status.is_server_error() || status.is_success() || status.as_u16() == 408;
            let is_transient = error.is_retryable() || may_pass || queue.is_waiting(error);
            queue.is_permanent(error) || !is_transient
        }
    }
}

/// The point in time after a length of time, or one that is too far away to matter.
pub(super) fn after(now: Instant, wait: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);
    now.checked_add(wait.min(FAR)).unwrap_or(now)
}
