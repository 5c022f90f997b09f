//! A server on loopback that records what it is sent, byte by byte, and always gives the same response.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use cloudflare_queues::Settings;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

/// What a server says to every request.
#[derive(Clone)]
pub(crate) struct CannedResponse {
    status: String,
    headers: String,
    body: String,
    cut: bool,
}

impl CannedResponse {
    pub(crate) fn new(status: &str, body: &str) -> Self {
        Self {
            status: status.to_owned(),
            headers: String::new(),
            body: body.to_owned(),
            cut: false,
        }
    }

    pub(crate) fn ok(body: &str) -> Self {
        Self::new("200 OK", body)
    }

    /// An envelope that announces success, with `result` in it.
    pub(crate) fn result(result: &str) -> Self {
        Self::ok(&format!(
            r#"{{"errors":[],"messages":[],"success":true,"result":{result}}}"#
        ))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// Promises one byte more than there is, and hangs up.
    pub(crate) fn cut(mut self) -> Self {
        self.cut = true;
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let Self {
            status,
            headers,
            body,
            cut,
        } = self;
        let length = body.len() + usize::from(*cut);
        format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes()
    }
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    /// All headers, by name.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    fn parse(head: &str) -> Self {
        let mut lines = head.lines();
        let mut words = lines.next().unwrap().split(' ');
        let mut headers: Vec<_> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        headers.sort();
        let request = Self {
            method: words.next().unwrap().to_owned(),
            path: words.next().unwrap().to_owned(),
            headers,
            body: String::new(),
        };
        assert_eq!(words.collect::<Vec<_>>(), ["HTTP/1.1"]);
        request
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(own, _)| own == name)?;
        Some(value)
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(crate) async fn responding(response: CannedResponse) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, response.clone(), Arc::clone(&seen)));
            }
        });
        Self { address, requests }
    }

    /// Every request so far, the repeated ones included.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The request that was sent, which must be the only one.
    pub(crate) fn only_request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What leads a client here, once for each call.
    pub(crate) fn settings(&self) -> Settings {
        Settings::new()
            .attempts(1)
            .base_url(format!("http://{}/client/v4", self.address))
            .timeout(Duration::from_secs(5))
    }
}

/// Responds to request after request, until one side hangs up.
async fn serve(
    mut stream: TcpStream,
    response: CannedResponse,
    requests: Arc<Mutex<Vec<Request>>>,
) {
    while let Some(request) = receive(&mut stream).await {
        requests.lock().unwrap().push(request);
        stream.write_all(&response.bytes()).await.unwrap();
        if response.cut {
            return;
        }
    }
}

/// One request: its head, and as many bytes as its `content-length` says.
async fn receive(stream: &mut TcpStream) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut request = Request::parse(head.trim_end());
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).unwrap();
    Some(request)
}
