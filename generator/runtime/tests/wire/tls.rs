//! Certificates, and a server that shows them.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use client_runtime::Body;
use client_runtime::Settings;
use client_runtime::http;
use http_body::Body as _;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::CertifiedIssuer;
use rcgen::DnType;
use rcgen::IsCa;
use rcgen::KeyPair;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use crate::server::read_request;
use crate::server::response;

/// One that vouches for servers.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut parameters = parameters("authority");
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(parameters, key).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// TLS for a server at `host`.
    pub(crate) fn vouch_for(&self, host: &str) -> ServerConfig {
        self.sign(&parameters(host))
    }

    /// TLS for a server with another certificate than it should have.
    pub(crate) fn sign(&self, parameters: &CertificateParams) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.signed_by(&key, &self.0).unwrap();
        config(certificate.der().clone(), &key)
    }
}

/// What a certificate for `host` says.
pub(crate) fn parameters(host: &str) -> CertificateParams {
    CertificateParams::new([host.to_owned()]).unwrap()
}

/// TLS for a server that vouches for itself.
pub(crate) fn self_signed(host: &str) -> ServerConfig {
    let key = KeyPair::generate().unwrap();
    let certificate = parameters(host).self_signed(&key).unwrap();
    config(certificate.der().clone(), &key)
}

fn config(certificate: CertificateDer<'static>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

/// Speaks HTTP/2, of which a client may have `streams` at a time, and responds to each request with its own body; the status is
/// the one that the path names.
pub(crate) struct Http2 {
    pub(crate) streams: u32,
    pub(crate) load: Arc<Load>,
}

/// How many requests there are at a time.
#[derive(Debug, Default)]
pub(crate) struct Load {
    present: AtomicUsize,
    highest: AtomicUsize,
    total: AtomicUsize,
}

impl Load {
    /// The most requests at a time, and all in all.
    pub(crate) fn seen(&self) -> (usize, usize) {
        (
            self.highest.load(Ordering::SeqCst),
            self.total.load(Ordering::SeqCst),
        )
    }
}

/// A server over TLS.
pub(crate) struct TlsServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl TlsServer {
    /// Responds to each request over HTTP/1.1 with an empty body.
    pub(crate) async fn new(config: ServerConfig) -> Self {
        Self::start(config, None).await
    }

    /// Responds over HTTP/2.
    pub(crate) async fn http2(mut config: ServerConfig, http2: Http2) -> Self {
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self::start(config, Some(Arc::new(http2))).await
    }

    async fn start(config: ServerConfig, http2: Option<Arc<Http2>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (shared, accepted) = (Arc::clone(&requests), Arc::clone(&connections));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, requests) = (acceptor.clone(), Arc::clone(&shared));
                let http2 = http2.clone();
                tokio::spawn(async move {
                    match (acceptor.accept(stream).await, http2) {
                        (Err(_), _) => {}
                        (Ok(stream), None) => serve(stream, requests).await,
                        (Ok(stream), Some(http2)) => serve_http2(stream, http2).await,
                    }
                });
            }
        });
        Self {
            address,
            requests,
            connections,
            accepting,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// How many connections were made to it.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Settings for a client that trusts `authority` too.
    pub(crate) fn settings(&self, authority: &Authority) -> Settings {
        Settings::new()
            .base_url(format!("https://{}", self.address))
            .root_certificates(authority.pem())
            .without_proxy()
            .attempts(1)
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(mut stream: TlsStream<TcpStream>, requests: Arc<Mutex<Vec<String>>>) {
    while let Some(request) = read_request(&mut stream).await {
        requests.lock().unwrap().push(request);
        stream.write_all(&response("200 OK", "", "")).await.unwrap();
    }
}

async fn serve_http2(stream: TlsStream<TcpStream>, http2: Arc<Http2>) {
    let streams = http2.streams;
    let service = service_fn(move |request| respond(request, Arc::clone(&http2)));
    // It ends in an error when the client hangs up.
    let _ = http2::Builder::new(TokioExecutor::new())
        .max_concurrent_streams(streams)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(
    request: http::Request<Incoming>,
    http2: Arc<Http2>,
) -> Result<http::Response<Body>, Infallible> {
    let load = &http2.load;
    load.total.fetch_add(1, Ordering::SeqCst);
    let present = load.present.fetch_add(1, Ordering::SeqCst) + 1;
    load.highest.fetch_max(present, Ordering::SeqCst);
    let (head, mut incoming) = request.into_parts();
    let mut body = Vec::new();
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut incoming).poll_frame(context)).await
    {
        body.extend_from_slice(frame.data_ref().unwrap());
        tokio::task::yield_now().await;
    }
    load.present.fetch_sub(1, Ordering::SeqCst);
    let mut response = http::Response::new(Body::from(body));
    *response.status_mut() = head.uri.path()[1..].parse().unwrap();
    Ok(response)
}
