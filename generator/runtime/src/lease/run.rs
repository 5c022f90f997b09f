//! The loop of a consumer: it fills free places with messages, and has handlers run.

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::pin::Pin;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::Sleep;
use tokio::time::sleep_until;

use super::Event;
use super::Handler;
use super::LeaseQueue;
use super::Leased;
use super::Phase;
use super::desk::Desk;
use super::desk::after;
use super::intake::Intake;
use crate::Error;

/// How many messages are begun before others on the same thread have their turn.
const IN_A_ROW: u32 = 128;

/// A first step that takes longer than this is worth a task of its own: one thread does five thousand such steps in a second.
const LONG_STEP: Duration = Duration::from_micros(200);

/// How many of them in a row are taken for the nature of the handler, and not for a thread that the system stopped meanwhile.
const LONG_STEPS: u32 = 3;

/// A consumer that runs.
///
/// A handler takes its first step where it is, and one that is done then has cost no task. One that waits goes on in a task of its own.
/// While first steps are long, handlers begin in tasks, so that they run side by side on the threads of the runtime.
pub(super) struct Run<Q: LeaseQueue, H> {
    intake: Intake<Q>,
    desk: Arc<Desk>,
    handler: H,
    /// Whether the handler has said that it can take a message, and has not got it.
    is_ready: bool,
    under_way: JoinSet<()>,
    /// How many of the last first steps, in a row, were long.
    long_steps: Arc<AtomicU32>,
    concurrency: usize,
    /// How many messages may still be handled.
    left: u64,
    drain_within: Duration,
    /// When handlers are stopped, once nothing more is to be pulled.
    draining: Option<Pin<Box<Sleep>>>,
    /// Whether they were stopped.
    is_aborted: bool,
    /// Whether there will be no more messages.
    is_dry: bool,
    error: Option<Error>,
}

impl<Q: LeaseQueue, H: Handler<Q::Message>> Run<Q, H> {
    pub(super) fn new(
        intake: Intake<Q>,
        desk: Arc<Desk>,
        handler: H,
        concurrency: u32,
        drain_within: Duration,
    ) -> Self {
        let concurrency = usize::try_from(concurrency).unwrap_or(usize::MAX);
        Self {
            intake,
            desk,
            concurrency: concurrency.max(handler.most()),
            handler,
            is_ready: false,
            under_way: JoinSet::new(),
            long_steps: Arc::default(),
            left: u64::MAX,
            drain_within,
            draining: None,
            is_aborted: false,
            is_dry: false,
            error: None,
        }
    }

    /// Handles no more than so many messages.
    pub(super) fn stop_after(&mut self, most: u64) {
        self.left = most;
    }

