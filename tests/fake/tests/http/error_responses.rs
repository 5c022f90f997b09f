//! Requests that are rejected, and what is said of them.

use std::time::Duration;

use http::Method;
use queues_fake::JsonKinds;
use queues_fake::OpenQuestions;
use queues_fake::QueuesFake;
use serde_json::json;

use crate::client::Service;
use crate::oracle;

/// Operation, body; code, place, and a word of the reason.
const REFUSALS: &[(&str, &str, i64, &str, &str)] = &[
    ("", "[]", 10207, "", "object"),
    ("", "{}", 10207, "", "body"),
    ("", r#"{"content_type":"text"}"#, 10207, "", "body"),
    (
        "",
        r#"{"content_type":"text","body":1}"#,
        10207,
        "/body",
        "string",
    ),
    (
        "",
        r#"{"content_type":"text","body":null}"#,
        10207,
        "/body",
        "string",
    ),
    (
        "",
        r#"{"content_type":"bytes","body":""}"#,
        10203,
        "/content_type",
        "neither",
    ),
    (
        "",
        r#"{"content_type":null,"body":""}"#,
        10203,
        "/content_type",
        "neither",
    ),
    (
        "",
        r#"{"body":1,"delay_seconds":-1}"#,
        10203,
        "/delay_seconds",
        "minimum",
    ),
    (
        "",
        r#"{"body":1,"delay_seconds":86401}"#,
        10203,
        "/delay_seconds",
        "maximum",
    ),
    (
        "",
        r#"{"body":1,"delay_seconds":0.5}"#,
        10203,
        "/delay_seconds",
        "integer",
    ),
    (
        "",
        r#"{"body":1,"delay_seconds":"1"}"#,
        10203,
        "/delay_seconds",
        "integer",
    ),
    (
        "",
        r#"{"body":1,"delay_seconds":null}"#,
        10203,
        "/delay_seconds",
        "integer",
    ),
    ("/batch", "{}", 10207, "", "messages"),
    ("/batch", r#"[{"body":1}]"#, 10207, "", "object"),
    ("/batch", r#"{"messages":[]}"#, 10206, "/messages", "1 item"),
    (
        "/batch",
        r#"{"messages":[{"body":1},{}]}"#,
        10207,
        "/messages/1",
        "body",
    ),
    (
        "/batch",
        r#"{"messages":[{"body":1}],"delay_seconds":86401}"#,
        10202,
        "/delay_seconds",
        "maximum",
    ),
    (
        "/batch",
        r#"{"messages":[{"body":1,"delay_seconds":-1}]}"#,
        10203,
        "/messages/0/delay_seconds",
        "minimum",
    ),
    ("/pull", "null", 10207, "", "object"),
    (
        "/pull",
        r#"{"batch_size":0}"#,
        10207,
        "/batch_size",
        "minimum",
    ),
    (
        "/pull",
        r#"{"batch_size":101}"#,
        10207,
        "/batch_size",
        "maximum",
    ),
    (
        "/pull",
        r#"{"batch_size":"5"}"#,
        10207,
        "/batch_size",
        "integer",
    ),
    (
        "/pull",
        r#"{"visibility_timeout_ms":43200001}"#,
        10207,
        "/visibility_timeout_ms",
        "maximum",
    ),
    ("/ack", r#"{"acks":{}}"#, 10207, "/acks", "array"),
    ("/ack", r#"{"acks":["lease"]}"#, 10207, "/acks/0", "object"),
    (
        "/ack",
        r#"{"acks":[{"lease_id":1}]}"#,
        10207,
        "/acks/0/lease_id",
        "string",
    ),
    (
        "/ack",
        r#"{"retries":[{}]}"#,
        10207,
        "/retries/0",
        "lease_id",
    ),
    (
        "/ack",
        r#"{"retries":[{"lease_id":"","delay_seconds":-1}]}"#,
        10207,
        "/retries/0/delay_seconds",
        "minimum",
    ),
];

#[tokio::test]
async fn a_body_that_the_description_does_not_allow_is_rejected_with_the_place_and_the_reason() {
    let service = Service::start().await;
    for (operation, body, code, pointer, reason) in REFUSALS {
        let request = service.request(&service.path(operation));
        let response = service.send(request, *body).await;
        assert_eq!(
            response.outcome(),
            (400, *code),
            "{body} {}",
            response.json()
        );
        let error = &response.json()["errors"][0];
        assert_eq!(error["source"]["pointer"], *pointer, "{body}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(reason), "{body}: {message}");
    }
    assert_eq!(service.queue.message_count(), 0);
}

#[tokio::test]
async fn a_text_is_no_json_body_and_of_other_kinds_nobody_knows() {
    let taken = JsonKinds::ALL_BUT_STRINGS;
    let objects = JsonKinds::OBJECTS;
    for (body, kind, kinds, is_taken) in [
        (json!("text"), "string", taken, false),
        (json!("text"), "string", objects, false),
        (json!({}), "object", objects, true),
        (json!(null), "null", taken, true),
        (json!(null), "null", objects, false),
        (json!(1.5), "number", taken, true),
        (json!(1.5), "number", objects, false),
        (json!(true), "boolean", taken, true),
        (json!(true), "boolean", objects, false),
        (json!([{}]), "array", taken, true),
        (json!([{}]), "array", objects, false),
    ] {
        let questions = OpenQuestions {
            json_kinds: kinds,
            ..OpenQuestions::default()
        };
        let service = Service::built(QueuesFake::builder().open_questions(questions)).await;
        let message = json!({ "content_type": "json", "body": body });
        let batch = json!({ "messages": [{ "body": {} }, { "body": body }] });
        for (operation, request, place, pointer) in [
            ("", message, "body", "/body"),
            ("/batch", batch, "messages[1].body", "/messages/1/body"),
        ] {
            let response = service.post(operation, &request).await;
            if is_taken {
                assert_eq!(response.outcome(), (200, 0), "{request}");
                continue;
            }
            assert_eq!(response.outcome(), (400, 10207), "{request}");
            let error = &response.json()["errors"][0];
            let message =
                format!("Validation error: Expected object, received {kind} at \"{place}\"");
            assert_eq!(error["message"], message);
            assert_eq!(error["source"]["pointer"], pointer);
        }
        let taken = if is_taken { 3 } else { 0 };
        assert_eq!(service.queue.message_count(), taken, "{body} {kinds:?}");
    }
}

#[tokio::test]
async fn delays_have_the_limits_of_one_document_or_the_other() {
    let half_a_day = Duration::from_secs(12 * 60 * 60);
    let text = json!({ "content_type": "text", "body": "" });
    let delayed = |seconds| json!({ "content_type": "text", "body": "", "delay_seconds": seconds });
    let retries = |seconds| json!({ "retries": [{ "lease_id": "", "delay_seconds": seconds }] });
    for (longest_delay, zero_batch_delay) in [(half_a_day * 2, true), (half_a_day, false)] {
        let questions = OpenQuestions {
            longest_delay,
            zero_batch_delay,
            ..OpenQuestions::default()
        };
        let service = Service::built(QueuesFake::builder().open_questions(questions)).await;
        let longest = longest_delay.as_secs();
        let zero = if zero_batch_delay {
            (200, 0)
        } else {
            (400, 10202)
        };
        let long = |code| {
            if longest < 86_400 {
                (400, code)
            } else {
                (200, 0)
            }
        };
        for (operation, request, outcome) in [
            ("", delayed(0), (200, 0)),
            ("", delayed(longest), (200, 0)),
            ("", delayed(43_201), long(10203)),
            (
                "/batch",
                json!({ "messages": [text], "delay_seconds": 0 }),
                zero,
            ),
            (
                "/batch",
                json!({ "messages": [text], "delay_seconds": 43_201 }),
                long(10202),
            ),
            (
                "/batch",
                json!({ "messages": [delayed(43_201)] }),
                long(10203),
            ),
            ("/ack", retries(43_201), long(10207)),
        ] {
            let response = service.post(operation, &request).await;
            assert_eq!(response.outcome(), outcome, "{request} {questions:?}");
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_rejected() {
    let service = Service::start().await;
    for (body, code) in [
        (&b""[..], 10208),
        (b"{", 10208),
        (b"text", 10208),
        (b"{} {}", 10208),
        (b"\xff", 10208),
        (br#"{"content_type":"text","body":"\ud800"}"#, 10208),
        (
            br#"{"content_type":"text","content_type":"json","body":""}"#,
            10207,
        ),
    ] {
        let request = service.request(&service.path(""));
        let response = service.send(request, body).await;
        let shown = String::from_utf8_lossy(body);
        assert_eq!(response.outcome(), (400, code), "{shown}");
    }
    let deep = "[".repeat(100_000);
    let request = service.request(&service.path(""));
    assert_eq!(service.send(request, deep).await.outcome(), (400, 10208));
}

#[tokio::test]
async fn strictly_a_content_type_is_required() {
    let service = Service::built(QueuesFake::builder().strict()).await;
    let bare = json!({ "body": "text" });
    for (operation, body, pointer) in [
        ("", bare.clone(), ""),
        ("/batch", json!({ "messages": [bare] }), "/messages/0"),
    ] {
        let response = service.post(operation, &body).await;
        assert_eq!(response.outcome(), (400, 10207));
        let error = &response.json()["errors"][0];
        assert_eq!(error["source"]["pointer"], pointer);
        assert!(error["message"].as_str().unwrap().contains("content_type"));
    }
}

#[tokio::test]
async fn only_json_is_taken() {
    let service = Service::start().await;
    for (media_type, expected) in [
        (None, (415, 10026)),
        (Some("text/plain"), (415, 10026)),
        (Some("application/x-www-form-urlencoded"), (415, 10026)),
        (Some("application/jsonl"), (415, 10026)),
        (Some("application/json"), (200, 0)),
        (Some("Application/JSON; charset=utf-8"), (200, 0)),
    ] {
        let mut request = service.request(&service.path("/pull"));
        let headers = request.headers_mut().unwrap();
        headers.remove("content-type");
        if let Some(media_type) = media_type {
            headers.insert("content-type", media_type.parse().unwrap());
        }
        let response = service.send(request, "{}").await;
        assert_eq!(response.outcome(), expected, "{media_type:?}");
    }
}

#[tokio::test]
async fn a_path_leads_somewhere_or_the_response_says_that_it_does_not() {
    let service = Service::start().await;
    let (account, queue) = (service.fake.account_id(), service.queue.id());
    let long = "a".repeat(33);
    for (path, expected) in [
        (
            format!("/accounts/{account}/queues/{queue}/messages/pull?x=1"),
            (200, 0),
        ),
        (
            format!("/accounts/{account}/queues/{queue}/messages/nowhere"),
            (404, 7003),
        ),
        (
            format!("/accounts/{account}/queues/{queue}/nowhere"),
            (404, 7003),
        ),
        (
            format!("/accounts/{account}/queues//messages/pull"),
            (404, 7003),
        ),
        (
            format!("/accounts//queues/{queue}/messages/pull"),
            (404, 7003),
        ),
        (
            format!("/accounts/{long}/queues/{queue}/messages/pull"),
            (404, 7003),
        ),
        (
            format!("/accounts/other/queues/{queue}/messages/pull"),
            (403, 10000),
        ),
        (
            format!("/accounts/{account}/queues/{long}/messages/pull"),
            (400, 10107),
        ),
        (
            format!("/accounts/{account}/queues/a%2Fb/messages/pull"),
            (400, 10107),
        ),
        (
            format!("/accounts/{account}/queues/orders/messages/pull"),
            (404, 10104),
        ),
        (String::new(), (404, 7003)),
    ] {
        let response = service.send(service.request(&path), "{}").await;
        assert_eq!(response.outcome(), expected, "{path}");
    }
}

#[tokio::test]
async fn every_method_that_is_not_described_is_rejected() {
    let service = Service::start().await;
    for operation in ["", "/batch", "/pull", "/ack"] {
        let methods = oracle::methods(operation);
        assert!(methods.contains(&"POST"), "{operation}");
        let others = ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"].into_iter();
        for method in others.filter(|method| !methods.contains(method)) {
            let request = service.request(&service.path(operation));
            let request = request.method(Method::from_bytes(method.as_bytes()).unwrap());
            let response = service.send(request, "").await;
            assert_eq!(response.outcome(), (405, 10405), "{method} {operation}");
            assert_eq!(response.header("allow"), methods.join(", "));
        }
    }
}
