//! A connection over which requests are sent, in the protocol that the server chose.

use http::HeaderValue;
use http::Request;
use http::Response;
use http::Uri;
use http::header;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1;
use hyper::client::conn::http2;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;

use crate::Body;

/// A stream of bytes to the server: TCP, or TLS, or TLS in a tunnel. One type, so that HTTP over it is compiled once.
pub(super) type Stream = Box<dyn ReadWrite>;

pub(super) trait ReadWrite: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ReadWrite for T {}

/// The end of a connection that requests are given to. The other end is a task that ends with it.
pub(super) enum Connection {
    /// Takes one request after another.
    Http1(http1::SendRequest<Body>),
    /// Takes requests side by side, from all clones.
    Http2(http2::SendRequest<Body>),
}

/// How many requests go over HTTP/2 before the server has said how many it takes at a time: it gives back the others.
const UNTIL_SETTINGS: usize = 1;

impl Connection {
    /// Begins HTTP/1.1 on `stream`, or HTTP/2.
    pub(super) async fn begin(stream: Stream, is_http2: bool) -> hyper::Result<Self> {
        let stream = TokioIo::new(stream);
        if is_http2 {
            let (mut sender, connection) = http2::Builder::new(TokioExecutor::new())
                .initial_max_send_streams(UNTIL_SETTINGS)
                .handshake(stream)
                .await?;
            tokio::spawn(connection);
            sender.ready().await?;
            Ok(Self::Http2(sender))
        } else {
            let (mut sender, connection) = http1::handshake(stream).await?;
            tokio::spawn(connection);
            sender.ready().await?;
            Ok(Self::Http1(sender))
        }
    }

    /// Sends `request` to `uri`, at the host that HTTP/1.1 has a header for.
    pub(super) async fn send(
        &mut self,
        mut request: Request<Body>,
        uri: &Uri,
        host: Option<&HeaderValue>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Body>>> {
        match self {
            Self::Http1(sender) => {
                if let Some(host) = host {
                    let headers = request.headers_mut();
                    headers.entry(header::HOST).or_insert_with(|| host.clone());
                }
                *request.uri_mut() = uri
                    .path_and_query()
                    .cloned()
                    .map(Uri::from)
                    .unwrap_or_default();
                sender.try_send_request(request).await
            }
            Self::Http2(sender) => {
                *request.uri_mut() = uri.clone();
                sender.try_send_request(request).await
            }
        }
    }

    /// Another end of the same connection, if it has several.
    pub(super) fn shared(&self) -> Option<Self> {
        match self {
            Self::Http1(_) => None,
            Self::Http2(sender) => Some(Self::Http2(sender.clone())),
        }
    }

    /// Whether the next request can be sent at once.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            Self::Http2(sender) => sender.is_ready(),
        }
    }

    /// Waits until the next request can be sent, and says whether one can ever be.
    pub(super) async fn becomes_ready(&mut self) -> bool {
        match self {
            Self::Http1(sender) => sender.ready().await.is_ok(),
            Self::Http2(sender) => sender.ready().await.is_ok(),
        }
    }
}
