//! A response that came, and cannot be read.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::History;
use crate::auth::redaction::Redaction;
use crate::error::excerpt;
use crate::response::content_type::ContentType;
use crate::response::received::Received;

/// The longest message shown, in characters. Both ends of it are kept.
const MESSAGE: usize = 120;

/// How many bytes are shown before and after the place where decoding stopped.
const BEFORE: usize = 32;
const AFTER: usize = 48;

/// A 2xx response whose body is not what was described: the operation took place, and only its result is unread.
#[derive(Debug)]
pub struct DecodeError {
    operation: String,
    received: Received,
    reason: Reason,
    pub(super) history: History,
}

/// What is wrong with a body.
#[derive(Debug)]
pub(crate) enum Reason {
    /// It is longer than the limit, in bytes.
    TooLarge { limit: usize },
    /// It is compressed, though no compression was requested.
    Compressed { encoding: String },
    /// There is none.
    Empty,
    /// It is JSON where events were described.
    NotEvents,
    /// Its parts are told apart by nothing.
    NotParts,
    /// It is not UTF-8.
    NotText(std::str::Utf8Error),
    /// It is not the JSON that was described.
    Json(Mismatch),
}

/// Where and why a body stops being the JSON that was described. It quotes the body, so it is made free of secrets first.
pub(crate) struct Mismatch {
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The path and the message are bounded, since both may quote the body.
impl fmt::Debug for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Mismatch")
            .field("path", &excerpt::both_ends(&self.path, MESSAGE))
            .field("message", &excerpt::of_decoder(&self.message, MESSAGE))
            .field("line", &self.line)
            .field("column", &self.column)
            .finish()
    }
}

impl DecodeError {
    /// The error without the secrets that a response may echo.
    pub(crate) fn new(
        operation: String,
        received: Received,
        mut reason: Reason,
        redaction: &Redaction,
    ) -> Self {
        if let Reason::Json(mismatch) = &mut reason {
            mismatch.path = redaction.text(std::mem::take(&mut mismatch.path));
            mismatch.message = redaction.text(std::mem::take(&mut mismatch.message));
        }
        Self {
            operation,
            received: redaction.received(received),
            reason,
            history: History::default(),
        }
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The whole body, or when it exceeds [`Settings::max_response_bytes`](crate::Settings::max_response_bytes) what was read of
    /// it.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.received.body
    }

    /// Where in the body decoding stopped, such as `result.messages[3].attempts`; `.` is the body itself.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.mismatch().map(|mismatch| mismatch.path.as_str())
    }

    /// The line where decoding stopped, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.mismatch().map(|mismatch| mismatch.line)
    }

    /// The column where decoding stopped, in bytes, from 1; 0 when the line is empty.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.mismatch().map(|mismatch| mismatch.column)
    }

    /// The few bytes around the place where decoding stopped, as one line of text. Of a word as long as a lease or a token, only the
    /// beginning is shown.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        let mismatch = self.mismatch()?;
        let body = &self.received.body;
        let position = offset(body, mismatch.line, mismatch.column);
        let window = body.get(position.saturating_sub(BEFORE)..body.len().min(position + AFTER))?;
        let line = excerpt::of_bytes(window, BEFORE + AFTER);
        Some(excerpt::without_long_words(&line))
    }

    pub(super) fn received(&self) -> &Received {
        &self.received
    }

    /// What the response says that it is, where that is another thing than what was read.
    fn write_content_type(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_json = ContentType::of(self.headers()) == ContentType::Json;
        let is_read = match self.reason {
            Reason::Json(_) => !is_json,
            Reason::NotText(_) => true,
            Reason::TooLarge { .. }
            | Reason::Compressed { .. }
            | Reason::Empty
            | Reason::NotEvents
            | Reason::NotParts => false,
        };
        match self.headers().get(CONTENT_TYPE).filter(|_| is_read) {
            Some(content_type) => {
                let content_type = String::from_utf8_lossy(content_type.as_bytes());
                let content_type = excerpt::one_line(&content_type, MESSAGE);
                write!(formatter, "; it came as `{content_type}`")
            }
            None => Ok(()),
        }
    }

    fn mismatch(&self) -> Option<&Mismatch> {
        match &self.reason {
            Reason::Json(mismatch) => Some(mismatch),
            _ => None,
        }
    }
}

/// The offset of a place that is given as `serde_json` gives it.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let lines = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1));
    let start: usize = lines.map(<[u8]>::len).sum();
    body.len()
        .min(start.saturating_add(column.saturating_sub(1)))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: the server answered {}, and its response cannot be read: ",
            self.operation, self.received.status
        )?;
        match &self.reason {
            Reason::TooLarge { limit } => {
                write!(
                    formatter,
                    "it is longer than the limit of {limit} bytes (`max_response_bytes`)"
                )?;
            }
            Reason::Compressed { encoding } => {
                let encoding = excerpt::one_line(encoding, MESSAGE);
                write!(
                    formatter,
                    "it has the content encoding `{encoding}`, which was not asked for"
                )?;
            }
            Reason::NotEvents => formatter.write_str("it is JSON, and no stream of events")?,
            Reason::NotParts => {
                formatter.write_str("its Content-Type names no boundary between parts")?;
            }
            Reason::Empty => formatter.write_str("there is no body")?,
            Reason::NotText(source) => write!(formatter, "it is not text: {source}")?,
            Reason::Json(mismatch) => {
                let path = excerpt::both_ends(&mismatch.path, MESSAGE);
                let message = excerpt::of_decoder(&mismatch.message, MESSAGE);
                write!(formatter, "at `{path}`: {message}")?;
                if let Some(excerpt) = self.excerpt().filter(|excerpt| !excerpt.is_empty()) {
                    write!(formatter, ", near `{excerpt}`")?;
                }
            }
        }
        self.write_content_type(formatter)?;
        self.received.write_request_id(formatter)
    }
}

/// What serde says is part of the text, bounded: it may quote the body at any length, so it is not handed on as a cause.
impl std::error::Error for DecodeError {}
