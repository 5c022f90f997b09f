//! The state of a consumer, for health checks.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::watch;

use super::Report;

/// The state of a consumer, as of its last pull or settlement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct State {
    /// What it does.
    pub phase: Phase,
    /// When a pull last went well.
    pub last_pull: Option<Instant>,
    /// The error of the last call that failed; none once a pull went well.
    pub error: Option<Arc<str>>,
    /// What it has done so far.
    pub report: Report,
}

/// What a consumer does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Phase {
    /// It has not begun.
    Ready,
    /// It pulls and handles messages.
    Running,
    /// It pulls nothing for so long, since there was nothing, or a pull failed.
    Waiting(Duration),
    /// It pulls nothing more, and ends what it has begun.
    Stopping,
    /// It ended.
    Ended,
    /// It ended by itself, with an error that waiting does not mend.
    Failed,
}

/// The [`State`] of a consumer, from elsewhere; [`Consumer::watch`](super::Consumer::watch) gives one.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::lease::{Phase, Watch};
///
/// fn is_healthy(consumer: &Watch) -> bool {
///     let state = consumer.state();
///     let is_running = matches!(state.phase, Phase::Running | Phase::Waiting(_));
///     is_running && state.last_pull.is_some_and(|pull| pull.elapsed() < Duration::from_secs(300))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Watch(watch::Receiver<State>);

impl Watch {
    /// The state as it is now.
    #[must_use]
    pub fn state(&self) -> State {
        self.0.borrow().clone()
    }

    /// Waits until the state has changed since this was last called; `None` when the consumer is gone.
    pub async fn changed(&mut self) -> Option<State> {
        self.0.changed().await.ok()?;
        Some(self.0.borrow_and_update().clone())
    }
}

/// Where the state of a consumer is written.
#[derive(Debug)]
pub(super) struct Board(watch::Sender<State>);

impl Board {
    pub(super) fn new() -> Self {
        let state = State {
            phase: Phase::Ready,
            last_pull: None,
            error: None,
            report: Report::default(),
        };
        Self(watch::Sender::new(state))
    }

    pub(super) fn watch(&self) -> Watch {
        Watch(self.0.subscribe())
    }

    /// Writes it, if anybody looks.
    pub(super) fn write(&self, change: impl FnOnce(&mut State)) {
        if self.0.receiver_count() > 0 {
            self.0.send_modify(change);
        }
    }
}

impl State {
    /// Pulls no more, for this reason or none.
    pub(super) fn enter(&mut self, phase: Phase) {
        if !matches!(self.phase, Phase::Ended | Phase::Failed) {
            self.phase = phase;
        }
    }
}
