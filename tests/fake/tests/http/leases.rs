//! Leases over HTTP: what each exchange shows.

use std::collections::BTreeSet;
use std::time::Duration;

use queues_fake::MessageState;
use queues_fake::QueueOptions;
use serde_json::Value;
use serde_json::json;

use crate::client::Service;

#[tokio::test]
async fn pulls_give_five_messages_unless_they_say_another_number() {
    let service = Service::start().await;
    for index in 0..120 {
        service
            .queue
            .push(queues_fake::Content::text(index.to_string()));
    }
    for (body, count, backlog) in [
        (json!({}), 5, 120),
        (json!({ "batch_size": 1 }), 1, 120),
        (json!({ "batch_size": 100.0 }), 100, 120),
        (json!({ "batch_size": 100 }), 14, 120),
        (json!({ "batch_size": 100 }), 0, 120),
    ] {
        let result = service.result("/pull", &body).await;
        assert_eq!(result["messages"].as_array().unwrap().len(), count);
        assert_eq!(result["message_backlog_count"], backlog);
    }
}

#[tokio::test]
async fn a_lease_ends_when_the_pull_or_the_queue_says() {
    for (own, sent, milliseconds) in [
        (None, json!({}), 30_000),
        (Some(7), json!({}), 7_000),
        (Some(7), json!({ "visibility_timeout_ms": 1 }), 1),
        (
            None,
            json!({ "visibility_timeout_ms": 43_200_000 }),
            43_200_000,
        ),
        (None, json!({ "visibility_timeout_ms": 0 }), 0),
    ] {
        let mut options = QueueOptions::default();
        if let Some(seconds) = own {
            options.visibility_timeout = Duration::from_secs(seconds);
        }
        let service = Service::with(options).await;
        service.push("text").await;
        let first = service.result("/pull", &sent).await["messages"].clone();
        if milliseconds > 0 {
            let clock = service.fake.clock();
            let until_ms = clock.now_ms() + milliseconds;
            let lease_id = first[0]["lease_id"].as_str().unwrap().to_owned();
            let state = service.queue.messages()[0].state.clone();
            assert_eq!(state, MessageState::Leased { until_ms, lease_id });
            clock.advance(Duration::from_millis(milliseconds - 1));
            assert!(service.pull().await.is_empty(), "{sent}");
            clock.advance(Duration::from_millis(1));
        }
        let second = service.pull().await;
        assert_eq!(second[0]["attempts"], 2, "{sent}");
        assert_eq!(second[0]["id"], first[0]["id"]);
        assert_ne!(second[0]["lease_id"], first[0]["lease_id"]);
        // The first lease has ended, and still settles the message.
        let settled = service.ack(first[0]["lease_id"].as_str().unwrap()).await;
        assert_eq!(settled["ackCount"], 1);
        assert_eq!(service.queue.message_count(), 0);
    }
}

#[tokio::test]
async fn leases_that_no_message_has_are_told() {
    let service = Service::start().await;
    service.push("text").await;
    let lease = service.pull_lease().await;
    let entry = json!({ "lease_id": lease });
    let settled = |acks, retries, warnings: &[&str]| {
        let warnings: Value = warnings
            .iter()
            .map(|lease| (*lease, "unknown lease"))
            .collect();
        json!({ "ackCount": acks, "retryCount": retries, "warnings": warnings })
    };
    for (body, expected) in [
        (json!({}), settled(0, 0, &[])),
        (json!({ "acks": [], "retries": [] }), settled(0, 0, &[])),
        (
            json!({ "acks": [{ "lease_id": "other" }], "retries": [{ "lease_id": "another" }] }),
            settled(0, 0, &["other", "another"]),
        ),
        // Done twice, a retry is as good as once.
        (json!({ "retries": [entry, entry] }), settled(0, 2, &[])),
        (json!({ "acks": [entry, entry] }), settled(1, 0, &[&lease])),
        (json!({ "acks": [entry] }), settled(0, 0, &[&lease])),
    ] {
        assert_eq!(service.result("/ack", &body).await, expected, "{body}");
    }
}

#[tokio::test]
async fn what_is_acknowledged_and_retried_is_acknowledged() {
    let service = Service::start().await;
    service.push("text").await;
    let entry = json!({ "lease_id": service.pull_lease().await });
    let both = json!({ "retries": [entry], "acks": [entry] });
    let result = service.result("/ack", &both).await;
    assert_eq!(
        (&result["ackCount"], &result["retryCount"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(result["warnings"].as_object().unwrap().len(), 1);
    assert_eq!(service.queue.acknowledged().len(), 1);
}

#[tokio::test]
async fn no_delay_and_a_delay_of_nothing_differ() {
    for (sent, seconds) in [(json!(null), 10), (json!(0), 0), (json!(60), 60)] {
        let service = Service::with(QueueOptions {
            retry_delay: Duration::from_secs(10),
            ..QueueOptions::default()
        })
        .await;
        service.push("text").await;
        let mut entry = json!({ "lease_id": service.pull_lease().await });
        if !sent.is_null() {
            entry["delay_seconds"] = sent.clone();
        }
        let result = service.result("/ack", &json!({ "retries": [entry] })).await;
        assert_eq!(result["retryCount"], 1);
        if seconds > 0 {
            service.wait(seconds - 1);
            let state = service.queue.messages()[0].state.clone();
            assert!(matches!(state, MessageState::Delayed { .. }), "{sent}");
            service.wait(1);
        }
        assert_eq!(
            service.queue.messages()[0].state,
            MessageState::Ready,
            "{sent}"
        );
    }
}

#[tokio::test]
async fn pulls_at_the_same_time_get_different_messages() {
    let service = Service::start().await;
    for index in 0..50 {
        service
            .queue
            .push(queues_fake::Content::text(index.to_string()));
    }
    let pull = json!({ "batch_size": 25 });
    let (first, second) = tokio::join!(
        service.result("/pull", &pull),
        service.result("/pull", &pull),
    );
    let messages = [first, second].map(|result| result["messages"].as_array().unwrap().clone());
    let messages = messages.iter().flatten();
    let ids: BTreeSet<_> = messages.map(|one| one["id"].to_string()).collect();
    assert_eq!(ids.len(), 50);
}
