// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! Push, pull and acknowledge messages.

mod ack;
mod bulk_push;
#[cfg(feature = "consumer")]
mod consume;
mod pull;
mod push;

use crate::client::Client;

pub use self::ack::{AckCall, AckResult, AckResultWarnings};
pub use self::bulk_push::{BulkPushCall, BulkPushResponse};
pub use self::pull::{PullCall, PullResult};
pub use self::push::{PushCall, PushResponse};
#[cfg(feature = "consumer")]
pub use self::consume::PullQueue;

/// Push, pull and acknowledge messages.
///
/// Any queue accepts a push. Pull and acknowledgement need a queue with an
/// `http_pull` consumer.
///
/// How to enable and use a pull consumer:
/// <https://developers.cloudflare.com/queues/configuration/pull-consumers/>.
#[derive(Clone, Debug)]
pub struct MessagesResource<'a> {
    client: &'a Client,
}

impl<'a> MessagesResource<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }
}
