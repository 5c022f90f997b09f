// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! Leads to `messages`.

pub mod messages;

use crate::client::Client;

/// Leads to `messages`.
#[derive(Clone, Debug)]
pub struct QueuesResource<'a> {
    client: &'a Client,
}

impl<'a> QueuesResource<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Push, pull and acknowledge messages.
    #[must_use]
    pub fn messages(&self) -> messages::MessagesResource<'a> {
        messages::MessagesResource::new(self.client)
    }
}
