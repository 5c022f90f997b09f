//! Settling leases: what is sent for them, and what comes of the response.

use std::time::Duration;

use cloudflare_queues::Error;
use cloudflare_queues::queues::messages::AckCall;
use cloudflare_queues::queues::messages::AckResult;
use cloudflare_queues::queues::messages::AckResultWarnings;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Retry;
use serde_json::json;

use crate::fixtures::LEASE;
use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

type Change = for<'a> fn(AckCall<'a>) -> AckCall<'a>;

/// The body of the request, after `change` was made to the call.
async fn sent(change: impl for<'a> FnOnce(AckCall<'a>) -> AckCall<'a>) -> String {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    change(client.queues().messages().ack(&queue))
        .await
        .unwrap();
    server.only_request().body
}

async fn answered(response: CannedResponse) -> AckResult {
    let server = Server::responding(response).await;
    let (client, queue) = (client(&server), queue());
    let ack = client.queues().messages().ack(&queue);
    ack.acks([Acknowledgement::new(LEASE)]).await.unwrap()
}

#[tokio::test]
async fn leases_are_acknowledged_retried_or_both() {
    let table: [(Change, &str); 4] = [
        (
            |call| call.acks(["a", "b"].map(Acknowledgement::new)),
            r#"{"acks":[{"lease_id":"a"},{"lease_id":"b"}]}"#,
        ),
        (
            |call| call.retries([Retry::new("a")]),
            r#"{"retries":[{"lease_id":"a"}]}"#,
        ),
        (
            |call| {
                let retry = Retry::new("c").delay(Duration::from_secs(10));
                call.retries([Retry::new("b"), retry])
                    .acks([Acknowledgement::new("a")])
            },
            r#"{"acks":[{"lease_id":"a"}],"retries":[{"lease_id":"b"},{"lease_id":"c","delay_seconds":10}]}"#,
        ),
        (
            |call| call.acks([]).retries([Retry::new("a")]),
            r#"{"acks":[],"retries":[{"lease_id":"a"}]}"#,
        ),
    ];
    for (change, body) in table {
        assert_eq!(sent(change).await, body);
    }
}

