//! What a handler says of its message.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a handler failed.
pub(super) type Reason = Box<dyn StdError + Send + Sync>;

/// What a handler says of its message.
///
/// A handler may also return a `Result`: an error has the message delivered again with the delay of the policy, unless it is
/// [`Permanent`], which makes it a [dead](Self::dead) one. A handler that returns nothing is done when it returns.
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
    Dead,
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

    /// The message failed in a way that another delivery does not help: it leaves the queue as one that is done does, and nobody
    /// sees it again.
    pub fn give_up(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            verdict: Verdict::Done,
            reason: Some(reason.into()),
        }
    }

    /// The message failed in a way that another delivery does not help: it goes to the
    /// [dead letters](super::Consumer::dead_letters) of the consumer, and is acknowledged when it is there.
    ///
    /// A consumer without dead letters retries it with the delay of the policy, so that it goes in the end where the queue itself has
    /// the messages that nobody gets done. To have it leave the queue for good, see [`give_up`](Self::give_up).
    pub fn dead(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            verdict: Verdict::Dead,
            reason: Some(reason.into()),
        }
    }

    /// The message is left alone, and is delivered again when its lease ends.
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

/// An error that another delivery does not mend, such as a message without sense: a handler that returns it, or an error that has
/// it among its sources, makes its message a [dead](Outcome::dead) one.
///
/// ```
/// use client_runtime::lease::Permanent;
///
/// fn amount(text: &str) -> Result<u32, Permanent> {
///     text.parse().map_err(Permanent::new)
/// }
/// # assert!(amount("x").is_err());
/// ```
#[derive(Debug)]
pub struct Permanent(Reason);

impl Permanent {
    /// The error, as one that is permanent.
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

impl fmt::Display for Permanent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl StdError for Permanent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

fn is_permanent(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<Permanent>() {
            return true;
        }
        next = error.source();
    }
    false
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
            Err(error) => failed(error.into()),
        }
    }
}

fn failed(error: Reason) -> Outcome {
    if is_permanent(&*error) {
        Outcome::dead(error)
    } else {
        Outcome::retry(error)
    }
}

/// What a handler of a batch may return: what it says of all messages alike, or a `Vec` of what it says of each, in their order. A
/// message of which a `Vec` says nothing is retried.
pub trait IntoOutcomes {
    /// What it says of the messages.
    fn into_outcomes(self) -> Outcomes;
}

/// What a handler says of the messages of a batch.
#[derive(Debug)]
#[must_use = "what a handler returns settles its messages"]
pub enum Outcomes {
    /// The same of all.
    All(Outcome),
    /// Of each, in their order.
    Each(Vec<Outcome>),
}

impl<T: IntoOutcome> IntoOutcomes for T {
    fn into_outcomes(self) -> Outcomes {
        Outcomes::All(self.into_outcome())
    }
}

impl<T: IntoOutcome> IntoOutcomes for Vec<T> {
    fn into_outcomes(self) -> Outcomes {
        let outcomes = self.into_iter();
        Outcomes::Each(outcomes.map(IntoOutcome::into_outcome).collect())
    }
}

impl<T: IntoOutcome, E: Into<Reason>> IntoOutcomes for Result<Vec<T>, E> {
    fn into_outcomes(self) -> Outcomes {
        match self {
            Ok(outcomes) => outcomes.into_outcomes(),
            Err(error) => Outcomes::All(failed(error.into())),
        }
    }
}
