//! A body that arrives piece by piece, and how much of it is taken.
//!
//! `http-body-util` has bodies of this kind too, but not the collector that keeps what has come when its future is dropped; and
//! the tree of a client is bounded in its crates.

pub(crate) mod encoded;
pub(crate) mod items;
mod joined;
pub(crate) mod multipart;
pub(crate) mod raw;
pub(crate) mod upload;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use http_body::Body as HttpBody;
use http_body::Frame;
use http_body::SizeHint;

use crate::TransportError;
use crate::transport::hyper_transport::IncomingBody;

/// The most memory taken on the word of a `Content-Length` alone, in bytes.
const TRUSTED_LENGTH: usize = 1024 * 1024;

/// What the bodies of this crate give piece by piece.
pub(crate) type PolledFrame = Poll<Option<Result<Frame<Bytes>, TransportError>>>;

/// A body, whole or a stream: that of a response, and that of a request which is read while it is sent.
pub struct Body(Kind);

enum Kind {
    Whole(Bytes),
    /// That of a response of hyper, which is a stream as well, and most are.
    Incoming(IncomingBody),
    Stream(Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError> + Send>>),
}

/// How the reading of a body ended.
#[derive(Debug)]
pub(crate) enum Ending {
    /// All of it is there.
    Complete,
    /// There is more of it than the limit allows.
    TooLarge,
    /// The connection broke.
    Broken(TransportError),
}

impl Body {
    /// A body that is read from `stream`.
    pub fn new(
        stream: impl HttpBody<Data = Bytes, Error = TransportError> + Send + 'static,
    ) -> Self {
        Self(Kind::Stream(Box::pin(stream)))
    }

    /// The body of a response of hyper.
    pub(crate) fn incoming(body: IncomingBody) -> Self {
        Self(Kind::Incoming(body))
    }

    /// Any body, with what `map_error` makes of its errors.
    pub(crate) fn mapped<B>(body: B, map_error: fn(B::Error) -> TransportError) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    {
        Self::new(Mapped { body, map_error })
    }

    /// Reads at most `limit` bytes into `read`, which keeps what has come when the future is dropped.
    pub(crate) async fn read_to(&mut self, read: &mut Collected, limit: usize) -> Ending {
        let announced = self
            .size_hint()
            .exact()
            .map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        read.expected = announced.unwrap_or_default().min(TRUSTED_LENGTH);
        read.most = limit;
        loop {
            let piece = match poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await {
                None => return Ending::Complete,
                Some(Err(error)) => return Ending::Broken(error),
                Some(Ok(frame)) => frame.into_data(),
            };
            // Trailers say nothing that is asked for.
            let Ok(mut data) = piece else { continue };
            let room = limit - read.len();
            if data.len() > room {
                data.truncate(room);
                read.push(data);
                return Ending::TooLarge;
            }
            read.push(data);
        }
    }
}

/// The pieces of a body in one buffer; a body of one piece is not copied.
#[derive(Default)]
pub(crate) struct Collected {
    expected: usize,
    /// The most bytes that there can be.
    most: usize,
    first: Bytes,
    rest: Vec<u8>,
}

impl Collected {
    pub(crate) fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.into()
        }
    }

    fn len(&self) -> usize {
        if self.rest.is_empty() {
            self.first.len()
        } else {
            self.rest.len()
        }
    }

    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.rest.is_empty() {
            let first = std::mem::take(&mut self.first);
            self.make_room(first.len() + piece.len());
            self.rest.extend_from_slice(&first);
        }
        self.make_room(self.rest.len() + piece.len());
        self.rest.extend_from_slice(&piece);
    }

    /// Grows in doubling steps, and no further than a body can.
    fn make_room(&mut self, length: usize) {
        if length > self.rest.capacity() {
            let doubled = self.rest.capacity().saturating_mul(2).max(self.expected);
            let room = doubled.min(self.most).max(length);
            self.rest.reserve_exact(room - self.rest.len());
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> PolledFrame {
        match &mut self.0 {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Incoming(body) => Pin::new(body).poll_frame(context),
            Kind::Stream(stream) => stream.as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Whole(bytes) => bytes.is_empty(),
            Kind::Incoming(body) => body.is_end_stream(),
            Kind::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Incoming(body) => body.size_hint(),
            Kind::Stream(stream) => stream.size_hint(),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Kind::Whole(bytes.into()))
    }
}

/// A body of another kind of errors.
struct Mapped<B: HttpBody> {
    body: B,
    map_error: fn(B::Error) -> TransportError,
}

impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for Mapped<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> PolledFrame {
        let map_error = self.map_error;
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map_err(map_error)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Bodies carry what nobody should read in a log.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Body")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    /// A body in the pieces given.
    struct Pieces(VecDeque<&'static [u8]>);

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = TransportError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
            Poll::Ready(self.0.pop_front().map(|piece| match piece {
                b"!" => Err(TransportError::exchange("broken")),
                piece => Ok(Frame::data(Bytes::from_static(piece))),
            }))
        }
    }

    async fn read(pieces: &[&'static [u8]], limit: usize) -> (Bytes, String) {
        let mut read = Collected::default();
        let mut body = Body::new(Pieces(pieces.iter().copied().collect()));
        let ending = body.read_to(&mut read, limit).await;
        let ending = match ending {
            Ending::Complete => "complete",
            Ending::TooLarge => "too large",
            Ending::Broken(_) => "broken",
        };
        (read.into_bytes(), ending.to_owned())
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        for (pieces, body, ending) in [
            (&[][..], "", "complete"),
            (&[&b"one"[..]], "one", "complete"),
            (&[b"one", b"", b"two"], "onetwo", "complete"),
            (&[b"", b"one", b"two"], "onetwo", "complete"),
            (&[b"12345", b"678"], "12345678", "complete"),
            (&[b"12345", b"6789"], "12345678", "too large"),
            (&[b"123456789"], "12345678", "too large"),
            (&[b"12345678", b"", b"9"], "12345678", "too large"),
            (&[b"one", b"!"], "one", "broken"),
        ] {
            let (read, ended) = read(pieces, 8).await;
            assert_eq!((&read[..], ended.as_str()), (body.as_bytes(), ending));
        }
    }

    #[tokio::test]
    async fn a_body_takes_no_more_memory_than_the_limit() {
        const PIECE: &[u8] = &[b'x'; 1_000];
        let mut read = Collected::default();
        let mut body = Body::new(Pieces(std::iter::repeat_n(PIECE, 200).collect()));
        assert!(matches!(
            body.read_to(&mut read, 150_500).await,
            Ending::TooLarge
        ));
        assert_eq!((read.len(), read.rest.capacity()), (150_500, 150_500));
    }

    #[tokio::test]
    async fn a_whole_body_is_not_copied() {
        let bytes = Bytes::from(vec![b'x'; 100]);
        let mut read = Collected::default();
        let ending = Body::from(bytes.clone()).read_to(&mut read, 100).await;
        assert!(matches!(ending, Ending::Complete));
        assert_eq!(read.into_bytes().as_ptr(), bytes.as_ptr());
    }
}
