//! How often a request is sent, for each operation, fault and mode: what is expected follows from the rules.

mod faults;
mod streams;

use std::time::Duration;

use client_runtime::Envelope;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Request;
use client_runtime::RetryClass;
use client_runtime::RetryMode;
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::server::Absent;
use crate::server::Reply;
use crate::server::Server;
use crate::server::client_with;
use crate::server::response;
use faults::ErrorReply;
use faults::Fault;
use faults::HOUR;
use faults::LIMIT;
use faults::TRANSIENT;
use faults::faults;

const ENVELOPE: Envelope = Envelope {
    success: "success",
    errors: "errors",
    permanent: &[51, 52],
};
const ATTEMPTS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    /// A `POST` of which nothing is known.
    Push,
    /// A `POST` that may take place twice.
    Ack,
    /// A `GET`.
    Get,
}

impl Operation {
    const ALL: [Self; 3] = [Self::Push, Self::Ack, Self::Get];

    fn request(self, client: &HttpClient) -> Request<'_> {
        match self {
            Self::Push => client.post("/push").json("body"),
            Self::Ack => client
                .post("/ack")
                .json("body")
                .retry_class(RetryClass::Idempotent),
            Self::Get => client.get("/get"),
        }
    }
}

/// How often `operation` is sent; the rules, told once more.
fn expected(operation: Operation, fault: &Fault, mode: RetryMode) -> usize {
    let may_double = operation != Operation::Push || mode == RetryMode::AtLeastOnce;
    let is_transient = match fault {
        Fault::Absent | Fault::HangsUp | Fault::Breaks(_) => true,
        Fault::Mumbles(_) => false,
        Fault::ErrorResponse(error) => {
            TRANSIENT.contains(&error.status) && ![51, 52].contains(&error.code)
        }
    };
    let is_too_long =
        matches!(fault, Fault::ErrorResponse(error) if error.asks.is_some_and(|asks| asks >= HOUR));
    let retries = is_transient && (may_double || !maybe_processed(fault));
    if mode != RetryMode::Never && retries && !is_too_long {
        ATTEMPTS
    } else {
        1
    }
}

fn maybe_processed(fault: &Fault) -> bool {
    match fault {
        Fault::Absent => false,
        Fault::HangsUp | Fault::Breaks(_) | Fault::Mumbles(_) => true,
        Fault::ErrorResponse(error) => error.status == 408 || !(400..500).contains(&error.status),
    }
}

/// Where a server is that never reads more than the beginning of a request.
async fn hanging_up() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read_u8().await;
        }
    });
    url
}

/// What a server replies that has this fault.
fn reply(fault: &Fault) -> Reply {
    match fault {
        Fault::Absent | Fault::HangsUp => Reply::Silence,
        Fault::Breaks(reply) => reply.clone(),
        Fault::ErrorResponse(error) => {
            let body = format!(
                r#"{{"success":false,"errors":[{{"code":{}}}]}}"#,
                error.code
            );
            let status = format!("{} Refused", error.status);
            Reply::Bytes(response(&status, &error.headers, &body))
        }
        Fault::Mumbles(response) => Reply::Last(response.clone()),
    }
}

