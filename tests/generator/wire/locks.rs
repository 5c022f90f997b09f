//! A consumer whose messages are settled one by one, with calls of another resource, and whose pulls are given more than they need.

use std::time::Duration;

use locks::client_runtime::lease::{Backoff, Outcome};
use locks::{Client, Settings};
use serde_json::json;

use crate::server::{Request, Server};

fn client(server: &Server) -> Client {
    let settings = Settings::new().base_url(server.url());
    Client::builder().settings(settings).tenant("ours").build().unwrap()
}

fn settled(server: &Server) -> (Request, Request) {
    let (one, other) = (server.request(), server.request());
    if one.method == "DELETE" { (one, other) } else { (other, one) }
}

#[tokio::test]
async fn each_lease_is_settled_with_a_call_of_its_own() {
    let messages = json!([{"lock": "a/b", "text": "one"}, {"lock": "c", "text": "two"}]);
    let server = Server::json(&json!({"messages": messages}).to_string());
    let report = client(&server)
        .queues()
        .messages()
        .consume("orders")
        .map_queue(|queue| queue.filter("urgent").linger(Duration::from_secs(5)).tenant("theirs"))
        .retry(Backoff::constant(Duration::from_secs(3_600)))
        .messages(|message| async move {
            if message.text.as_deref() == Some("one") { Outcome::done() } else { Outcome::retry("not today") }
        })
        .run_until_empty(2)
        .await
        .unwrap();
    assert_eq!((report.acknowledged, report.retried, report.unsettled), (1, 1, 0));

    let pulled = server.request();
    assert_eq!(pulled.target, "/queues/orders/messages?limit=2&filter=urgent&linger=5");
    assert_eq!(pulled.header("tenant"), Some("theirs"));
    let (deleted, released) = settled(&server);
    assert_eq!((&*deleted.method, &*deleted.target), ("DELETE", "/queues/orders/locks/a%2Fb"));
    // What the queue keeps is given to each call that takes it.
    assert_eq!(deleted.header("tenant"), Some("theirs"));
    assert_eq!((&*released.method, &*released.target), ("PATCH", "/queues/orders/locks/c"));
    // An hour is more than the queue takes.
    assert_eq!(released.json(), json!({"visible_in": 600}));
    assert!(!server.was_called());
}

#[tokio::test]
async fn a_consumer_has_what_its_client_has() {
    let server = Server::json(r#"{"messages": []}"#);
    let consumer = client(&server).queues().messages().consume("orders");
    consumer.messages(|_| async {}).run_until_empty(1).await.unwrap();
    let pulled = server.request();
    assert_eq!(pulled.target, "/queues/orders/messages?limit=1");
    assert_eq!(pulled.header("tenant"), Some("ours"));
}