#[tokio::test]
async fn a_retry_without_a_delay_and_one_without_waiting_differ() {
    for (retry, body) in [
        (Retry::new("a"), r#"{"lease_id":"a"}"#),
        (
            Retry::new("a").delay(Duration::ZERO),
            r#"{"lease_id":"a","delay_seconds":0}"#,
        ),
        (
            Retry::new("a").delay(Duration::from_millis(9_001)),
            r#"{"lease_id":"a","delay_seconds":10}"#,
        ),
        (
            Retry::new("a").delay(Duration::from_secs(86_400)),
            r#"{"lease_id":"a","delay_seconds":86400}"#,
        ),
    ] {
        assert_eq!(
            sent(|call| call.retries([retry])).await,
            format!(r#"{{"retries":[{body}]}}"#)
        );
    }
}

#[tokio::test]
async fn a_lease_id_goes_back_as_it_came() {
    let long = "x".repeat(64 * 1024);
    for (lease_id, written) in [
        (LEASE, LEASE),
        ("", ""),
        (" spaced ", " spaced "),
        ("a+b/c==&?#%2e", "a+b/c==&?#%2e"),
        ("two\r\nlines\t", r"two\r\nlines\t"),
        (r#"quote " and \"#, r#"quote \" and \\"#),
        ("é\u{0}\u{7f}\u{202e}🌍", "é\\u0000\u{7f}\u{202e}🌍"),
        (&long, &long),
    ] {
        let body = sent(|call| {
            call.acks([Acknowledgement::new(lease_id)])
                .retries([Retry::new(LeaseId::new(lease_id))])
        });
        assert_eq!(
            body.await,
            format!(
                r#"{{"acks":[{{"lease_id":"{written}"}}],"retries":[{{"lease_id":"{written}"}}]}}"#
            )
        );
    }
}

#[tokio::test]
async fn the_lease_of_a_pulled_message_settles_it() {
    let result = format!(r#"{{"messages":[{{"lease_id":"{LEASE}"}}]}}"#);
    let server = Server::responding(CannedResponse::result(&result)).await;
    let (client, queue) = (client(&server), queue());
    let messages = client.queues().messages();
    let batch = messages.pull(&queue).await.unwrap();
    let leases = batch.messages.into_iter().filter_map(|it| it.lease_id);
    let ack = messages.ack(&queue).acks(leases.map(Acknowledgement::new));
    ack.await.unwrap();
    assert_eq!(
        server.requests()[1].body,
        format!(r#"{{"acks":[{{"lease_id":"{LEASE}"}}]}}"#)
    );
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
      "result": {
        "ackCount": 5,
        "retryCount": 5,
        "warnings": [
          "string"
        ]
      },
      "success": true
    }"#;
    let result = answered(CannedResponse::ok(body)).await;
    assert_eq!(result.ack_count, Some(5));
    assert_eq!(result.retry_count, Some(5));
    let warnings = AckResultWarnings::List(vec!["string".to_owned()]);
    assert_eq!(result.warnings, Some(warnings));
}

#[tokio::test]
async fn a_warning_about_a_lease_does_not_print_it() {
    let result = format!(r#"{{"warnings":{{"{LEASE}":"unknown lease"}}}}"#);
    let result = answered(CannedResponse::result(&result)).await;
    assert!(!format!("{result:?}").contains(LEASE));
}

#[tokio::test]
async fn warnings_come_in_several_forms() {
    let by_lease = |pairs: &[(&str, &str)]| {
        let owned = pairs
            .iter()
            .map(|(lease, text)| (LeaseId::from(*lease), (*text).to_owned()));
        Some(AckResultWarnings::ByLease(owned.collect()))
    };
    let known = format!(r#"{{"warnings":{{"{LEASE}":"unknown lease","b":""}}}}"#);
    for (result, warnings) in [
        (
            known.as_str(),
            by_lease(&[(LEASE, "unknown lease"), ("b", "")]),
        ),
        (r#"{"warnings":{}}"#, by_lease(&[])),
        (
            r#"{"warnings":["a","b"]}"#,
            Some(AckResultWarnings::List(vec![
                "a".to_owned(),
                "b".to_owned(),
            ])),
        ),
        (
            r#"{"warnings":[]}"#,
            Some(AckResultWarnings::List(Vec::new())),
        ),
        (r#"{"warnings":null}"#, None),
        ("{}", None),
        (
            r#"{"warnings":"a text"}"#,
            Some(AckResultWarnings::Unknown(json!("a text"))),
        ),
        (
            r#"{"warnings":{"a":{"code":1}}}"#,
            Some(AckResultWarnings::Unknown(json!({"a": {"code": 1}}))),
        ),
        (
            r#"{"warnings":["a",{"code":1}]}"#,
            Some(AckResultWarnings::Unknown(json!(["a", {"code": 1}]))),
        ),
        (
            r#"{"warnings":9007199254740993}"#,
            Some(AckResultWarnings::Unknown(json!(9_007_199_254_740_993_u64))),
        ),
    ] {
        let response = answered(CannedResponse::result(result)).await;
        assert_eq!(response.warnings, warnings, "{result}");
    }
}

#[tokio::test]
async fn counts_may_be_missing_null_floats_or_larger_than_what_was_sent() {
    for (result, ack_count, retry_count) in [
        (r#"{"ackCount":1,"retryCount":0}"#, Some(1), Some(0)),
        (r#"{"ackCount":5.0,"retryCount":5e0}"#, Some(5), Some(5)),
        (r#"{"ackCount":1000,"new":1}"#, Some(1_000), None),
        (r#"{"ackCount":null,"retryCount":2}"#, None, Some(2)),
        (r#"{"ack_count":7,"retry_count":7}"#, None, None),
        ("{}", None, None),
    ] {
        let response = answered(CannedResponse::result(result)).await;
        assert_eq!(response.ack_count, ack_count, "{result}");
        assert_eq!(response.retry_count, retry_count, "{result}");
    }
}

#[tokio::test]
async fn an_acknowledgement_that_took_effect_is_no_error_whatever_is_said_of_it() {
    for (property, retry_count) in [
        ("", None),
        (r#","result":null"#, None),
        (r#","result":[]"#, None),
        (r#","result":"done""#, None),
        (r#","result":{"ackCount":-1,"retryCount":2}"#, Some(2)),
        (r#","result":{"retryCount":"5"}"#, None),
    ] {
        let body = format!(r#"{{"success":true{property}}}"#);
        let result = answered(CannedResponse::ok(&body)).await;
        assert_eq!(result.retry_count, retry_count, "{body}");
        assert_eq!((result.ack_count, result.warnings), (None, None), "{body}");
    }
}

#[tokio::test]
async fn a_response_that_is_none_is_an_error_that_keeps_it() {
    for body in ["[]", r#"{"success":true,"result":{"#, "<html>"] {
        let outcome = Operation::Ack.call_with(CannedResponse::ok(body)).await;
        let Err(Error::Decode(error)) = outcome else {
            panic!("{body}: {outcome:?}")
        };
        assert_eq!(error.body(), body.as_bytes());
    }
}
