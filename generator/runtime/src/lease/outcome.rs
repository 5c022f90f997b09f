//! What a handler says of its message.

use std::time::Duration;

/// Why a handler failed.
pub(super) type Reason = Box<dyn std::error::Error + Send + Sync>;

/// What a handler says of its message.
///
/// A handler may also return a `Result`: an error has the message delivered again with the delay of the policy. A handler that
/// returns nothing is done when it returns.
#[derive(Debug)]
#[must_use = "what a handler returns settles its message"]
pub struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) reason: Option<Reason>,
}

/// What is to become of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    Done,
    /// `None` is the delay of the policy.
    Retry(Option<Duration>),
    Release,
}

impl Outcome {
    /// The message is done, and leaves the queue.
    pub fn done() -> Self {
        Self {
            verdict: Verdict::Done,
            reason: None,
        }
    }

    /// The message failed, and is to be delivered again with the delay of the policy. When the queue has delivered it as often as it
    /// allows, it does with it what it does with such messages.
    pub fn retry(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            verdict: Verdict::Retry(None),
            reason: Some(reason.into()),
        }
    }

    /// The message failed in a way that another delivery does not help: it leaves the queue as one that is done does.
    pub fn give_up(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            verdict: Verdict::Done,
            reason: Some(reason.into()),
        }
    }

    /// Nothing is said of the message, which is delivered again when its lease ends.
    pub fn release() -> Self {
        Self {
            verdict: Verdict::Release,
            reason: None,
        }
    }

    /// With this delay instead of that of the policy, for a message that is delivered again.
    pub fn after(mut self, delay: Duration) -> Self {
        if let Verdict::Retry(after) = &mut self.verdict {
            *after = Some(delay);
        }
        self
    }
}

/// What a handler may return.
pub trait IntoOutcome {
    /// What it says of the message.
    fn into_outcome(self) -> Outcome;
}

impl IntoOutcome for Outcome {
    fn into_outcome(self) -> Outcome {
        self
    }
}

impl IntoOutcome for () {
    fn into_outcome(self) -> Outcome {
        Outcome::done()
    }
}

impl<T: IntoOutcome, E: Into<Reason>> IntoOutcome for Result<T, E> {
    fn into_outcome(self) -> Outcome {
        match self {
            Ok(value) => value.into_outcome(),
            Err(error) => Outcome::retry(error),
        }
    }
}
