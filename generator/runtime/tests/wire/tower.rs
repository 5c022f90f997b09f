//! A service of tower in the place of the transport.

use std::collections::VecDeque;
use std::future::Ready;
use std::future::ready;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::task::Context;
use std::task::Poll;

use client_runtime::Bytes;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Settings;
use client_runtime::TowerTransport;
use client_runtime::TransportError;
use client_runtime::http;
use http_body::Frame;
use tower_service::Service;

use crate::server::TOKEN;
use crate::server::client_with;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A body in two pieces, or one that breaks after the first.
struct Pieces(VecDeque<Option<&'static str>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(self.0.pop_front().map(|piece| match piece {
            Some(piece) => Ok(Frame::data(Bytes::from(piece))),
            None => Err(io::Error::other("the line is dead")),
        }))
    }
}

/// What the service does; it takes two looks until it is ready.
#[derive(Clone, Copy)]
enum Behaviour {
    Responses,
    Breaks,
    IsNeverReady,
    Fails,
    KnowsBetter,
}

#[derive(Clone)]
struct Stack {
    behaviour: Behaviour,
    looks: usize,
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Service<http::Request<Bytes>> for Stack {
    type Response = http::Response<Pieces>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.looks += 1;
        match self.behaviour {
            Behaviour::IsNeverReady => Poll::Ready(Err("closed for today".into())),
            _ if self.looks == 2 => Poll::Ready(Ok(())),
            _ => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn call(&mut self, request: http::Request<Bytes>) -> Self::Future {
        assert_eq!(self.looks, 2, "a clone is called once, when it is ready");
        self.requests.lock().unwrap().push(request);
        let last = match self.behaviour {
            Behaviour::Fails => return ready(Err("out of paper".into())),
            Behaviour::KnowsBetter => {
                return ready(Err(Box::new(TransportError::connect("unplugged"))));
            }
            Behaviour::Breaks => None,
            Behaviour::Responses | Behaviour::IsNeverReady => Some(" 2]"),
        };
        ready(Ok(http::Response::new(Pieces([Some("[1,"), last].into()))))
    }
}

fn client(behaviour: Behaviour) -> (HttpClient, Stack) {
    let stack = Stack {
        behaviour,
        looks: 0,
        requests: Arc::default(),
    };
    let transport = TowerTransport::new(stack.clone());
    let settings = Settings::new().attempts(1).transport(transport);
    (client_with(settings), stack)
}

#[tokio::test]
async fn a_service_gets_each_request_when_it_is_ready() {
    let (client, stack) = client(Behaviour::Responses);
    for _ in 0..2 {
        let response = client.post("/push").json(5).send_json::<Vec<u8>>().await;
        assert_eq!(response.unwrap().into_value(), [1, 2]);
    }
    let requests = stack.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].uri(), "https://example.com/push");
    assert_eq!(
        requests[0].headers()[http::header::AUTHORIZATION],
        format!("Bearer {TOKEN}")
    );
    assert_eq!(requests[0].body(), "5");
}

#[tokio::test]
async fn a_failure_of_a_service_proves_what_its_place_proves() {
    for (behaviour, message, connect, maybe_processed) in [
        (
            Behaviour::IsNeverReady,
            "the server did not take up the request: closed for today",
            false,
            false,
        ),
        (
            Behaviour::Fails,
            "no response from the server: out of paper",
            false,
            true,
        ),
        (
            Behaviour::KnowsBetter,
            "no connection to the server: unplugged",
            true,
            false,
        ),
        (
            Behaviour::Breaks,
            "the server answered 200 OK, and its response broke off: the line is dead",
            false,
            true,
        ),
    ] {
        let (client, _) = client(behaviour);
        let error = client.post("/push").json(5).send_bytes().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)));
        assert_eq!(error.to_string(), format!("POST /push: {message}"));
        assert_eq!(
            (error.is_connect(), error.maybe_processed()),
            (connect, maybe_processed)
        );
    }
}
