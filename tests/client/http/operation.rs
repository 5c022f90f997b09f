//! The four operations as values, for what they have in common.

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::Response;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::TextMessage;

use crate::fixtures::LEASE;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    Push,
    BulkPush,
    Pull,
    Ack,
}

impl Operation {
    pub(crate) const ALL: [Self; 4] = [Self::Push, Self::BulkPush, Self::Pull, Self::Ack];

    /// What stands in the path behind the queue.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Push => "/messages",
            Self::BulkPush => "/messages/batch",
            Self::Pull => "/messages/pull",
            Self::Ack => "/messages/ack",
        }
    }

    /// How errors call the operation.
    pub(crate) fn name(self) -> String {
        format!(
            "POST /accounts/{{account_id}}/queues/{{queue_id}}{}",
            self.path()
        )
    }

    /// A call of the operation, without the value that it gives.
    pub(crate) async fn send(
        self,
        client: &Client,
        queue_id: &QueueId,
    ) -> Result<Response<()>, Error> {
        let messages = client.queues().messages();
        let text = TextMessage::new("hello world");
        Ok(match self {
            Self::Push => messages.push(queue_id, text).send().await?.map(drop),
            Self::BulkPush => messages.bulk_push(queue_id, [text]).send().await?.map(drop),
            Self::Pull => messages.pull(queue_id).send().await?.map(drop),
            Self::Ack => {
                let call = messages.ack(queue_id).acks([Acknowledgement::new(LEASE)]);
                call.send().await?.map(drop)
            }
        })
    }

    /// What the operation makes of `response`, after exactly one request.
    pub(crate) async fn call_with(self, response: CannedResponse) -> Result<Response<()>, Error> {
        let server = Server::responding(response).await;
        let outcome = self.send(&client(&server), &queue()).await;
        assert_eq!(server.requests().len(), 1, "{self:?}");
        outcome
    }
}
