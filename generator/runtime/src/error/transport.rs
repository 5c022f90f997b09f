//! No complete response came.

use std::error::Error as StdError;
use std::fmt;

use super::History;
use crate::error::excerpt;
use crate::response::received::Received;

/// The longest cause shown, in characters.
const CAUSE: usize = 200;

/// Why no complete response came. Made by a [`Transport`](crate::Transport).
///
/// Its source must hold neither the headers nor the query of the request: those carry secrets.
#[derive(Debug)]
pub struct TransportError {
    stage: Stage,
    timeout: bool,
    source: Box<dyn StdError + Send + Sync>,
    call: Option<Box<Call>>,
}

/// The call that failed.
#[derive(Debug)]
struct Call {
    operation: String,
    /// What had come of the response.
    received: Option<Received>,
    history: History,
}

/// How far a request had come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stage {
    /// Nothing of it was sent.
    Connect,
    /// The server gave it back, or had not been given it yet.
    Unprocessed,
    /// It may have been sent, in part or whole.
    Exchange,
    /// Some of it may have been sent, and the rest could not be read.
    Upload,
}

impl TransportError {
    /// No connection was made (name, address, TLS): nothing of the request was sent.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Stage::Connect, source.into())
    }

    /// There was a connection, and there is proof that the server did not process the request: nothing of it had been
    /// sent, or the server gave it back, as HTTP/2 lets it.
    pub fn unprocessed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Stage::Unprocessed, source.into())
    }

    /// The exchange broke after the connection was made: the server may have acted.
    pub fn exchange(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Stage::Exchange, source.into())
    }

    /// The body of the request could not be read to its end.
    pub(crate) fn upload(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Stage::Upload, source.into())
    }

    /// Says that the cause is a bound of time.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timeout = true;
        self
    }

    /// Says that there was no connection yet.
    pub(crate) fn while_connecting(mut self) -> Self {
        self.stage = Stage::Connect;
        self
    }

    /// Whether no connection was made, so that nothing of the request was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.stage == Stage::Connect
    }

    /// Whether there is proof that the server did not process the request.
    #[must_use]
    pub fn is_unprocessed(&self) -> bool {
        // A request that has a response was processed, whatever the cause says.
        matches!(self.stage, Stage::Connect | Stage::Unprocessed) && self.received().is_none()
    }

    /// Whether the cause is the stream that the body of the request is read from: it failed, or does not have the length that was
    /// announced.
    #[must_use]
    pub fn is_upload(&self) -> bool {
        self.stage == Stage::Upload
    }

    /// Whether the cause is a bound of time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    fn new(stage: Stage, source: Box<dyn StdError + Send + Sync>) -> Self {
        Self {
            stage,
            timeout: false,
            source,
            call: None,
        }
    }

    /// Says which call failed, such as `POST /queues/{queue_id}`, and what had come of its response.
    pub(crate) fn in_call(mut self, operation: String, received: Option<Received>) -> Self {
        self.call = Some(Box::new(Call {
            operation,
            received,
            history: History::default(),
        }));
        self
    }

    pub(super) fn history(&self) -> History {
        self.call
            .as_ref()
            .map_or_else(History::default, |call| call.history)
    }

    pub(super) fn set_history(&mut self, history: History) {
        if let Some(call) = &mut self.call {
            call.history = history;
        }
    }

    /// The innermost cause, which is the one that names the fact.
    fn root_cause(&self) -> String {
        let mut cause: &dyn StdError = &*self.source;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        cause.to_string()
    }

    pub(super) fn received(&self) -> Option<&Received> {
        self.call.as_ref()?.received.as_ref()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(call) = &self.call {
            write!(formatter, "{}: ", call.operation)?;
        }
        match (self.stage, self.received()) {
            (Stage::Connect, _) => formatter.write_str("no connection to the server")?,
            (Stage::Unprocessed, None) => {
                formatter.write_str("the server did not take up the request")?;
            }
            (Stage::Exchange, None) => formatter.write_str("no response from the server")?,
            (Stage::Upload, _) => formatter.write_str("the stream of the request's body failed")?,
            (Stage::Unprocessed | Stage::Exchange, Some(received)) => {
                write!(
                    formatter,
                    "the server answered {}, and its response broke off",
                    received.status
                )?;
            }
        }
        write!(
            formatter,
            ": {}",
            excerpt::one_line(&self.root_cause(), CAUSE)
        )?;
        self.received()
            .map_or(Ok(()), |received| received.write_request_id(formatter))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::TransportError;

    #[test]
    fn the_innermost_cause_is_shown_on_one_line() {
        let refused = std::io::Error::other(std::io::Error::other("refused\nby the wall"));
        let error = TransportError::connect(refused).in_call("GET /".to_owned(), None);
        assert_eq!(
            error.to_string(),
            r"GET /: no connection to the server: refused\nby the wall"
        );
        assert!(error.is_connect() && !error.is_timeout());
    }
}
