//! The fake over real HTTP, with a plain client.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod answer_styles;
mod authentication;
mod calls;
mod client;
mod consumers;
mod dead_letters;
mod described;
mod faults;
mod files;
mod leases;
mod limits;
mod oracle;
mod pushes;
mod refusals;
mod throughput;
