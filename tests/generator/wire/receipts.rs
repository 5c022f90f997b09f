//! A consumer of a queue whose leases are settled in numbered batches, some of which fail.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use receipts::client_runtime::lease::{Backoff, Event, Outcome};
use receipts::{Client, Settings};
use serde_json::{Value, json};

use crate::server::Server;

const QUEUE: &str = "https://queues.example/orders";

fn client(server: &Server) -> Client {
    let settings = Settings::new().base_url(server.url());
    Client::builder().settings(settings).build().unwrap()
}

#[tokio::test]
async fn leases_are_settled_in_numbered_batches_and_those_that_fail_are_warned_of() {
    let message = |handle, body: Value| {
        let attributes = json!({"ApproximateReceiveCount": "3"});
        json!({"ReceiptHandle": handle, "Body": body.to_string(), "Attributes": attributes})
    };
    let failed = json!([{"Id": "1", "Message": "expired"}, {"Id": "nobody's"}]);
    let messages = json!([message("a", json!(1)), message("b", json!(2)), message("c", json!(3))]);
    let server = Server::json(&json!({"Ok": true, "Messages": messages, "Failed": failed}).to_string());
    let warned: Arc<Mutex<Vec<_>>> = Arc::default();
    let seen = Arc::clone(&warned);
    let report = client(&server)
        .consume(QUEUE)
        .visibility_timeout(Duration::from_secs(300))
        .retry(Backoff::constant(Duration::from_secs(100_000)))
        .observe(move |event| {
            if let Event::Warned(warning) = event {
                let lease = warning.lease.as_ref().map(|lease| lease.as_str().to_owned());
                seen.lock().unwrap().push((lease, warning.text.clone()));
            }
        })
        .json(|number: u64, message| async move {
            assert_eq!(message.attempts(), Some(3));
            if number < 3 { Outcome::done() } else { Outcome::retry("not today") }
        })
        .run_until_empty(3)
        .await
        .unwrap();
    assert_eq!((report.pulled, report.acknowledged, report.retried), (3, 2, 1));

    let pulled = server.request();
    assert_eq!(pulled.target, "/ReceiveMessage");
    let asked = json!({"QueueUrl": QUEUE, "MaxNumberOfMessages": 3, "VisibilityTimeout": 300});
    assert_eq!(pulled.json(), asked);
    let deleted = server.request();
    assert_eq!(deleted.target, "/DeleteMessageBatch");
    let deleted = deleted.json();
    assert_eq!(deleted["QueueUrl"], QUEUE);
    let handles: Vec<_> = (0..2).map(|number| deleted["Entries"][number].clone()).collect();
    assert_eq!((&handles[0]["Id"], &handles[1]["Id"]), (&json!("0"), &json!("1")));
    let changed = server.request();
    assert_eq!(changed.target, "/ChangeMessageVisibilityBatch");
    // Longer than the queue takes.
    let entry = json!({"Id": "0", "ReceiptHandle": "c", "VisibilityTimeout": 43_200});
    assert_eq!(changed.json(), json!({"QueueUrl": QUEUE, "Entries": [entry]}));
    assert!(!server.was_called());

    let second = handles[1]["ReceiptHandle"].as_str().map(str::to_owned);
    let unknown = (None, String::new());
    let (expired, of_nobody) = ((second, "expired".to_owned()), (None, "expired".to_owned()));
    assert_eq!(*warned.lock().unwrap(), [expired, unknown.clone(), of_nobody, unknown]);
}

#[tokio::test]
async fn a_condition_that_is_permanent_ends_a_consumer() {
    let error = json!({"Ok": false, "Errors": [{"code": 400, "message": "no such queue"}]});
    let server = Server::responding(429, "application/json", error.to_string());
    let consumer = client(&server).consume(QUEUE).messages(|_| async {});
    let stopped = consumer.run_until(std::future::pending()).await.unwrap_err();
    assert_eq!(stopped.error().status().unwrap().as_u16(), 429);
}
