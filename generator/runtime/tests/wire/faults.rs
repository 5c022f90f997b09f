//! Servers that do not respond, or never stop.

use std::error::Error as _;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Settings;
use serde::Deserialize;
use serde::Deserializer;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::server::Absent;
use crate::server::ENVELOPE;
use crate::server::Reply;
use crate::server::Server;
use crate::server::client_with;
use crate::server::response;
use crate::server::token;

const SHORT: Duration = Duration::from_millis(200);

/// A push to a server that does `reply`, within a short bound of time. It must be sent once.
async fn push(reply: Reply) -> Error {
    let server = Server::with([reply]).await;
    let client = client_with(server.settings().timeout(SHORT).max_response_bytes(1_000));
    let begin = Instant::now();
    let outcome = client
        .post("/push")
        .json(5)
        .send_unwrapped::<Value>(&ENVELOPE, "result")
        .await;
    assert!(begin.elapsed() < Duration::from_secs(3));
    assert_eq!(server.requests().len(), 1);
    outcome.unwrap_err()
}

fn head(rest: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{rest}\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn the_bound_of_time_holds_whatever_the_server_does() {
    for (reply, received) in [
        (Reply::Silence, "no response from the server"),
        (
            Reply::Drip(b"HTTP/1.1 200 OK\r\nx-a: ".to_vec()),
            "no response from the server",
        ),
        (
            Reply::Drip(head("content-length: 900")),
            "the server answered 200 OK, and its response broke off",
        ),
    ] {
        let error = push(reply).await;
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!(
            error.to_string(),
            format!("POST /push: {received}: timed out after 200ms (`timeout`)")
        );
    }
}

#[tokio::test]
async fn what_came_of_a_broken_response_is_kept() {
    let error = push(Reply::Last(
        head("cf-ray: 8a\r\ncontent-length: 900")
            .into_iter()
            .chain(*b"half")
            .collect(),
    ))
    .await;
    assert!(matches!(error, Error::Transport(_)) && !error.is_timeout() && !error.is_connect());
    assert_eq!(error.body().unwrap(), "half");
    assert_eq!(
        (error.status().unwrap().as_u16(), error.request_id()),
        (200, Some("8a"))
    );
    assert!(
        error
            .to_string()
            .starts_with("POST /push: the server answered 200 OK, and its response broke off: "),
        "{error}"
    );
    assert!(error.source().is_some());
}

#[tokio::test]
async fn an_error_response_counts_though_its_body_breaks_off() {
    let error = push(Reply::Drip(
        b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 900\r\n\r\n".to_vec(),
    ))
    .await;
    assert!(matches!(error, Error::Api(_)));
    assert_eq!(error.status().unwrap(), 503);
}

#[tokio::test]
async fn a_connection_that_closes_without_a_response_is_an_error_sent_once() {
    for bytes in [&b""[..], b"HTTP/1.1 2", b"no http at all\r\n\r\n"] {
        let error = push(Reply::Last(bytes.to_vec())).await;
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert!(!error.is_connect() && !error.is_timeout());
        assert!(
            error
                .to_string()
                .starts_with("POST /push: no response from the server: "),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_at_once_is_not_called_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepting = tokio::spawn(async move {
        for connections in 1.. {
            drop(listener.accept().await.unwrap());
            assert!(connections <= 3);
        }
    });
    let settings = Settings::new()
        .base_url(url)
        .timeout(Duration::from_secs(2));
    let client = HttpClient::new("", "test/1.0", token(), settings).unwrap();
    let error = client.post("/push").json(5).send_empty().await.unwrap_err();
    assert!(
        matches!(error, Error::Transport(_)) && !error.is_timeout(),
        "{error}"
    );
    assert!(!accepting.is_finished());
}

#[tokio::test]
async fn a_refused_connection_is_known_as_such() {
    let absent = Absent::new();
    let client = client_with(Settings::new().base_url(absent.url()).attempts(1));
    let error = client
        .get("/a")
        .query("secret", "canary")
        .send_empty()
        .await
        .unwrap_err();
    assert!(error.is_connect() && !error.is_timeout());
    assert!(
        error
            .to_string()
            .starts_with("GET /a: no connection to the server: Connection refused"),
        "{error}"
    );
    assert!(error.status().is_none() && error.body().is_none());
}

#[tokio::test]
async fn plain_http_where_tls_belongs_is_no_connection_and_nothing_is_sent() {
    let server = Server::with([]).await;
    let settings = server
        .settings()
        .base_url(format!("https://{}", server.address()))
        .timeout(SHORT);
    let error = client_with(settings)
        .post("/push")
        .json(5)
        .send_empty()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_call_that_is_given_up_while_it_connects_has_sent_nothing() {
    // It takes connections, and says nothing of TLS.
    let server = Server::with([]).await;
    let settings = || {
        let url = format!("https://{}", server.address());
        server.settings().base_url(url)
    };
    let client = client_with(settings().timeout(SHORT));
    let error = client.post("/push").json(5).send_empty().await.unwrap_err();
    assert!(error.is_timeout() && error.is_connect(), "{error}");
    assert!(!error.maybe_processed() && error.is_retryable());
    assert_eq!(
        error.to_string(),
        "POST /push: no connection to the server: timed out after 200ms (`timeout`)"
    );
    let client = client_with(settings().attempt_timeout(SHORT));
    let error = client.post("/push").json(5).send_empty().await.unwrap_err();
    assert!(error.is_timeout() && !error.maybe_processed(), "{error}");
    assert_eq!((error.attempts(), server.connections()), (3, 4));
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn the_bound_of_time_holds_while_a_response_is_read() {
    /// What takes a while to read.
    #[derive(Debug)]
    struct Slow;

    impl<'de> Deserialize<'de> for Slow {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            READ.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(1));
            u8::deserialize(deserializer).map(|_| Self)
        }
    }

    static READ: AtomicUsize = AtomicUsize::new(0);
    const COUNT: usize = 100_000;

    let body = format!("[{}0]", "0,".repeat(COUNT));
    let server = Server::responding("200 OK", "", &body).await;
    let client = client_with(server.settings().timeout(SHORT));
    let error = client.get("/a").send_json::<Vec<Slow>>().await.unwrap_err();
    assert!(error.is_timeout() && error.maybe_processed(), "{error}");
    assert_eq!(
        error.to_string(),
        "GET /a: the server answered 200 OK, and its response broke off: timed out after 200ms (`timeout`)"
    );
    assert_eq!(error.body().unwrap().len(), body.len());
    assert!(READ.load(Ordering::Relaxed) < COUNT / 10);
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit_and_no_further() {
    let long = "x".repeat(1_001);
    let chunked = head("transfer-encoding: chunked")
        .into_iter()
        .chain(*b"3e9\r\n")
        .chain(long.bytes())
        .collect();
    for reply in [
        Reply::Bytes(response("200 OK", "", &long)),
        Reply::Bytes(chunked),
    ] {
        let error = push(reply).await;
        assert_eq!(
            error.to_string(),
            "POST /push: the server answered 200 OK, and its response cannot be read: it is longer than the limit of 1000 bytes \
             (`max_response_bytes`)"
        );
        assert_eq!(error.body().unwrap(), &long[..1_000]);
    }
    let error = push(Reply::Bytes(response(
        "500 Internal Server Error",
        "",
        &long,
    )))
    .await;
    assert!(matches!(error, Error::Api(_)));
    assert_eq!(error.body().unwrap().len(), 1_000);
}

#[tokio::test]
async fn an_ignored_body_may_break_off() {
    let half = head("content-length: 900")
        .into_iter()
        .chain(*b"half")
        .collect();
    let server = Server::with([Reply::Last(half)]).await;
    assert_eq!(
        server
            .client()
            .delete("/a")
            .send_empty()
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn no_bound_of_time_is_no_overflow() {
    let server = Server::responding("200 OK", "", "").await;
    let settings = server
        .settings()
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX);
    let _ = client_with(settings).get("/a").send_empty().await.unwrap();
}

#[tokio::test]
async fn a_call_can_be_dropped_and_the_client_goes_on() {
    let server = Server::with([Reply::Silence, Reply::Bytes(response("200 OK", "", ""))]).await;
    let client = server.client();
    let dropped = tokio::time::timeout(SHORT, client.get("/1").send_empty()).await;
    assert!(dropped.is_err());
    let _ = client.get("/2").send_empty().await.unwrap();
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_no_connection() {
    let settings = Settings::new()
        .base_url("https://queues.invalid")
        .attempts(1);
    let error = client_with(settings)
        .post("/push")
        .json(5)
        .send_empty()
        .await
        .unwrap_err();
    assert!(error.is_connect() && !error.maybe_processed(), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_server_that_stops_reading_does_not_hold_a_call_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepting = tokio::spawn(async move {
        let mut connections = Vec::new();
        while let Ok(connection) = listener.accept().await {
            connections.push(connection);
        }
    });
    let settings = Settings::new()
        .base_url(url)
        .attempts(1)
        .attempt_timeout(SHORT);
    let large = "x".repeat(12 * 1024 * 1024);
    let error = client_with(settings)
        .post("/push")
        .json(&large)
        .send_empty()
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.maybe_processed(), "{error}");
    accepting.abort();
}

#[tokio::test]
async fn no_push_is_sent_twice_when_connections_are_closed_as_they_are_used_again() {
    let response = || Reply::Last(response("200 OK", "", r#"{"success":true}"#));
    let server = Server::with(std::iter::repeat_with(response).take(2_000)).await;
    let client = server.client();
    let mut failed = 0;
    for number in 0..1_000 {
        let push = client.post("/push").json(number);
        match push.send_enveloped::<Value>(&ENVELOPE).await {
            Ok(_) => {}
            Err(error) => {
                assert!(error.maybe_processed() && error.attempts() == 1, "{error}");
                failed += 1;
            }
        }
    }
    let requests = server.requests();
    let mut distinct = requests.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), requests.len());
    assert!(requests.len() + failed >= 1_000);
}

#[tokio::test]
async fn a_connection_that_is_known_to_be_closed_is_not_pushed_on() {
    let response = || Reply::Last(response("200 OK", "", ""));
    let server = Server::with(std::iter::repeat_with(response).take(99)).await;
    let client = server.client();
    for number in 0..50 {
        let _ = client
            .post("/push")
            .json(number)
            .send_empty()
            .await
            .unwrap();
        // The server closes the connection, and nobody looks at it.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.requests().len(), 50);
}

#[tokio::test]
async fn a_connection_that_has_idled_for_long_is_not_pushed_on() {
    let response = || Reply::Bytes(response("200 OK", "", ""));
    let server = Server::with(std::iter::repeat_with(response).take(9)).await;
    let client = server.client();
    for (idle, is_push, connections) in [
        (0, true, 1),
        (3, true, 1),
        (5, true, 2),
        (5, false, 2),
        (60, false, 2),
        (60, true, 3),
        (100, false, 4),
        (3, true, 4),
    ] {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(idle)).await;
        tokio::time::resume();
        let request = if is_push {
            client.post("/push")
        } else {
            client.get("/a")
        };
        let _ = request.send_empty().await.unwrap();
        assert_eq!(server.connections(), connections, "{idle} {is_push}");
    }
}

#[tokio::test]
async fn an_acknowledgement_that_was_dropped_can_be_made_again() {
    let response = Reply::Bytes(response("200 OK", "", r#"{"success":true}"#));
    let server = Server::with([Reply::Silence, response]).await;
    let client = server.client();
    let ack = || {
        client
            .post("/ack")
            .json(5)
            .send_enveloped::<Value>(&ENVELOPE)
    };
    assert!(tokio::time::timeout(SHORT, ack()).await.is_err());
    let _ = ack().await.unwrap();
}
