//! What a call had been through when it failed.

use std::fmt;
use std::time::Duration;

use super::Error;

/// What is known of the attempts of a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct History {
    /// How often the request was handed to the transport.
    pub(crate) attempts: u32,
    /// Whether an attempt may have been processed.
    pub(crate) maybe_processed: bool,
    /// Whether the rules allow one more attempt.
    pub(crate) retryable: bool,
    /// How long the server asks to wait in its last response.
    pub(crate) retry_after: Option<Duration>,
}

/// What the call had been through.
impl Error {
    /// How many attempts the call made; 0 when nothing was to be sent yet.
    ///
    /// An attempt that finds no connection counts. What a [`Transport`](crate::Transport) does again by itself, since
    /// nothing of it had been sent, does not.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.history().attempts
    }

    /// Whether the server may have processed the request, in any of the attempts: there is no proof that it has not.
    ///
    /// Proof is that no connection was made, that the server gave the request back over HTTP/2, or an error response with a status
    /// of the 4xx kind, save 408.
    #[must_use]
    pub fn maybe_processed(&self) -> bool {
        self.history().maybe_processed
    }

    /// Whether the same call may succeed a little later, and does no harm if an attempt of this one was processed.
    ///
    /// That is what the client goes by when it retries a call itself, so that it is true when attempts, tokens or time
    /// ran out. In the mode [`Never`](crate::RetryMode::Never) it is what [`Safe`](crate::RetryMode::Safe) would say.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.history().retryable
    }

    /// How long the server asks to wait before the next call, counted from its last response.
    ///
    /// It is read from `Retry-After` (whole seconds, or a date) and `retry-after-ms` (whole milliseconds), of which the longest
    /// wait counts; malformed values and dates in the past are nothing. The client has not waited for it: attempts, tokens or time did not allow it.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.history().retry_after
    }

    /// The error with the history of its call.
    pub(crate) fn with_history(mut self, history: History) -> Self {
        match &mut self {
            Self::Transport(error) => error.set_history(history),
            Self::Api(error) => error.history = history,
            Self::Decode(error) => error.history = history,
            _ => {}
        }
        self
    }

    pub(super) fn history(&self) -> History {
        match self {
            Self::Transport(error) => error.history(),
            Self::Api(error) => error.history,
            Self::Decode(error) => error.history,
            _ => History::default(),
        }
    }
}

impl History {
    /// The end of a message that tells the number of attempts, when there was more than one.
    pub(super) fn write(self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(formatter, " ({attempts} attempts)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportError;

    #[test]
    fn only_what_was_sent_has_a_history() {
        let history = History {
            attempts: 3,
            maybe_processed: true,
            retryable: true,
            retry_after: Some(Duration::from_secs(7)),
        };
        let sent = TransportError::exchange("reset").in_call("GET /".to_owned(), None);
        let sent = Error::Transport(Box::new(sent)).with_history(history);
        assert_eq!(
            (sent.attempts(), sent.retry_after()),
            (3, history.retry_after)
        );
        assert!(sent.maybe_processed() && sent.is_retryable());
        assert_eq!(
            sent.to_string(),
            "GET /: no response from the server: reset (3 attempts)"
        );
        let unsent = Error::configuration("no").with_history(history);
        assert_eq!((unsent.attempts(), unsent.retry_after()), (0, None));
        assert!(!unsent.maybe_processed() && !unsent.is_retryable());
        assert_eq!(unsent.to_string(), Error::configuration("no").to_string());
    }
}
