//! The generated client against real HTTP on loopback.
//!
//! Each test starts a [server](server::Server) that records what it is sent and responds with canned bytes. What belongs
//! to one operation is in the file that is named after it; the other files show what all four have in common.

#![deny(unused_must_use, unfulfilled_lint_expectations)]

mod ack;
mod broken_responses;
mod bulk_push;
mod call_options;
mod conditions;
mod configuration;
mod credentials;
mod environment;
mod error_responses;
mod fixtures;
mod identifiers;
mod kept;
mod operation;
mod pull;
mod pulled_message;
mod push;
mod push_responses;
mod requests;
mod responses;
mod retries;
mod secrets;
mod server;
mod types;
mod unreadable_messages;
