//! Bodies that are read while they are sent.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as HttpBody;
use http_body::Frame;
use http_body::SizeHint;

use crate::Body;
use crate::Error;
use crate::TransportError;
use crate::body::PolledFrame;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What a body or a part is sent from.
#[derive(Clone)]
pub(crate) enum Source {
    /// Bytes that are there.
    Whole(Bytes),
    /// What is read while it is sent.
    Streamed(Upload),
}

/// A body that is read while it is sent, and so only once: its clones are the same one.
#[derive(Clone)]
pub(crate) struct Upload {
    body: Arc<Mutex<Option<Body>>>,
    /// What its author says of its length, in bytes.
    length: Option<u64>,
}

impl Source {
    pub(crate) fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::from_body(Pieces(Box::pin(stream)))
    }

    pub(crate) fn from_body<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::Streamed(Upload::new(Body::mapped(
            Box::pin(body),
            TransportError::upload,
        )))
    }

    /// Says how many bytes there are, where that cannot be seen.
    pub(crate) fn set_length(&mut self, length: u64) {
        if let Self::Streamed(upload) = self {
            upload.length = Some(length);
        }
    }
}

/// The same bytes, or the same stream.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one == other,
            (Self::Streamed(one), Self::Streamed(other)) => Arc::ptr_eq(&one.body, &other.body),
            (Self::Whole(_), Self::Streamed(_)) | (Self::Streamed(_), Self::Whole(_)) => false,
        }
    }
}

impl Eq for Source {}

/// Bodies may be secret, so that nothing of them is shown.
impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::Streamed(_) => formatter.write_str("a stream"),
        }
    }
}

impl Upload {
    pub(crate) fn new(body: Body) -> Self {
        Self {
            body: Arc::new(Mutex::new(Some(body))),
            length: None,
        }
    }

    /// The body, for the one time that it is sent.
    pub(crate) fn take(&self) -> Result<Body, Error> {
        let body = lock(&self.body).take().ok_or_else(|| {
            let reason = "its stream has been sent before: each call needs a stream of its own";
            Error::invalid_argument("body", reason)
        })?;
        Ok(match self.length {
            Some(left) => Body::new(Measured { body, left }),
            None => body,
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A body on its way: its reading ends when what sends it gives up, and what it fails of is kept.
pub(crate) struct Sending {
    state: Arc<Mutex<State>>,
}

/// The other end of a body on its way.
pub(crate) struct Sender {
    state: Arc<Mutex<State>>,
    is_finished: bool,
}

struct State {
    /// `None` when there is no more to read.
    body: Option<Body>,
    is_given_up: bool,
    failure: Option<TransportError>,
    reader: Option<Waker>,
}

/// Sends `body`, until what this returns besides is dropped without having been [finished](Sender::finish).
pub(crate) fn send(body: Body) -> (Sending, Sender) {
    let state = Arc::new(Mutex::new(State {
        body: Some(body),
        is_given_up: false,
        failure: None,
        reader: None,
    }));
    let sending = Sending {
        state: Arc::clone(&state),
    };
    let sender = Sender {
        state,
        is_finished: false,
    };
    (sending, sender)
}

impl Sender {
    /// What the reading of the body failed of.
    pub(crate) fn failure(&self) -> Option<TransportError> {
        lock(&self.state).failure.take()
    }

    /// Lets the rest of the body go out: the response has begun, and the server may still be reading.
    pub(crate) fn finish(mut self) {
        self.is_finished = true;
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        let mut state = lock(&self.state);
        state.is_given_up = true;
        let body = state.body.take();
        let reader = state.reader.take();
        drop(state);
        drop(body);
        // The connection waits for the next piece, and learns that there is none.
        if let Some(reader) = reader {
            reader.wake();
        }
    }
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> PolledFrame {
        let mut state = lock(&self.state);
        if state.is_given_up {
            return Poll::Ready(Some(Err(TransportError::exchange("the call was given up"))));
        }
        let Some(body) = &mut state.body else {
            return Poll::Ready(None);
        };
        match Pin::new(body).poll_frame(context) {
            Poll::Pending => {
                state.reader = Some(context.waker().clone());
                Poll::Pending
            }
            Poll::Ready(None) => {
                state.body = None;
                Poll::Ready(None)
            }
            Poll::Ready(Some(Err(error))) => {
                let message = TransportError::upload(error.to_string());
                state.failure = Some(error);
                state.is_given_up = true;
                state.body = None;
                Poll::Ready(Some(Err(message)))
            }
            Poll::Ready(Some(Ok(frame))) => Poll::Ready(Some(Ok(frame))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let state = lock(&self.state);
        state
            .body
            .as_ref()
            .map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

/// The pieces of a stream.
struct Pieces<S>(Pin<Box<S>>);

impl<S, E> HttpBody for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
{
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|next| next.map(|piece| piece.map(Frame::data)))
    }
}

/// A body whose length was promised.
struct Measured {
    body: Body,
    /// The bytes that are still to come.
    left: u64,
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> PolledFrame {
        let frame = match std::task::ready!(Pin::new(&mut self.body).poll_frame(context)) {
            None if self.left > 0 => {
                let message = format!("it ended {} bytes before its length", self.left);
                return Poll::Ready(Some(Err(TransportError::upload(message))));
            }
            Some(Ok(frame)) => frame,
            ended => return Poll::Ready(ended),
        };
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(left) = self.left.checked_sub(length) else {
            let message = "it is longer than its length";
            return Poll::Ready(Some(Err(TransportError::upload(message))));
        };
        self.left = left;
        Poll::Ready(Some(Ok(frame)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
