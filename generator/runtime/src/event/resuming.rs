//! Events of a call that is made again where its connection breaks.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::task::ready;
use std::time::Duration;

use futures_core::Stream;
use http::StatusCode;
use tokio::time::Sleep;

use crate::Call;
use crate::CallFuture;
use crate::Error;
use crate::Event;
use crate::EventStream;
use crate::FromEvent;
use crate::Response;
use crate::call::own::AnyCall;

/// The header by which a server knows where to go on (HTML, section 9.2.4).
const LAST_EVENT_ID: &str = "Last-Event-ID";

/// How long it waits before a new call where the server does not say.
const WAIT: Duration = Duration::from_secs(3);

/// Server-sent events of a call that is made again where its connection breaks, with the header `Last-Event-ID`, so that the server
/// goes on after the last event that came.
///
/// ```no_run
/// # use client_runtime::{Call, Error, EventStream, ResumingEvents};
/// # async fn example(call: Call<'_, EventStream<String>>) -> Result<(), Error> {
/// let mut events = ResumingEvents::of(call);
/// while let Some(event) = events.next().await {
///     println!("{}", event?.data);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. Before a new call it waits as
/// long as the server asks for, or three seconds. It ends where the server ends the stream, or responds with 204 to a new call;
/// after as many connections as a call has attempts ([`Settings::attempts`](crate::Settings::attempts)) that broke one after the
/// other before an event came, it ends with the last error. Each new call is retried as any other. What comes between the break and
/// the new call is lost where the server has no ids.
///
/// Only calls of safe methods are made again (`GET`, `QUERY`): of any other, it ends with an [`Error::InvalidArgument`].
#[must_use = "events arrive while they are read"]
pub struct ResumingEvents<'a, T> {
    call: Call<'a, EventStream<T>>,
    state: State<'a, T>,
    last_id: String,
    wait: Duration,
    /// How many connections have broken since the last event.
    broken: u32,
}

enum State<'a, T> {
    Calling(CallFuture<'a, Response<EventStream<T>>>),
    Open(Box<EventStream<T>>),
    Waiting(Pin<Box<Sleep>>),
    Ended,
    /// It cannot begin.
    Failed(Box<Error>),
}

impl<'a, T: FromEvent + 'a> ResumingEvents<'a, T> {
    /// The events of a call, which is sent when the first is asked for.
    pub fn of(call: impl AnyCall<'a, Value = EventStream<T>>) -> Self {
        let call = call.any_call();
        let state = if call.request().method().is_safe() {
            State::Calling(call.clone().send())
        } else {
            let reason = "only calls of safe methods are made again";
            State::Failed(Box::new(Error::invalid_argument(LAST_EVENT_ID, reason)))
        };
        Self {
            call,
            state,
            last_id: String::new(),
            wait: WAIT,
            broken: 0,
        }
    }

    /// The next event; `None` when the server has ended the stream. What is dropped while it waits goes on when it is called
    /// again.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// The last id that the server gave.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        match &self.state {
            State::Open(events) => events.last_event_id(),
            State::Calling(_) | State::Waiting(_) | State::Ended | State::Failed(_) => {
                &self.last_id
            }
        }
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            match &mut self.state {
                State::Open(events) => match ready!(events.poll_event(context)) {
                    Some(Err(error @ Error::Transport(_))) => {
                        if let Some(error) = self.pause(error) {
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    Some(event) => {
                        self.broken = 0;
                        return Poll::Ready(Some(event));
                    }
                    None => self.state = State::Ended,
                },
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    self.state = State::Calling(self.again().send());
                }
                State::Calling(response) => match ready!(response.as_mut().poll(context)) {
                    Ok(response) if response.status() == StatusCode::NO_CONTENT => {
                        self.state = State::Ended;
                    }
                    Ok(response) => {
                        let mut events = response.into_value();
                        events.continue_after(&self.last_id);
                        self.state = State::Open(Box::new(events));
                    }
                    Err(error) => {
                        self.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Ended => return Poll::Ready(None),
                State::Failed(_) => {
                    if let State::Failed(error) = std::mem::replace(&mut self.state, State::Ended) {
                        return Poll::Ready(Some(Err(*error)));
                    }
                }
            }
        }
    }

    /// Waits for a new call after a connection broke; gives back the error where enough of them have.
    fn pause(&mut self, error: Error) -> Option<Error> {
        if let State::Open(events) = &self.state {
            events.last_event_id().clone_into(&mut self.last_id);
            self.wait = events.reconnection_time().unwrap_or(self.wait);
        }
        self.broken += 1;
        if self.broken >= self.call.request().client.shared.retry.attempts {
            self.state = State::Ended;
            return Some(error);
        }
        self.state = State::Waiting(Box::pin(tokio::time::sleep(self.wait)));
        None
    }

    /// The same call, with the id of the last event.
    fn again(&self) -> Call<'a, EventStream<T>> {
        let last_id = self.last_id.as_str();
        self.call.clone().with(|request| match last_id {
            "" => request,
            id => request.header(LAST_EVENT_ID, id),
        })
    }
}

impl<'a, T: FromEvent + 'a> Stream for ResumingEvents<'a, T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

/// Events carry what nobody should read in a log.
impl<T> fmt::Debug for ResumingEvents<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResumingEvents({:?})", self.call)
    }
}
