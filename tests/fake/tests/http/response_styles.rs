//! Responses in each of the forms that the service has been seen to give them.

use queues_fake::AckResult;
use queues_fake::Content;
use queues_fake::JsonBodies;
use queues_fake::PushResult;
use queues_fake::ResponseStyle;
use queues_fake::Warnings;
use serde_json::Value;
use serde_json::json;

use crate::client::Service;

/// The results of a push, of a pull of one JSON message, and of acknowledgements of no lease and of an unknown one.
async fn results(style: ResponseStyle) -> [Value; 4] {
    let service = Service::start().await;
    service.fake.set_response_style(style);
    let message = json!({ "content_type": "json", "body": { "a": 5 } });
    let push = service.post("", &message).await.json();
    let pull = service.result("/pull", &json!({})).await;
    let ack = service.result("/ack", &json!({})).await;
    let unknown = service.ack("lease").await;
    // What a push has outside of its result is the same everywhere, so that an absent result can be told from null.
    [push, pull, ack, unknown]
}

fn style() -> ResponseStyle {
    ResponseStyle::default()
}

#[tokio::test]
async fn a_push_has_a_result_or_not() {
    for (push_result, expected) in [
        (PushResult::Null, Some(&Value::Null)),
        (PushResult::Absent, None),
    ] {
        let [push, ..] = results(ResponseStyle {
            push_result,
            ..style()
        })
        .await;
        assert_eq!(push.get("result"), expected);
    }
    let [push, ..] = results(style()).await;
    assert_eq!(push["result"]["metadata"]["metrics"]["backlog_count"], 1);
}

#[tokio::test]
async fn an_acknowledgement_has_a_result_or_not() {
    for (ack_result, expected) in [
        (AckResult::Null, Some(&Value::Null)),
        (AckResult::Absent, None),
    ] {
        let service = Service::start().await;
        service.fake.set_response_style(ResponseStyle {
            ack_result,
            ..style()
        });
        let response = service.post("/ack", &json!({})).await;
        assert_eq!(response.outcome(), (200, 0));
        assert_eq!(response.json().get("result"), expected);
    }
}

#[tokio::test]
async fn warnings_have_four_forms() {
    let map = json!({ "lease": "unknown lease" });
    for (warnings, nothing, something) in [
        (Warnings::Map, Some(json!({})), map.clone()),
        (Warnings::List, Some(json!([])), json!(["unknown lease"])),
        (Warnings::Null, Some(json!(null)), map.clone()),
        (Warnings::Absent, None, map),
    ] {
        let [_, _, ack, unknown] = results(ResponseStyle {
            warnings,
            ..style()
        })
        .await;
        assert_eq!(ack.get("warnings"), nothing.as_ref(), "{warnings:?}");
        assert_eq!(unknown["warnings"], something, "{warnings:?}");
    }
}

#[tokio::test]
async fn counts_and_content_types_can_be_absent() {
    let [_, pull, ack, _] = results(ResponseStyle {
        backlog: false,
        counts: false,
        json_content_type: false,
        ..style()
    })
    .await;
    assert_eq!(ack, json!({ "warnings": {} }));
    assert_eq!(
        pull.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["messages"]
    );
    assert_eq!(pull["messages"][0]["metadata"], json!({}));
}

#[tokio::test]
async fn json_is_written_raw_or_in_base64_and_text_never() {
    for (json_bodies, body) in [
        (JsonBodies::Raw, r#"{"a":5}"#),
        (JsonBodies::Base64, "eyJhIjo1fQ=="),
    ] {
        let [_, pull, ..] = results(ResponseStyle {
            json_bodies,
            ..style()
        })
        .await;
        assert_eq!(pull["messages"][0]["body"], body);
        let service = Service::start().await;
        service.fake.set_response_style(ResponseStyle {
            json_bodies,
            ..style()
        });
        service.queue.push(Content::text("text"));
        assert_eq!(service.pull().await[0]["body"], "text");
    }
}

#[tokio::test]
async fn numbers_can_have_a_point() {
    let [push, pull, ack, _] = results(ResponseStyle {
        decimal_numbers: true,
        ..style()
    })
    .await;
    let push = &push["result"]["metadata"]["metrics"]["oldest_message_timestamp_ms"];
    for (number, text) in [
        (push, "1767225600000.0"),
        (&pull["messages"][0]["attempts"], "1.0"),
        (&pull["messages"][0]["timestamp_ms"], "1767225600000.0"),
        (&pull["message_backlog_count"], "1.0"),
        (&ack["ackCount"], "0.0"),
    ] {
        assert_eq!(number.to_string(), text);
    }
}

#[tokio::test]
async fn objects_can_have_members_that_nobody_knows() {
    let [push, pull, _, unknown] = results(ResponseStyle {
        unknown_properties: true,
        ..style()
    })
    .await;
    for object in [
        &push["result"],
        &push["result"]["metadata"]["metrics"],
        &pull,
        &pull["messages"][0],
        &pull["messages"][0]["metadata"],
        &unknown,
    ] {
        assert!(object["x_unknown_property"].is_array(), "{object}");
    }
    assert_eq!(unknown["warnings"].as_object().unwrap().len(), 1);
}
