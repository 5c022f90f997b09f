//! How often a call is sent when its response is lost or rejects it: what the description says of repeating it, on the wire.

use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::RetryMode;

use crate::fixtures::TOKEN;
use crate::fixtures::account;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

/// How many requests a call makes of a server that always responds so, and the error it ends with.
async fn sent(operation: Operation, response: CannedResponse, mode: RetryMode) -> (usize, Error) {
    let server = Server::responding(response).await;
    let settings = server
        .settings()
        .attempts(3)
        .backoff(Duration::ZERO, Duration::ZERO);
    let client = Client::builder()
        .api_token(TOKEN)
        .account_id(account())
        .settings(settings.retry_mode(mode))
        .build()
        .unwrap();
    let error = operation.send(&client, &queue()).await.unwrap_err();
    (server.requests().len(), error)
}

fn error_response(status: &str, code: i64) -> CannedResponse {
    CannedResponse::new(
        status,
        &format!(r#"{{"success":false,"errors":[{{"code":{code},"message":"refused"}}]}}"#),
    )
}

#[tokio::test]
async fn only_an_acknowledgement_is_retried_when_its_response_is_lost() {
    for operation in Operation::ALL {
        let expected = if matches!(operation, Operation::Ack) {
            3
        } else {
            1
        };
        for response in [
            CannedResponse::ok("{").cut(),
            CannedResponse::new("502 Bad Gateway", ""),
            CannedResponse::new("503 Service Unavailable", ""),
        ] {
            let (requests, error) = sent(operation, response, RetryMode::Safe).await;
            assert_eq!(requests, expected, "{operation:?}: {error}");
            assert!(error.maybe_processed(), "{operation:?}: {error}");
        }
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_and_a_limit_that_lasts_is_not() {
    for operation in Operation::ALL {
        let busy = "429 Too Many Requests";
        for (code, expected) in [(10250, 3), (10251, 1), (10252, 1), (10253, 1)] {
            let (requests, error) =
                sent(operation, error_response(busy, code), RetryMode::Safe).await;
            assert_eq!(requests, expected, "{operation:?}, code {code}: {error}");
            assert!(!error.maybe_processed(), "{operation:?}: {error}");
        }
    }
}

#[tokio::test]
async fn a_paused_queue_and_a_failure_under_200_are_not_retried() {
    for operation in Operation::ALL {
        for response in [
            error_response("409 Conflict", 1),
            error_response("200 OK", 15000),
            CannedResponse::ok("[]"),
        ] {
            let (requests, error) = sent(operation, response, RetryMode::Safe).await;
            assert_eq!(requests, 1, "{operation:?}: {error}");
        }
    }
}

#[tokio::test]
async fn who_accepts_retries_requests_them() {
    for operation in Operation::ALL {
        let lost = || CannedResponse::new("502 Bad Gateway", "");
        assert_eq!(
            sent(operation, lost(), RetryMode::AtLeastOnce).await.0,
            3,
            "{operation:?}"
        );
        assert_eq!(
            sent(operation, lost(), RetryMode::Never).await.0,
            1,
            "{operation:?}"
        );
    }
}
