//! What is traced, by the client and by all that it stands on: how calls go, and nothing that is secret.

use std::fmt::Debug;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::RetryMode;
use client_runtime::lease::Consumer;
use client_runtime::lease::Delivery;
use client_runtime::lease::LeaseId;
use client_runtime::lease::LeaseQueue;
use client_runtime::lease::Pulled;
use client_runtime::lease::Settled;
use client_runtime::lease::Settlement;
use serde_json::Value;
use tracing::Event;
use tracing::Metadata;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing::span::Attributes;
use tracing::span::Id;
use tracing::span::Record;
use tracing::subscriber::DefaultGuard;

use crate::server::Absent;
use crate::server::ENVELOPE;
use crate::server::Reply;
use crate::server::Server;
use crate::server::TOKEN;
use crate::server::client_with;
use crate::server::response;
use crate::tls::Authority;
use crate::tls::Http2;
use crate::tls::Load;
use crate::tls::TlsServer;

/// Keeps all that is traced, at any level, as lines of text.
#[derive(Clone, Default)]
struct Collector {
    lines: Arc<Mutex<Vec<String>>>,
    spans: Arc<AtomicU64>,
}

impl Collector {
    /// Collects what this thread traces, until the guard is dropped.
    fn start() -> (Self, DefaultGuard) {
        let collector = Self::default();
        let guard = tracing::subscriber::set_default(collector.clone());
        (collector, guard)
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// The lines of the client itself; how long something has taken is left out.
    fn own_lines(&self) -> Vec<String> {
        let lines = self.lines();
        let own = lines
            .iter()
            .filter_map(|line| line.strip_prefix("client_runtime")?.split_once(' '));
        own.map(|(_, line)| line.split("_ms=").next().unwrap().to_owned())
            .collect()
    }

    fn write(&self, text: String) {
        self.lines.lock().unwrap().push(text);
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let id = self.spans.fetch_add(1, Ordering::SeqCst) + 1;
        let metadata = attributes.metadata();
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = attributes.parent().map_or(0, Id::into_u64);
        self.write(format!(
            "{} {} {} {id} in {parent}:{}",
            metadata.target(),
            metadata.level(),
            metadata.name(),
            fields.0
        ));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        if !fields.0.is_empty() {
            self.write(format!("client_runtime {}:{}", span.into_u64(), fields.0));
        }
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.write(format!(
            "{} {}:{}",
            metadata.target(),
            metadata.level(),
            fields.0
        ));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

/// Sends secrets to `/status`: in the token, in a body, and in the response, which is the body.
async fn send(client: &HttpClient, status: u16) -> Result<(), Error> {
    let path = format!("/{status}");
    let body = serde_json::json!({ "success": true, "lease_id": "canary-lease" });
    let request = client.post(&path).json(&body);
    let sent = request.send_enveloped::<Value>(&ENVELOPE).await;
    sent.map(drop)
}

fn assert_clean(lines: &[String]) {
    for line in lines {
        assert!(!line.contains("canary"), "{line}");
    }
    // The last of the token, as it could stand apart from the rest of it.
    let end = &TOKEN[TOKEN.len() - 10..];
    assert!(!lines.iter().any(|line| line.contains(end)));
}

#[tokio::test]
async fn a_call_and_its_attempts_are_spans() {
    let error = response("429 Too Many Requests", "", r#"{"canary":1}"#);
    let success = response("200 OK", "", r#"{"success":true}"#);
    let server = Server::with([Reply::Bytes(error), Reply::Bytes(success)]).await;
    let client = server.client();
    let (collector, _guard) = Collector::start();
    let request = client.post("/queues/{id}").path("id", "canary-id");
    let _ = request.send_enveloped::<Value>(&ENVELOPE).await.unwrap();
    assert_eq!(
        collector.own_lines(),
        [
            "INFO call 1 in 0: operation=POST /queues/{id}",
            "DEBUG attempt 2 in 1: attempt=1",
            "2: status=429",
            r#"2: error="api""#,
            "2: duration",
            "DEBUG: message=waits before the next attempt wait",
            "DEBUG attempt 3 in 1: attempt=2",
            "3: status=200",
            "3: duration",
            "1: attempts=2",
            "1: status=200",
            "1: duration",
        ]
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_is_told_apart() {
    let server = Server::with([]).await;
    let client = server.client();
    let (collector, _guard) = Collector::start();
    let call = client.get("/a").send_empty();
    let ended = tokio::time::timeout(Duration::from_millis(50), call).await;
    assert!(ended.is_err());
    let lines = collector.own_lines();
    assert_eq!(
        lines[2..],
        ["1: attempts=1", r#"1: error="dropped""#, "1: duration"]
    );
}

#[tokio::test]
async fn no_secret_is_traced_by_anything() {
    let authority = Authority::new("known");
    let load = Arc::<Load>::default();
    let http2 = Http2 {
        streams: 10,
        load: Arc::clone(&load),
    };
    let secure = TlsServer::http2(authority.vouch_for("127.0.0.1"), http2).await;
    let echo = response(
        "200 OK",
        "x-echo: canary",
        r#"{"success":false,"canary":1}"#,
    );
    let plain = Server::with([
        Reply::Bytes(echo.clone()),
        Reply::Bytes(b"HTTP/1.1 canary\r\n\r\n".to_vec()),
        Reply::Last(echo[..20].to_vec()),
        Reply::Silence,
    ])
    .await;
    let absent = Absent::new();
    let (collector, _guard) = Collector::start();

    let settings = secure
        .settings(&authority)
        .attempts(3)
        .retry_mode(RetryMode::AtLeastOnce);
    let client = client_with(settings.backoff(Duration::ZERO, Duration::ZERO));
    send(&client, 200).await.unwrap();
    for status in [400, 429, 503] {
        send(&client, status).await.unwrap_err();
    }
    assert_eq!(
        load.seen(),
        (1, 8),
        "two of the error responses were retried twice"
    );
    let short = Duration::from_millis(200);
    let client = client_with(plain.settings().attempt_timeout(short).attempts(1));
    for _ in 0..4 {
        send(&client, 200).await.unwrap_err();
    }
    let client = client_with(plain.settings().base_url(absent.url()));
    send(&client, 200).await.unwrap_err();

    let lines = collector.lines();
    for origin in ["client_runtime", "h2"] {
        assert!(
            lines.iter().any(|line| line.starts_with(origin)),
            "{origin}"
        );
    }
    assert_clean(&lines);
}

/// A queue of two messages.
struct Two;

impl LeaseQueue for Two {
    type Message = &'static str;

    const MOST: u32 = 2;

    const LEASE: &'static str = "lease";

    async fn pull(&self, _: u32, _: Duration) -> Result<Pulled<&'static str>, Error> {
        let delivery = |message: &'static str| Delivery {
            lease: LeaseId::from(message),
            attempts: Some(3),
            message,
        };
        Ok(Pulled {
            deliveries: vec![delivery("canary-a"), delivery("canary-b")],
            unreadable: Vec::new(),
        })
    }

    async fn settle(&self, _: Settlement) -> Result<Settled, Error> {
        Ok(Settled::default())
    }
}

#[tokio::test]
async fn each_pull_and_each_message_of_a_consumer_has_a_span() {
    let (collector, _guard) = Collector::start();
    let handle = |_| async { tracing::info!("handled") };
    let running = Consumer::new(Two).messages(handle).run_until_empty(2);
    running.await.unwrap();
    let mut lines = collector.own_lines();
    lines.sort_unstable();
    let expected = [
        "1: count=2",
        "INFO message 2 in 0: attempts=3",
        "INFO message 3 in 0: attempts=3",
        "INFO pull 1 in 0: requested=2",
    ];
    assert_eq!(lines, expected);
    assert!(!collector.lines().join("").contains("canary"));
}
