//! A server that gives the same response to each request, and keeps the requests.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::thread;

/// A server on a port of its own.
pub struct Server {
    url: String,
    requests: Receiver<Request>,
}

/// What came.
#[derive(Debug)]
pub struct Request {
    pub method: String,
    /// The path and the query, as they were sent.
    pub target: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Server {
    /// Responds with this status and body, `Content-Type` left out where it is empty.
    pub fn responding(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::channel();
        let content_type = match content_type {
            "" => String::new(),
            content_type => format!("content-type: {content_type}\r\n"),
        };
        let body = body.as_ref().to_vec();
        let length = match status {
            204 | 205 | 304 => String::new(),
            _ => format!("content-length: {}\r\n", body.len()),
        };
        let head = format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n{content_type}{length}\r\n");
        thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let Some(request) = Request::read(&connection) else { continue };
                let is_head = request.method == "HEAD";
                if sender.send(request).is_err() {
                    return;
                }
                connection.write_all(head.as_bytes()).unwrap();
                if !is_head {
                    connection.write_all(&body).unwrap();
                }
            }
        });
        Self { url, requests }
    }

    /// Responds with JSON and 200.
    pub fn json(body: &str) -> Self {
        Self::responding(200, "application/json", body)
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The next request, which has come already.
    pub fn request(&self) -> Request {
        self.requests.try_recv().expect("no request came")
    }

    /// Whether a request came that `request` has not given.
    pub fn was_called(&self) -> bool {
        self.requests.try_recv().is_ok()
    }
}

impl Request {
    fn read(connection: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(connection);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split(' ').map(str::to_owned);
        let (method, target) = (words.next()?, words.next()?);
        let mut request = Self { method, target, headers: Vec::new(), body: Vec::new() };
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        request.body = request.read_body(&mut reader)?;
        Some(request)
    }

    fn read_body(&self, reader: &mut impl BufRead) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        if self.header("transfer-encoding") == Some("chunked") {
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).ok()?;
                let length = u64::from_str_radix(line.trim(), 16).ok()?;
                reader.take(length).read_to_end(&mut body).ok()?;
                reader.read_line(&mut String::new()).ok()?;
                if length == 0 {
                    return Some(body);
                }
            }
        }
        let length = self.header("content-length").map_or(Some(0), |length| length.parse().ok())?;
        reader.take(length).read_to_end(&mut body).ok()?;
        Some(body)
    }

    /// The first header of this name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// Every header of this name, in lower case.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.headers.iter().filter(move |(header, _)| header == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A part of a body, as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct ReceivedPart {
    /// The lines of its head.
    pub head: Vec<String>,
    pub content: Vec<u8>,
}

impl ReceivedPart {
    /// A part with these lines in its head.
    pub fn new<const LINES: usize>(head: [&str; LINES], content: impl AsRef<[u8]>) -> Self {
        Self { head: head.map(str::to_owned).into(), content: content.as_ref().to_vec() }
    }
}

impl Request {
    /// The parts of the body, between the boundaries that its media type names.
    pub fn parts(&self) -> Vec<ReceivedPart> {
        let media_type = self.header("content-type").unwrap();
        let boundary = media_type.split("; ").find_map(|one| one.strip_prefix("boundary=")).unwrap();
        let delimiter = format!("\r\n--{boundary}");
        let mut rest = self.body.strip_prefix(&delimiter.as_bytes()[2..]).unwrap();
        let mut parts = Vec::new();
        while rest != b"--\r\n" {
            let end = position(rest, delimiter.as_bytes());
            let part = rest[..end].strip_prefix(b"\r\n").unwrap();
            let blank = position(part, b"\r\n\r\n");
            let head = std::str::from_utf8(&part[..blank]).unwrap();
            let head = head.split("\r\n").map(str::to_owned).collect();
            parts.push(ReceivedPart { head, content: part[blank + 4..].to_vec() });
            rest = &rest[end + delimiter.len()..];
        }
        parts
    }
}

fn position(text: &[u8], of: &[u8]) -> usize {
    text.windows(of.len()).position(|window| window == of).unwrap()
}
