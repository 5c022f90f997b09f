//! What a call gives back.

pub(crate) mod body;
pub(crate) mod content_type;
pub(crate) mod envelope;
pub(crate) mod headers;
pub(crate) mod json_stream;
pub(crate) mod part_stream;
pub(crate) mod received;
pub(crate) mod stream;

use std::ops::Deref;

use http::HeaderMap;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::TypedHeaders;

/// The value that a server sent, with the status and the headers it came with.
#[derive(Clone)]
#[must_use]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self {
            status,
            headers,
            value,
        }
    }

    /// The status, which is 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers as a `T`, but for those that cannot be read as what they are described to be.
    #[must_use]
    pub fn typed_headers<H: DeserializeOwned + Default>(&self) -> TypedHeaders<H> {
        headers::read(&self.headers)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    pub(crate) fn value_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// The value, taken out.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Another value made of this one, with the same status and headers.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            value: change(self.value),
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Headers are left out: servers set cookies in them, and some echo what they were sent.
impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
