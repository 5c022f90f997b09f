// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use client_runtime::impl_text;

/// Identifies the lease under which a message was pulled.
///
/// An opaque text, so far of 150 to 180 characters; hand it back exactly as
/// it came. Whoever has it can settle the message, so keep it out of logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeaseId(String);

impl_text!(LeaseId, redacted);
