//! Queues whose messages are leased: pulled under a lease, handled, and acknowledged or handed back before it ends.
//!
//! A [`LeaseQueue`] says how messages of one queue are pulled and settled; a [`Consumer`] does the rest. A generated client has both: a
//! method such as `client.queues().messages().consume(&queue_id)` gives the consumer that `Consumer::new(queue)` stands for here.
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
//!     .observe(|event| eprintln!("{event}"))
//!     .messages(|message| async move {
//!         println!("{:?}, delivery {:?}", *message, message.attempts());
//!         Outcome::done()
//!     })
//!     // A future that is ready when it is to stop, such as one that waits for `tokio::signal::ctrl_c()`.
//!     .run_until(shutdown)
//!     .await?;
//! println!("{} acknowledged, {} unsettled", report.acknowledged, report.unsettled);
//! # Ok(())
//! # }
//! ```
//!
//! # Forms
//!
//! | messages are handled | by | what settles them |
//! |---|---|---|
//! | one by one | [`messages`](Consumer::messages), or [`json`](Consumer::json) for decoded ones | what the function returns |
//! | in batches | [`batches`](Consumer::batches) | what the function returns, for all or for each |
//! | by a service of tower | [`service`](Consumer::service) | its response; it is pulled for when it is ready |
//! | on threads that may block | [`on_threads`](Consumer::on_threads) | what the function returns |
//! | by a program in its own way | [`leases`](Consumer::leases), a stream of [`Leased`] messages that own what they need | their verbs |
//!
//! All but the last run [until a future is ready](Handling::run_until) or [until the queue is empty](Handling::run_until_empty), which is for
//! jobs and tests. With the feature `blocking`, `wait_until` and `wait_until_empty` do so without async. One [`Stopper`] stops as many
//! consumers as wait for it.
//!
//! # What holds
//!
//! - **A pull is never cancelled.** It runs in a task of its own, since what it leases would be leased to nobody. What comes when
//!   nobody waits any more is handed back at once.
//! - **A lease counts from when its pull was sent**, so that a handler is stopped before the queue gives its message to somebody
//!   else, not after.
//! - **Each message is settled once.** Whoever holds a [`Lease`] acknowledges, retries or releases it, which consumes it; one that is
//!   dropped, by a panic too, is handed back with the delay of the policy. A retry that did not leave before its lease ended does not
//!   leave: the message comes back by itself, and may be leased to somebody else.
//! - **Settlements leave in the background**, by age and by number, oldest first, several calls at once. What was lost on the way is
//!   sent again; while that fails, and while too much is to be settled, nothing is pulled, so that no queue here grows without a bound.
//! - **No prefetch:** a pull asks for as many messages as can be handled now. One that was handed back has an attempt less.
//! - **No barrier:** a place that a handler leaves is filled without waiting for others. A handler takes its first step where it is, and
//!   goes on in a task of its own when it waits; while first steps are long, handlers begin in tasks, and use all threads of the runtime.
//! - **The end is orderly:** no further pull, handlers end or are stopped at the limit, settlements leave last, and the [`Report`] says what
//!   could not be settled.
//!
//! # Policies
//!
//! | setting | default | what it is |
//! |---|---|---|
//! | [`concurrency`](Consumer::concurrency) | 16 | messages that are handled at once |
//! | [`visibility_timeout`](Consumer::visibility_timeout) | 60 s | the length of a lease; handlers are stopped a tenth of it before, or 5 s |
//! | [`per_second`](Consumer::per_second) | 5,000 | messages that are pulled in a second |
//! | [`retry`](Consumer::retry) | 10 s to 1 h, doubling | the delay of a message that failed, by its attempts |
//! | [`idle`](Consumer::idle) | 250 ms to 1 min, doubling, up to a fifth more | the wait after a pull that gave nothing or failed: at most 1,440 pulls a day of an empty queue |
//! | [`settle_within`](Consumer::settle_within) | 500 ms | the age at which a settlement leaves that does not fill a call |
//! | [`drain_within`](Consumer::drain_within) | 30 s | how long handlers go on after a stop, and then settlements |
//! | [`dead_letters`](Consumer::dead_letters) | none | where messages go that nobody can handle |
//! | [`map_queue`](Consumer::map_queue) | as the client has it | what calls are given besides, such as a filter |
//!
//! A wait that the server asks for with `Retry-After` is kept in full, also between the calls.
//!
//! # Failures
//!
//! A handler that returns an error has its message retried with the delay of the policy; the queue counts the attempts and has its own
//! limit. An error that another delivery does not mend is [`Permanent`], or an [`Outcome::dead`]: such a message is pushed where the
//! [dead letters](Consumer::dead_letters) go, and acknowledged when it is there. A panic is the failure of one message. An error of
//! the queue that waiting does not mend ends the run, with the [`ConsumerError`] that says why and what was done until then.
//!
//! # Metrics and health
//!
//! [`observe`](Consumer::observe) calls a function with each [`Event`], which counts what it likes, or prints it: an event is a line for a
//! log, and holds neither leases nor what messages hold. [`watch`](Consumer::watch) gives the [`State`] to a health check: what the
//! consumer does, when it last pulled, the last error, and what it has done.
//!
//! With the feature `tracing` each pull is a span `pull`, with the fields `requested` and `count`, and each message a span `message`, with the
//! field `attempts`, which follows from its pull; the handler runs within it, and that of a batch within the span of its first message.
//!
//! # Handling twice
//!
//! A queue delivers at least once: an acknowledgement can be lost for good, and a handler be stopped after its work was done. So a handler
//! has to be idempotent, by what the message is about rather than by the id of the message, which is not promised to stay: write a key
//! of the message (such as the number of the order) in the transaction that has its effect, under a constraint that it is unique, and
//! take a message whose key is there for one that is done. [`once`] does most of that for any handler, with keys [in memory](Recent) or
//! wherever [`Seen`] keeps them, and says what it cannot do.
//!
//! # How it is built
//!
//! All decisions are in two state machines that know neither tasks nor clocks nor the network, and are tested without a runtime:
//! `ledger` (what is to be settled, when, what of it is on its way, what came of it, in `entry`s) and `pace` (when to pull, and how much). Around
//! them are `desk`, the ledger under a lock with those who wait for it; `settler`, the task that settles it; `intake`, which pulls; `run`, the
//! loop that has `handler`s work on messages, each a `job`; and `leases`, the stream.

mod binding;
mod consumer;
mod dead;
mod desk;
mod event;
mod handler;
mod handling;
mod intake;
mod job;
mod leased;
mod leases;
mod ledger;
mod once;
mod outcome;
mod pace;
mod policy;
mod queue;
mod report;
mod run;
mod settler;
mod stopper;
#[cfg(test)]
mod tests;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "lease/no_trace.rs"]
mod trace;
mod watch;

pub use consumer::Consumer;
pub use dead::DeadLetter;
pub use dead::DeadLetters;
pub use event::Event;
pub use handler::Handler;
pub use handling::ConsumerError;
pub use handling::Handling;
pub use leased::Delivered;
pub use leased::Lease;
pub use leased::Leased;
pub use leased::NotConfirmed;
pub use leases::Leases;
pub use once::Recent;
pub use once::Seen;
pub use once::once;
pub use outcome::IntoOutcome;
pub use outcome::IntoOutcomes;
pub use outcome::Outcome;
pub use outcome::Outcomes;
pub use outcome::Permanent;
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
pub use stopper::Stopped;
pub use stopper::Stopper;
pub use watch::Phase;
pub use watch::State;
pub use watch::Watch;
