//! Parts of a response, read as they come (`multipart/mixed`, RFC 2046).

mod splitter;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Error;
use crate::ResponseBody;
use crate::UnreadableBody;
use crate::error::Reason;
use crate::response::content_type::boundary;
use crate::response::received::Received;
use splitter::Piece;
use splitter::Splitter;

/// A part of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedPart<T> {
    /// What it holds.
    pub data: T,
    /// What stands before it: `Content-Type`, `Content-ID` and the like.
    pub headers: HeaderMap,
}

/// Parts of a response, read as they come (`multipart/mixed`, RFC 2046, section 5.1).
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. A part is read as what its own
/// `Content-Type` says that it is, and as JSON where that says nothing. One that is not what was described is an
/// [`Error::Decode`], after which the stream goes on, and so is one longer than
/// [`max_response_bytes`](crate::Settings::max_response_bytes), its headers included, which is not kept: the limit is one of each part, and
/// there may be any number of them. What stands before the first boundary and behind the last is passed over. A response whose
/// `Content-Type` names no boundary is one such error.
///
/// A connection that breaks is an error too, after which the stream ends. Time is bounded between two pieces only, as with a
/// [`ByteStream`].
#[must_use = "parts arrive while they are read"]
pub struct PartStream<T> {
    bytes: ByteStream,
    /// `None` where the response names no boundary.
    splitter: Option<Splitter>,
    /// What has come and was not looked at yet.
    piece: Bytes,
    has_ended: bool,
    read: fn(&Received) -> Result<T, UnreadableBody>,
}

impl<T: DeserializeOwned> PartStream<T> {
    /// Parts that are values.
    pub(crate) fn of_values(bytes: ByteStream) -> Self {
        Self::reading(bytes, |part| ResponseBody::new(part).json())
    }
}

impl PartStream<Bytes> {
    /// Parts as they are.
    pub(crate) fn of_bytes(bytes: ByteStream) -> Self {
        Self::reading(bytes, |part| Ok(part.body.clone()))
    }
}

impl<T> PartStream<T> {
    fn reading(bytes: ByteStream, read: fn(&Received) -> Result<T, UnreadableBody>) -> Self {
        let limit = bytes.origin.client.shared.max_response_bytes;
        let boundary = boundary(&bytes.origin.headers);
        Self {
            splitter: boundary.map(|boundary| Splitter::new(&boundary, limit)),
            bytes,
            piece: Bytes::new(),
            has_ended: false,
            read,
        }
    }

    /// The next part; `None` when the server has ended the stream. What is dropped while it waits goes on when it is called again.
    pub async fn next(&mut self) -> Option<Result<ReceivedPart<T>, Error>> {
        poll_fn(|context| self.poll_part(context)).await
    }

    fn poll_part(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<ReceivedPart<T>, Error>>> {
        let Some(splitter) = &mut self.splitter else {
            let is_first = !std::mem::replace(&mut self.has_ended, true);
            let unreadable = || self.bytes.origin.unreadable(Bytes::new(), Reason::NotParts);
            return Poll::Ready(is_first.then(|| Err(unreadable())));
        };
        loop {
            if let Some(part) = splitter.next(&mut self.piece) {
                return Poll::Ready(Some(read(part, self.read, &self.bytes)));
            }
            if self.has_ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(error)) => {
                    self.has_ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.has_ended = true;
                    let last = splitter.end();
                    return Poll::Ready(last.map(|part| read(part, self.read, &self.bytes)));
                }
            }
        }
    }
}

/// What a part holds.
fn read<T>(
    part: Piece,
    read: fn(&Received) -> Result<T, UnreadableBody>,
    ByteStream { origin, .. }: &ByteStream,
) -> Result<ReceivedPart<T>, Error> {
    let Piece::Whole { headers, body } = part else {
        let limit = origin.client.shared.max_response_bytes;
        return Err(origin.unreadable(Bytes::new(), Reason::TooLarge { limit }));
    };
    let part = Received {
        status: origin.status,
        headers,
        body,
    };
    match read(&part) {
        Ok(data) => {
            let headers = part.headers;
            Ok(ReceivedPart { data, headers })
        }
        Err(UnreadableBody(reason)) => Err(origin.unreadable(part.body, reason)),
    }
}

impl<T> Stream for PartStream<T> {
    type Item = Result<ReceivedPart<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_part(context)
    }
}

/// Parts carry what nobody should read in a log.
impl<T> fmt::Debug for PartStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PartStream({})", self.bytes.origin.operation)
    }
}
