//! Only a server that an authority vouches for is sent anything.

use std::sync::Arc;
use std::sync::Mutex;

use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Settings;
use rcgen::date_time_ymd;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::server::TOKEN;
use crate::server::client_with;
use crate::server::token;
use crate::tls::Authority;
use crate::tls::TlsServer;
use crate::tls::parameters;
use crate::tls::self_signed;

/// Where the test servers are.
const HERE: &str = "127.0.0.1";

async fn push(settings: Settings) -> Result<(), Error> {
    let client = client_with(settings);
    client.post("/push").json(5).send_empty().await.map(drop)
}

/// Checks that there was no connection, and nothing that could have been processed.
fn assert_unconnected(error: &Error, cause: &str) {
    assert!(error.is_connect(), "{error}");
    assert!(!error.maybe_processed() && !error.is_timeout(), "{error}");
    let shown = error.to_string();
    let start = "POST /push: no connection to the server: ";
    assert!(
        shown.starts_with(start) && shown.contains(cause),
        "{cause}: {shown}"
    );
}

#[tokio::test]
async fn a_private_authority_can_be_trusted() {
    let (authority, another) = (Authority::new("one"), Authority::new("another"));
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let both = another.pem() + &authority.pem();
    let settings = server.settings(&another);
    push(settings.clone().root_certificates(authority.pem()))
        .await
        .unwrap();
    push(settings.root_certificates(both)).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].contains(TOKEN));
    let host = format!("host: {}\r\n", server.address());
    assert!(requests[0].contains(&host), "{}", requests[0]);
}

#[tokio::test]
async fn a_server_with_a_wrong_certificate_is_sent_nothing() {
    let authority = Authority::new("known");
    let mut expired = parameters(HERE);
    expired.not_after = date_time_ymd(2020, 1, 1);
    let mut future = parameters(HERE);
    future.not_before = date_time_ymd(3000, 1, 1);
    for (config, cause) in [
        (authority.sign(&expired), "expired"),
        (authority.sign(&future), "not valid yet"),
        (authority.vouch_for("example.com"), "not valid for name"),
        (authority.vouch_for("127.0.0.2"), "not valid for name"),
        (self_signed(HERE), "UnknownIssuer"),
        (Authority::new("unknown").vouch_for(HERE), "UnknownIssuer"),
        (Authority::new("known").vouch_for(HERE), "BadSignature"),
    ] {
        let server = TlsServer::new(config).await;
        let error = push(server.settings(&authority)).await.unwrap_err();
        assert_unconnected(&error, cause);
        assert_eq!(server.requests().len(), 0);
    }
}

/// What a client sends to a server that sends `response` on each connection and closes it.
async fn sent_to(response: &'static [u8], cause: &str) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings::new()
        .base_url(format!("https://{}", listener.local_addr().unwrap()))
        .root_certificates(Authority::new("known").pem())
        .without_proxy()
        .attempts(1);
    let read = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&read);
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        stream.read_buf(&mut bytes).await.unwrap();
        stream.write_all(response).await.unwrap();
        stream.shutdown().await.unwrap();
        let _ = stream.read_to_end(&mut bytes).await;
        shared.lock().unwrap().extend(bytes);
    });
    assert_unconnected(&push(settings).await.unwrap_err(), cause);
    serving.await.unwrap();
    let read = read.lock().unwrap();
    read.clone()
}

#[tokio::test]
async fn a_server_without_tls_learns_nothing() {
    for (response, cause) in [
        (&b""[..], "eof"),
        (b"\x16\x03\x03", "eof"),
        (
            b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n",
            "InvalidContentType",
        ),
        (b"\x15\x03\x03\x00\x02\x02\x28", "HandshakeFailure"),
    ] {
        let sent = sent_to(response, cause).await;
        // A record of the handshake, and no request in it.
        assert_eq!(sent.first(), Some(&0x16));
        let sent = String::from_utf8_lossy(&sent);
        assert!(!sent.contains("push") && !sent.contains(TOKEN), "{sent}");
    }
}

#[test]
fn a_certificate_that_cannot_be_read_is_rejected_with_the_setting() {
    for base_url in ["https://example.com", "http://127.0.0.1"] {
        let settings = Settings::new()
            .base_url(base_url)
            .root_certificates(Authority::new("known").pem())
            .root_certificates("no certificate");
        let error = HttpClient::new("", "test/1.0", token(), settings).unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
        assert_eq!(
            error.to_string(),
            "`root_certificates` holds no certificate in PEM"
        );
    }
}
