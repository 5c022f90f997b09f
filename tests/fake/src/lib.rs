//! The message API of Cloudflare Queues on loopback, for tests and for development without an account.
//!
//! [`QueuesFake`] is a real HTTP server in the process of the test. It has the four operations on messages, and behaves as
//! the service is documented, or has been seen, to behave: leases, attempts, delays, dead letters, limits and error codes.
//! Of other operations of the description it gives a response that is shown there, or made up from its schema.
//! It rejects requests that the API description does not allow, and says why. It speaks HTTP/1.1, and HTTP/2 with those who
//! know beforehand that it does.
//!
//! ```
//! use std::time::Duration;
//!
//! use queues_fake::Clock;
//! use queues_fake::Content;
//! use queues_fake::Fault;
//! use queues_fake::Operation;
//! use queues_fake::QueuesFake;
//! use queues_fake::Rule;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let fake = QueuesFake::builder().clock(Clock::manual()).start().await?;
//! let queue = fake.create_queue("orders");
//! queue.push(Content::text("hello world"));
//! fake.inject(Rule::new(Fault::LostResponse).on(Operation::Pull).nth(1));
//!
//! // Here a client of `fake.base_url()` pulls from `queue.id()`, with `fake.account_id()` and `fake.api_token()`.
//!
//! fake.clock().advance(Duration::from_secs(30));
//! assert_eq!(queue.messages().len(), 1);
//! fake.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! - [`QueueOptions`] configures a queue, [`QueueHandle`] looks into it.
//! - [`Clock`] lets a test turn the time instead of waiting.
//! - [`Rule`] says which calls a [`Fault`] befalls, [`QueuesFake::calls`] the requests and responses.
//! - [`ResponseStyle`] varies responses as the service has been seen to vary them.
//! - [`OpenQuestions`] settles what is not known of the service in one way or the other.
//! - [`Builder::file`] keeps the queues in a file.

mod act;
mod authentication;
mod builder;
mod call;
mod clock;
mod description;
mod error;
mod error_response;
mod exchange;
mod fake;
mod fault;
mod handle;
mod history;
mod identifier;
mod open_questions;
mod operation;
mod queue;
mod response;
mod route;
mod rule;
mod server;
mod shared;
mod state;
mod store;

pub use builder::Builder;
pub use call::ReceivedCall;
pub use clock::Clock;
pub use description::sample;
pub use error::StartError;
pub use fake::QueuesFake;
pub use fault::Fault;
pub use handle::QueueHandle;
pub use open_questions::JsonKinds;
pub use open_questions::MaxRetries;
pub use open_questions::OpenQuestions;
pub use operation::Operation;
pub use queue::Content;
pub use queue::MessageState;
pub use queue::QueueOptions;
pub use queue::StoredMessage;
pub use response::AckResult;
pub use response::BacklogNumbers;
pub use response::JsonBodies;
pub use response::PushResult;
pub use response::ResponseStyle;
pub use response::Warnings;
pub use rule::Rule;
