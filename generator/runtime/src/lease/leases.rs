//! The messages of a queue as a stream.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;
use tokio::time::timeout;

use super::LeaseQueue;
use super::Leased;
use super::Report;
use super::Stopper;
use super::desk::Desk;
use super::desk::after;
use super::intake::Intake;
use super::stopper::Stopped;
use crate::Error;

/// The messages of a queue, each under its lease, pulled when they are asked for.
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. It waits while the queue is empty
/// or does not deliver, and ends after a permanent error, or when its [`Stopper`] says so. End it with
/// [`settled`](Self::settled): its messages are settled in the background.
#[must_use = "messages are pulled when they are asked for"]
pub struct Leases<Q: LeaseQueue> {
    intake: Intake<Q>,
    desk: Arc<Desk>,
    batch_size: u32,
    drain_within: Duration,
    stopper: Stopper,
    stopped: Stopped,
    has_ended: bool,
}

impl<Q: LeaseQueue> Leases<Q> {
    pub(super) fn new(
        intake: Intake<Q>,
        desk: Arc<Desk>,
        batch_size: u32,
        drain_within: Duration,
    ) -> Self {
        let stopper = Stopper::new();
        Self {
            intake,
            desk,
            batch_size,
            drain_within,
            stopped: stopper.stopped(),
            stopper,
            has_ended: false,
        }
    }

    /// The next message; `None` when there are no more. What is dropped while it waits goes on when it is called again.
    ///
    /// # Errors
    ///
    /// Permanent errors alone, each the last item: others are waited out.
    pub async fn next(&mut self) -> Option<Result<Leased<Q::Message>, Error>> {
        std::future::poll_fn(|context| self.poll_message(context)).await
    }

    /// What stops it from elsewhere.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Ends it: pulls nothing more, and waits until the messages that were handed out are settled, up to the time that
    /// [`drain_within`](super::Consumer::drain_within) gives.
    pub async fn settled(mut self) -> Report {
        let drain_within = self.drain_within;
        self.intake.stop();
        // Pulls on their way are waited for, and handed back.
        let ending = async {
            while !self.has_ended {
                let _ = self.next().await;
            }
        };
        // What still comes after that is handed back when its leases end.
        let _ = timeout(drain_within, ending).await;
        self.desk.close(after(Instant::now(), self.drain_within));
        std::future::poll_fn(|context| self.desk.poll_ended(context)).await
    }

    fn poll_message(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Leased<Q::Message>, Error>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        if Pin::new(&mut self.stopped).poll(context).is_ready() {
            self.intake.stop();
        }
        self.intake.look_at_the_clock();
        let polled = self.intake.poll_next(context, self.batch_size);
        self.has_ended = matches!(polled, Poll::Ready(None | Some(Err(_))));
        polled
    }
}

impl<Q: LeaseQueue> Stream for Leases<Q> {
    type Item = Result<Leased<Q::Message>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_message(context)
    }
}

impl<Q: LeaseQueue> Unpin for Leases<Q> {}

/// What is left is settled all the same, for as long as there is a runtime.
impl<Q: LeaseQueue> Drop for Leases<Q> {
    fn drop(&mut self) {
        self.desk.close(after(Instant::now(), self.drain_within));
    }
}
