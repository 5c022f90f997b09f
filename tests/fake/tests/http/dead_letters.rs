//! Messages that were delivered too often.

use queues_fake::MessageState;
use queues_fake::QueueOptions;
use serde_json::json;

use crate::client::Service;

fn options(max_retries: u32, dead_letter_queue: Option<&str>) -> QueueOptions {
    QueueOptions {
        max_retries,
        dead_letter_queue: dead_letter_queue.map(str::to_owned),
        ..QueueOptions::default()
    }
}

#[tokio::test]
async fn without_a_dead_letter_queue_they_are_deleted() {
    for max_retries in [0, 3] {
        let service = Service::with(options(max_retries, None)).await;
        service.push("text").await;
        for attempt in 1..=max_retries + 1 {
            assert_eq!(service.pull().await[0]["attempts"], attempt);
            service.wait(30);
        }
        assert!(service.pull().await.is_empty());
        assert_eq!(service.queue.message_count(), 0);
        let dead = service.queue.dead();
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].attempts, max_retries + 1);
        assert_eq!(dead[0].state, MessageState::Dead);
    }
}

#[tokio::test]
async fn with_one_they_are_moved_when_the_last_delivery_is_over() {
    let service = Service::with(options(0, Some("dead-orders"))).await;
    service.push("ends").await;
    let lease = service.pull_lease().await;
    service.wait(29);
    assert!(service.fake.queue("dead-orders").is_none());
    service.wait(11);
    let dead = service.fake.queue("dead-orders").unwrap();
    let message = &dead.messages()[0];
    assert_eq!(message.id, service.queue.dead()[0].id);
    assert_eq!(
        (message.attempts, &message.state),
        (0, &MessageState::Ready)
    );
    // It was moved ten seconds ago, although nobody looked.
    assert_eq!(message.pushed_at_ms, service.fake.clock().now_ms() - 10_000);
    // The lease does not reach into the other queue.
    assert_eq!(service.ack(&lease).await["ackCount"], 0);

    service.push("is retried").await;
    let entry = json!({ "lease_id": service.pull_lease().await });
    service.result("/ack", &json!({ "retries": [entry] })).await;
    assert_eq!(dead.message_count(), 2);
    assert_eq!(service.queue.message_count(), 0);
}

#[tokio::test]
async fn a_message_that_is_acknowledged_in_time_is_not_dead() {
    let service = Service::with(options(0, Some("dead-orders"))).await;
    service.push("text").await;
    let lease = service.pull_lease().await;
    service.wait(29);
    assert_eq!(service.ack(&lease).await["ackCount"], 1);
    service.wait(60);
    assert!(service.queue.dead().is_empty());
    assert!(service.fake.queue("dead-orders").is_none());
}
