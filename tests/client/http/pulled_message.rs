//! One message of a pull, in the forms in which the service may send it.

use cloudflare_queues::ContentType;
use cloudflare_queues::types::PulledMessage;
use serde_json::Value;
use serde_json::json;

use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

/// The one message of a pull, sent as `message`.
async fn pulled(message: &str) -> PulledMessage {
    let server = Server::responding(CannedResponse::result(&format!(
        r#"{{"messages":[{message}]}}"#
    )))
    .await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue);
    let (mut messages, unreadable) = pull.await.unwrap().messages.into_parts();
    assert_eq!(unreadable, []);
    messages.remove(0)
}

#[tokio::test]
async fn each_member_may_be_absent_or_null() {
    for message in [
        "{}",
        r#"{"id":null,"attempts":null,"body":null,"lease_id":null,"metadata":null,"timestamp_ms":null}"#,
    ] {
        let message = pulled(message).await;
        assert_eq!(message.id, None);
        assert_eq!(message.attempts, None);
        assert_eq!(message.body, None);
        assert_eq!(message.lease_id, None);
        assert_eq!(message.metadata.len(), 0);
        assert_eq!(message.timestamp_ms, None);
    }
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let message = pulled(r#"{"id":"a","new":{"id":"b"},"attempts":2,"newer":[[1]]}"#).await;
    assert_eq!(message.id.as_deref(), Some("a"));
    assert_eq!(message.attempts, Some(2));
}

#[tokio::test]
async fn numbers_are_read_exactly_whether_written_as_integers_or_floats() {
    for (written, read) in [
        ("0", 0),
        ("5", 5),
        ("5.0", 5),
        ("5e0", 5),
        ("1.7e12", 1_700_000_000_000),
        ("1710950954154.0", 1_710_950_954_154),
        ("9007199254740993", 9_007_199_254_740_993),
        ("18446744073709551615", u64::MAX),
    ] {
        let message = pulled(&format!(r#"{{"timestamp_ms":{written}}}"#)).await;
        assert_eq!(message.timestamp_ms, Some(read), "{written}");
    }
    assert_eq!(pulled(r#"{"attempts":5.0}"#).await.attempts, Some(5));
}

#[tokio::test]
async fn the_body_is_given_as_it_was_sent_whatever_its_type() {
    for (content_type, sent, body) in [
        (r#""text""#, r#""hello world""#, "hello world"),
        (r#""text""#, r#""aGVsbG8=""#, "aGVsbG8="),
        (r#""text""#, r#""{\"a\":1}""#, r#"{"a":1}"#),
        (
            r#""text""#,
            r#""nul \u0000 and \ud83c\udf0d""#,
            "nul \0 and 🌍",
        ),
        (r#""text""#, r#""""#, ""),
        (r#""json""#, r#""{\"order\":4711}""#, r#"{"order":4711}"#),
        (
            r#""json""#,
            r#""eyJvcmRlciI6NDcxMX0=""#,
            "eyJvcmRlciI6NDcxMX0=",
        ),
        (r#""bytes""#, r#""AAEC""#, "AAEC"),
        (r#""v8""#, r#""/w8=""#, "/w8="),
        (r#""application/x-new""#, r#""x""#, "x"),
        ("null", r#""x""#, "x"),
        ("5", r#""x""#, "x"),
    ] {
        let message = pulled(&format!(
            r#"{{"body":{sent},"metadata":{{"CF-Content-Type":{content_type}}}}}"#
        ))
        .await;
        assert_eq!(message.body.as_deref(), Some(body));
        let expected: Value = content_type.parse().unwrap();
        assert_eq!(message.metadata["CF-Content-Type"], expected);
    }
}

#[tokio::test]
async fn the_content_is_read_as_its_metadata_say() {
    let of = |content_type: &str, body: &str| {
        format!(r#"{{"body":"{body}","metadata":{{"CF-Content-Type":"{content_type}"}}}}"#)
    };
    let text = pulled(&of("text", "aGVsbG8=")).await;
    assert_eq!(text.content().text().unwrap(), "aGVsbG8=");

    for body in [r#"{\"order\":4711}"#, "eyJvcmRlciI6NDcxMX0="] {
        let json = pulled(&of("json", body)).await;
        let order: Value = json.content().json().unwrap();
        assert_eq!(order, json!({"order": 4711}));
    }
    let unannounced = pulled(r#"{"body":"[1]"}"#).await;
    assert_eq!(unannounced.content().json::<Vec<u8>>().unwrap(), [1]);

    for content_type in ["bytes", "v8"] {
        let bytes = pulled(&of(content_type, "AAEC")).await;
        assert_eq!(*bytes.content().bytes().unwrap(), [0, 1, 2]);
    }
    let unknown = pulled(&of("new", "x")).await;
    let content = unknown.content();
    let ContentType::Unknown(name) = content.content_type() else {
        panic!("{content:?}")
    };
    assert_eq!((name.as_ref(), content.raw()), ("new", Some("x")));
    content.bytes().unwrap_err();
}

#[tokio::test]
async fn metadata_may_hold_anything() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    let many: Vec<_> = (0..10_000)
        .map(|number| format!(r#""{number}":0"#))
        .collect();
    let many = many.join(",");
    let message = pulled(&format!(
        r#"{{"metadata":{{{many},"deep":{deep},"text":"a","number":9007199254740993,"object":{{"a":null}}}}}}"#
    ))
    .await;
    assert_eq!(message.metadata.len(), 10_004);
    assert_eq!(message.metadata["text"], json!("a"));
    assert_eq!(message.metadata["number"], json!(9_007_199_254_740_993_u64));
    assert_eq!(message.metadata["object"], json!({"a": null}));
}

#[tokio::test]
async fn a_lease_id_is_any_text() {
    for (sent, lease_id) in [
        (r#""""#, ""),
        (r#"" spaced ""#, " spaced "),
        (r#""two\r\nlines""#, "two\r\nlines"),
        (r#""é\u0000\u202e""#, "é\0\u{202e}"),
    ] {
        let message = pulled(&format!(r#"{{"lease_id":{sent}}}"#)).await;
        assert_eq!(message.lease_id.unwrap().as_str(), lease_id);
    }
}
