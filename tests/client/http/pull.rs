//! Pulling a batch: what is asked for, and what comes of the response.

use std::time::Duration;

use cloudflare_queues::Error;
use cloudflare_queues::queues::messages::PullCall;
use cloudflare_queues::queues::messages::PullResult;
use cloudflare_queues::types::LeaseId;
use serde_json::json;

use crate::fixtures::LEASE;
use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

type Change = for<'a> fn(PullCall<'a>) -> PullCall<'a>;

async fn pulled(response: CannedResponse) -> Result<PullResult, Error> {
    let server = Server::responding(response).await;
    let (client, queue) = (client(&server), queue());
    client.queues().messages().pull(&queue).await
}

#[tokio::test]
async fn what_is_not_set_is_not_sent_and_zero_is() {
    let table: [(Change, &str); 8] = [
        (|call| call, "{}"),
        (|call| call.batch_size(50), r#"{"batch_size":50}"#),
        (|call| call.batch_size(0), r#"{"batch_size":0}"#),
        (
            |call| call.visibility_timeout(Duration::from_secs(30)),
            r#"{"visibility_timeout_ms":30000}"#,
        ),
        (
            |call| call.visibility_timeout(Duration::ZERO),
            r#"{"visibility_timeout_ms":0}"#,
        ),
        (
            |call| call.visibility_timeout(Duration::from_micros(1_500)),
            r#"{"visibility_timeout_ms":2}"#,
        ),
        (
            |call| {
                let half_a_day = Duration::from_secs(12 * 60 * 60);
                call.visibility_timeout(half_a_day).batch_size(100)
            },
            r#"{"batch_size":100,"visibility_timeout_ms":43200000}"#,
        ),
        (
            |call| call.batch_size(1).batch_size(2),
            r#"{"batch_size":2}"#,
        ),
    ];
    for (change, body) in table {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let (client, queue) = (client(&server), queue());
        let pull = client.queues().messages().pull(&queue);
        change(pull).await.unwrap();
        assert_eq!(server.only_request().body, body);
    }
}

#[tokio::test]
async fn the_example_of_the_reference_is_read() {
    let body = json!({
        "errors": [
            {
                "code": 7003,
                "message": "No route for the URI",
                "documentation_url": "documentation_url",
                "source": { "pointer": "pointer" }
            }
        ],
        "messages": ["string"],
        "result": {
            "message_backlog_count": 5,
            "messages": [
                {
                    "id": "b01b5594f784d0165c2985833f5660dd",
                    "attempts": 1,
                    "body": "hello world",
                    "lease_id": LEASE,
                    "metadata": { "CF-Content-Type": "text", "CF-sourceMessageSource": "dash" },
                    "timestamp_ms": 1_710_950_954_154_u64
                }
            ]
        },
        "success": true
    });
    let batch = pulled(CannedResponse::ok(&body.to_string())).await.unwrap();
    assert_eq!(batch.message_backlog_count, Some(5));
    assert_eq!(batch.metadata, None);
    let [message] = &batch.messages[..] else {
        panic!("{batch:?}")
    };
    let id = message.id.as_deref();
    assert_eq!(id, Some("b01b5594f784d0165c2985833f5660dd"));
    assert_eq!(message.attempts, Some(1));
    assert_eq!(message.body.as_deref(), Some("hello world"));
    assert_eq!(message.lease_id.as_ref().unwrap().as_str(), LEASE);
    assert_eq!(
        json!(message.metadata),
        json!({"CF-Content-Type": "text", "CF-sourceMessageSource": "dash"})
    );
    assert_eq!(message.timestamp_ms, Some(1_710_950_954_154));
}

#[tokio::test]
async fn a_batch_may_be_empty_null_or_missing() {
    for (result, backlog) in [
        (r#"{"message_backlog_count":0,"messages":[]}"#, Some(0)),
        (r#"{"message_backlog_count":5.0,"messages":null}"#, Some(5)),
        (r#"{"message_backlog_count":null,"metadata":null}"#, None),
        (r#"{"new":[{"a":1}]}"#, None),
        ("{}", None),
    ] {
        let batch = pulled(CannedResponse::result(result)).await.unwrap();
        assert_eq!(batch.message_backlog_count, backlog, "{result}");
        assert_eq!(batch.messages.len(), 0);
        assert_eq!(batch.metadata, None);
    }
}

#[tokio::test]
async fn the_backlog_is_reported_in_the_metadata_too() {
    let result = r#"{"messages":[],"metadata":{"metrics":{"backlog_bytes":26,"backlog_count":1.0,"new":1}}}"#;
    let batch = pulled(CannedResponse::result(result)).await.unwrap();
    let metrics = batch.metadata.unwrap().metrics.unwrap();
    assert_eq!(metrics.backlog_bytes, Some(26));
    assert_eq!(metrics.backlog_count, Some(1));
    assert_eq!(metrics.oldest_message_timestamp_ms, None);
}

#[tokio::test]
async fn what_only_informs_does_not_lose_a_lease() {
    for odd in ["-1", "5.5", r#""5""#, "1e400", "[]", "{}", "true", "null"] {
        let metrics = format!(
            r#"{{"backlog_bytes":{odd},"backlog_count":7,"oldest_message_timestamp_ms":{odd}}}"#
        );
        for (metadata, count) in [
            (odd, None),
            (&format!(r#"{{"metrics":{odd}}}"#), None),
            (&format!(r#"{{"metrics":{metrics}}}"#), Some(7)),
        ] {
            let message = format!(r#"{{"lease_id":"{LEASE}","id":{odd},"timestamp_ms":{odd}}}"#);
            let result = format!(
                r#"{{"message_backlog_count":{odd},"messages":[{message}],"metadata":{metadata}}}"#
            );
            let batch = pulled(CannedResponse::result(&result)).await.unwrap();
            assert_eq!(batch.message_backlog_count, None, "{result}");
            let metrics = batch.metadata.clone().and_then(|one| one.metrics);
            let read = metrics.as_ref().and_then(|metrics| metrics.backlog_count);
            assert_eq!(read, count, "{result}");
            assert_eq!(metrics.and_then(|metrics| metrics.backlog_bytes), None);
            let [message] = &batch.messages[..] else {
                panic!("{result}: {batch:?}")
            };
            assert_eq!(message.lease_id.as_ref().unwrap().as_str(), LEASE);
            assert_eq!((&message.timestamp_ms, &message.attempts), (&None, &None));
        }
    }
}

#[tokio::test]
async fn the_leases_of_an_answer_that_cannot_be_read_can_be_had() {
    let two = format!(r#"{{"lease_id":"{LEASE}"}},{{"body":5,"lease_id":"other"}}"#);
    for body in [
        format!(r#"{{"success":true,"result":{{"messages":{{"a":[{two}]}}}}}}"#),
        format!(r#"{{"success":true,"result":{{"messages":[{two}],"messages":[]}}}}"#),
        format!(r#"{{"success":true,"result":{{"messages":[{two},{{"lease_"#),
        format!(r#"{{"success":true,"result":[{two}]}}"#),
        format!("<html>{two}</html>"),
    ] {
        let error = pulled(CannedResponse::ok(&body)).await.unwrap_err();
        let leases: Vec<LeaseId> = error.salvage("lease_id");
        let texts: Vec<&str> = leases.iter().map(LeaseId::as_str).collect();
        assert_eq!(texts, [LEASE, "other"], "{error}");
        let shown = format!("{error} {error:?} {leases:?}");
        assert!(!shown.contains(LEASE), "{shown}");
    }
    let error = pulled(CannedResponse::ok("[]")).await.unwrap_err();
    assert!(error.salvage::<LeaseId>("lease_id").is_empty());
    let unsent = Error::missing_parameter("account_id");
    assert!(unsent.salvage::<LeaseId>("lease_id").is_empty());
}

#[tokio::test]
async fn all_messages_are_returned_also_more_than_were_asked_for_and_the_same_twice() {
    let message = format!(r#"{{"id":"same","lease_id":"{LEASE}"}}"#);
    let result = format!(r#"{{"messages":[{}]}}"#, vec![message; 200].join(","));
    let server = Server::responding(CannedResponse::result(&result)).await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue).batch_size(5);
    assert_eq!(pull.await.unwrap().messages.len(), 200);
}

#[tokio::test]
async fn a_result_that_is_no_batch_is_an_error_that_keeps_the_body() {
    for (property, path) in [
        ("", "."),
        (r#","result":null"#, "result"),
        (r#","result":[]"#, "result"),
        (r#","result":"x""#, "result"),
        (r#","result":5"#, "result"),
        (r#","result":{"messages":{}}"#, "result.messages"),
        (r#","result":{"messages":"x"}"#, "result.messages"),
    ] {
        let body = format!(r#"{{"success":true{property}}}"#);
        let outcome = Operation::Pull.call_with(CannedResponse::ok(&body)).await;
        let Err(Error::Decode(error)) = outcome else {
            panic!("{body}: {outcome:?}")
        };
        assert_eq!(error.path(), Some(path), "{error}");
        assert_eq!(error.body(), body.as_bytes());
    }
}
