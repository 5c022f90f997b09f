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
    /// How the messages that are done are told.
    pub ack: Settling,
    /// How the messages to deliver again are told; `None` where they come back by themselves when their leases end.
    pub retry: Option<Settling>,
    /// The conditions in which there is nothing to pull for now.
    pub waiting: Vec<Name>,
    /// The conditions that are permanent.
    pub permanent: Vec<Name>,
}

impl Lease {
    /// Whether one operation is told both.
    #[must_use]
    pub fn is_settled_at_once(&self) -> bool {
        let retry = self.retry.as_ref();
        retry.is_some_and(|retry| retry.operation == self.ack.operation)
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

/// How an operation is told what became of leases.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// The `operationId`.
    pub operation: String,
    /// The input that lists the leases.
    pub list: Name,
    /// The properties of an item; `None` where the items are the leases.
    pub entry: Option<LeaseEntry>,
    /// How long a message waits before it is delivered again.
    pub delay: Option<RetryDelay>,
    /// The properties that lead from the response to the number of those that were settled.
    pub count: Option<Vec<Name>>,
    /// What was wrong with some.
    pub warnings: Option<LeaseWarnings>,
}

/// What an item has that says what became of a lease.
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
