//! The body of a push.

use std::time::Duration;

use cloudflare_queues::Error;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::TextMessage;
use serde_json::Value;
use serde_json::json;

use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

/// The body of the request that pushes `message`.
async fn pushed(message: impl Into<Message>) -> String {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let push = client.queues().messages().push(&queue, message);
    push.await.unwrap();
    server.only_request().body
}

#[tokio::test]
async fn a_text_is_sent_with_its_content_type() {
    assert_eq!(
        pushed(TextMessage::new("hello world")).await,
        r#"{"content_type":"text","body":"hello world"}"#
    );
}

#[tokio::test]
async fn a_text_is_escaped_and_otherwise_left_alone() {
    for (text, written) in [
        ("", r#""""#),
        ("hällo 🌍", r#""hällo 🌍""#),
        ("a\"b\\c\nd\te", r#""a\"b\\c\nd\te""#),
        ("nul \0 escape \u{1b}", r#""nul \u0000 escape \u001b""#),
        (r#"{"order":4711}"#, r#""{\"order\":4711}""#),
        ("aGVsbG8=", r#""aGVsbG8=""#),
    ] {
        assert_eq!(
            pushed(TextMessage::new(text)).await,
            format!(r#"{{"content_type":"text","body":{written}}}"#)
        );
    }
}

#[tokio::test]
async fn a_json_body_is_not_written_twice_whatever_it_is() {
    for (body, written) in [
        (
            json!({"order": 4711, "paid": true}),
            r#"{"order":4711,"paid":true}"#,
        ),
        // The service rejects a text; that is for it to say.
        (json!([1, "two", null]), r#"[1,"two",null]"#),
        (json!("a text"), r#""a text""#),
        (json!(r#"{"a":1}"#), r#""{\"a\":1}""#),
        (json!(5), "5"),
        (json!(-1.5), "-1.5"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(i64::MIN), "-9223372036854775808"),
        (json!(9_007_199_254_740_993_u64), "9007199254740993"),
        (json!(false), "false"),
        (Value::Null, "null"),
        (json!({}), "{}"),
        (
            json!({"a": {"b": [{"c": [[]]}, "ü"]}}),
            r#"{"a":{"b":[{"c":[[]]},"ü"]}}"#,
        ),
        (
            json!({"body": "b", "content_type": "text", "delay_seconds": 1}),
            r#"{"body":"b","content_type":"text","delay_seconds":1}"#,
        ),
    ] {
        assert_eq!(
            pushed(JsonMessage::new(body)).await,
            format!(r#"{{"content_type":"json","body":{written}}}"#)
        );
    }
}

#[tokio::test]
async fn plain_values_are_json_bodies_too() {
    for (message, written) in [
        (JsonMessage::new("a text"), r#""a text""#),
        (JsonMessage::new(5), "5"),
        (JsonMessage::new(true), "true"),
        (JsonMessage::new(vec![1, 2]), "[1,2]"),
        (JsonMessage::new(None::<u32>), "null"),
    ] {
        assert_eq!(
            pushed(message).await,
            format!(r#"{{"content_type":"json","body":{written}}}"#)
        );
    }
}

#[tokio::test]
async fn a_delay_is_sent_in_whole_seconds_rounded_up_and_zero_is_sent() {
    for (delay, seconds) in [
        (Duration::ZERO, 0),
        (Duration::from_nanos(1), 1),
        (Duration::from_secs(1), 1),
        (Duration::from_millis(1_001), 2),
        (Duration::from_secs(86_400), 86_400),
    ] {
        assert_eq!(
            pushed(TextMessage::new("later").delay(delay)).await,
            format!(r#"{{"content_type":"text","body":"later","delay_seconds":{seconds}}}"#)
        );
        assert_eq!(
            pushed(JsonMessage::new(json!({"a": 1})).delay(delay)).await,
            format!(r#"{{"content_type":"json","body":{{"a":1}},"delay_seconds":{seconds}}}"#)
        );
    }
}

#[tokio::test]
async fn a_delay_that_no_number_can_tell_is_rejected_and_nothing_is_sent() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let message = TextMessage::new("never").delay(Duration::MAX);
    let push = client.queues().messages().push(&queue, message);
    let error = push.await.unwrap_err();
    assert!(matches!(error, Error::Serialization(_)), "{error}");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_message_of_the_largest_size_arrives_whole() {
    let text = "x".repeat(128_000);
    assert_eq!(
        pushed(TextMessage::new(text.as_str())).await,
        format!(r#"{{"content_type":"text","body":"{text}"}}"#)
    );
}
