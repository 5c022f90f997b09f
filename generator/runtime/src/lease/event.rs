//! What happens in a consumer, for logs and metrics.

use std::error::Error as StdError;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::Duration;

use super::Warning;
use crate::Error;

/// What happens in a consumer; `Display` is a line for logs. None of it holds a lease, or the content of a message.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A pull gave messages.
    Pulled {
        /// How many were requested.
        requested: u32,
        /// How many came.
        count: usize,
        /// How long the pull took.
        took: Duration,
    },
    /// Messages of a pull could not be read; they are handed back.
    Unreadable {
        /// How many.
        count: usize,
    },
    /// Nothing is pulled for a while: the queue is empty, does not deliver, or failed.
    Waiting {
        /// For how long.
        wait: Duration,
        /// How the pull failed, unless it gave nothing.
        error: Option<&'a Error>,
    },
    /// A handler returned.
    Handled {
        /// How many messages it had.
        count: usize,
        /// How long it took.
        took: Duration,
    },
    /// A handler failed, and its message is to be delivered again, is given up, or goes to the dead letters.
    Failed {
        /// The reason that the handler gave.
        reason: &'a (dyn StdError + 'a),
    },
    /// A message was put among the dead letters, and is acknowledged.
    DeadLettered {
        /// The reason that the handler gave.
        reason: &'a (dyn StdError + 'a),
    },
    /// A message could not be put among the dead letters; it is tried again while its lease lasts, and then retried.
    NotDeadLettered {
        /// Why.
        error: &'a (dyn StdError + 'a),
    },
    /// A handler was stopped since the lease of its message was about to end.
    TimedOut,
    /// A handler panicked.
    Panicked,
    /// Messages were settled.
    Settled {
        /// Those that are done.
        acknowledged: usize,
        /// Those to deliver again.
        retried: usize,
        /// How long the call took.
        took: Duration,
    },
    /// Messages were settled, and the queue counted others than those.
    Miscounted {
        /// How many were settled.
        settled: usize,
        /// What it counted.
        counted: u64,
    },
    /// The queue has something to say of a lease, such as that it does not know it.
    Warned(&'a Warning),
    /// A call that settles failed; it is made again unless the error is permanent.
    NotSettled {
        /// How many messages.
        count: usize,
        /// Why.
        error: &'a Error,
    },
    /// Leases ended before their messages could be handed back, or handled: the queue delivers them by itself.
    LeaseLost {
        /// How many.
        count: usize,
    },
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pulled {
                requested,
                count,
                took,
            } => write!(
                formatter,
                "pulled {count} of {requested} messages in {took:.1?}"
            ),
            Self::Unreadable { count } => write!(
                formatter,
                "handing back {count} messages that cannot be read"
            ),
            Self::Waiting { wait, error: None } => {
                write!(formatter, "nothing to pull: waiting {wait:.1?}")
            }
            Self::Waiting {
                wait,
                error: Some(error),
            } => {
                write!(
                    formatter,
                    "waiting {wait:.1?}, since a pull failed: {error}"
                )
            }
            Self::Handled { count, took } => {
                write!(formatter, "handled {count} messages in {took:.1?}")
            }
            Self::Failed { reason } => write!(formatter, "a handler failed: {reason}"),
            Self::DeadLettered { reason } => {
                write!(formatter, "a message is among the dead letters: {reason}")
            }
            Self::NotDeadLettered { error } => {
                write!(formatter, "a dead letter could not be pushed: {error}")
            }
            Self::TimedOut => {
                formatter.write_str("a handler was stopped, since its lease was about to end")
            }
            Self::Panicked => formatter.write_str("a handler panicked"),
            Self::Settled {
                acknowledged,
                retried,
                took,
            } => write!(
                formatter,
                "acknowledged {acknowledged} messages and retried {retried} in {took:.1?}"
            ),
            Self::Miscounted { settled, counted } => write!(
                formatter,
                "settled {settled} messages, of which the queue counted {counted}"
            ),
            Self::Warned(warning) => {
                let text = shown(warning);
                write!(formatter, "the queue warns of a lease: {text:?}")
            }
            Self::NotSettled { count, error } => {
                write!(formatter, "{count} messages could not be settled: {error}")
            }
            Self::LeaseLost { count } => {
                write!(formatter, "{count} leases ended before they were settled")
            }
        }
    }
}

/// The longest text of a warning that is shown, in characters.
const SHOWN: usize = 200;

/// The text of a warning, which comes from the server and may name the lease.
fn shown(warning: &Warning) -> String {
    let text = match &warning.lease {
        Some(lease) if !lease.as_str().is_empty() => {
            &warning.text.replace(lease.as_str(), "[redacted]")
        }
        Some(_) | None => &warning.text,
    };
    text.chars().take(SHOWN).collect()
}

type Observe = dyn Fn(&Event<'_>) + Send + Sync;

/// Who observes what happens.
#[derive(Clone, Default)]
pub(super) struct Observer(Option<Arc<Observe>>);

impl Observer {
    pub(super) fn new(observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observe)))
    }

    pub(super) fn emit(&self, event: &Event<'_>) {
        if let Some(observe) = &self.0 {
            // It is called where messages are pulled and settled, which goes on when it panics: that is printed as any panic is.
            let _ = catch_unwind(AssertUnwindSafe(|| observe(event)));
        }
    }

    pub(super) fn is_there(&self) -> bool {
        self.0.is_some()
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Observer")
    }
}
