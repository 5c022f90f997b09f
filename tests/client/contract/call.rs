//! Calls of the client as values.

use std::time::Duration;

use cloudflare_queues::CallOptions;
use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::Retry;
use serde_json::Value;

use crate::described::Described;
use crate::wire;

/// A call of one operation. What is `None` is not set.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Push(Message),
    BulkPush {
        messages: Vec<Message>,
        delay: Option<Duration>,
    },
    Pull {
        batch_size: Option<u32>,
        visibility_timeout: Option<Duration>,
    },
    Ack {
        acks: Option<Vec<Acknowledgement>>,
        retries: Option<Vec<Retry>>,
    },
    /// Of an operation that no call is written for.
    Described(Described),
}

impl Call {
    pub(crate) fn push(message: impl Into<Message>) -> Self {
        Self::Push(message.into())
    }

    /// The `operationId` in the description.
    pub(crate) fn operation_id(&self) -> &str {
        match self {
            Self::Push(_) => "queues.messages.push",
            Self::BulkPush { .. } => "queues.messages.bulk_push",
            Self::Pull { .. } => "queues.messages.pull",
            Self::Ack { .. } => "queues.messages.ack",
            Self::Described(request) => &request.operation_id,
        }
    }

    /// Makes the call, and gives what the client made of the response in the words of the description.
    pub(crate) async fn send(
        self,
        client: &Client,
        queue: &QueueId,
        options: CallOptions,
    ) -> Result<Value, Error> {
        let messages = client.queues().messages();
        match self {
            Self::Push(message) => {
                let call = messages.push(queue, message).call_options(options);
                call.await.map(|it| wire::push(&it))
            }
            Self::BulkPush {
                messages: batch,
                delay,
            } => {
                let mut call = messages.bulk_push(queue, batch).call_options(options);
                if let Some(delay) = delay {
                    call = call.delay(delay);
                }
                call.await.map(|it| wire::bulk_push(&it))
            }
            Self::Pull {
                batch_size,
                visibility_timeout,
            } => {
                let mut call = messages.pull(queue).call_options(options);
                if let Some(batch_size) = batch_size {
                    call = call.batch_size(batch_size);
                }
                if let Some(visibility_timeout) = visibility_timeout {
                    call = call.visibility_timeout(visibility_timeout);
                }
                call.await.map(|it| wire::pull(&it))
            }
            Self::Ack { acks, retries } => {
                let mut call = messages.ack(queue).call_options(options);
                if let Some(acks) = acks {
                    call = call.acks(acks);
                }
                if let Some(retries) = retries {
                    call = call.retries(retries);
                }
                call.await.map(|it| wire::ack(&it))
            }
            Self::Described(request) => request.send(client, queue, options).await,
        }
    }
}
