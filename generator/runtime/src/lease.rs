//! Queues whose messages are leased: pulled under a lease, handled, and acknowledged or handed back before it ends.
//!
//! A [`LeaseQueue`] says how messages of one queue are pulled and settled; a [`Consumer`] does the rest:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use client_runtime::lease::Consumer;
//! use client_runtime::lease::LeaseQueue;
//! use client_runtime::lease::Outcome;
//!
//! # async fn example<Q: LeaseQueue>(queue: Q, shutdown: impl Future<Output = ()>) -> Result<(), Box<dyn std::error::Error>>
//! # where Q::Message: std::fmt::Debug {
//! let report = Consumer::new(queue)
//!     .concurrency(64)
//!     .visibility_timeout(Duration::from_secs(120))
//!     .messages(|message| async move {
//!         println!("{:?}, delivery {:?}", *message, message.attempts());
//!         Outcome::done()
//!     })
//!     .run_until(shutdown)
//!     .await?;
//! println!("{} acknowledged, {} unsettled", report.acknowledged, report.unsettled);
//! # Ok(())
//! # }
//! ```
//!
//! The closure is the entrance; below it is [`Leases`], a stream of [`Leased`] messages that own what they need, for programs
//! that want to do more themselves.
//!
//! # What holds
//!
//! - **A pull is never cancelled.** It runs in a task of its own, since what it leases would be leased to nobody. What comes when
//!   nobody waits any more is handed back at once.
//! - **A lease counts from when its pull was sent**, so that a handler is stopped before the queue gives its message to somebody
//!   else, not after.
//! - **Each message is settled once.** Whoever holds a [`Lease`] acknowledges, retries or releases it, which consumes it; one that is
//!   dropped, by a panic too, is handed back with the delay of the policy. A retry that was not told before its lease ended is not told:
//!   the message comes back by itself, and may be leased to somebody else.
//! - **Settlements are told in the background**, by age and by number, oldest first, several calls at once. What was lost on the way is told
//!   again; while that fails, and while too much is to be told, nothing is pulled, so that no queue here grows without a bound.
//! - **No prefetch:** a pull asks for as many messages as can be handled now. One that was handed back has an attempt less.
//! - **No barrier:** a place that a handler leaves is filled without waiting for others.
//! - **Pulls are cheap when there is nothing:** their distance doubles up to a minute, at most 1,440 a day.
//! - **The end is orderly:** no further pull, handlers end or are stopped at the limit, settlements leave last, and the [`Report`] says what
//!   could not be told.
//!
//! # Handling twice
//!
//! A queue delivers at least once: an acknowledgement can be lost for good, and a handler be stopped after its work was done. So a handler
//! has to be idempotent, by what the message is about rather than by the id of the message, which is not promised to stay: write a key
//! of the message (such as the number of the order) in the transaction that has its effect, under a constraint that it is unique, and
//! take a message whose key is there for one that is done.
//!
//! # Spans
//!
//! With the feature `tracing` each pull is a span `pull`, with the fields `asked` and `count`, and each message a span `message`, with the
//! field `attempts`, which follows from its pull; the handler runs within it.
//!
//! # How it is built
//!
//! All decisions are in two state machines that know neither tasks nor clocks nor the network, and are tested without a runtime:
//! `ledger` (what is to be told, when, what of it is on its way, what came of it) and `pace` (when to pull, and how much). Around
//! them are `desk`, the ledger under a lock with those who wait for it; `settler`, the task that tells; `intake`, which pulls; and the two
//! forms, `leases` and `consumer`.

mod binding;
mod consumer;
mod desk;
mod event;
mod intake;
mod leased;
mod leases;
mod ledger;
mod outcome;
mod pace;
mod policy;
mod queue;
mod report;
mod settler;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "lease/no_trace.rs"]
mod trace;

pub use consumer::Consumer;
pub use consumer::ConsumerError;
pub use consumer::Handled;
pub use consumer::Handling;
pub use event::Event;
pub use leased::Delivered;
pub use leased::Lease;
pub use leased::Leased;
pub use leased::NotConfirmed;
pub use leases::Leases;
pub use leases::Stopper;
pub use outcome::IntoOutcome;
pub use outcome::Outcome;
pub use policy::Backoff;
pub use queue::ContentQueue;
pub use queue::Delivery;
pub use queue::LeaseId;
pub use queue::LeaseQueue;
pub use queue::Pulled;
pub use queue::Settled;
pub use queue::Settlement;
pub use queue::Warning;
pub use report::Report;
