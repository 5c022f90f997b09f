//! How often a request is sent when its stream of HTTP/2 ends without a response, for each operation and mode.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use client_runtime::RetryMode;
use client_runtime::Settings;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::ATTEMPTS;
use super::Operation;
use super::call;
use crate::server::client_with;
use crate::tls::Authority;

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;

const NO_ERROR: u8 = 0;
const INTERNAL_ERROR: u8 = 2;
const REFUSED_STREAM: u8 = 7;
const CANCEL: u8 = 8;
const ENHANCE_YOUR_CALM: u8 = 11;

fn frame(kind: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).unwrap();
    [&[0, 0, length, kind, 0, 0, 0, 0, stream], payload].concat()
}

fn reset(reason: u8) -> Vec<u8> {
    frame(RST_STREAM, 1, &[0, 0, 0, reason])
}

fn go_away(last: u8, reason: u8) -> Vec<u8> {
    frame(GOAWAY, 0, &[0, 0, 0, last, 0, 0, 0, reason])
}

/// The ends of a stream that give the request back (RFC 9113, 8.7).
fn given_back() -> Vec<Vec<u8>> {
    vec![
        reset(REFUSED_STREAM),
        go_away(0, NO_ERROR),
        go_away(0, ENHANCE_YOUR_CALM),
    ]
}

/// The ends of a stream that prove nothing.
fn losses() -> Vec<Vec<u8>> {
    vec![
        Vec::new(),
        reset(NO_ERROR),
        reset(INTERNAL_ERROR),
        reset(CANCEL),
        reset(ENHANCE_YOUR_CALM),
        go_away(1, NO_ERROR),
        go_away(1, INTERNAL_ERROR),
        go_away(3, NO_ERROR),
    ]
}

/// A server of HTTP/2 that reads each request and ends its stream with the same frames.
struct Server {
    settings: Settings,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn ending_with(last: Vec<u8>, authority: &Authority) -> Self {
        let mut config = authority.vouch_for("127.0.0.1");
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let settings = Settings::new()
            .base_url(format!("https://{}", listener.local_addr().unwrap()))
            .root_certificates(authority.pem())
            .without_proxy()
            .backoff(Duration::ZERO, Duration::ZERO);
        let requests = Arc::<AtomicUsize>::default();
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(
                    acceptor.clone(),
                    stream,
                    last.clone(),
                    Arc::clone(&seen),
                ));
            }
        });
        Self { settings, requests }
    }
}

/// Reads up to the request, sends `last`, and closes the connection. `None` when the client hangs up before.
async fn serve(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    last: Vec<u8>,
    requests: Arc<AtomicUsize>,
) -> Option<()> {
    let mut stream = acceptor.accept(stream).await.ok()?;
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).await.ok()?;
    stream.write_all(&frame(SETTINGS, 0, &[])).await.ok()?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = usize::from(head[1]) << 8 | usize::from(head[2]);
        stream.read_exact(&mut vec![0; length]).await.ok()?;
        if head[3] == HEADERS {
            break;
        }
    }
    requests.fetch_add(1, Ordering::SeqCst);
    stream.write_all(&last).await.ok()?;
    stream.shutdown().await.ok()?;
    // Until the client hangs up too, so that what was sent is not lost to a reset.
    while stream.read_u8().await.is_ok() {}
    Some(())
}

async fn check(authority: &Authority, last: Vec<u8>, is_given_back: bool) {
    for operation in Operation::ALL {
        for mode in [RetryMode::Never, RetryMode::Safe, RetryMode::AtLeastOnce] {
            let server = Server::ending_with(last.clone(), authority).await;
            let client = client_with(server.settings.clone().retry_mode(mode));
            let error = call(operation, &client).await;
            let case = format!("{operation:?}, {mode:?}, {last:?}: {error:?}");
            let may_double = operation != Operation::Push || mode == RetryMode::AtLeastOnce;
            let sent = if mode != RetryMode::Never && (is_given_back || may_double) {
                ATTEMPTS
            } else {
                1
            };
            assert_eq!(server.requests.load(Ordering::SeqCst), sent, "{case}");
            assert_eq!(usize::try_from(error.attempts()), Ok(sent), "{case}");
            assert_eq!(error.maybe_processed(), !is_given_back, "{case}");
            assert!(!error.is_connect() && !error.is_timeout(), "{case}");
        }
    }
}

#[tokio::test]
async fn a_request_that_is_given_back_is_sent_again() {
    let authority = Authority::new("known");
    for last in given_back() {
        check(&authority, last, true).await;
    }
}

#[tokio::test]
async fn any_other_end_of_a_stream_is_a_lost_response() {
    let authority = Authority::new("known");
    for last in losses() {
        check(&authority, last, false).await;
    }
}
