//! Many messages, and many things that go wrong: nothing is lost.

use std::collections::BTreeSet;
use std::time::Duration;

use queues_fake::Content;
use queues_fake::Fault;
use queues_fake::QueueOptions;
use queues_fake::Rule;
use serde_json::Value;
use serde_json::json;

use crate::client::Service;

const MESSAGES: usize = 10_000;

#[tokio::test]
async fn ten_thousand_messages_are_all_acknowledged_or_dead() {
    let service = Service::with(QueueOptions {
        dead_letter_queue: Some("dead".to_owned()),
        ..QueueOptions::default()
    })
    .await;
    let pushed: BTreeSet<_> = (0..MESSAGES)
        .map(|index| service.queue.push(Content::text(index.to_string())))
        .collect();
    for (seed, fault) in (0..).zip([
        Fault::LostRequest,
        Fault::LostResponse,
        Fault::CutBody,
        Fault::SlowResponse { by: Duration::ZERO },
        Fault::Overloaded,
        Fault::RateLimited {
            retry_after: Duration::ZERO,
        },
        Fault::SuccessFalse { code: 15000 },
        Fault::HtmlPage { status: 502 },
        Fault::GatewayTimeout,
    ]) {
        service
            .fake
            .inject(Rule::new(fault).probability(0.05, seed));
    }
    while service.queue.message_count() > 0 {
        let pull = service
            .try_post("/pull", &json!({ "batch_size": 100 }))
            .await;
        let messages = pull
            .and_then(|response| serde_json::from_slice::<Value>(&response.body).ok())
            .and_then(|json| json["result"]["messages"].as_array().cloned())
            .unwrap_or_default();
        let leases = messages
            .iter()
            .map(|message| json!({ "lease_id": message["lease_id"] }));
        let settlement = json!({ "acks": leases.collect::<Vec<_>>() });
        service.try_post("/ack", &settlement).await;
        if messages.is_empty() {
            service.wait(30);
        }
    }
    let acknowledged = service.queue.acknowledged();
    let dead = service.queue.dead();
    let ids = acknowledged.iter().chain(&dead);
    let settled: BTreeSet<_> = ids.map(|message| message.id.clone()).collect();
    assert_eq!(settled, pushed);
    assert_eq!(acknowledged.len() + dead.len(), MESSAGES);
    let buried = service
        .fake
        .queue("dead")
        .map_or(0, |queue| queue.message_count());
    assert_eq!(buried, dead.len());
}
