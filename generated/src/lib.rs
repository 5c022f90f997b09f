// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

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
//! # A first call
//!
//! ```no_run
//! use cloudflare_queues::Client;
//! use cloudflare_queues::types::{QueueId, TextMessage};
//!
//! # async fn example() -> Result<(), cloudflare_queues::Error> {
//! let client = Client::from_env()?;
//! let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
//! let response = client
//!     .queues()
//!     .messages()
//!     .push(&queue_id, TextMessage::new("hello world"))
//!     .await?;
//! println!("{response:?}");
//! # Ok(()) }
//! ```
//!
//! The methods of a [`Client`] lead to the operations. An operation returns a
//! [`Call`], or a type of its own that is one with setters: it is sent when it is
//! awaited.
//!
//! With the feature `consumer`, `client.queues().messages().consume(…)` creates a
//! consumer of messages: it pulls them, hands them to a function, and tells what
//! became of them.
//!
//! # Errors and retries
//!
//! Everything that can go wrong is an [`Error`]. It tells whether the request
//! [may have been processed](Error::maybe_processed), and whether the same call
//! [may succeed later](Error::is_retryable). The client itself retries where that
//! does no harm: [`RetryMode`] says when.
//!
//! Unless its docs say otherwise, an operation has these error responses:
//!
//! - `4XX`: The service rejected the request.
//! - `5XX`: The service or a gateway before it failed.
//!
//! # Settings
//!
//! [`Settings`], given to [`Client::builder`], hold for all calls of a client:
//! server, time limits, retries, proxies, root certificates. [`CallOptions`] hold
//! for one call, and can add headers, query parameters and properties of the body.
//!
//! # Features
//!
//! | Feature | |
//! |---|---|
//! | `aws-lc-rs` | TLS with AWS-LC cryptography. Takes precedence over `ring`. |
//! | `blocking` | Calls without async: `.wait()` instead of `.await`. |
//! | `consumer` | Consumers of queues whose messages are leased: `client_runtime::lease`. |
//! | `native-roots` (default) | Trusts the root certificates of the operating system. |
//! | `proxy` (default) | Proxies, from environment variables or the settings. |
//! | `ring` (default) | TLS with ring cryptography. |
//! | `serde` | Response types implement `Serialize` too, and request types `Deserialize`. |
//! | `testing` | Response types are made as struct literals. For tests: a new property of the API breaks a literal. |
//! | `tracing` | A `tracing` span for each call and for each attempt. |
//! | `webpki-roots` | Trusts the root certificates of Mozilla where those of the operating system are turned off or missing. |
#![cfg_attr(docsrs, feature(doc_cfg))]

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
