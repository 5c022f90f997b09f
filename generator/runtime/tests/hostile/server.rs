//! A hostile server, on a thread of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::CertifiedIssuer;
use rcgen::IsCa;
use rcgen::KeyPair;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWrite;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::frame;
use crate::script::Behaviour;
use crate::script::play;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http1,
    Http2,
}

/// Who vouches for servers, and TLS that speaks HTTP/2.
#[derive(Clone)]
pub(crate) struct Certificates {
    pub(crate) authority: String,
    acceptor: TlsAcceptor,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        let mut parameters = CertificateParams::new(["authority".to_owned()]).unwrap();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = CertifiedIssuer::self_signed(parameters, key).unwrap();
        let key = KeyPair::generate().unwrap();
        let parameters = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let certificate = parameters.signed_by(&key, &authority).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self {
            authority: authority.pem(),
            acceptor: TlsAcceptor::from(Arc::new(config)),
        }
    }
}

/// A server; without a behaviour, one that nobody should call.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<usize>>,
    connections: Arc<Mutex<usize>>,
    _running: oneshot::Sender<()>,
}

impl Server {
    pub(crate) fn start(
        protocol: Protocol,
        certificates: &Certificates,
        behaviour: Arc<Behaviour>,
    ) -> Self {
        let (running, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let requests = Arc::new(Mutex::new(0));
        let connections = Arc::new(Mutex::new(0));
        let serving = Serving {
            protocol,
            acceptor: certificates.acceptor.clone(),
            behaviour,
            requests: Arc::clone(&requests),
            connections: Arc::clone(&connections),
        };
        thread::spawn(move || {
            runtime().block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = serving.accept(listener) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            address: told.recv().unwrap(),
            requests,
            connections,
            _running: running,
        }
    }

    /// How many requests came whole.
    pub(crate) fn requests(&self) -> usize {
        *self.requests.lock().unwrap()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

/// A runtime of a thread's own.
pub(crate) fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

#[derive(Clone)]
struct Serving {
    protocol: Protocol,
    acceptor: TlsAcceptor,
    behaviour: Arc<Behaviour>,
    requests: Arc<Mutex<usize>>,
    connections: Arc<Mutex<usize>>,
}

impl Serving {
    async fn accept(self, listener: TcpListener) {
        let mut serving = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            *self.connections.lock().unwrap() += 1;
            let this = self.clone();
            serving.spawn(async move {
                match this.protocol {
                    Protocol::Http1 => this.serve(stream).await,
                    Protocol::Http2 => {
                        if let Ok(stream) = this.acceptor.accept(stream).await {
                            this.serve(stream).await;
                        }
                    }
                }
            });
        }
    }

    async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        if !play(self.behaviour.greeting.clone(), &mut stream).await {
            return;
        }
        let mut received = Vec::new();
        while let Some(stream_id) = self.request(&mut stream, &mut received).await {
            *self.requests.lock().unwrap() += 1;
            let response = (self.behaviour.response)(stream_id);
            if !play(response, &mut stream).await {
                return;
            }
        }
    }

    /// Reads a request to its end, and gives the number of its stream; `None` when the client has gone.
    async fn request(
        &self,
        stream: &mut (impl AsyncRead + Unpin),
        received: &mut Vec<u8>,
    ) -> Option<u32> {
        loop {
            let request = match self.protocol {
                Protocol::Http1 => whole(received),
                Protocol::Http2 => frame::request(received),
            };
            if request.is_some() {
                return request;
            }
            if stream.read_buf(received).await.ok()? == 0 {
                return None;
            }
        }
    }
}

/// Takes a request of HTTP/1.1 out of what came, once it is whole.
fn whole(received: &mut Vec<u8>) -> Option<u32> {
    let text = str::from_utf8(received).ok()?;
    let head = text.find("\r\n\r\n")? + 4;
    let mut lines = text[..head].lines();
    let body = lines.find_map(|line| line.strip_prefix("content-length: "));
    let end = head + body.map_or(0, |length| length.parse::<usize>().unwrap());
    if received.len() < end {
        return None;
    }
    received.drain(..end);
    Some(0)
}
