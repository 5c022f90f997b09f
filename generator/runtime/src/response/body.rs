//! Responses of several kinds, told apart by their status.

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::error::Reason;
use crate::value::json;

/// A type that is one of several responses.
pub trait FromResponse: Sized {
    /// Reads the response as the one that its status says it is.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when the body is not what that status promises.
    fn from_response(response: &ResponseBody<'_>) -> Result<Self, UnreadableBody>;
}

/// Why a response is not what its status promises. The call makes an [`Error::Decode`](crate::Error::Decode) of it.
#[derive(Debug)]
pub struct UnreadableBody(pub(crate) Reason);

/// A response with its whole body.
#[derive(Debug)]
pub struct ResponseBody<'a> {
    status: StatusCode,
    body: &'a Bytes,
}

impl<'a> ResponseBody<'a> {
    pub(crate) fn new(status: StatusCode, body: &'a Bytes) -> Self {
        Self { status, body }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, UnreadableBody> {
        json::read(self.body).map_err(|mismatch| UnreadableBody(Reason::Json(mismatch)))
    }

    /// The body, read as text.
    ///
    /// # Errors
    ///
    /// [`UnreadableBody`] when it is not UTF-8.
    pub fn text(&self) -> Result<String, UnreadableBody> {
        match str::from_utf8(self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(UnreadableBody(Reason::NotText(error))),
        }
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }
}
