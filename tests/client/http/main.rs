//! The generated client against real HTTP on loopback.
//!
//! Each test starts a [server](server::Server) that records what it is sent and answers with canned bytes. What belongs
//! to one operation is in the file that is named after it; the other files show what all four have in common.

#![deny(unused_must_use, unfulfilled_lint_expectations)]

mod ack;
mod broken_answers;
mod bulk_push;
mod call_options;
mod conditions;
mod configuration;
mod credentials;
mod environment;
mod fixtures;
mod identifiers;
mod odd_messages;
mod operation;
mod pull;
mod pulled_message;
mod push;
mod push_answers;
mod refusals;
mod repetition;
mod requests;
mod responses;
mod secrets;
mod server;
mod types;
