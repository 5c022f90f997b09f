//! What the responses to a push and to a batch come to: the same envelope.

use cloudflare_queues::queues::messages::BulkPushResponse;
use cloudflare_queues::queues::messages::PushResponse;
use cloudflare_queues::types::TextMessage;
use serde_json::json;

use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

const PUSHES: [Operation; 2] = [Operation::Push, Operation::BulkPush];

/// What `response` comes to for both operations.
async fn answered(response: CannedResponse) -> (PushResponse, BulkPushResponse) {
    let server = Server::responding(response).await;
    let (client, queue) = (client(&server), queue());
    let messages = client.queues().messages();
    let text = TextMessage::new("hello world");
    let push = messages.push(&queue, text.clone());
    let bulk_push = messages.bulk_push(&queue, [text]);
    (push.await.unwrap(), bulk_push.await.unwrap())
}

#[tokio::test]
async fn the_example_of_the_reference_is_read() {
    let body = r#"{
      "errors": [
        {
          "code": 7003,
          "message": "No route for the URI",
          "documentation_url": "documentation_url",
          "source": {
            "pointer": "pointer"
          }
        }
      ],
      "messages": [
        "string"
      ],
      "success": true
    }"#;
    let (push, bulk_push) = answered(CannedResponse::ok(body)).await;
    assert_eq!(push.success, Some(true));
    assert_eq!(push.messages[..], [json!("string")]);
    assert_eq!(push.result, None);
    let info = &push.errors[0];
    assert_eq!(
        (info.code, info.message.as_str()),
        (7003, "No route for the URI")
    );
    assert_eq!(info.documentation_url.as_deref(), Some("documentation_url"));
    let pointer = info.source.as_ref().unwrap().pointer.as_deref();
    assert_eq!(pointer, Some("pointer"));

    assert_eq!(bulk_push.success, Some(true));
    assert_eq!(bulk_push.messages, push.messages);
    assert_eq!(bulk_push.errors, push.errors);
    assert_eq!(bulk_push.result, None);
}

#[tokio::test]
async fn the_result_may_be_absent_null_or_partly_there() {
    for (result, has_result, has_metadata, has_metrics) in [
        ("", false, false, false),
        (r#","result":null"#, false, false, false),
        (r#","result":{}"#, true, false, false),
        (r#","result":{"metadata":null}"#, true, false, false),
        (r#","result":{"metadata":{}}"#, true, true, false),
        (
            r#","result":{"metadata":{"metrics":null}}"#,
            true,
            true,
            false,
        ),
        (r#","result":{"metadata":{"metrics":{}}}"#, true, true, true),
    ] {
        let body = format!(r#"{{"success":true{result}}}"#);
        let (push, bulk_push) = answered(CannedResponse::ok(&body)).await;
        assert_eq!(push.result, bulk_push.result);
        let metadata = push.result.as_ref().map(|result| result.metadata.as_ref());
        let metrics = metadata.flatten().map(|metadata| metadata.metrics.as_ref());
        assert_eq!(metadata.is_some(), has_result, "{body}");
        assert_eq!(metrics.is_some(), has_metadata, "{body}");
        assert_eq!(metrics.flatten().is_some(), has_metrics, "{body}");
    }
}

#[tokio::test]
async fn metrics_are_read_also_as_floats_and_not_rounded() {
    for (metrics, bytes, count, oldest) in [
        (
            r#"{"backlog_bytes":55,"backlog_count":5,"oldest_message_timestamp_ms":1710950954154}"#,
            Some(55),
            Some(5),
            Some(1_710_950_954_154),
        ),
        (
            r#"{"backlog_bytes":55.0,"backlog_count":5e0,"oldest_message_timestamp_ms":1.710950954154e12}"#,
            Some(55),
            Some(5),
            Some(1_710_950_954_154),
        ),
        (
            r#"{"backlog_bytes":9007199254740993,"backlog_count":null,"more":1}"#,
            Some(9_007_199_254_740_993),
            None,
            None,
        ),
    ] {
        let result = format!(r#"{{"metadata":{{"metrics":{metrics}}}}}"#);
        let (push, bulk_push) = answered(CannedResponse::result(&result)).await;
        assert_eq!(push.result, bulk_push.result);
        let read = push.result.unwrap().metadata.unwrap().metrics.unwrap();
        assert_eq!(read.backlog_bytes, bytes);
        assert_eq!(read.backlog_count, count);
        assert_eq!(read.oldest_message_timestamp_ms, oldest);
    }
}

#[tokio::test]
async fn remarks_are_texts_or_objects_and_lists_may_be_missing() {
    for (body, remarks) in [
        (r#"{"success":true}"#, json!([])),
        (
            r#"{"success":true,"errors":null,"messages":null}"#,
            json!([]),
        ),
        (
            r#"{"success":true,"messages":["a",{"code":1,"message":"b"},null,5]}"#,
            json!(["a", {"code": 1, "message": "b"}, null, 5]),
        ),
    ] {
        let (push, bulk_push) = answered(CannedResponse::ok(body)).await;
        assert_eq!(json!(*push.messages), remarks);
        assert_eq!(json!(*bulk_push.messages), remarks);
        assert_eq!((push.errors.len(), bulk_push.errors.len()), (0, 0));
    }
}

#[tokio::test]
async fn unknown_members_are_ignored_at_every_level() {
    let body = r#"{"success":true,"new":{"a":[1]},"result_info":null,"errors":[{"code":1,"message":"m","new":1,"source":{"new":1}}],
        "result":{"new":1,"metadata":{"new":[],"metrics":{"new":"x","backlog_count":5}}}}"#;
    let (push, bulk_push) = answered(CannedResponse::ok(body)).await;
    assert_eq!(push.errors, bulk_push.errors);
    assert_eq!(push.errors[0].code, 1);
    let metrics = push.result.unwrap().metadata.unwrap().metrics.unwrap();
    assert_eq!(metrics.backlog_count, Some(5));
}

/// An error would have the program push it again.
#[tokio::test]
async fn what_was_pushed_is_pushed_whatever_is_reported_of_the_queue() {
    for result in [
        "[]",
        r#""x""#,
        "5",
        r#"{"metadata":[]}"#,
        r#"{"metadata":{"metrics":5}}"#,
        r#"{"metadata":{"metrics":{"backlog_count":-1,"backlog_bytes":"5"}}}"#,
    ] {
        for operation in PUSHES {
            let outcome = operation.call_with(CannedResponse::result(result)).await;
            assert!(outcome.is_ok(), "{operation:?} {result}: {outcome:?}");
        }
    }
    let result = r#"{"metadata":{"metrics":{"backlog_count":-1,"backlog_bytes":5}}}"#;
    let (push, _) = answered(CannedResponse::result(result)).await;
    let metrics = push.result.unwrap().metadata.unwrap().metrics.unwrap();
    assert_eq!(
        (metrics.backlog_count, metrics.backlog_bytes),
        (None, Some(5))
    );
}
