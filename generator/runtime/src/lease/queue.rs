//! What a client says of a queue: how messages are leased, and how leases are settled.

use std::cmp::Ordering;
use std::fmt;
use std::hash::Hash;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use crate::Content;
use crate::Error;

/// A queue whose messages are leased, for a [`Consumer`](super::Consumer).
///
/// It owns what its calls need, such as a clone of the client, since they are made in tasks of their own.
pub trait LeaseQueue: Send + Sync + 'static {
    /// What a pull gives under each lease.
    type Message: Send + Sync + 'static;

    /// The most messages of a pull.
    const MOST: u32;

    /// The most leases that are settled at once.
    const MOST_SETTLED: u32 = Self::MOST;

    /// The property that holds a lease in the response to a pull: by its name, leases are found in one that cannot be read.
    const LEASE: &'static str;

    /// Leases up to `most` messages, from 1 to [`MOST`](Self::MOST), for `visibility_timeout`.
    ///
    /// The call must not be one that is retried when its response was lost: each pull costs the messages an attempt.
    fn pull(
        &self,
        most: u32,
        visibility_timeout: Duration,
    ) -> impl Future<Output = Result<Pulled<Self::Message>, Error>> + Send;

    /// Settles leases. Settling one twice must do no harm.
    fn settle(&self, settlement: Settlement)
    -> impl Future<Output = Result<Settled, Error>> + Send;

    /// Whether an error response of a pull means that there is nothing to pull for now, such as that the queue is paused.
    fn is_waiting(&self, error: &Error) -> bool {
        let _ = error;
        false
    }

    /// Whether an error response is permanent though its status is one that may pass, such as 429 for a limit that lasts.
    fn is_permanent(&self, error: &Error) -> bool {
        let _ = error;
        false
    }

    /// Whether an error response to a call that settles one lease says that the lease has ended, which is a warning then. The statuses
    /// 404, 409, 410 and 412 say so, where leases are settled one by one.
    fn is_lost(&self, error: &Error) -> bool {
        let status = error.status().map(|status| status.as_u16());
        matches!(status, Some(404 | 409 | 410 | 412))
    }
}

/// A queue whose messages have a content, for [`Consumer::json`](super::Consumer::json).
pub trait ContentQueue: LeaseQueue {
    /// What a message holds.
    fn content(message: &Self::Message) -> Content<'_>;
}

/// What identifies a lease. It does not print itself, since whoever has it can settle the message.
#[derive(Clone)]
pub struct LeaseId {
    /// The texts of a few leases, one after another.
    texts: Arc<str>,
    /// Where this one is.
    place: Range<usize>,
}

/// How many leases of a pull share one text, which costs less than a text for each. One that is held for long keeps no more than
/// these.
const SHARING: usize = 8;

impl LeaseId {
    /// The id, as the queue has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.texts.get(self.place.clone()).unwrap_or_default()
    }

    /// Those of the messages of a pull, which may have none.
    pub(super) fn of_pull<M>(
        messages: &[M],
        lease: impl Fn(&M) -> Option<&str>,
    ) -> Vec<Option<Self>> {
        let mut ids = Vec::with_capacity(messages.len());
        for sharing in messages.chunks(SHARING) {
            let of = |message| lease(message).unwrap_or_default();
            let length = sharing.iter().map(|message| of(message).len()).sum();
            let mut text = String::with_capacity(length);
            for message in sharing {
                text.push_str(of(message));
            }
            let texts: Arc<str> = text.into();
            let mut begin = 0;
            ids.extend(sharing.iter().map(|message| {
                let place = begin..begin + lease(message)?.len();
                begin = place.end;
                let texts = Arc::clone(&texts);
                Some(Self { texts, place })
            }));
        }
        ids
    }
}

impl<T: AsRef<str>> From<T> for LeaseId {
    fn from(id: T) -> Self {
        let texts: Arc<str> = id.as_ref().into();
        let place = 0..texts.len();
        Self { texts, place }
    }
}

impl PartialEq for LeaseId {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for LeaseId {}

impl PartialOrd for LeaseId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LeaseId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for LeaseId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for LeaseId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LeaseId([redacted])")
    }
}

/// What a pull gave.
#[derive(Debug)]
pub struct Pulled<M> {
    /// The messages, each with its lease.
    pub deliveries: Vec<Delivery<M>>,
    /// The leases of messages that could not be read. They are handed back, so that they end where the queue has those that
    /// nobody can handle.
    pub unreadable: Vec<LeaseId>,
}

/// A message under a lease.
#[derive(Debug)]
pub struct Delivery<M> {
    /// The lease.
    pub lease: LeaseId,
    /// How often the message was pulled, this time included, if the queue says so.
    pub attempts: Option<u32>,
    /// The message.
    pub message: M,
}

/// What became of leases, to be settled in one call.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Settlement {
    /// The messages that are done.
    pub acks: Vec<LeaseId>,
    /// The messages to deliver again, each after a delay; without one, after that of the queue.
    pub retries: Vec<(LeaseId, Option<Duration>)>,
}

/// What the queue says of a settlement.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settled {
    /// How many messages it took for done, if it says so.
    pub acknowledged: Option<u64>,
    /// How many it took back, if it says so.
    pub retried: Option<u64>,
    /// What was wrong with single leases.
    pub warnings: Vec<Warning>,
}

/// What was wrong with a lease that was settled.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Warning {
    /// The lease, if the queue says which.
    pub lease: Option<LeaseId>,
    /// The words of the queue: bound and escape them before they go to a log.
    pub text: String,
}
