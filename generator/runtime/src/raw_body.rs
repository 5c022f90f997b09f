//! A body that is sent as it is.

use std::fmt;

use bytes::Bytes;

/// A body that is sent as it is, and of what media type it is where that is for the caller to say.
///
/// Bytes and text convert into one.
///
/// ```
/// use client_runtime::RawBody;
///
/// let text = RawBody::from("a,b\n1,2\n").media_type("text/csv");
/// let bytes = RawBody::new(vec![0x89, b'P', b'N', b'G']).media_type("image/png");
/// ```
#[derive(Clone)]
#[must_use = "a body does nothing until it is sent"]
pub struct RawBody {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: Option<String>,
}

impl RawBody {
    /// A body of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            media_type: None,
        }
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
        write!(formatter, "RawBody({} bytes)", self.bytes.len())
    }
}
