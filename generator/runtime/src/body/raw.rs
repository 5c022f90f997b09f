//! A body that is sent as it is.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;

use crate::body::upload::Source;

/// A body that is sent as it is, and of what media type it is where that is for the caller to say.
///
/// Bytes and text convert into one; what is long is [read from a stream](Self::from_stream) while it is sent.
///
/// ```
/// use client_runtime::RawBody;
///
/// let text = RawBody::from("a,b\n1,2\n").media_type("text/csv");
/// let bytes = RawBody::new(vec![0x89, b'P', b'N', b'G']).media_type("image/png");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use = "a body does nothing until it is sent"]
pub struct RawBody {
    pub(crate) source: Source,
    pub(crate) media_type: Option<String>,
}

impl RawBody {
    /// A body of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            source: Source::Whole(bytes.into()),
            media_type: None,
        }
    }

    /// A body that is read from `stream` while it is sent, and never held whole.
    ///
    /// A call with one is sent once: it is never retried, whatever the settings say, and the stream is used up by it. Its
    /// clones are the same stream. An error of the stream ends the call with an [`Error::Transport`](crate::Error::Transport)
    /// that [says so](crate::TransportError::is_upload), and the request is broken off, not ended as if it were whole. So it is
    /// when the call is dropped. The whole of it counts to the time of the attempt
    /// ([`Settings::attempt_timeout`](crate::Settings::attempt_timeout)).
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self {
            source: Source::from_stream(stream),
            media_type: None,
        }
    }

    /// A body that is read from another one while it is sent, like a [stream](Self::from_stream), and with its length where it
    /// knows it.
    pub fn from_body<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self {
            source: Source::from_body(body),
            media_type: None,
        }
    }

    /// How many bytes a stream holds, which are announced in `Content-Length`; without it, the body goes out in chunks. A stream
    /// that ends before is an error. Bytes know their length themselves.
    pub fn length(mut self, length: u64) -> Self {
        self.source.set_length(length);
        self
    }

    /// Of what media type it is, in place of the one that the call sends by itself.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl<T: Into<Bytes>> From<T> for RawBody {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Bodies may be secret, so that nothing of them is shown.
impl fmt::Debug for RawBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RawBody({})", self.source)
    }
}
