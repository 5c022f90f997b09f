//! What all calls of a client share.

pub(crate) mod base_url;
pub mod environment;
pub(crate) mod server;
pub(crate) mod settings;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use http::Method;

use crate::Credentials;
use crate::Error;
use crate::Request;
use crate::Settings;
use crate::Transport;
use crate::auth::Authorization;
use crate::client::base_url::BaseUrl;
use crate::retry::policy::Policy;
use crate::transport::hyper_transport::HyperTransport;

/// Where a client sends its requests, as whom, and within which limits. Cloning it is cheap, and clones share connections.
///
/// Calls need a tokio runtime with I/O and time enabled; what becomes of a call that is dropped, the
/// [crate](crate#cancellation) says.
#[derive(Clone)]
pub struct HttpClient {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base_url: BaseUrl,
    /// Where http is allowed, while no other base URL takes the place of the description's servers.
    described: Option<Vec<String>>,
    pub(crate) user_agent: HeaderValue,
    credentials: Vec<&'static str>,
    pub(crate) authorization: Authorization,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry: Policy,
    pub(crate) max_response_bytes: usize,
}

/// Methods that begin a request each.
macro_rules! begin {
    ($($name:ident $method:ident)*) => {$(
        #[doc = concat!("Begins a `", stringify!($method), "` request.")]
        ///
        /// `path` is a template below the base URL, such as `/queues/{queue_id}`.
        pub fn $name<'a>(&'a self, path: &'a str) -> Request<'a> {
            Request::new(self, Method::$method, path)
        }
    )*};
}

impl HttpClient {
    /// A client for the API at `server`, unless the settings name another base URL, that calls itself `user_agent`, unless
    /// the settings say otherwise.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] when the base URL, a credential or another setting cannot be used, or when a feature is
    /// missing without which there is no TLS. It says which and why, and shows no secret.
    pub fn new(
        server: &str,
        user_agent: &str,
        credentials: Credentials,
        mut settings: Settings,
    ) -> Result<Self, Error> {
        let mut names: Vec<&str> = Vec::new();
        for name in credentials.names() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let authorization = Authorization::new(credentials)?;
        let base_url = BaseUrl::parse(
            settings.base_url.as_deref().unwrap_or(server),
            &settings.allowed_http,
        )?;
        let described = settings
            .base_url
            .is_none()
            .then(|| settings.allowed_http.clone());
        let user_agent = product(settings.user_agent.as_deref().unwrap_or(user_agent))?;
        reject_zero(&settings)?;
        let retry = Policy::new(&settings);
        let transport = match settings.transport.take() {
            Some(transport) => transport,
            None => Arc::new(HyperTransport::new(&settings, &base_url.origin()?)?),
        };
        let shared = Shared {
            transport,
            base_url,
            described,
            user_agent,
            credentials: names,
            authorization,
            attempt_timeout: settings.attempt_timeout,
            timeout: settings.timeout,
            retry,
            max_response_bytes: settings.max_response_bytes,
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    begin! { get GET post POST put PUT patch PATCH delete DELETE head HEAD options OPTIONS trace TRACE query QUERY }

    /// Begins a request of any other method, such as `LINK`. It is retried like a `POST`, unless the request says otherwise.
    ///
    /// `path` is a template below the base URL, such as `/queues/{queue_id}`. A call of a method that is none returns
    /// [`Error::Configuration`].
    pub fn request<'a>(&'a self, method: &str, path: &'a str) -> Request<'a> {
        match Method::from_bytes(method.as_bytes()) {
            Ok(method) => Request::new(self, method, path),
            Err(_) => Request::without_method(self, path),
        }
    }

    /// The names of the credentials that requests are sent with, as the description calls them; empty without any.
    #[must_use]
    pub fn credentials(&self) -> &[&'static str] {
        &self.shared.credentials
    }

    /// The base URL of a server that the description gives one operation; `None` where the client has one of its own.
    pub(crate) fn described_server(&self, url: &str) -> Option<Result<BaseUrl, Error>> {
        let allowed_http = self.shared.described.as_ref()?;
        Some(BaseUrl::parse(url, allowed_http))
    }
}

/// Rejects the settings with which no call could succeed.
fn reject_zero(settings: &Settings) -> Result<(), Error> {
    for (name, is_zero) in [
        ("timeout", settings.timeout.is_zero()),
        ("attempt_timeout", settings.attempt_timeout.is_zero()),
        ("connect_timeout", settings.connect_timeout.is_zero()),
        ("attempts", settings.attempts == 0),
    ] {
        if is_zero {
            return Err(Error::configuration(format!(
                "`{name}` is zero, which lets no call succeed"
            )));
        }
    }
    Ok(())
}

fn product(user_agent: &str) -> Result<HeaderValue, Error> {
    let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    HeaderValue::from_str(user_agent)
        .ok()
        .filter(|_| !user_agent.is_empty() && user_agent.bytes().all(is_visible))
        .ok_or_else(|| {
            Error::configuration(
                "the user agent is empty, or contains a character that is not visible ASCII",
            )
        })
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpClient")
            .field("base_url", &format_args!("{}", self.shared.base_url))
            .field("user_agent", &self.shared.user_agent)
            .field("credentials", &self.shared.credentials)
            .field("attempt_timeout", &self.shared.attempt_timeout)
            .field("timeout", &self.shared.timeout)
            .field("retry", &self.shared.retry)
            .field("max_response_bytes", &self.shared.max_response_bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(settings: Settings) -> String {
        HttpClient::new(
            "https://example.com",
            "test/1",
            Credentials::none(),
            settings,
        )
        .unwrap_err()
        .to_string()
    }

    #[test]
    fn a_client_is_shared_between_threads() {
        fn is_shared<T: Clone + Send + Sync + 'static>() {}
        is_shared::<HttpClient>();
        is_shared::<Settings>();
        is_shared::<Credentials>();
    }

    #[test]
    fn settings_that_cannot_be_used_are_rejected() {
        for (settings, message) in [
            (
                Settings::new().timeout(Duration::ZERO),
                "`timeout` is zero, which lets no call succeed",
            ),
            (
                Settings::new().attempt_timeout(Duration::ZERO),
                "`attempt_timeout` is zero, which lets no call succeed",
            ),
            (
                Settings::new().connect_timeout(Duration::ZERO),
                "`connect_timeout` is zero, which lets no call succeed",
            ),
            (
                Settings::new().attempts(0),
                "`attempts` is zero, which lets no call succeed",
            ),
            (
                Settings::new().user_agent("a\r\nb"),
                "the user agent is empty, or contains a character that is not visible ASCII",
            ),
            (
                Settings::new().base_url("http://example.com"),
                "the base URL would send everything to `example.com` unencrypted: use https, or allow http for this host",
            ),
        ] {
            assert_eq!(complaint(settings), message);
        }
    }
}
