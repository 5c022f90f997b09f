//! A server that records what it is sent, byte by byte, and responds with canned bytes.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use client_runtime::Credentials;
use client_runtime::Envelope;
use client_runtime::HttpClient;
use client_runtime::Scheme;
use client_runtime::Settings;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpSocket;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

pub(crate) const ENVELOPE: Envelope = Envelope::new("success", "errors");
pub(crate) const TOKEN: &str = "canary-token-0123456789";
const SECURITY: &[Scheme] = &[Scheme::bearer("api_token")];

/// What the server does once it has read a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Sends these bytes, and waits for the next request.
    Bytes(Vec<u8>),
    /// Sends these bytes, and closes the connection.
    Last(Vec<u8>),
    /// Sends these bytes, then one byte after another, for ever.
    Drip(Vec<u8>),
    /// Sends these bytes, and resets the connection.
    Reset(Vec<u8>),
    /// Sends nothing, and keeps the connection open.
    Silence,
}

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    accepting: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
}

impl Server {
    /// Responds to the requests, in the order they come, with `replies`; those after the last get silence.
    pub(crate) async fn with(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let replies = Arc::new(Mutex::new(replies.into_iter().collect()));
        let shared = Arc::clone(&seen);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, Arc::clone(&shared), Arc::clone(&replies)));
            }
        });
        Self {
            address,
            seen,
            accepting,
        }
    }

    /// Responds to one request with a status and a body.
    pub(crate) async fn responding(status: &str, headers: &str, body: &str) -> Self {
        Self::with([Reply::Bytes(response(status, headers, body))]).await
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings::new()
            .base_url(format!("http://{}/client/v4/", self.address))
            .without_proxy()
            .timeout(Duration::from_secs(5))
            .backoff(Duration::ZERO, Duration::ZERO)
    }

    /// A client of this server, with a token.
    pub(crate) fn client(&self) -> HttpClient {
        client_with(self.settings())
    }
}

/// A server that is not used any more takes no connections.
impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A place where no server is, for as long as it is kept: its port is taken, and nobody listens.
pub(crate) struct Absent(TcpSocket);

impl Absent {
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }
}

/// A client with a token.
pub(crate) fn client_with(settings: Settings) -> HttpClient {
    HttpClient::new("https://example.com", "test/1.0", token(), settings).unwrap()
}

pub(crate) fn token() -> Credentials {
    Credentials::new(SECURITY, [TOKEN.into()])
}

/// A response with a body of known length.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .into_bytes()
}

async fn serve(
    mut stream: TcpStream,
    seen: Arc<Mutex<Seen>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
) {
    while let Some(request) = read_request(&mut stream).await {
        seen.lock().unwrap().requests.push(request);
        let reply = replies
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or(Reply::Silence);
        match reply {
            Reply::Bytes(bytes) => stream.write_all(&bytes).await.unwrap(),
            Reply::Last(bytes) => {
                // A client may have heard enough before the end.
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Reply::Drip(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                while stream.write_all(b" ").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Reply::Reset(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                stream.set_zero_linger().unwrap();
                return;
            }
            Reply::Silence => std::future::pending().await,
        }
    }
}

/// The bytes of one request: its head, and as much as its `content-length` says.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if let Some(length) = length(&bytes).filter(|length| bytes.len() >= *length) {
            assert_eq!(
                bytes.len(),
                length,
                "no request is sent before the response to the one before it"
            );
            return String::from_utf8(bytes).ok();
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// How long a request is, once its head is there.
fn length(bytes: &[u8]) -> Option<usize> {
    let text = str::from_utf8(bytes).ok()?;
    let head = text.find("\r\n\r\n")? + 4;
    let body = text[..head]
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    Some(head + body.map_or(0, |length| length.parse::<usize>().unwrap()))
}
