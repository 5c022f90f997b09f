//! The way to the server: direct, or through a proxy, which gets to know its host and port and nothing else.

mod choice;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use http::Uri;
use hyper_rustls::HttpsConnector;
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::SocksV5;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use rustls::ClientConfig;
use tower_service::Service;

use super::BoxError;
use crate::Error;
use crate::transport::proxy_choice::ProxyChoice;
use choice::Kind;
use choice::choose;

/// Makes connections to a proxy, over TLS if the proxy wants it.
type Near = HttpsConnector<HttpConnector>;
type Connection = <Near as Service<Uri>>::Response;
type Connecting = Pin<Box<dyn Future<Output = Result<Connection, BoxError>> + Send>>;

/// Makes connections to the server of a client.
#[derive(Clone)]
pub(super) struct Route {
    tcp: HttpConnector,
    proxy: Option<Proxy>,
}

/// A proxy, which opens a tunnel to the server for whatever the client and the server then agree on.
#[derive(Clone)]
struct Proxy {
    /// Without user and password.
    url: Uri,
    tunnel: AnyTunnel,
}

#[derive(Clone)]
enum AnyTunnel {
    Http(Tunnel<Near>),
    Socks(SocksV5<Near>),
}

/// The way to `server`, as `choice` says. Connections are made by `tcp`, and secured by `tls` if the proxy wants it.
///
/// # Errors
///
/// [`Error::Configuration`] when what `choice` says cannot be done.
pub(super) fn route(
    choice: &ProxyChoice,
    server: &Uri,
    tcp: HttpConnector,
    tls: &ClientConfig,
) -> Result<Route, Error> {
    let proxy = choose(choice, server)?.map(|chosen| {
        let near = Near::from((tcp.clone(), tls.clone()));
        let tunnel = match chosen.kind {
            Kind::Http(None) => AnyTunnel::Http(Tunnel::new(chosen.url.clone(), near)),
            Kind::Http(Some(credentials)) => {
                AnyTunnel::Http(Tunnel::new(chosen.url.clone(), near).with_auth(credentials))
            }
            Kind::Socks(None) => AnyTunnel::Socks(SocksV5::new(chosen.url.clone(), near)),
            Kind::Socks(Some((user, password))) => {
                AnyTunnel::Socks(SocksV5::new(chosen.url.clone(), near).with_auth(user, password))
            }
        };
        Proxy {
            url: chosen.url,
            tunnel,
        }
    });
    Ok(Route { tcp, proxy })
}

impl Service<Uri> for Route {
    type Response = Connection;
    type Error = BoxError;
    type Future = Connecting;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(BoxError::from)
    }

    fn call(&mut self, server: Uri) -> Connecting {
        match &mut self.proxy {
            None => {
                let connecting = self.tcp.call(server);
                Box::pin(async { Ok(MaybeHttpsStream::Http(connecting.await?)) })
            }
            Some(proxy) => proxy.call(server),
        }
    }
}

impl Proxy {
    fn call(&mut self, server: Uri) -> Connecting {
        let url = self.url.clone();
        match &mut self.tunnel {
            AnyTunnel::Http(tunnel) => {
                let opening = tunnel.call(server);
                Box::pin(async { opening.await.map_err(|error| unopened(url, &error)) })
            }
            AnyTunnel::Socks(tunnel) => {
                let opening = tunnel.call(server);
                Box::pin(async { opening.await.map_err(|error| unopened(url, &error)) })
            }
        }
    }
}

/// The proxy opened no tunnel, for a reason that is told by the innermost cause.
#[derive(Debug)]
struct ProxyError {
    url: Uri,
    reason: String,
}

/// The error of a tunnel that was not opened.
fn unopened(url: Uri, error: &(dyn StdError + 'static)) -> BoxError {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Box::new(ProxyError {
        url,
        reason: cause.to_string(),
    })
}

impl fmt::Display for ProxyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the proxy {} opened no tunnel: {}",
            self.url, self.reason
        )
    }
}

impl StdError for ProxyError {}
