//! Direct connections, in the place of what the feature `proxy` does.

use http::Uri;
use rustls::ClientConfig;

use super::BoxError;
use super::connection::Stream;
use super::dial;
use crate::Error;
use crate::transport::proxy_choice::ProxyChoice;

/// Leads to any server.
pub(super) struct Route;

/// The way to any server.
///
/// # Errors
///
/// [`Error::Configuration`] when a proxy is set.
pub(super) fn route(
    choice: &ProxyChoice,
    _server: &Uri,
    _tls: &ClientConfig,
) -> Result<Route, Error> {
    match choice {
        ProxyChoice::Environment | ProxyChoice::Without => Ok(Route),
        ProxyChoice::Url(_) => Err(Error::configuration(
            "`proxy` is set, for which the feature `proxy` has to be enabled",
        )),
    }
}

impl Route {
    pub(super) async fn open(&self, server: &Uri) -> Result<Stream, BoxError> {
        Ok(dial::tcp(server).await?)
    }
}