/// Makes the call, and compares what is sent, and the error, with what the rules say.
async fn check(operation: Operation, fault: Fault, mode: RetryMode) {
    let absent = Absent::new();
    let server = Server::with(std::iter::repeat_n(reply(&fault), ATTEMPTS + 1)).await;
    let settings = match &fault {
        Fault::Absent => server.settings().base_url(absent.url()),
        Fault::HangsUp => server.settings().base_url(hanging_up().await),
        Fault::Breaks(Reply::Silence | Reply::Drip(_)) => {
            let short = Duration::from_millis(300);
            server.settings().attempt_timeout(short)
        }
        _ => server.settings(),
    };
    let client = client_with(
        settings
            .timeout(Duration::from_secs(60))
            .max_response_bytes(LIMIT)
            .retry_mode(mode),
    );
    let error = call(operation, &client).await;
    let case = format!("{operation:?}, {fault:?}, {mode:?}: {error:?}");
    let sent = expected(operation, &fault, mode);
    let attempts = usize::try_from(error.attempts()).unwrap();
    if error.is_timeout() && (error.is_connect() || attempts > sent) {
        // On a busy machine, time may be up before there is a connection, which is another fault.
        return;
    }
    assert_eq!(attempts, sent, "{case}");
    assert_eq!(error.maybe_processed(), maybe_processed(&fault), "{case}");
    let requests = server.requests();
    assert!(requests.iter().all(|it| *it == requests[0]), "{case}");
    match &fault {
        Fault::Absent | Fault::HangsUp => {}
        // On a busy machine, time may be up before a request was sent.
        Fault::Breaks(Reply::Silence | Reply::Drip(_)) => assert!(requests.len() <= sent, "{case}"),
        _ => assert_eq!(requests.len(), sent, "{case}"),
    }
    let Fault::ErrorResponse(reply) = &fault else {
        assert_eq!(error.retry_after(), None, "{case}");
        return;
    };
    assert_eq!(error.retry_after(), reply.asks, "{case}");
    let without_wait = Fault::ErrorResponse(ErrorReply {
        asks: None,
        ..reply.clone()
    });
    let mode = match mode {
        RetryMode::Never => RetryMode::Safe,
        mode => mode,
    };
    let would_retry = expected(operation, &without_wait, mode) > 1;
    assert_eq!(error.is_retryable(), would_retry, "{case}");
}

async fn call(operation: Operation, client: &HttpClient) -> Error {
    #[derive(Debug, serde::Deserialize)]
    struct Counts {
        #[expect(dead_code, reason = "it is never there")]
        count: u64,
    }
    operation
        .request(client)
        .send_unwrapped::<Counts>(&ENVELOPE, "result")
        .await
        .expect_err("no server here responses well")
}

async fn check_all(operation: Operation) {
    for mode in [RetryMode::Never, RetryMode::Safe, RetryMode::AtLeastOnce] {
        let mut checks = JoinSet::new();
        for fault in faults() {
            checks.spawn(check(operation, fault, mode));
        }
        checks.join_all().await;
    }
}

#[tokio::test]
async fn a_push_is_sent_as_often_as_the_rules_say() {
    check_all(Operation::Push).await;
}

#[tokio::test]
async fn an_acknowledgement_is_sent_as_often_as_the_rules_say() {
    check_all(Operation::Ack).await;
}

#[tokio::test]
async fn a_reading_is_sent_as_often_as_the_rules_say() {
    check_all(Operation::Get).await;
}

#[tokio::test]
async fn a_push_whose_response_was_lost_is_sent_once() {
    let server = Server::with(vec![Reply::Last(Vec::new()); 5]).await;
    let error = call(Operation::Push, &server.client()).await;
    assert_eq!((server.requests().len(), server.connections()), (1, 1));
    assert!(error.maybe_processed() && !error.is_retryable());
}

#[tokio::test]
async fn a_retry_that_succeeds_is_a_success() {
    let busy = Reply::Bytes(response("429 Too Many Requests", "", ""));
    let response = Reply::Bytes(response("200 OK", "", r#"{"success":true,"result":5}"#));
    for operation in Operation::ALL {
        let server = Server::with([busy.clone(), busy.clone(), response.clone()]).await;
        let client = server.client();
        let request = operation.request(&client);
        let response = request.send_unwrapped::<Value>(&ENVELOPE, "result").await;
        assert_eq!(response.unwrap().value(), &Value::from(5));
        assert_eq!(server.requests().len(), 3);
    }
}

#[tokio::test]
async fn a_connection_that_fails_at_tls_is_tried_again() {
    let server = Server::with([]).await;
    let url = hanging_up().await.replace("http:", "https:");
    let client = client_with(server.settings().base_url(url));
    let error = call(Operation::Push, &client).await;
    assert!(error.is_connect() && !error.maybe_processed(), "{error}");
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn each_connection_to_a_server_that_hangs_up_at_once_is_an_attempt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::with([]).await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepting = tokio::spawn(async move {
        for connections in 1.. {
            drop(listener.accept().await.unwrap());
            assert!(connections <= 3);
        }
    });
    let error = call(
        Operation::Push,
        &client_with(server.settings().base_url(url)),
    )
    .await;
    assert!((1..=3).contains(&error.attempts()), "{error}");
    // An attempt is the last one as soon as it was begun.
    assert!(error.attempts() == 3 || error.maybe_processed(), "{error}");
    assert!(!accepting.is_finished());
}
