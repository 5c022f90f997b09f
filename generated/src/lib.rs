// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! Push, pull and acknowledge the messages of a Cloudflare queue over HTTP.
//!
//! Send messages to a Cloudflare queue, and consume them, from any program
//! that speaks HTTP.
//!
//! A producer pushes messages, one at a time or in batches. A consumer pulls a
//! batch of messages, each under a lease, works on them, and then says of each
//! lease whether the message is done or is to be delivered again.
//!
//! - Delivery is at least once and in best-effort order, so a consumer can see
//!   a message twice and must cope with that.
//! - There is no long polling: a pull returns at once, perhaps with nothing.
//! - A lease cannot be renewed. When it ends before the message was
//!   acknowledged, the message becomes available again.
//! - Every pull counts as a delivery attempt. After as many retries as the
//!   queue allows (`max_retries`, 3 unless configured) a message is deleted, or
//!   moved to the dead letter queue if there is one.
//! - A message is at most 128,000 bytes, some 100 of which the service may need
//!   for itself; a batch is at most 100 messages and 256 KB; a queue takes
//!   5,000 messages per second.
//! - A user may make 1,200 requests in 5 minutes. Going over blocks every call
//!   of that user for 5 minutes with status 429, whose `retry-after` header
//!   gives the wait in seconds. Pull and acknowledgement are exempt.
//!
//! This is an independent description; it is not published by Cloudflare.
//!
//! The Cloudflare Queues documentation:
//! <https://developers.cloudflare.com/queues/>.
//!
//! Start with a [`Client`]: its methods lead to the operations. An operation
//! returns a [`Call`], or a type of its own that is one with setters: it is sent
//! when it is awaited. Everything that can go wrong is an [`Error`].
//!
//! With the feature `serde`, response types implement `Serialize` too, and request
//! types `Deserialize`. With the feature `testing`, response types are made as
//! struct literals.

mod client;
mod conditions;
pub mod queues;
pub mod types;

pub use self::client::{Client, ClientBuilder, ENVELOPE};
pub use self::conditions::ErrorConditions;
pub use client_runtime;
pub use client_runtime::{
    ApiError, Call, CallOptions, Content, ContentError, ContentType, DecodeError, Error,
    Field, List, Response, RetryMode, SecretString, Settings, Unreadable,
};
#[cfg(feature = "blocking")]
pub use client_runtime::blocking::Wait;
