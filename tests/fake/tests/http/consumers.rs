//! Queues from which nothing can be pulled.

use queues_fake::QueueOptions;
use serde_json::json;

use crate::client::Service;

#[tokio::test]
async fn without_a_consumer_messages_can_only_be_pushed() {
    let service = Service::with(QueueOptions {
        http_pull: false,
        ..QueueOptions::default()
    })
    .await;
    service.push("text").await;
    for path in ["/pull", "/ack"] {
        let response = service.post(path, &json!({})).await;
        assert_eq!(response.outcome(), (405, 99405));
        assert!(
            response.json()["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains("http_pull")
        );
    }
    assert_eq!(service.queue.messages()[0].attempts, 0);
    service.queue.enable_http_pull();
    let lease = service.pull_lease().await;
    service.queue.disable_http_pull();
    assert_eq!(service.post("/pull", &json!({})).await.status, 405);
    service.queue.enable_http_pull();
    assert_eq!(service.ack(&lease).await["ackCount"], 1);
}

#[tokio::test]
async fn a_paused_queue_delivers_nothing_and_takes_acknowledgements() {
    let service = Service::start().await;
    service.push("first").await;
    let lease = service.pull_lease().await;
    service.push("second").await;
    service.queue.pause();
    let response = service.post("/pull", &json!({})).await;
    assert_eq!(response.outcome(), (409, 10409));
    let message = &response.json()["errors"][0]["message"];
    assert!(
        message
            .as_str()
            .unwrap()
            .starts_with("queue_delivery_paused")
    );
    assert_eq!(service.ack(&lease).await["ackCount"], 1);
    service.push("third").await;
    service.queue.resume();
    assert_eq!(service.pull().await.len(), 2);
}

#[tokio::test]
async fn queues_are_found_by_name_and_keep_their_messages() {
    let service = Service::start().await;
    service.push("text").await;
    let other = service.fake.create_queue("other");
    assert_ne!(other.id(), service.queue.id());
    assert_eq!(other.message_count(), 0);
    let again = service.fake.create_queue_with(
        "orders",
        QueueOptions {
            max_retries: 9,
            ..QueueOptions::default()
        },
    );
    assert_eq!((again.id(), again.name()), (service.queue.id(), "orders"));
    assert_eq!(again.message_count(), 1);
    assert_eq!(service.fake.create_queue("orders").options().max_retries, 9);
    assert_eq!(service.fake.queues().len(), 2);
    assert!(service.fake.queue("unknown").is_none());
}
