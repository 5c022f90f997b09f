//! The body of a batch.

use std::time::Duration;

use cloudflare_queues::queues::messages::BulkPushCall;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::TextMessage;
use serde_json::json;

use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

/// The body of the request that pushes `messages`, after `change` was made to the call.
async fn pushed(
    messages: impl IntoIterator<Item = impl Into<Message>>,
    change: impl for<'a> FnOnce(BulkPushCall<'a>) -> BulkPushCall<'a>,
) -> String {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let bulk_push = client.queues().messages().bulk_push(&queue, messages);
    change(bulk_push).await.unwrap();
    server.only_request().body
}

#[tokio::test]
async fn messages_of_both_types_are_sent_in_their_order() {
    let messages = [
        Message::from(TextMessage::new("hello world")),
        Message::from(JsonMessage::new(json!({"order": 4711, "paid": true}))),
        Message::from(JsonMessage::new("hello world")),
        Message::from(TextMessage::new("hello world")),
    ];
    assert_eq!(
        pushed(messages, |call| call).await,
        r#"{"messages":[{"content_type":"text","body":"hello world"},"#.to_owned()
            + r#"{"content_type":"json","body":{"order":4711,"paid":true}},"#
            + r#"{"content_type":"json","body":"hello world"},"#
            + r#"{"content_type":"text","body":"hello world"}]}"#
    );
}

#[tokio::test]
async fn messages_of_one_type_need_no_conversion() {
    let texts = ["a", "b"].map(TextMessage::new);
    assert_eq!(
        pushed(texts, |call| call).await,
        r#"{"messages":[{"content_type":"text","body":"a"},{"content_type":"text","body":"b"}]}"#
    );
    let numbers = (1..=2).map(JsonMessage::new);
    assert_eq!(
        pushed(numbers, |call| call).await,
        r#"{"messages":[{"content_type":"json","body":1},{"content_type":"json","body":2}]}"#
    );
}

#[tokio::test]
async fn the_delay_of_the_batch_and_that_of_a_message_stand_apart() {
    let seconds = Duration::from_secs;
    for (own, of_batch, body) in [
        (
            None,
            None,
            r#"{"messages":[{"content_type":"text","body":"a"}]}"#,
        ),
        (
            Some(seconds(3_600)),
            None,
            r#"{"messages":[{"content_type":"text","body":"a","delay_seconds":3600}]}"#,
        ),
        (
            None,
            Some(seconds(30)),
            r#"{"messages":[{"content_type":"text","body":"a"}],"delay_seconds":30}"#,
        ),
        (
            Some(Duration::ZERO),
            Some(Duration::from_millis(1_500)),
            r#"{"messages":[{"content_type":"text","body":"a","delay_seconds":0}],"delay_seconds":2}"#,
        ),
        (
            Some(Duration::from_millis(1)),
            Some(Duration::ZERO),
            r#"{"messages":[{"content_type":"text","body":"a","delay_seconds":1}],"delay_seconds":0}"#,
        ),
    ] {
        let text = TextMessage::new("a");
        let message = match own {
            None => text,
            Some(delay) => text.delay(delay),
        };
        let sent = pushed([message], |call| match of_batch {
            None => call,
            Some(delay) => call.delay(delay),
        });
        assert_eq!(sent.await, body);
    }
}

#[tokio::test]
async fn a_hundred_messages_go_in_one_request() {
    let item = r#"{"content_type":"text","body":"x"}"#;
    let messages = vec![TextMessage::new("x"); 100];
    assert_eq!(
        pushed(messages, |call| call).await,
        format!(r#"{{"messages":[{}]}}"#, [item; 100].join(","))
    );
}
