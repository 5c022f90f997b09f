//! The fake over real HTTP, with a plain client.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod authentication;
mod calls;
mod client;
mod consumers;
mod dead_letters;
mod described;
mod error_responses;
mod faults;
mod files;
mod leases;
mod limits;
mod oracle;
mod pushes;
mod response_styles;
mod throughput;
