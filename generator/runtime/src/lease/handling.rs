//! A consumer with a handler: how it is run, and how that ends.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use tokio::time::Instant;

use super::Consumer;
use super::Handler;
use super::LeaseQueue;
use super::Phase;
use super::Report;
use super::consumer::MARGIN;
use super::desk::Desk;
use super::desk::after;
use super::run::Run;
use crate::Error;

/// A consumer with a handler, ready to run.
#[must_use = "a consumer does nothing until it is run"]
pub struct Handling<Q: LeaseQueue, H> {
    consumer: Consumer<Q>,
    handler: H,
}

impl<Q: LeaseQueue, H: Handler<Q::Message>> Handling<Q, H> {
    pub(super) fn new(consumer: Consumer<Q>, handler: H) -> Self {
        Self { consumer, handler }
    }

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
        let (intake, desk) = consumer.begin(until_empty);
        let closing = Closing(Arc::clone(&desk));
        let mut run = Run::new(
            intake,
            Arc::clone(&desk),
            handler,
            concurrency,
            drain_within,
        );
        run.stop_after(most);
        let mut stop = pin!(stop);
        std::future::poll_fn(|context| run.poll(context, stop.as_mut())).await;
        let error = run.end();
        desk.close(after(Instant::now(), drain_within));
        let report = std::future::poll_fn(|context| desk.poll_ended(context)).await;
        let error = error.or_else(|| desk.take_error());
        desk.write(|state| {
            state.enter(if error.is_some() {
                Phase::Failed
            } else {
                Phase::Ended
            });
        });
        drop(closing);
        match error {
            None => Ok(report),
            Some(error) => Err(ConsumerError { error, report }),
        }
    }
}

impl<Q: LeaseQueue, H> fmt::Debug for Handling<Q, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.consumer.fmt(formatter)
    }
}

/// Without async: on the thread that calls.
#[cfg(feature = "blocking")]
impl<Q: LeaseQueue, H: Handler<Q::Message>> Handling<Q, H> {
    /// [`run_until`](Self::run_until) on the thread that calls, until the [`Stopper`](super::Stopper) is stopped on another.
    ///
    /// # Errors
    ///
    /// As of [`run_until`](Self::run_until), and [`Error::Configuration`] on a thread of an async runtime.
    pub fn wait_until(self, stopper: &super::Stopper) -> Result<Report, ConsumerError> {
        wait(self.run_until(stopper.stopped()))
    }

    /// [`run_until_empty`](Self::run_until_empty) on the thread that calls.
    ///
    /// # Errors
    ///
    /// As of [`wait_until`](Self::wait_until).
    pub fn wait_until_empty(self, most: u64) -> Result<Report, ConsumerError> {
        wait(self.run_until_empty(most))
    }
}

#[cfg(feature = "blocking")]
fn wait(
    running: impl Future<Output = Result<Report, ConsumerError>>,
) -> Result<Report, ConsumerError> {
    use crate::blocking::Wait as _;

    let outcome = async { Ok(running.await) };
    Box::pin(outcome).wait().unwrap_or_else(|error| {
        let report = Report::default();
        Err(ConsumerError { error, report })
    })
}

/// Has what is left settled when a run is dropped.
struct Closing(Arc<Desk>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close(after(Instant::now(), MARGIN));
        self.0.write(|state| state.enter(Phase::Ended));
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
