//! A consumer of a queue of another kind, which has a call for the messages that are done, and one to hand messages back for a time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use leases::client_runtime::lease::{Backoff, Delivered, Outcome};
use leases::types::ReceivedMessage;
use leases::{Client, Settings};
use serde_json::json;

use crate::server::{Request, Server};

fn target(request: &Request) -> &str {
    request.target.rsplit(':').next().unwrap()
}

#[tokio::test]
async fn a_consumer_works_on_any_queue_whose_messages_are_leased() {
    let message = |id, data| json!({"ackId": id, "deliveryAttempt": 2, "message": {"data": data}});
    let pulled = json!({"receivedMessages": [message("a", "Im9uZSI="), message("b", "InR3byI=")]});
    let server = Server::json(&pulled.to_string());
    let settings = Settings::new().base_url(server.url());
    let client = Client::builder().settings(settings).build().unwrap();
    let handled = Arc::default();
    let texts: Arc<Mutex<Vec<String>>> = Arc::clone(&handled);
    let report = client
        .subscriptions()
        .consume("orders")
        .retry(Backoff::constant(Duration::from_secs(3_600)))
        .json(move |text: String, message: Delivered<ReceivedMessage>| {
            assert_eq!(message.attempts(), Some(2));
            texts.lock().unwrap().push(text.clone());
            async move { if text == "one" { Outcome::done() } else { Outcome::retry("not today") } }
        })
        .run_until_empty(2)
        .await
        .unwrap();
    assert_eq!((report.acknowledged, report.retried, report.unsettled), (1, 1, 0));
    handled.lock().unwrap().sort();
    assert_eq!(*handled.lock().unwrap(), ["one", "two"]);

    let request = server.request();
    assert_eq!((target(&request), request.json()), ("pull", json!({"maxMessages": 2})));
    let request = server.request();
    assert_eq!((target(&request), request.json()), ("acknowledge", json!({"ackIds": ["a"]})));
    let request = server.request();
    // An hour is more than the queue takes.
    let handed_back = json!({"ackIds": ["b"], "ackDeadlineSeconds": 600});
    assert_eq!((target(&request), request.json()), ("modifyAckDeadline", handed_back));
    assert!(!server.was_called());
}
