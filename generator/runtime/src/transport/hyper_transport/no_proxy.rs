//! Direct connections, in the place of what the feature `proxy` does.

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::ClientConfig;

use crate::Error;
use crate::transport::proxy_choice::ProxyChoice;

pub(super) type Route = HttpConnector;

/// The way to any server.
///
/// # Errors
///
/// [`Error::Configuration`] when a proxy is set.
pub(super) fn route(
    choice: &ProxyChoice,
    _server: &Uri,
    tcp: HttpConnector,
    _tls: &ClientConfig,
) -> Result<Route, Error> {
    match choice {
        ProxyChoice::Environment | ProxyChoice::Without => Ok(tcp),
        ProxyChoice::Url(_) => Err(Error::configuration(
            "`proxy` is set, for which the feature `proxy` has to be enabled",
        )),
    }
}
