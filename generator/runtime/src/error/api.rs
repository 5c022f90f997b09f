//! An error response of the server.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;

use super::ErrorDetail;
use super::History;
use crate::error::excerpt;
use crate::response::received::Received;

/// How many details `Display` shows, and how many characters of each message.
const DETAILS_SHOWN: usize = 3;
const MESSAGE: usize = 200;

/// How many characters of a body without details `Display` shows.
const BODY: usize = 512;

/// An error response: a status other than 2xx, or an envelope that does not announce success.
#[derive(Debug)]
pub struct ApiError {
    operation: String,
    received: Received,
    details: Vec<ErrorDetail>,
    pub(super) history: History,
}

impl ApiError {
    pub(crate) fn new(operation: String, received: Received, details: Vec<ErrorDetail>) -> Self {
        Self {
            operation,
            received,
            details,
            history: History::default(),
        }
    }

    /// The status of the response; 2xx when only the envelope says that the call failed.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The body of the response, JSON or not: at most one mebibyte of it when the status is not 2xx.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.received.body
    }

    /// What the server says was wrong, from the errors of its envelope: the first hundred that could be read.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        &self.details
    }

    pub(super) fn received(&self) -> &Received {
        &self.received
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: the server answered {}",
            self.operation, self.received.status
        )?;
        if self.received.status.is_success() {
            formatter.write_str(" without announcing success")?;
        }
        for (index, detail) in self.details.iter().take(DETAILS_SHOWN).enumerate() {
            formatter.write_str(if index == 0 { ": " } else { "; " })?;
            write_detail(detail, formatter)?;
        }
        match self.details.len().checked_sub(DETAILS_SHOWN) {
            Some(more @ 1..) => write!(formatter, "; and {more} more")?,
            // A body under a 2xx may hold what was asked for, which is nobody else's to read.
            _ if self.details.is_empty()
                && !self.received.body.is_empty()
                && !self.received.status.is_success() =>
            {
                write!(
                    formatter,
                    ": {}",
                    excerpt::of_bytes(&self.received.body, BODY)
                )?;
            }
            _ => {}
        }
        self.received.write_request_id(formatter)
    }
}

/// The words of the server with its code, or whichever of them there is.
fn write_detail(detail: &ErrorDetail, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let message = excerpt::one_line(&detail.message, MESSAGE);
    match detail.code {
        None => formatter.write_str(&message),
        Some(code) if message.is_empty() => write!(formatter, "code {code}"),
        Some(code) => write!(formatter, "{message} (code {code})"),
    }
}

impl std::error::Error for ApiError {}
