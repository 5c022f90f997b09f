//! A consumer of a queue of another kind, which has no delays, and a call of its own to hand messages back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use leases::client_runtime::lease::{
    Consumer, Delivered, Delivery, LeaseId, LeaseQueue, Outcome, Pulled, Settled, Settlement,
};
use leases::types::ReceivedMessage;
use leases::{Client, Error, Settings};
use serde_json::json;

use crate::server::{Request, Server};

struct Subscription {
    client: Client,
    name: String,
}

impl LeaseQueue for Subscription {
    type Message = ReceivedMessage;

    const MOST: u32 = 1_000;

    const LEASE: &'static str = "ackId";

    async fn pull(&self, most: u32, _: Duration) -> Result<Pulled<ReceivedMessage>, Error> {
        let pull = self.client.subscriptions().pull(&self.name).max_messages(most.into());
        let messages = pull.await?.received_messages.into_iter();
        let deliveries = messages.filter_map(|message| {
            Some(Delivery {
                lease: LeaseId::from(message.ack_id.as_ref()?),
                attempts: message.delivery_attempt.and_then(|attempts| attempts.try_into().ok()),
                message,
            })
        });
        Ok(Pulled { deliveries: deliveries.collect(), unreadable: Vec::new() })
    }

    async fn settle(&self, settlement: Settlement) -> Result<Settled, Error> {
        let subscriptions = self.client.subscriptions();
        if !settlement.acks.is_empty() {
            let acks = settlement.acks.iter().map(LeaseId::as_str);
            subscriptions.acknowledge(&self.name).ack_ids(acks).await?;
        }
        if !settlement.retries.is_empty() {
            let retries = settlement.retries.iter().map(|(lease, _)| lease.as_str());
            let modify = subscriptions.modify_ack_deadline(&self.name).ack_ids(retries);
            modify.ack_deadline(Duration::ZERO).await?;
        }
        Ok(Settled::default())
    }
}

fn target(request: &Request) -> &str {
    request.target.rsplit(':').next().unwrap()
}

#[tokio::test]
async fn a_consumer_works_on_any_queue_whose_messages_are_leased() {
    let message = |id, data| json!({"ackId": id, "deliveryAttempt": 2, "message": {"data": data}});
    let pulled = json!({"receivedMessages": [message("a", "b25l"), message("b", "dHdv")]});
    let server = Server::json(&pulled.to_string());
    let settings = Settings::new().base_url(server.url());
    let client = Client::builder().settings(settings).build().unwrap();
    let queue = Subscription { client, name: "orders".to_owned() };
    let texts = Arc::new(Mutex::new(Vec::new()));
    let handled = Arc::clone(&texts);
    let report = Consumer::new(queue)
        .messages(move |message: Delivered<ReceivedMessage>| {
            let texts = Arc::clone(&handled);
            async move {
                assert_eq!(message.attempts(), Some(2));
                let data = message.message.as_ref().and_then(|message| message.data.clone());
                let text = String::from_utf8(data.unwrap().decode().unwrap()).unwrap();
                texts.lock().unwrap().push(text.clone());
                if text == "one" { Outcome::done() } else { Outcome::retry("not today") }
            }
        })
        .run_until_empty(2)
        .await
        .unwrap();
    assert_eq!((report.acknowledged, report.retried, report.unsettled), (1, 1, 0));
    texts.lock().unwrap().sort();
    assert_eq!(*texts.lock().unwrap(), ["one", "two"]);

    let request = server.request();
    assert_eq!((target(&request), request.json()), ("pull", json!({"maxMessages": 2})));
    let request = server.request();
    assert_eq!((target(&request), request.json()), ("acknowledge", json!({"ackIds": ["a"]})));
    let request = server.request();
    let handed_back = json!({"ackIds": ["b"], "ackDeadlineSeconds": 0});
    assert_eq!((target(&request), request.json()), ("modifyAckDeadline", handed_back));
    assert!(!server.was_called());
}
