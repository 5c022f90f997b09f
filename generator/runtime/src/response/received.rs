//! A response as far as it was received.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;

use crate::error::excerpt;

/// Where servers and their gateways put the identity of an exchange, in order of preference.
const REQUEST_ID: [&str; 2] = ["cf-ray", "x-request-id"];

/// How many characters of a request id are shown.
const REQUEST_ID_SHOWN: usize = 64;

/// Status, headers, and what came of the body.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn request_id(&self) -> Option<&str> {
        REQUEST_ID
            .iter()
            .find_map(|name| self.headers.get(*name)?.to_str().ok())
    }

    /// The end of a message that tells the request id.
    pub(crate) fn write_request_id(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.request_id() {
            Some(id) => write!(
                formatter,
                " [request {}]",
                excerpt::one_line(id, REQUEST_ID_SHOWN)
            ),
            None => Ok(()),
        }
    }
}

/// Headers and the body are left out: servers set cookies in the one, and send in the other what nobody but the caller should read.
impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
