//! The forms in which messages are handled: one by one, in batches, by a service of tower, on threads.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tower_service::Service;

use super::ContentQueue;
use super::Delivered;
use super::IntoOutcome;
use super::IntoOutcomes;
use super::Leased;
use super::Outcome;
use super::job::BatchJob;
use super::job::Job;
use super::job::Places;
use super::job::Room;
use super::job::on_thread;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Messages in the hands of a handler.
type Handled = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What handles messages: [`Consumer::messages`](super::Consumer::messages) and its siblings each make one.
pub trait Handler<M>: Send + 'static {
    /// The handling of messages, at the end of which they are settled.
    type Handling: Future<Output = ()> + Unpin + Send + 'static;

    /// How many messages it takes at once, at the most.
    fn most(&self) -> usize {
        1
    }

    /// Whether it can take a message; who asks is woken when that changes.
    ///
    /// # Errors
    ///
    /// When it never will again.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let _ = context;
        Poll::Ready(Ok(()))
    }

    /// Begins to handle messages, which is to be polled on where it is.
    fn begin(&mut self, first: Leased<M>, more: Vec<Leased<M>>) -> Self::Handling;

    /// Takes back the handling of messages that was done in its first step.
    fn end(&mut self, handling: Self::Handling) {
        drop(handling);
    }

    /// Begins to handle messages in a task of their own.
    fn begin_apart(&mut self, first: Leased<M>, more: Vec<Leased<M>>) -> Handled {
        Box::pin(self.begin(first, more))
    }

    /// How many messages are being handled, when so many handlings are under way.
    fn handled(&self, under_way: usize) -> usize {
        under_way
    }
}

/// Messages one by one.
pub(super) struct Each<H, F> {
    handler: Arc<H>,
    margin: Duration,
    /// That of the last handler that was done in its first step.
    room: Option<Room<F>>,
}

impl<H, F> Each<H, F> {
    pub(super) fn new(handler: H, margin: Duration) -> Self {
        Self {
            handler: Arc::new(handler),
            margin,
            room: None,
        }
    }
}

impl<M, H, F> Handler<M> for Each<H, F>
where
    M: Send + Sync + 'static,
    H: Fn(Delivered<M>) -> F + Send + Sync + 'static,
    F: Future<Output: IntoOutcome> + Send + 'static,
{
    type Handling = Job<M, F>;

    fn begin(&mut self, first: Leased<M>, _: Vec<Leased<M>>) -> Job<M, F> {
        Job::new(first, self.margin, self.room.take(), &*self.handler)
    }

    fn end(&mut self, handling: Job<M, F>) {
        self.room = handling.into_room();
    }

    fn begin_apart(&mut self, first: Leased<M>, _: Vec<Leased<M>>) -> Handled {
        let (handler, margin) = (Arc::clone(&self.handler), self.margin);
        Box::pin(async move { Job::new(first, margin, None, &*handler).await })
    }
}

/// Batches of messages.
pub(super) struct Batches<H> {
    pub(super) handler: Arc<H>,
    pub(super) margin: Duration,
    pub(super) size: usize,
    pub(super) places: Places,
}

impl<M, H, F> Handler<M> for Batches<H>
where
    M: Send + Sync + 'static,
    H: Fn(Vec<Delivered<M>>) -> F + Send + Sync + 'static,
    F: Future<Output: IntoOutcomes> + Send + 'static,
{
    type Handling = BatchJob<M, F>;

    fn most(&self) -> usize {
        self.size
    }

    fn begin(&mut self, first: Leased<M>, more: Vec<Leased<M>>) -> BatchJob<M, F> {
        let place = self.places.take(1 + more.len());
        BatchJob::new(first, more, self.margin, place, &*self.handler)
    }

    fn begin_apart(&mut self, first: Leased<M>, more: Vec<Leased<M>>) -> Handled {
        let (handler, margin) = (Arc::clone(&self.handler), self.margin);
        let place = self.places.take(1 + more.len());
        Box::pin(async move { BatchJob::new(first, more, margin, place, &*handler).await })
    }

    fn handled(&self, _: usize) -> usize {
        self.places.taken()
    }
}

/// A service of tower.
pub(super) struct Serving<S> {
    pub(super) service: S,
    pub(super) margin: Duration,
}

impl<M, S> Handler<M> for Serving<S>
where
    M: Send + Sync + 'static,
    S: Service<Delivered<M>> + Send + 'static,
    S::Response: IntoOutcome,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
{
    type Handling = Job<M, S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.service.poll_ready(context).map_err(Into::into)
    }

    fn begin(&mut self, first: Leased<M>, _: Vec<Leased<M>>) -> Job<M, S::Future> {
        Job::new(first, self.margin, None, |message| {
            self.service.call(message)
        })
    }
}

/// A handler of messages whose content is JSON.
pub(super) fn of_json<Q, T, H, F>(handler: H) -> impl Fn(Delivered<Q::Message>) -> OfJson<F>
where
    Q: ContentQueue,
    T: DeserializeOwned,
    H: Fn(T, Delivered<Q::Message>) -> F,
{
    move |message| match Q::content(&message).json() {
        Ok(value) => OfJson::Handling(Box::pin(handler(value, message))),
        Err(error) => OfJson::Unreadable(Some(Outcome::dead(error))),
    }
}

/// The handling of a message whose content should be JSON.
pub(super) enum OfJson<F> {
    Handling(Pin<Box<F>>),
    Unreadable(Option<Outcome>),
}

impl<F: Future<Output: IntoOutcome>> Future for OfJson<F> {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        match &mut *self {
            Self::Handling(handling) => {
                let handling = handling.as_mut().poll(context);
                handling.map(IntoOutcome::into_outcome)
            }
            Self::Unreadable(outcome) => match outcome.take() {
                Some(outcome) => Poll::Ready(outcome),
                None => Poll::Pending,
            },
        }
    }
}

/// Messages one by one, each on a thread on which its handler may block.
pub(super) struct OnThreads<H>(pub(super) Arc<H>);

impl<M, H, T> Handler<M> for OnThreads<H>
where
    M: Send + Sync + 'static,
    H: Fn(Delivered<M>) -> T + Send + Sync + 'static,
    T: IntoOutcome + 'static,
{
    type Handling = Handled;

    fn begin(&mut self, first: Leased<M>, _: Vec<Leased<M>>) -> Handled {
        let handler = Arc::clone(&self.0);
        Box::pin(on_thread(first, move |message| handler(message)))
    }
}
