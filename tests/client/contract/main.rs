//! The generated client, the description and the fake of the service against tools that know nothing of this project.
//!
//! - [`mock`]: a mock server that reads the description, and rejects requests that it does not allow.
//! - [`proxy`]: a proxy between the client and the fake, which also rejects responses that the description does not allow.
//! - [`sdk`]: the official SDK for Python, which makes the same calls.
//!
//! `.ci/contract` installs these tools, starts them, and runs these tests with their addresses. Without them each test that
//! needs one says in a line that it was skipped.

#![deny(unused_must_use, unfulfilled_lint_expectations)]

mod call;
mod described;
mod description;
mod differences;
mod fixtures;
mod mock;
mod proxy;
mod requests;
mod sdk;
mod sdk_calls;
mod spelling;
mod styles;
mod table;
mod tool;
mod violation;
mod wire;
