//! Queues whose messages are leased.

use std::time::Duration;

use super::Name;

/// How the messages that an operation pulls are leased, and settled by other operations of its resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// The method that begins a consumer.
    pub method: Name,
    /// The type of the queue.
    pub queue: Name,
    /// The properties that lead from the response to the list of messages; none when the response is the list.
    pub items: Vec<Name>,
    /// The properties that lead from a message to its lease.
    pub lease: Vec<Name>,
    /// The properties that lead from a message to the number of its deliveries.
    pub attempts: Option<Vec<Name>>,
    /// How the content of a message is reached.
    pub content: Option<LeasedContent>,
    /// The input that says how many messages to pull.
    pub batch_size: Name,
    /// The most messages of a pull, and the most leases that are settled at once.
    pub most: u32,
    /// The input that says how long to lease them; without one, the queue decides.
    pub visibility_timeout: Option<Name>,
    /// How the messages that are done are settled.
    pub ack: Settling,
    /// How the messages to deliver again are handed back; `None` where they come back by themselves when their leases end.
    pub retry: Option<Settling>,
    /// The conditions in which there is nothing to pull for now.
    pub waiting: Vec<Name>,
    /// The conditions that are permanent.
    pub permanent: Vec<Name>,
    /// The conditions in which a lease has ended, where each is settled with a call of its own.
    pub lost: Vec<Name>,
}

impl Lease {
    /// Whether one call settles both.
    #[must_use]
    pub fn is_settled_at_once(&self) -> bool {
        let retry = self.retry.as_ref();
        retry.is_some_and(|retry| retry.operation == self.ack.operation)
    }

    /// Whether each lease is settled with a call of its own, as some operation takes one alone.
    #[must_use]
    pub fn is_settled_one_by_one(&self) -> bool {
        let mut all = [&self.ack].into_iter().chain(&self.retry);
        all.any(|settling| matches!(settling.leases, SettledLeases::One(_)))
    }

    /// The inputs of a pull that it makes by itself.
    pub fn own_inputs(&self) -> impl Iterator<Item = &Name> {
        [&self.batch_size]
            .into_iter()
            .chain(&self.visibility_timeout)
    }
}

/// Where the content of a message is.
#[derive(Clone, Debug, PartialEq)]
pub enum LeasedContent {
    /// The message is an object with a content.
    Announced,
    /// These properties lead to a text, which is JSON.
    Json(Vec<Name>),
}

/// How an operation settles leases.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// The `operationId`.
    pub operation: String,
    /// Which ones.
    pub leases: SettledLeases,
    /// How long a message waits before it is delivered again.
    pub delay: Option<RetryDelay>,
    /// The properties that lead from the response to the number of those that were settled.
    pub count: Option<Vec<Name>>,
    /// What was wrong with some.
    pub warnings: Option<LeaseWarnings>,
}

impl Settling {
    /// The input that lists leases, where a call settles many.
    #[must_use]
    pub fn list(&self) -> Option<&Name> {
        match &self.leases {
            SettledLeases::One(_) => None,
            SettledLeases::List { list, .. } => Some(list),
        }
    }
}

/// How a call says which leases it settles.
#[derive(Clone, Debug, PartialEq)]
pub enum SettledLeases {
    /// One, which this input is.
    One(Name),
    /// Those in a list.
    List {
        /// The input that lists them.
        list: Name,
        /// The properties of an item; `None` where the items are the leases.
        entry: Option<LeaseEntry>,
    },
}

impl SettledLeases {
    /// The input that has them.
    #[must_use]
    pub fn input(&self) -> &Name {
        match self {
            Self::One(name) | Self::List { list: name, .. } => name,
        }
    }

    /// The properties of an item of the list.
    #[must_use]
    pub fn entry(&self) -> Option<&LeaseEntry> {
        match self {
            Self::One(_) => None,
            Self::List { entry, .. } => entry.as_ref(),
        }
    }
}

/// What an item has that says which lease it settles.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaseEntry {
    /// The property that holds the lease.
    pub lease: Name,
    /// The property that tells the item from the others of a call.
    pub number: Option<Name>,
}

/// How long a message waits before it is delivered again.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryDelay {
    /// The property of an item, or the input of the call, that says so.
    pub name: Name,
    /// Whether it is one of the call: messages with different delays take several calls.
    pub is_of_call: bool,
    /// The longest one.
    pub longest: Option<Duration>,
}

/// What was wrong with some leases.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaseWarnings {
    /// The properties that lead to the warnings.
    pub path: Vec<Name>,
    /// Where the warnings are objects, the property that has the lease of one.
    pub lease: Option<Name>,
    /// Where they are objects, the property that has the number of one among those of the call.
    pub number: Option<Name>,
    /// Where they are objects, the property that has the words.
    pub text: Option<Name>,
}
