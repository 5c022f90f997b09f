//! The calls of the generated client.

use cloudflare_queues::Client;
use cloudflare_queues::Settings;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::TextMessage;

use crate::Caller;
use crate::Outcome;
use crate::by_hand::ACCOUNT;
use crate::by_hand::QUEUE;
use crate::by_hand::TOKEN;
use crate::operation::Input;

pub(crate) struct Generated {
    pub(crate) client: Client,
    pub(crate) queue_id: QueueId,
}

impl Caller for Generated {
    async fn new(server: &str) -> Outcome<Self> {
        let client = Client::builder()
            .api_token(TOKEN)
            .account_id(AccountId::new(ACCOUNT)?)
            .settings(
                Settings::new()
                    .base_url(format!("http://{server}"))
                    .without_proxy(),
            )
            .build()?;
        let queue_id = QueueId::new(QUEUE)?;
        Ok(Self { client, queue_id })
    }

    async fn call(&mut self, input: Input) -> Outcome<()> {
        let messages = self.client.queues().messages();
        let queue_id = &self.queue_id;
        match input {
            Input::Push(text) => {
                messages.push(queue_id, TextMessage::new(text)).await?;
            }
            Input::BulkPush(texts) => {
                let batch = texts.into_iter().map(TextMessage::new);
                messages.bulk_push(queue_id, batch).await?;
            }
            Input::Pull(most) => {
                let pulled = messages.pull(queue_id).batch_size(most).await?;
                if pulled.messages.len() != 100 {
                    return Err("messages are missing".into());
                }
            }
            Input::Acknowledge(leases) => {
                let acks = leases.into_iter().map(Acknowledgement::new);
                messages.ack(queue_id).acks(acks).await?;
            }
        }
        Ok(())
    }
}
