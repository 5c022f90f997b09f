//! The same calls as somebody writes them by hand who needs no more: no retries, no limits, nothing that is tolerated.

use std::collections::BTreeMap;

use bytes::Bytes;
use cloudflare_queues::types::LeaseId;
use http_body_util::BodyExt as _;
use http_body_util::Full;
use hyper::Request;
use hyper::client::conn::http1;
use hyper::client::conn::http1::SendRequest;
use hyper::header;
use hyper::header::HeaderValue;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::Caller;
use crate::Outcome;
use crate::operation::Input;

pub(crate) const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
pub(crate) const QUEUE: &str = "f4ecef8ad9ca31a8372d0c353023e105";
pub(crate) const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

pub(crate) struct ByHand {
    connection: SendRequest<Full<Bytes>>,
    host: HeaderValue,
    authorization: HeaderValue,
}

#[derive(Serialize)]
struct Message<'a> {
    content_type: &'static str,
    body: &'a str,
}

#[derive(Serialize)]
struct Batch<'a> {
    messages: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct Pull {
    batch_size: u32,
}

#[derive(Serialize)]
struct Settlement<'a> {
    acks: Vec<Acknowledgement<'a>>,
}

#[derive(Serialize)]
struct Acknowledgement<'a> {
    lease_id: &'a str,
}

#[derive(Deserialize)]
struct Envelope<T> {
    success: bool,
    #[expect(dead_code, reason = "only read")]
    errors: Vec<Value>,
    #[expect(dead_code, reason = "only read")]
    messages: Vec<Value>,
    result: T,
}

#[derive(Deserialize)]
struct Pushed {
    #[expect(dead_code, reason = "only read")]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    #[expect(dead_code, reason = "only read")]
    metrics: Metrics,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Metrics {
    backlog_bytes: u64,
    backlog_count: u64,
    oldest_message_timestamp_ms: u64,
}

#[derive(Deserialize)]
struct Pulled {
    #[expect(dead_code, reason = "only read")]
    message_backlog_count: u64,
    messages: Vec<PulledMessage>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only read")]
pub(crate) struct PulledMessage {
    id: String,
    attempts: u32,
    body: String,
    pub(crate) lease_id: String,
    metadata: BTreeMap<String, Value>,
    timestamp_ms: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only read")]
struct Settled {
    ack_count: u32,
    retry_count: u32,
    warnings: Vec<String>,
}

impl ByHand {
    pub(crate) async fn pull(&mut self, batch_size: u32) -> Outcome<Vec<PulledMessage>> {
        let pulled: Pulled = self.send("/pull", &Pull { batch_size }).await?;
        Ok(pulled.messages)
    }

    pub(crate) async fn acknowledge(&mut self, leases: impl Iterator<Item = &str>) -> Outcome<()> {
        let acks = leases
            .map(|lease_id| Acknowledgement { lease_id })
            .collect();
        self.send::<Settled>("/ack", &Settlement { acks }).await?;
        Ok(())
    }

    async fn send<T: DeserializeOwned>(&mut self, path: &str, body: &impl Serialize) -> Outcome<T> {
        let path = format!("/accounts/{ACCOUNT}/queues/{QUEUE}/messages{path}");
        let request = Request::post(path)
            .header(header::HOST, self.host.clone())
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::USER_AGENT, "by-hand/1.0")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(serde_json::to_vec(body)?))?;
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        if !response.status().is_success() {
            return Err(response.status().to_string().into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        let envelope: Envelope<T> = serde_json::from_slice(&body)?;
        if envelope.success {
            Ok(envelope.result)
        } else {
            Err("an error".into())
        }
    }
}

impl Caller for ByHand {
    async fn new(server: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        let mut authorization = HeaderValue::try_from(format!("Bearer {TOKEN}"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            connection,
            host: HeaderValue::try_from(server)?,
            authorization,
        })
    }

    async fn call(&mut self, input: Input) -> Outcome<()> {
        match input {
            Input::Push(text) => {
                self.send::<Pushed>("", &message(&text)).await?;
            }
            Input::BulkPush(texts) => {
                let messages = texts.iter().map(|text| message(text)).collect();
                self.send::<Pushed>("/batch", &Batch { messages }).await?;
            }
            Input::Pull(batch_size) => {
                if self.pull(batch_size).await?.len() != 100 {
                    return Err("messages are missing".into());
                }
            }
            Input::Acknowledge(leases) => {
                self.acknowledge(leases.iter().map(LeaseId::as_str)).await?;
            }
        }
        Ok(())
    }
}

fn message(body: &str) -> Message<'_> {
    Message {
        content_type: "text",
        body,
    }
}
