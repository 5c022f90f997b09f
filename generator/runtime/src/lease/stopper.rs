//! What stops a consumer from elsewhere.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

/// Stops consumers from elsewhere, such as from a handler of signals.
///
/// ```
/// # async fn example() {
/// use client_runtime::lease::Stopper;
///
/// let stopper = Stopper::new();
/// let stopped = stopper.stopped();
/// stopper.stop();
/// stopped.await;
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stopper(Arc<Mutex<Stopping>>);

#[derive(Debug, Default)]
struct Stopping {
    is_stopped: bool,
    waiting: BTreeMap<u64, Waker>,
    next: u64,
}

impl Stopper {
    /// One that has not stopped anything yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has those end that wait for it: nothing more is pulled, and what nobody has in hand goes back.
    pub fn stop(&self) {
        let waiting = {
            let mut stopping = self.stopping();
            stopping.is_stopped = true;
            std::mem::take(&mut stopping.waiting)
        };
        for waker in waiting.into_values() {
            waker.wake();
        }
    }

    /// Ready when it was stopped: for [`Handling::run_until`](super::Handling::run_until), of one consumer or of several.
    pub fn stopped(&self) -> Stopped {
        let mut stopping = self.stopping();
        stopping.next += 1;
        Stopped {
            stopper: self.clone(),
            number: stopping.next,
        }
    }

    fn stopping(&self) -> MutexGuard<'_, Stopping> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a [`Stopper`].
#[derive(Debug)]
#[must_use = "it is ready when its stopper was stopped"]
pub struct Stopped {
    stopper: Stopper,
    number: u64,
}

impl Future for Stopped {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut stopping = self.stopper.stopping();
        if stopping.is_stopped {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        stopping.waiting.insert(self.number, waker);
        Poll::Pending
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        self.stopper.stopping().waiting.remove(&self.number);
    }
}
