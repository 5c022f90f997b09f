//! A body that is handed on piece by piece, of whatever length.

use std::fmt;
use std::future::Future;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::StatusCode;
use http_body::Body as _;
use tokio::time::Instant;
use tokio::time::Sleep;

use crate::Body;
use crate::Error;
use crate::HttpClient;
use crate::TransportError;
use crate::error::DecodeError;
use crate::error::Reason;
use crate::response::received::Received;

/// The body of a response, piece by piece.
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. Its length is not
/// bounded. Its time is bounded between two pieces only, by the time of one attempt
/// ([`Settings::attempt_timeout`](crate::Settings::attempt_timeout), or that of the call): the client does not give up on a body
/// that goes on coming. After an error, it ends; what came before is the caller's.
#[must_use = "a body arrives while it is read"]
pub struct ByteStream {
    body: Option<Body>,
    idle: Idle,
    pub(crate) origin: Origin,
}

/// The response that a stream belongs to, for its errors.
pub(crate) struct Origin {
    pub(crate) client: HttpClient,
    pub(crate) operation: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl Origin {
    fn broken(&self, error: TransportError) -> Error {
        Error::Transport(Box::new(error.in_call(self.operation.clone(), None)))
    }

    /// The error for a part of the body that cannot be read, free of the client's secrets.
    pub(crate) fn unreadable(&self, body: Bytes, reason: Reason) -> Error {
        let received = Received {
            status: self.status,
            headers: self.headers.clone(),
            body,
        };
        let redaction = self.client.shared.authorization.redaction();
        let error = DecodeError::new(self.operation.clone(), received, reason, redaction);
        Error::Decode(Box::new(error))
    }
}

impl ByteStream {
    pub(crate) fn new(body: Body, timeout: Duration, origin: Origin) -> Self {
        Self {
            body: Some(body),
            idle: Idle::new(timeout),
            origin,
        }
    }

    /// The next piece; `None` when all have come. What is dropped while it waits goes on when it is called again.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    pub(crate) fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        while let Some(body) = &mut self.body {
            match Pin::new(body).poll_frame(context) {
                Poll::Ready(None) => self.body = None,
                Poll::Ready(Some(Err(error))) => return self.fail(error),
                Poll::Ready(Some(Ok(frame))) => {
                    self.idle.begin();
                    // Trailers say nothing that is asked for, and empty pieces nothing at all.
                    match frame.into_data() {
                        Ok(piece) if !piece.is_empty() => return Poll::Ready(Some(Ok(piece))),
                        _ => {}
                    }
                }
                Poll::Pending => {
                    let error = std::task::ready!(self.idle.poll_over(context));
                    return self.fail(error);
                }
            }
        }
        Poll::Ready(None)
    }

    fn fail(&mut self, error: TransportError) -> Poll<Option<Result<Bytes, Error>>> {
        self.body = None;
        Poll::Ready(Some(Err(self.origin.broken(error))))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(context)
    }
}

/// Bodies carry what nobody should read in a log.
impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ByteStream({})", self.origin.operation)
    }
}

/// The time without a piece.
struct Idle {
    timeout: Duration,
    /// `None` when it ends beyond what a clock can tell.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Idle {
    fn new(timeout: Duration) -> Self {
        let end = Instant::now().checked_add(timeout);
        Self {
            timeout,
            sleep: end.map(|end| Box::pin(tokio::time::sleep_until(end))),
        }
    }

    fn begin(&mut self) {
        let end = Instant::now().checked_add(self.timeout);
        if let (Some(sleep), Some(end)) = (&mut self.sleep, end) {
            sleep.as_mut().reset(end);
        }
    }

    fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Some(sleep) = &mut self.sleep else {
            return Poll::Pending;
        };
        sleep.as_mut().poll(context).map(|()| {
            let message = format!("nothing came for {:?} (`attempt_timeout`)", self.timeout);
            TransportError::exchange(message).timed_out()
        })
    }
}
