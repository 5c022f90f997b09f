//! The way to the server: direct, or through a proxy, which gets to know its host and port and nothing else.

mod choice;
mod socks;
mod tunnel;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use http::Uri;
use rustls::ClientConfig;
use tokio_rustls::TlsConnector;

use super::BoxError;
use super::connection::Stream;
use super::dial;
use super::is_https;
use crate::Error;
use crate::transport::proxy_choice::ProxyChoice;
use choice::Chosen;
use choice::Kind;
use choice::choose;

/// Leads to the server of a client.
pub(super) struct Route(Option<Proxy>);

/// A proxy, which opens a tunnel to the server for whatever the client and the server then agree on.
struct Proxy {
    chosen: Chosen,
    /// For a proxy that is reached over TLS.
    tls: TlsConnector,
}

/// The way to `server`, as `choice` says, with `tls` to the proxy if it wants it.
///
/// # Errors
///
/// [`Error::Configuration`] when what `choice` says cannot be done.
pub(super) fn route(
    choice: &ProxyChoice,
    server: &Uri,
    tls: &ClientConfig,
) -> Result<Route, Error> {
    Ok(Route(choose(choice, server)?.map(|chosen| Proxy {
        chosen,
        tls: Arc::new(tls.clone()).into(),
    })))
}

impl Route {
    /// A stream to `server`.
    pub(super) async fn open(&self, server: &Uri) -> Result<Stream, BoxError> {
        let Some(proxy) = &self.0 else {
            return Ok(dial::tcp(server).await?);
        };
        proxy.open(server).await.map_err(|error| {
            BoxError::from(ProxyError {
                url: proxy.chosen.url.clone(),
                reason: innermost(&*error),
            })
        })
    }
}

impl Proxy {
    async fn open(&self, server: &Uri) -> Result<Stream, BoxError> {
        let mut stream = dial::tcp(&self.chosen.url).await?;
        if is_https(&self.chosen.url) {
            let name = dial::server_name(&self.chosen.url)?;
            stream = Box::new(self.tls.connect(name, stream).await?);
        }
        match &self.chosen.kind {
            Kind::Http(credentials) => {
                tunnel::open(&mut stream, server, credentials.as_ref()).await?;
            }
            Kind::Socks(credentials) => {
                socks::open(&mut stream, server, credentials.as_ref()).await?;
            }
        }
        Ok(stream)
    }
}

/// The proxy opened no tunnel, for a reason that is told by the innermost cause.
#[derive(Debug)]
struct ProxyError {
    url: Uri,
    reason: String,
}

fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
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
