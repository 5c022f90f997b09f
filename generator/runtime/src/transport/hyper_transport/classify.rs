//! What hyper's errors prove.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::BoxError;
use crate::TransportError;

/// The error of a connection that was not made.
pub(super) fn connect(error: BoxError) -> TransportError {
    let timed_out = is_timeout(&*error);
    let error = TransportError::connect(error);
    if timed_out { error.timed_out() } else { error }
}

/// The error of a request without a response: what of it may have been processed, and whether time ran out.
pub(super) fn classify(error: hyper::Error) -> TransportError {
    let timed_out = is_timeout(&error);
    let error = if causes(&error).any(is_unprocessed) {
        TransportError::unprocessed(error)
    } else {
        TransportError::exchange(error)
    };
    if timed_out { error.timed_out() } else { error }
}

/// Whether `cause` proves that the server did not process the request.
fn is_unprocessed(cause: &(dyn StdError + 'static)) -> bool {
    // What hyper cancels, it had not begun to send.
    let never_begun = cause
        .downcast_ref::<hyper::Error>()
        .is_some_and(hyper::Error::is_canceled);
    never_begun || cause.downcast_ref::<h2::Error>().is_some_and(is_given_back)
}

/// Whether the server gave a request back that was sent over HTTP/2 (RFC 9113, 8.7).
///
/// Of a GOAWAY, h2 tells only the streams above the last one that the server has taken up.
fn is_given_back(error: &h2::Error) -> bool {
    let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.is_remote() && (error.is_go_away() || is_refused)
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| {
        let system = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        cause.is::<ConnectTimeout>() || system == Some(std::io::ErrorKind::TimedOut)
    })
}

/// No connection came about within the limit.
#[derive(Debug)]
pub(super) struct ConnectTimeout {
    pub(super) limit: Duration,
}

impl fmt::Display for ConnectTimeout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "timed out after {:?} (`connect_timeout`)",
            self.limit
        )
    }
}

impl StdError for ConnectTimeout {}
