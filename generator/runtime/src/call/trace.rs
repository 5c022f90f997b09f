//! What a call tells those who trace it: how it is called and how it went, and never what it says.
//!
//! Each call is a span `call`, in which each attempt is a span `attempt`. Values, headers and bodies are in neither.

use std::time::Duration;
use std::time::Instant;

use tracing::Instrument as _;
use tracing::Span;
use tracing::debug;
use tracing::debug_span;
use tracing::field::Empty;
use tracing::info_span;

use crate::Error;
use crate::call::operation::Operation;
use crate::response::received::Received;

/// The span of a call. What has become of the call, it tells when it is dropped.
pub(crate) struct Trace {
    span: Span,
    begin: Instant,
    attempts: u32,
    outcome: Outcome,
}

/// How a call or an attempt has ended so far.
struct Outcome {
    status: Option<u16>,
    error: Option<&'static str>,
}

impl Trace {
    /// Begins the span of a call.
    pub(crate) fn begin(operation: &Operation<'_>) -> Self {
        let span = info_span!(
            "call",
            operation = %operation,
            attempts = Empty,
            status = Empty,
            error = Empty,
            duration_ms = Empty,
        );
        Self {
            span,
            begin: Instant::now(),
            attempts: 0,
            outcome: DROPPED,
        }
    }

    /// Makes an attempt within a span of its own.
    pub(crate) async fn attempt(
        &mut self,
        attempt: impl Future<Output = Result<Received, Error>>,
    ) -> Result<Received, Error> {
        self.attempts = self.attempts.saturating_add(1);
        self.outcome = DROPPED;
        let span = debug_span!(
            parent: &self.span,
            "attempt",
            attempt = self.attempts,
            status = Empty,
            error = Empty,
            duration_ms = Empty,
        );
        let begin = Instant::now();
        let outcome = attempt.instrument(span.clone()).await;
        self.outcome = Outcome {
            status: outcome
                .as_ref()
                .map_or_else(Error::status, |received| Some(received.status))
                .map(u16::from),
            error: outcome.as_ref().err().map(kind),
        };
        self.outcome.record(&span, begin);
        outcome
    }

    /// Tells how long the call waits before its next attempt.
    pub(crate) fn wait(&self, wait: Duration) -> Duration {
        debug!(parent: &self.span, wait_ms = milliseconds(wait), "waits before the next attempt");
        wait
    }

    /// Takes note of an error that was found in a response after its attempt had succeeded.
    pub(crate) fn fail(&mut self, error: &Error) {
        self.outcome.error = Some(kind(error));
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        self.span.record("attempts", self.attempts);
        self.outcome.record(&self.span, self.begin);
    }
}

/// What has become of whatever nobody waited for.
const DROPPED: Outcome = Outcome {
    status: None,
    error: Some("dropped"),
};

impl Outcome {
    fn record(&self, span: &Span, begin: Instant) {
        span.record("status", self.status);
        span.record("error", self.error);
        span.record("duration_ms", milliseconds(begin.elapsed()));
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::Configuration(_) => "configuration",
        Error::InvalidArgument(_) => "argument",
        Error::Serialization(_) => "serialization",
        Error::Transport(error) if error.is_timeout() => "timeout",
        Error::Transport(error) if error.is_connect() => "connect",
        Error::Transport(_) => "transport",
        Error::Api(_) => "api",
        Error::Decode(_) => "decode",
        Error::Pagination(_) => "pagination",
        Error::Token(_) => "token",
    }
}
