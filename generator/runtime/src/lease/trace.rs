//! The spans of a consumer: a span `pull` for each pull, and a span `message` for each message, which follows
//! from its pull. What messages hold is in neither.

use tracing::Instrument as _;
use tracing::Span;
use tracing::field::Empty;
use tracing::info_span;
use tracing::instrument::Instrumented;

/// The span of a pull.
#[derive(Debug)]
pub(super) struct Pull(Span);

impl Pull {
    /// Begins the span of a pull that asks for so many messages.
    pub(super) fn begin(requested: u32) -> Self {
        Self(info_span!("pull", requested, count = Empty))
    }

    /// Makes the pull within it.
    pub(super) async fn within<T>(&self, pull: impl Future<Output = T>) -> T {
        pull.instrument(self.0.clone()).await
    }

    /// Records how many messages came.
    pub(super) fn came(&self, count: usize) {
        self.0.record("count", count);
    }

    /// Begins the span of a message that it brought, which ends with the lease.
    pub(super) fn message(&self, attempts: Option<u32>) -> Message {
        let span = info_span!(parent: None, "message", attempts);
        span.follows_from(&self.0);
        Message(span)
    }
}

/// The span of a message.
#[derive(Debug)]
pub(super) struct Message(Span);

/// A handler within the span of its message.
pub(super) type Within<F> = Instrumented<F>;

impl Message {
    /// Handles the message within it.
    pub(super) fn within<F>(self, handling: F) -> Within<F> {
        handling.instrument(self.0)
    }

    /// The same on the thread that handles it.
    pub(super) fn enter<T>(&self, handle: impl FnOnce() -> T) -> T {
        self.0.in_scope(handle)
    }
}
