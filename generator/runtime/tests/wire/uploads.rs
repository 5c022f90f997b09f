//! Bodies that are read while they are sent.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Weak;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use client_runtime::Body;
use client_runtime::Bytes;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Multipart;
use client_runtime::Part;
use client_runtime::RawBody;
use client_runtime::Settings;
use client_runtime::Transport;
use client_runtime::TransportFuture;
use client_runtime::http;
use futures_core::Stream;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::server::client_with;

const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

/// The pieces given, of which `!` is an error and `...` never comes.
struct Pieces {
    left: VecDeque<&'static str>,
    alive: Arc<()>,
}

impl Pieces {
    fn new<const N: usize>(pieces: [&'static str; N]) -> Self {
        Self {
            left: pieces.into(),
            alive: Arc::new(()),
        }
    }

    fn watched<const N: usize>(pieces: [&'static str; N]) -> (Self, Weak<()>) {
        let pieces = Self::new(pieces);
        let watch = Arc::downgrade(&pieces.alive);
        (pieces, watch)
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.front() == Some(&"...") {
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop_front().map(|piece| match piece {
            "!" => Err(io::Error::other("the disk is gone")),
            piece => Ok(Bytes::from(piece)),
        }))
    }
}

/// A server that gives `response` once a request holds `end`, and what it was sent until the connection closed.
async fn server(end: &'static str, response: &'static str) -> (HttpClient, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings::new()
        .base_url(format!("http://{}", listener.local_addr().unwrap()))
        .without_proxy()
        .timeout(Duration::from_secs(5))
        .backoff(Duration::ZERO, Duration::ZERO);
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        let mut has_responded = false;
        while stream
            .read_buf(&mut received)
            .await
            .is_ok_and(|read| read > 0)
        {
            if !has_responded && String::from_utf8_lossy(&received).contains(end) {
                has_responded = true;
                stream.write_all(response.as_bytes()).await.unwrap();
            }
        }
        String::from_utf8(received).unwrap()
    });
    (client_with(settings), received)
}

