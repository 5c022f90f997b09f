//! What happens in a consumer, for logs and metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Warning;
use crate::Error;

/// What happens in a consumer. None of it holds a lease, or the content of a message.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A pull gave messages.
    Pulled {
        /// How many were requested.
        requested: u32,
        /// How many came.
        count: usize,
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
    /// A handler failed, and its message is to be delivered again or is given up.
    Failed {
        /// The reason that the handler gave.
        reason: &'a (dyn std::error::Error + 'a),
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
    /// Leases ended before their messages could be handed back: the queue delivers them by itself.
    Expired {
        /// How many.
        count: usize,
    },
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
            observe(event);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Observer")
    }
}
