//! Sizes, up to the last byte that is allowed.

use serde_json::Value;
use serde_json::json;

use crate::client::Service;

fn text(size: usize) -> Value {
    // Two bytes each, since bytes are counted and not characters.
    let mut text = "é".repeat(size / 2);
    text.extend((size % 2 == 1).then_some('e'));
    json!({ "content_type": "text", "body": text })
}

/// A JSON object of so many bytes.
fn object(size: usize) -> Value {
    json!({ "content_type": "json", "body": { "": "e".repeat(size - 7) } })
}

#[tokio::test]
async fn a_message_has_at_most_128_000_bytes() {
    for (message, expected) in [
        (text(128_000), (200, 0)),
        (text(128_001), (413, 10204)),
        (object(128_000), (200, 0)),
        (object(128_001), (413, 10204)),
    ] {
        let service = Service::start().await;
        assert_eq!(service.post("", &message).await.outcome(), expected);
        let batch = json!({ "messages": [text(1), message] });
        let response = service.post("/batch", &batch).await;
        assert_eq!(response.outcome(), expected);
        // Nothing of a batch is pushed when one message is rejected.
        let count = if expected.0 == 200 { 3 } else { 0 };
        assert_eq!(service.queue.message_count(), count);
        if count == 0 {
            let pointer = &response.json()["errors"][0]["source"]["pointer"];
            assert_eq!(*pointer, "/messages/1/body");
        }
    }
}

#[tokio::test]
async fn a_batch_has_at_most_256_000_bytes_and_100_messages() {
    let service = Service::start().await;
    for (messages, expected) in [
        (vec![text(128_000), text(128_000)], (200, 0)),
        (vec![text(128_000), text(128_000), text(1)], (413, 10205)),
        (vec![text(2_560); 100], (200, 0)),
        (vec![text(1); 101], (400, 10206)),
    ] {
        let count = service.queue.message_count();
        let response = service
            .post("/batch", &json!({ "messages": messages }))
            .await;
        assert_eq!(response.outcome(), expected);
        let added = if expected.0 == 200 { messages.len() } else { 0 };
        assert_eq!(service.queue.message_count(), count + added);
    }
}

#[tokio::test]
async fn a_full_batch_may_be_escaped_and_more_is_not_read() {
    let service = Service::start().await;
    let body = r"\u0001".repeat(128_000);
    let message = format!(r#"{{"content_type":"text","body":"{body}"}}"#);
    let batch = format!(r#"{{"messages":[{message},{message}]}}"#);
    let request = || service.request(&service.path("/batch"));
    assert_eq!(service.send(request(), batch).await.outcome(), (200, 0));
    // The server may respond, and hang up, before it has read everything.
    let response = service.try_send(request(), " ".repeat(3 << 20)).await;
    assert!(response.is_none_or(|response| response.outcome() == (413, 10205)));
    assert_eq!(service.queue.message_count(), 2);
}
