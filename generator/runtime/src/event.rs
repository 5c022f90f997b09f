//! Server-sent events (`text/event-stream`), read as they come.

mod parser;
pub(crate) mod resuming;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Error;
use crate::UnreadableBody;
use crate::error::Reason;
use crate::response::content_type::ContentType;
use crate::response::stream::Origin;
use crate::value::json;
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

/// What the data of an event is read as: any type that is read from JSON, or one that is several, told apart by the type of the
/// event.
pub trait FromEvent: Sized {
    /// Reads the data of an event.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is not what was described.
    fn from_event(event: &EventBody<'_>) -> Result<Self, UnreadableBody>;
}

impl<T: DeserializeOwned> FromEvent for T {
    fn from_event(event: &EventBody<'_>) -> Result<Self, UnreadableBody> {
        event.data()
    }
}

/// An event as it came.
pub struct EventBody<'a> {
    name: &'a str,
    data: &'a str,
}

impl EventBody<'_> {
    /// Its type; `message` where the server gives none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its data, read as JSON, but as it is where a `T` is text.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        text::read(self.data).map_err(|mismatch| UnreadableBody(Reason::Json(mismatch)))
    }

    /// Its data, read as JSON also where a `T` is text. Text without quotes is taken for what it stands for.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        json::read_described(self.data.as_bytes()).or_else(|_| self.data())
    }
}

/// Events carry what nobody should read in a log.
impl fmt::Debug for EventBody<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventBody({})", self.name)
    }
}

/// Server-sent events, read as they come (HTML, section 9.2).
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. The data of an event is read
/// as JSON, but as it is where it is described as text. An event that is something else is an [`Error::Decode`], after which the
/// stream goes on, and so is one longer than [`max_response_bytes`](crate::Settings::max_response_bytes), which is not kept. Words
/// in brackets by which servers say that they have done, such as `[DONE]`, are passed over. A response that says that it is JSON
/// is one such error.
///
/// A connection that breaks is an error too, after which the stream ends: it is not made again. Time is bounded between two
/// pieces only, as with a [`ByteStream`]; comments, which servers send to keep a connection open, are pieces.
#[must_use = "events arrive while they are read"]
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: Parser,
    /// What has come and was not looked at yet.
    piece: Bytes,
    /// What came of a response that says that it is JSON.
    json: Option<Vec<u8>>,
    read: fn(&EventBody<'_>) -> Result<T, UnreadableBody>,
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Events whose data is JSON also where a `T` is text.
    pub(crate) fn of_json(bytes: ByteStream) -> Self {
        Self::reading(bytes, json_data)
    }
}

impl<T: FromEvent> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self::reading(bytes, T::from_event)
    }

    /// Events whose data is read so.
    fn reading(bytes: ByteStream, read: fn(&EventBody<'_>) -> Result<T, UnreadableBody>) -> Self {
        let limit = bytes.origin.client.shared.max_response_bytes;
        let is_json = ContentType::of(&bytes.origin.headers) == ContentType::Json;
        Self {
            bytes,
            parser: Parser::new(limit),
            piece: Bytes::new(),
            json: is_json.then(Vec::new),
            read,
        }
    }

    /// The next event; `None` when the server has ended the stream. What is dropped while it waits goes on when it is called
    /// again.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// Lets the ids of a stream before count until this one has its own.
    pub(crate) fn continue_after(&mut self, last_id: &str) {
        self.parser.continue_after(last_id);
    }

    pub(crate) fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            if let Some(message) = self.parser.next(&mut self.piece) {
                match read(message, self.read, &self.bytes.origin).transpose() {
                    Some(event) => return Poll::Ready(Some(event)),
                    None => continue,
                }
            }
            match std::task::ready!(self.bytes.poll_piece(context)) {
                None => return Poll::Ready(self.json.take().map(|json| Err(self.no_events(json)))),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(piece)) => match &mut self.json {
                    None => self.piece = piece,
                    Some(json) => {
                        let limit = self.bytes.origin.client.shared.max_response_bytes;
                        let room = limit.saturating_sub(json.len()).min(piece.len());
                        json.extend_from_slice(&piece[..room]);
                    }
                },
            }
        }
    }

    /// The error for a response that is JSON, of which no line would be an event.
    fn no_events(&self, json: Vec<u8>) -> Error {
        self.bytes.origin.unreadable(json.into(), Reason::NotEvents)
    }
}

fn json_data<T: DeserializeOwned>(event: &EventBody<'_>) -> Result<T, UnreadableBody> {
    event.json()
}

/// The event that a message is; `None` for one that only says that the server has done.
fn read<T>(
    Message { data, event, id }: Message<'_>,
    read: fn(&EventBody<'_>) -> Result<T, UnreadableBody>,
    origin: &Origin,
) -> Result<Option<Event<T>>, Error> {
    let Some(data) = data else {
        let limit = origin.client.shared.max_response_bytes;
        return Err(origin.unreadable(Bytes::new(), Reason::TooLarge { limit }));
    };
    if is_end(&data) {
        return Ok(None);
    }
    let body = EventBody {
        name: event,
        data: &data,
    };
    match read(&body) {
        Ok(data) => Ok(Some(Event {
            data,
            event: event.to_owned(),
            id: id.to_owned(),
        })),
        Err(UnreadableBody(reason)) => {
            let data = Bytes::copy_from_slice(data.as_bytes());
            Err(origin.unreadable(data, reason))
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

impl<T: FromEvent> Stream for EventStream<T> {
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
    use super::is_end;

    #[test]
    fn a_word_in_brackets_ends_a_stream() {
        assert!(is_end("[DONE]") && is_end(" [STREAM_END]\n"));
        for data in ["[done]", "[]", "DONE", "[1]", "[\"DONE\"]", ""] {
            assert!(!is_end(data), "{data}");
        }
    }
}
