//! Server-sent events (`text/event-stream`), read as they come.

mod parser;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Error;
use crate::error::Mismatch;
use crate::error::Reason;
use crate::value::text;
use parser::Message;
use parser::Parser;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// Its type; `message` where the server gives none.
    pub event: String,
    /// The last id that the server gave, to this event or one before; empty where it gave none.
    pub id: String,
}

/// Server-sent events, read as they come (HTML, section 9.2).
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. The data of an event is read
/// as JSON, but as it is where it is described as text. An event that is something else is an [`Error::Decode`], after which the
/// stream goes on, and so is one longer than [`max_response_bytes`](crate::Settings::max_response_bytes), which is not kept. Words
/// in brackets by which servers say that they have done, such as `[DONE]`, are passed over.
///
/// A connection that breaks is an error too, after which the stream ends: it is not made again. Time is bounded between two
/// pieces only, as with a [`ByteStream`]; comments, which servers send to keep a connection open, are pieces.
#[must_use = "events arrive while they are read"]
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: Parser,
    ready: VecDeque<Message>,
    data: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        let limit = bytes.origin.client.shared.max_response_bytes;
        Self {
            bytes,
            parser: Parser::new(limit),
            ready: VecDeque::new(),
            data: PhantomData,
        }
    }

    /// The next event; `None` when the server has ended the stream. What is dropped while it waits goes on when it is called
    /// again.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            if let Some(message) = self.ready.pop_front() {
                match self.read(message).transpose() {
                    Some(event) => return Poll::Ready(Some(event)),
                    None => continue,
                }
            }
            match std::task::ready!(self.bytes.poll_piece(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(piece)) => self.parser.feed(&piece, &mut self.ready),
            }
        }
    }

    /// The event that a message is; `None` for one that only says that the server has done.
    fn read(&self, message: Message) -> Result<Option<Event<T>>, Error> {
        let Message { data, event, id } = message;
        let Some(data) = data else {
            let limit = self.bytes.origin.client.shared.max_response_bytes;
            let reason = Reason::TooLarge { limit };
            return Err(self.bytes.origin.unreadable(Bytes::new(), reason));
        };
        match decoded(&data) {
            Ok(data) => Ok(data.map(|data| Event { data, event, id })),
            Err(mismatch) => {
                let reason = Reason::Json(mismatch);
                Err(self.bytes.origin.unreadable(data.into(), reason))
            }
        }
    }
}

impl<T> EventStream<T> {
    /// The last id that the server gave, by which it knows where to go on: to be sent in the header `Last-Event-ID` of a new call.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server asks to wait before a new call is made in place of one that broke.
    #[must_use]
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.parser.retry()
    }
}

impl<T: DeserializeOwned> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

/// Events carry what nobody should read in a log.
impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventStream({})", self.bytes.origin.operation)
    }
}

/// The data as text where a `T` is text, and else as JSON, or as what text may stand for; nothing for the word that ends a stream.
fn decoded<T: DeserializeOwned>(data: &str) -> Result<Option<T>, Mismatch> {
    if is_end(data) {
        return Ok(None);
    }
    text::read(data).map(Some)
}

/// Whether the data is a word in brackets, in capitals: `[DONE]`.
fn is_end(data: &str) -> bool {
    let word = data
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    word.is_some_and(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_word_that_ends_a_stream_is_no_event() {
        assert_eq!(decoded::<String>("[DONE]").unwrap(), None);
        assert_eq!(decoded::<Value>("[DONE]").unwrap(), None);
        assert_eq!(decoded("[done]").unwrap(), Some("[done]".to_owned()));
    }
}
