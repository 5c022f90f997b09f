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
    /// [`Misread`] when the body is not what that status promises.
    fn from_response(response: &ResponseBody<'_>) -> Result<Self, Misread>;
}

/// Why a response is not what its status promises. The call makes an [`Error::Decode`](crate::Error::Decode) of it.
#[derive(Debug)]
pub struct Misread(pub(crate) Reason);

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
    /// [`Misread`] when it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Misread> {
        json::read(self.body).map_err(|mismatch| Misread(Reason::Json(mismatch)))
    }

    /// The body, read as text.
    ///
    /// # Errors
    ///
    /// [`Misread`] when it is not UTF-8.
    pub fn text(&self) -> Result<String, Misread> {
        match str::from_utf8(self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(Misread(Reason::NotText(error))),
        }
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }
}
