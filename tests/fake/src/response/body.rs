//! Bodies that come whole, slowly, or not to their end.

use std::fmt;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use http_body::Frame;
use tokio::time::Sleep;
use tokio::time::sleep;

/// The connection is to be closed without another word.
#[derive(Debug)]
pub(crate) struct HangUp;

impl fmt::Display for HangUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a fault closed the connection")
    }
}

impl std::error::Error for HangUp {}

/// A body that comes whole, slowly, or not to its end.
pub(crate) struct ResponseBody {
    rest: Bytes,
    pace: Pace,
}

enum Pace {
    Whole,
    Dripping {
        every: Duration,
        pause: Pin<Box<Sleep>>,
    },
    /// After the rest the connection is closed, once all was written that comes before.
    Cut {
        is_written: bool,
    },
}

impl ResponseBody {
    pub(crate) fn whole(rest: Bytes) -> Self {
        let pace = Pace::Whole;
        Self { rest, pace }
    }

    pub(crate) fn dripping(rest: Bytes, every: Duration) -> Self {
        let pause = Box::pin(sleep(every));
        let pace = Pace::Dripping { every, pause };
        Self { rest, pace }
    }

    /// The first half of the body.
    pub(crate) fn cut(mut rest: Bytes) -> Self {
        rest.truncate(rest.len() / 2);
        let pace = Pace::Cut { is_written: false };
        Self { rest, pace }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = HangUp;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HangUp>>> {
        let Self { rest, pace } = &mut *self;
        let data = match pace {
            Pace::Cut { is_written: true } => return Poll::Ready(Some(Err(HangUp))),
            Pace::Cut { is_written } if rest.is_empty() => {
                // The server writes what it has before it asks again.
                *is_written = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            _ if rest.is_empty() => return Poll::Ready(None),
            Pace::Dripping { every, pause } => {
                std::task::ready!(pause.as_mut().poll(context));
                *pause = Box::pin(sleep(*every));
                rest.split_to(1)
            }
            Pace::Whole | Pace::Cut { .. } => std::mem::take(rest),
        };
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && !matches!(self.pace, Pace::Cut { .. })
    }
}
