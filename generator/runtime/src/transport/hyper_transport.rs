//! The default transport: hyper's pooled client over rustls.

mod bare;
mod classify;
#[cfg(feature = "proxy")]
mod proxy;
#[cfg(not(feature = "proxy"))]
#[path = "hyper_transport/no_proxy.rs"]
mod proxy;
mod roots;
mod tls;

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;
use std::time::Instant;

use bytes::Bytes;
use http::Request;
use http::Uri;
use http::uri::Scheme;
use hyper_rustls::HttpsConnector;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioTimer;
use tower_service::Service;

use crate::Body;
use crate::Error;
use crate::RetryClass;
use crate::Settings;
use crate::Transport;
use crate::TransportError;
use crate::TransportFuture;
use crate::transport::connecting;
use bare::Bare;
use classify::ConnectTimeout;
use classify::classify;
use proxy::Route;

type BoxError = Box<dyn StdError + Send + Sync>;

type Pool = Client<Bounded<HttpsConnector<Route>>, Body>;

/// How long a connection may have idled that is used for what can be repeated.
const IDLE: Duration = Duration::from_secs(90);

/// The same for what cannot: servers keep an idle connection for five seconds (Node, Apache) or longer, and what is sent on one
/// that they are just closing is lost, and may not be sent again.
const IDLE_ONCE: Duration = Duration::from_secs(4);

/// For how many milliseconds a connection that was used is not asked whether the server has closed it.
const A_MOMENT: u64 = 10;

/// Pooled connections over TCP and TLS, HTTP/1.1 or HTTP/2 as the server prefers.
pub(crate) struct HyperTransport {
    pool: Pool,
    /// The connections of requests with methods that are not idempotent.
    pool_once: Pool,
    /// When one of these was last used, in milliseconds since `begin`.
    last_used: AtomicU64,
    begin: Instant,
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
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = tls::config(roots)?;
        let route = proxy::route(&settings.proxy, server, tcp, &tls)?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .enable_http2()
            .wrap_connector(route);
        let connector = Bounded {
            connector,
            limit: settings.connect_timeout,
        };
        Ok(Self {
            pool: pool(connector.clone(), IDLE),
            pool_once: pool(connector, IDLE_ONCE),
            last_used: AtomicU64::new(0),
            begin: Instant::now(),
            has_roots,
        })
    }
}

fn pool(connector: Bounded<HttpsConnector<Route>>, idle: Duration) -> Pool {
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(idle)
        .timer(TokioTimer::new())
        .build(connector)
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.send_stream(request.map(Body::from))
    }

    fn send_stream(&self, request: Request<Body>) -> TransportFuture<'_> {
        if !self.has_roots && is_https(request.uri()) {
            return Box::pin(async { Err(TransportError::connect(NO_ROOTS)) });
        }
        let is_once = RetryClass::of(request.method()) == RetryClass::Unsafe;
        let pool = if is_once { &self.pool_once } else { &self.pool };
        let response = pool.request(request);
        Box::pin(async move {
            if is_once && self.have_idled() {
                notice_closed_connections().await;
            }
            let response = response.await.map_err(classify)?;
            Ok(response.map(Body::incoming))
        })
    }
}

impl HyperTransport {
    /// Whether the connections may have been closed since they were last used, as far as one can know.
    fn have_idled(&self) -> bool {
        let now = u64::try_from(self.begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        let last_used = self.last_used.swap(now, Ordering::Relaxed);
        now.saturating_sub(last_used) >= A_MOMENT
    }
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

/// A connector that gives up after `limit`: for the name, the address and TLS together.
#[derive(Clone)]
struct Bounded<C> {
    connector: C,
    limit: Duration,
}

impl<C> Service<Uri> for Bounded<C>
where
    C: Service<Uri, Error = BoxError>,
    C::Future: Send + 'static,
{
    type Response = Bare<C::Response>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Bare<C::Response>, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let limit = self.limit;
        let connecting = tokio::time::timeout(limit, self.connector.call(uri));
        Box::pin(connecting::told(async move {
            let connected = connecting.await.map_err(|_| ConnectTimeout { limit })?;
            connected.map(Bare)
        }))
    }
}

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

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_does_not_come_about_is_given_up() {
        /// Connects never.
        struct Silence;

        impl Service<Uri> for Silence {
            type Response = ();
            type Error = BoxError;
            type Future = std::future::Pending<Result<(), BoxError>>;

            fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
                Poll::Ready(Ok(()))
            }

            fn call(&mut self, _uri: Uri) -> Self::Future {
                std::future::pending()
            }
        }

        let mut bounded = Bounded {
            connector: Silence,
            limit: Duration::from_secs(5),
        };
        let error = bounded
            .call(Uri::from_static("https://example.com"))
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), "timed out after 5s (`connect_timeout`)");
        assert!(classify::is_timeout(&*error));
    }
}
