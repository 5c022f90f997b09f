//! The same as `pull_once`, as somebody writes it by hand with hyper and rustls: one connection, HTTP/1.1, nothing tolerated.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use http_body_util::Full;
use hyper::Request;
use hyper::Uri;
use hyper::client::conn::http1;
use hyper::header;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const QUEUE: &str = "023e105f4ecef8ad9ca31a8372d0c353";

#[derive(Deserialize)]
struct Envelope {
    success: bool,
    #[expect(dead_code, reason = "only read")]
    errors: Vec<Value>,
    #[expect(dead_code, reason = "only read")]
    messages: Vec<Value>,
    result: Pulled,
}

#[derive(Deserialize)]
struct Pulled {
    #[expect(dead_code, reason = "only read")]
    message_backlog_count: u64,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only read")]
struct Message {
    id: String,
    attempts: u32,
    body: String,
    lease_id: String,
    metadata: BTreeMap<String, Value>,
    timestamp_ms: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server: Uri = env::var("CLOUDFLARE_BASE_URL")?.parse()?;
        let token = env::var("CLOUDFLARE_API_TOKEN")?;
        let (host, port) = (
            server.host().ok_or("no host")?,
            server.port_u16().unwrap_or(443),
        );
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect((host, port)).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from(host.to_owned())?;
        let stream = TlsConnector::from(Arc::new(tls))
            .connect(name, stream)
            .await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let request = Request::post(format!("/accounts/{ACCOUNT}/queues/{QUEUE}/messages/pull"))
            .header(header::HOST, format!("{host}:{port}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::USER_AGENT, "by-hand/1.0")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from_static(b"{}")))?;
        let response = sender.send_request(request).await?;
        if !response.status().is_success() {
            return Err(response.status().to_string().into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        let envelope: Envelope = serde_json::from_slice(&body)?;
        if !envelope.success {
            return Err("an error".into());
        }
        println!("{} messages", envelope.result.messages.len());
        Ok(())
    })
}
