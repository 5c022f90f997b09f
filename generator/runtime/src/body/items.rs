//! A body of items, written one after another as it is sent.

use std::fmt;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use crate::EncodedBody;
use crate::Error;
use crate::RawBody;
use crate::Request;
use crate::body::multipart::random;
use crate::value::json;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How items are told apart in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemFormat {
    /// A server-sent event for each (`text/event-stream`), whose data is a text as it is, or a JSON text of any other value.
    Events,
    /// The same, whose data is a JSON text of any value.
    JsonEvents,
    /// A JSON text on each line (`application/jsonl`).
    JsonLines,
    /// A JSON text behind each record separator (`application/json-seq`, RFC 7464).
    JsonSequence,
    /// A part for each (`multipart/mixed`, RFC 2046) that is a JSON text.
    Parts,
}

/// Writes items between each other's bounds.
struct Writer {
    format: ItemFormat,
    /// What parts are told apart by. No JSON text has a line that begins with it.
    boundary: String,
}

/// The items of a body, each of which is written when it is sent.
///
/// A list of them converts into one; what has no end yet is [read from a stream](Self::from_stream).
///
/// ```
/// use client_runtime::ItemBody;
///
/// let items = ItemBody::from([1, 2, 3]);
/// ```
#[must_use = "a body does nothing until it is sent"]
pub struct ItemBody<T>(Items<T>);

enum Items<T> {
    Whole(Vec<T>),
    Streamed(Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>),
}

impl<T> ItemBody<T> {
    /// Items that are read from `stream` while they are sent: no more than one is held.
    ///
    /// A call with them is sent once, as with [`RawBody::from_stream`]. An error of the stream ends it.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        T: 'static,
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(Items::Streamed(Box::pin(Boxed(Box::pin(stream)))))
    }
}

impl<T> From<Vec<T>> for ItemBody<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Items::Whole(items))
    }
}

impl<T, const N: usize> From<[T; N]> for ItemBody<T> {
    fn from(items: [T; N]) -> Self {
        Self(Items::Whole(items.into()))
    }
}

impl<T> FromIterator<T> for ItemBody<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(Items::Whole(items.into_iter().collect()))
    }
}

impl Writer {
    fn new(format: ItemFormat) -> Self {
        let boundary = format!("client-runtime-{:016x}", random());
        Self { format, boundary }
    }

    /// The media type as it is announced.
    fn announced(&self, media_type: &str) -> String {
        match self.format {
            ItemFormat::Parts => format!("{media_type}; boundary={}", self.boundary),
            _ => media_type.to_owned(),
        }
    }

    /// Adds an item to what is sent.
    fn write(&self, item: &impl Serialize, body: &mut Vec<u8>) -> Result<(), Error> {
        let text = json::write(item).map_err(Error::serialization)?;
        match self.format {
            ItemFormat::Events if text.first() == Some(&b'"') => {
                let text: String = json::read(&text).unwrap_or_default();
                for line in text.replace("\r\n", "\n").split(['\r', '\n']) {
                    body.extend_from_slice(format!("data: {line}\n").as_bytes());
                }
                body.push(b'\n');
            }
            ItemFormat::Events | ItemFormat::JsonEvents => wrap(body, "data: ", &text, "\n\n"),
            ItemFormat::JsonLines => wrap(body, "", &text, "\n"),
            ItemFormat::JsonSequence => wrap(body, "\x1e", &text, "\n"),
            ItemFormat::Parts => {
                let boundary = &self.boundary;
                let head = format!("--{boundary}\r\nContent-Type: application/json\r\n\r\n");
                wrap(body, &head, &text, "\r\n");
            }
        }
        Ok(())
    }

    /// What stands behind the last item.
    fn end(&self) -> Option<String> {
        let is_closed = self.format == ItemFormat::Parts;
        is_closed.then(|| format!("--{}--\r\n", self.boundary))
    }
}

fn wrap(body: &mut Vec<u8>, before: &str, text: &[u8], after: &str) {
    body.extend_from_slice(before.as_bytes());
    body.extend_from_slice(text);
    body.extend_from_slice(after.as_bytes());
}

impl Request<'_> {
    /// Sends items in this format, and says in `Content-Type` that they are of `media_type`. A list of them is written before it is
    /// sent, so that the call can be retried.
    pub fn items<T: Serialize + 'static>(
        self,
        format: ItemFormat,
        media_type: &str,
        items: impl Into<ItemBody<T>>,
    ) -> Self {
        let writer = Writer::new(format);
        let media_type = writer.announced(media_type);
        match items.into().0 {
            Items::Whole(items) => {
                let mut body = Vec::new();
                let written = items
                    .iter()
                    .try_for_each(|item| writer.write(item, &mut body));
                body.extend(writer.end().unwrap_or_default().into_bytes());
                match written {
                    Ok(()) => self.body(EncodedBody::raw(&media_type, body)),
                    Err(error) => self.attempt(|_| Err(error)),
                }
            }
            Items::Streamed(items) => {
                let stream = RawBody::from_stream(Written {
                    writer: Some(writer),
                    items,
                });
                self.body(EncodedBody::raw(&media_type, stream))
            }
        }
    }
}

/// A stream whose errors are boxed.
struct Boxed<S>(Pin<Box<S>>);

impl<T, E: Into<BoxError>, S: Stream<Item = Result<T, E>>> Stream for Boxed<S> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|next| next.map(|item| item.map_err(Into::into)))
    }
}

/// Items as they are sent.
struct Written<T> {
    /// `None` once all have been written.
    writer: Option<Writer>,
    items: Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>,
}

impl<T: Serialize> Stream for Written<T> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(writer) = self.writer.take() else {
            return Poll::Ready(None);
        };
        let next = match self.items.as_mut().poll_next(context) {
            Poll::Ready(Some(Ok(item))) => {
                let mut piece = Vec::new();
                writer.write(&item, &mut piece)?;
                Ok(Bytes::from(piece))
            }
            Poll::Ready(None) => return Poll::Ready(writer.end().map(|end| Ok(end.into()))),
            Poll::Ready(Some(Err(error))) => Err(error),
            Poll::Pending => {
                self.writer = Some(writer);
                return Poll::Pending;
            }
        };
        self.writer = Some(writer);
        Poll::Ready(Some(next))
    }
}

/// Items may be secret, so that nothing of them is shown.
impl<T> fmt::Debug for ItemBody<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Items::Whole(items) => write!(formatter, "ItemBody({} items)", items.len()),
            Items::Streamed(_) => formatter.write_str("ItemBody(a stream)"),
        }
    }
}