/// What was sent, in its head and its body, once the client is gone.
async fn sent(client: HttpClient, received: JoinHandle<String>) -> (String, String) {
    drop(client);
    let received = tokio::time::timeout(Duration::from_secs(5), received).await;
    let received = received.expect("the connection is closed").unwrap();
    let (head, body) = received.split_once("\r\n\r\n").unwrap_or((&received, ""));
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_stream_goes_out_in_chunks() {
    let (client, received) = server("\r\n0\r\n\r\n", OK).await;
    let body = RawBody::from_stream(Pieces::new(["one", "three"]));
    let call = client.post("/a").content("text/csv", body).send_empty();
    assert_eq!(call.await.unwrap().status(), 204);
    let (head, body) = sent(client, received).await;
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    assert!(head.contains("content-type: text/csv"), "{head}");
    assert!(!head.contains("content-length"), "{head}");
    assert_eq!(body, "3\r\none\r\n5\r\nthree\r\n0\r\n\r\n");
}

#[tokio::test]
async fn a_stream_of_known_length_says_it() {
    let (client, received) = server("onethree", OK).await;
    let body = RawBody::from_stream(Pieces::new(["one", "three"])).length(8);
    let call = client.post("/a").content("text/csv", body).send_empty();
    assert_eq!(call.await.unwrap().status(), 204);
    let (head, body) = sent(client, received).await;
    assert!(head.contains("content-length: 8"), "{head}");
    assert_eq!(body, "onethree");
}

#[tokio::test]
async fn a_body_knows_its_length_itself() {
    let (client, received) = server("whole", OK).await;
    let body = RawBody::from_body(Body::from("whole"));
    let call = client.post("/a").content("text/csv", body).send_empty();
    assert_eq!(call.await.unwrap().status(), 204);
    let (head, _) = sent(client, received).await;
    assert!(head.contains("content-length: 5"), "{head}");
}

#[tokio::test]
async fn parts_are_streams_among_others() {
    for length in [None, Some(8)] {
        let (client, received) = server("--\r\n", OK).await;
        let stream = Part::from_stream(Pieces::new(["one", "three"])).file_name("a.txt");
        let stream = match length {
            Some(length) => stream.length(length),
            None => stream,
        };
        let form = Multipart::new().file("file", &stream).value("title", "A");
        let call = client.post("/a").multipart(form).send_empty();
        assert_eq!(call.await.unwrap().status(), 204);
        let (head, body) = sent(client, received).await;
        let boundary = head.split_once("boundary=").unwrap().1;
        let boundary = boundary.lines().next().unwrap();
        let body = body.replace(boundary, "B");
        let file = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        let title =
            "\r\n--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA\r\n--B--\r\n";
        if length.is_some() {
            let length = body.len() + 3 * (boundary.len() - 1);
            let length = format!("content-length: {length}");
            assert!(head.lines().any(|line| line == length), "{head}");
            assert_eq!(body, format!("{file}onethree{title}"));
        } else {
            assert!(head.contains("transfer-encoding: chunked"), "{head}");
            assert!(body.ends_with("\r\n0\r\n\r\n"), "{body}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_fails_breaks_the_request_off() {
    for (pieces, length, message) in [
        (["one", "!"], None, "the disk is gone"),
        (["one", "!"], Some(8), "the disk is gone"),
        (
            ["one", "two"],
            Some(8),
            "it ended 2 bytes before its length",
        ),
        (["one", "three"], Some(6), "it is longer than its length"),
    ] {
        let (client, received) = server("never", OK).await;
        let body = RawBody::from_stream(Pieces::new(pieces));
        let body = match length {
            Some(length) => body.length(length),
            None => body,
        };
        let call = client.put("/a").content("text/csv", body).send_empty();
        let error = call.await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("PUT /a: the stream of the request's body failed: {message}")
        );
        assert!(matches!(&error, Error::Transport(error) if error.is_upload()));
        assert!(error.maybe_processed());
        assert_eq!(error.attempts(), 1);
        let (_, body) = sent(client, received).await;
        assert!(!body.ends_with("0\r\n\r\n"), "{body}");
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let (client, received) = server("0\r\n\r\n", BUSY).await;
    let body = RawBody::from_stream(Pieces::new(["one"]));
    let again = body.clone();
    let call = client.put("/a").content("text/csv", body).send_empty();
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.attempts(), 1);
    let call = client.put("/a").content("text/csv", again).send_empty();
    let error = call.await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("each call needs a stream of its own"),
        "{error}"
    );
    assert_eq!(sent(client, received).await.1, "3\r\none\r\n0\r\n\r\n");
}

#[tokio::test]
async fn an_early_error_response_ends_the_stream() {
    const TOO_LARGE: &str = "HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
    let (client, received) = server("one", TOO_LARGE).await;
    let (pieces, alive) = Pieces::watched(["one", "..."]);
    let body = RawBody::from_stream(pieces);
    let call = client.put("/a").content("text/csv", body).send_empty();
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 413);
    assert!(alive.upgrade().is_none());
    assert_eq!(sent(client, received).await.1, "3\r\none\r\n");
}

#[tokio::test]
async fn a_call_that_is_dropped_stops_its_stream() {
    let (client, received) = server("never", OK).await;
    let (pieces, alive) = Pieces::watched(["one", "..."]);
    let body = RawBody::from_stream(pieces);
    let call = client.put("/a").content("text/csv", body).send_empty();
    let dropped = tokio::time::timeout(Duration::from_millis(100), call).await;
    assert!(dropped.is_err());
    assert!(alive.upgrade().is_none());
    // The client is kept: the connection closes by the drop alone.
    let received = tokio::time::timeout(Duration::from_secs(5), received).await;
    assert!(received.unwrap().unwrap().ends_with("3\r\none\r\n"));
    drop(client);
}

/// A transport that knows nothing of streams, and gives back what it is sent.
struct Echo;

impl Transport for Echo {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async { Ok(http::Response::new(Body::from(request.into_body()))) })
    }
}

#[tokio::test]
async fn a_transport_without_streams_is_given_them_whole() {
    let client = client_with(Settings::new().transport(Echo));
    let body = RawBody::from_stream(Pieces::new(["one", "three"]));
    let call = client.post("/a").content("text/csv", body).send_text();
    assert_eq!(call.await.unwrap().value(), "onethree");
    let body = RawBody::from_stream(Pieces::new(["one", "!"]));
    let call = client.post("/a").content("text/csv", body).send_text();
    let error = call.await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_upload()));
}