    /// Why it ended by itself.
    pub(super) fn end(self) -> Option<Error> {
        self.error
    }

    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        stop: Pin<&mut impl Future<Output = ()>>,
    ) -> Poll<()> {
        if self.draining.is_none() && stop.poll(context).is_ready() {
            self.stop();
        }
        while let Poll::Ready(Some(joined)) = self.under_way.poll_join_next(context) {
            if joined.is_err_and(|error| error.is_panic()) {
                self.panicked();
            }
        }
        self.intake.look_at_the_clock();
        self.take(context);
        if self.is_dry && self.under_way.is_empty() {
            return Poll::Ready(());
        }
        let limit = self.draining.as_mut().filter(|_| !self.is_aborted);
        if limit.is_some_and(|limit| limit.as_mut().poll(context).is_ready()) {
            self.is_aborted = true;
            self.under_way.abort_all();
            // What a pull still brings is handed back if it comes in time, and else when its leases end.
            self.is_dry = true;
            if self.under_way.is_empty() {
                return Poll::Ready(());
            }
        }
        Poll::Pending
    }

    /// Fills the free places.
    fn take(&mut self, context: &mut Context<'_>) {
        let mut begun = 0;
        let mut clock = std::time::Instant::now();
        while !self.is_dry {
            if begun == IN_A_ROW {
                context.waker().wake_by_ref();
                return;
            }
            if self.left == 0 && self.draining.is_none() {
                self.intake.stop();
            }
            let places = self.places(context);
            match self.intake.poll_next(context, places) {
                Poll::Pending => return,
                Poll::Ready(Some(Ok(message))) => {
                    begun += 1;
                    self.handle(context, message, places, &mut clock);
                }
                Poll::Ready(Some(Err(error))) => self.fail(error),
                Poll::Ready(None) => self.is_dry = true,
            }
        }
    }

    /// How many messages can be begun.
    fn places(&mut self, context: &mut Context<'_>) -> u32 {
        let handled = self.handler.handled(self.under_way.len());
        let free = self.concurrency.saturating_sub(handled);
        let free = u32::try_from(free).unwrap_or(u32::MAX);
        let free = free.min(u32::try_from(self.left).unwrap_or(u32::MAX));
        if free > 0 && !self.is_ready {
            match self.handler.poll_ready(context) {
                Poll::Pending => return 0,
                Poll::Ready(Ok(())) => self.is_ready = true,
                Poll::Ready(Err(error)) => {
                    let error = format!("the service that handles messages is not ready: {error}");
                    self.fail(Error::configuration(error));
                    return 0;
                }
            }
        }
        free
    }

    fn fail(&mut self, error: Error) {
        self.desk
            .write(|state| state.error = Some(error.to_string().into()));
        self.error.get_or_insert(error);
        self.is_dry = true;
        self.stop();
    }

    fn stop(&mut self) {
        self.intake.stop();
        self.desk.write(|state| state.enter(Phase::Stopping));
        let limit = after(Instant::now(), self.drain_within);
        self.draining = Some(Box::pin(sleep_until(limit)));
    }

    /// Begins to handle a message, and more that came with it where the handler takes them. The clock stood still since the one
    /// before was begun.
    fn handle(
        &mut self,
        context: &mut Context<'_>,
        first: Leased<Q::Message>,
        places: u32,
        clock: &mut std::time::Instant,
    ) {
        let most = usize::try_from(places).unwrap_or(usize::MAX);
        let most = self.handler.most().min(most).saturating_sub(1);
        let more = self.intake.take_more(most);
        self.left = self.left.saturating_sub(1 + more.len() as u64);
        self.is_ready = false;
        if self.long_steps.load(Ordering::Relaxed) >= LONG_STEPS {
            return self.begin_apart(first, more);
        }
        let stepped = catch_unwind(AssertUnwindSafe(|| {
            let mut handling = self.handler.begin(first, more);
            if Pin::new(&mut handling).poll(context).is_pending() {
                return Some(handling);
            }
            // What is done is dropped there, where it may panic.
            self.handler.end(handling);
            None
        }));
        let begun = std::mem::replace(clock, std::time::Instant::now());
        note(&self.long_steps, clock.duration_since(begun));
        match stepped {
            Ok(None) => {}
            Ok(Some(handling)) => {
                self.under_way.spawn(handling);
            }
            Err(_) => self.panicked(),
        }
    }

    /// The same in a task that takes the first step.
    fn begin_apart(&mut self, first: Leased<Q::Message>, more: Vec<Leased<Q::Message>>) {
        let begun = catch_unwind(AssertUnwindSafe(|| self.handler.begin_apart(first, more)));
        let Ok(handling) = begun else {
            return self.panicked();
        };
        let long_steps = Arc::clone(&self.long_steps);
        self.under_way.spawn(async move {
            let mut handling = pin!(handling);
            let begun = std::time::Instant::now();
            let step = std::future::poll_fn(|context| Poll::Ready(handling.as_mut().poll(context)));
            let step = step.await;
            note(&long_steps, begun.elapsed());
            if step.is_pending() {
                handling.await;
            }
        });
    }

    fn panicked(&self) {
        self.desk.count(|report| report.panicked += 1);
        self.desk.observer.emit(&Event::Panicked);
    }
}

/// Takes note of how long a first step took.
fn note(long_steps: &AtomicU32, took: Duration) {
    if took > LONG_STEP {
        long_steps.fetch_add(1, Ordering::Relaxed);
    } else {
        long_steps.store(0, Ordering::Relaxed);
    }
}
