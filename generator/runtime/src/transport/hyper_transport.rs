//! The default transport: hyper's connections over rustls, which are used again.

mod classify;
mod connection;
mod dial;
mod incoming;
mod pool;
#[cfg(feature = "proxy")]
mod proxy;
#[cfg(not(feature = "proxy"))]
#[path = "hyper_transport/no_proxy.rs"]
mod proxy;
mod roots;
mod tls;

use std::error::Error as StdError;
use std::future::Future;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::Response;
use http::Uri;
use http::uri::Scheme;

use crate::Body;
use crate::Error;
use crate::RetryClass;
use crate::Settings;
use crate::Transport;
use crate::TransportError;
use crate::TransportFuture;
use crate::transport::connecting;
use classify::classify;
use connection::Connection;
use dial::Dialer;
pub(crate) use incoming::IncomingBody;
use pool::IDLE;
use pool::Pool;
use pool::Pooled;

type BoxError = Box<dyn StdError + Send + Sync>;

/// How long a connection may have idled that is used for what cannot be repeated: servers keep an idle connection for five seconds
/// (Node, Apache) or longer, and what is sent on one that they are just closing is lost, and may not be sent again.
const IDLE_ONCE: Duration = Duration::from_secs(4);

/// For how long a connection that was used is not asked whether the server has closed it.
const A_MOMENT: Duration = Duration::from_millis(10);

/// Connections over TCP and TLS, HTTP/1.1 or HTTP/2 as the server prefers.
pub(crate) struct HyperTransport {
    dialer: Arc<Dialer>,
    pool: Arc<Pool>,
    has_roots: bool,
}

impl HyperTransport {
    /// A transport to `server`. Reads the root certificates of the operating system only when they are needed.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] when TLS cannot be set up, or the proxy not be used.
    pub(crate) fn new(settings: &Settings, server: &Uri) -> Result<Self, Error> {
        let roots = roots::trusted(&settings.root_certificates, is_https(server))?;
        let has_roots = !roots.is_empty();
        let tls = tls::config(roots)?;
        let route = proxy::route(&settings.proxy, server, &tls)?;
        Ok(Self {
            dialer: Arc::new(Dialer::new(route, tls, settings.connect_timeout)),
            pool: Arc::default(),
            has_roots,
        })
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.send_stream(request.map(Body::from))
    }

    fn send_stream(&self, request: Request<Body>) -> TransportFuture<'_> {
        if !self.has_roots && is_https(request.uri()) {
            return Box::pin(async { Err(TransportError::connect(NO_ROOTS)) });
        }
        Box::pin(self.exchange(request))
    }
}

impl HyperTransport {
    async fn exchange(&self, mut request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let uri = std::mem::take(request.uri_mut());
        let is_once = RetryClass::of(request.method()) == RetryClass::Unsafe;
        loop {
            let (mut pooled, is_new) = self.connection(&uri, is_once).await?;
            match pooled.send(request, &uri).await {
                Ok(response) => {
                    return Ok(response
                        .map(|body| Body::incoming(IncomingBody::new(body, pooled, &self.pool))));
                }
                Err(mut error) => match error.take_message() {
                    // The server closed it before anything was sent.
                    Some(unsent) if !is_new => request = unsent,
                    _ => return Err(classify(error.into_error())),
                },
            }
        }
    }

    /// A connection to where `uri` leads, and whether it was made for this request.
    async fn connection(&self, uri: &Uri, is_once: bool) -> Result<(Pooled, bool), TransportError> {
        let longest = if is_once { IDLE_ONCE } else { IDLE };
        while let Some((pooled, idled)) = self.pool.take(uri, longest) {
            if is_once && idled >= A_MOMENT {
                notice_closed_connections().await;
                if !pooled.connection.is_ready() {
                    continue;
                }
            }
            return Ok((pooled, false));
        }
        self.new_connection(uri, longest).await
    }

    /// A connection that is made, or one that another call puts back before.
    async fn new_connection(
        &self,
        uri: &Uri,
        longest: Duration,
    ) -> Result<(Pooled, bool), TransportError> {
        let mut connecting = Box::pin(connecting::told(connect(
            Arc::clone(&self.dialer),
            uri.clone(),
        )));
        loop {
            let mut freed = pin!(self.pool.freed());
            let connected = poll_fn(|context| match freed.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(None),
                Poll::Pending => connecting.as_mut().poll(context).map(Some),
            });
            let connected = connected.await.transpose()?;
            let is_other = connected.as_ref().is_none_or(Pooled::is_shared);
            if is_other && let Some((pooled, _)) = self.pool.take(uri, longest) {
                if !pooled.is_shared() {
                    self.keep(connecting);
                }
                return Ok((pooled, false));
            }
            if let Some(connected) = connected {
                if let Some(shared) = connected.share() {
                    self.pool.put(shared);
                }
                return Ok((connected, true));
            }
        }
    }

    /// Lets a connection come about that was begun, for a call that needs it later.
    fn keep(
        &self,
        connecting: impl Future<Output = Result<Pooled, TransportError>> + Send + 'static,
    ) {
        let pool = Arc::downgrade(&self.pool);
        tokio::spawn(async move {
            if let (Ok(connected), Some(pool)) = (connecting.await, pool.upgrade()) {
                pool.put(connected);
            }
        });
    }
}

async fn connect(dialer: Arc<Dialer>, uri: Uri) -> Result<Pooled, TransportError> {
    let dialled = dialer.dial(&uri).await;
    let (stream, is_http2) = dialled.map_err(classify::connect)?;
    let connection = Connection::begin(stream, is_http2).await;
    Ok(Pooled::new(connection.map_err(classify)?, &uri))
}

/// Lets the connections notice that the server has closed them, so that none of these is used.
async fn notice_closed_connections() {
    // The sockets are looked at the first time, and those who wait for them do the second time.
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}

fn is_https(uri: &Uri) -> bool {
    uri.scheme() == Some(&Scheme::HTTPS)
}

const NO_ROOTS: &str = "no root certificate was found on this machine, so no server can be trusted; \
                        install them, or name a file of them in `SSL_CERT_FILE`";

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    #[tokio::test]
    async fn without_root_certificates_https_is_a_connection_error_that_says_so() {
        let transport =
            HyperTransport::new(&Settings::new(), &Uri::from_static("http://127.0.0.1")).unwrap();
        let request = Request::get("https://127.0.0.1:1/")
            .body(Bytes::new())
            .unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert!(error.is_connect());
        assert_eq!(
            error.to_string(),
            format!("no connection to the server: {NO_ROOTS}")
        );
    }
}
