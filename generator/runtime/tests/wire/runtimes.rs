//! Calls outside of a runtime, on one that ends, and calls that are dropped.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;
use std::time::Duration;

use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Settings;
use tokio::runtime::Builder;
use tokio::runtime::Handle;
use tokio::runtime::Runtime;

use crate::server::Reply;
use crate::server::Server;
use crate::server::client_with;
use crate::server::response;
use crate::tls::Authority;
use crate::tls::Http2;
use crate::tls::Load;
use crate::tls::TlsServer;

/// Nothing here takes that long, unless it hangs.
const LONG: Duration = Duration::from_secs(20);

#[test]
fn a_call_outside_of_a_runtime_is_an_error_that_says_so() {
    let client = client_with(Settings::new());
    let call = pin!(client.post("/push").json(5).send_empty());
    let Poll::Ready(Err(error)) = call.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits, or has succeeded");
    };
    assert!(matches!(error, Error::Configuration(_)) && !error.maybe_processed());
    assert_eq!(
        error.to_string(),
        "a call is awaited outside of a tokio runtime, where it has neither a clock nor sockets: await it within one, or \
         end it in `.wait()` (feature `blocking`)"
    );
}

/// Polls `call` up to `polls` times, and drops it; gives whether it had ended.
async fn poll_times<T>(call: impl Future<Output = T>, polls: usize) -> bool {
    let mut call = pin!(call);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match call.as_mut().poll(context) {
            Poll::Pending if left > 0 => Poll::Pending,
            outcome => Poll::Ready(outcome.is_ready()),
        }
    })
    .await
}

#[tokio::test]
async fn a_call_can_be_dropped_wherever_it_waits() {
    let authority = Authority::new("known");
    let http2 = Http2 {
        streams: 10,
        load: Arc::default(),
    };
    let secure = TlsServer::http2(authority.vouch_for("127.0.0.1"), http2).await;
    let plain = Server::with(vec![Reply::Bytes(response("200 OK", "", "")); 1_000]).await;
    for settings in [secure.settings(&authority), plain.settings()] {
        let settings = settings.attempts(1).timeout(LONG);
        let body = "x".repeat(100_000);
        let pooled = client_with(settings.clone());
        let mut dropped = 0;
        for round in 0..50 {
            // One that connects first, and one that need not; few of them wait ten times.
            for client in [&client_with(settings.clone()), &pooled] {
                let call = client.post("/200").json(&body).send_bytes();
                dropped += usize::from(!poll_times(call, round % 10).await);
            }
        }
        assert!((20..100).contains(&dropped), "{dropped}");
        let next = pooled.post("/200").json(&body).send_bytes().await.unwrap();
        assert_eq!(next.status(), 200);
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn a_client_outlives_the_runtime_of_its_connections() {
    let serving = runtime();
    let success = Reply::Bytes(response("200 OK", "", ""));
    let replies = [success.clone(), Reply::Silence, success];
    let server = serving.block_on(Server::with(replies));
    let client = client_with(server.settings().timeout(LONG));

    let calling = runtime();
    let call = |client: HttpClient| async move { client.post("/a").send_empty().await.map(drop) };
    calling.block_on(call(client.clone())).unwrap();
    let under_way = calling.spawn(call(client.clone()));
    while server.requests().len() < 2 {
        std::thread::yield_now();
    }
    drop(calling);
    let ended = serving.block_on(under_way);
    // Whichever of the two ended first, the task of the call or that of its connection.
    match ended {
        Err(ended) => assert!(ended.is_cancelled(), "{ended}"),
        Ok(outcome) => assert!(matches!(outcome, Err(Error::Transport(_)))),
    }

    let calling = runtime();
    calling.block_on(call(client)).unwrap();
    assert_eq!((server.requests().len(), server.connections()), (3, 2));
}

#[tokio::test]
async fn clones_leave_nothing_behind() {
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let server = Server::with(vec![Reply::Bytes(response("200 OK", "", "")); 1_000]).await;
    let before = tasks();
    let client = server.client();
    let clones: Vec<_> = (0..1_000).map(|_| client.clone()).collect();
    drop(client);
    for clone in &clones {
        let _ = clone.get("/a").send_empty().await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    assert!(tasks() > before);
    drop(clones);
    let ended = tokio::time::timeout(LONG, async {
        while tasks() > before {
            tokio::task::yield_now().await;
        }
    });
    ended.await.unwrap();
}

#[tokio::test]
async fn more_calls_than_streams_take_turns() {
    let authority = Authority::new("known");
    let load = Arc::<Load>::default();
    let http2 = Http2 {
        streams: 10,
        load: Arc::clone(&load),
    };
    let server = TlsServer::http2(authority.vouch_for("127.0.0.1"), http2).await;
    let client = client_with(
        server
            .settings(&authority)
            .attempt_timeout(LONG)
            .timeout(LONG),
    );
    let calls: Vec<_> = (0..1_000_u32)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let request = client.post("/200").json(number);
                request
                    .send_json::<u32>()
                    .await
                    .map(|response| (number, response.into_value()))
            })
        })
        .collect();
    for call in calls {
        let (sent, received) = call.await.unwrap().unwrap();
        assert_eq!(sent, received);
    }
    let (highest, total) = load.seen();
    assert_eq!(total, 1_000);
    assert!((2..=10).contains(&highest), "{highest}");
    assert_eq!(server.connections(), 1, "they share the first one");
}
