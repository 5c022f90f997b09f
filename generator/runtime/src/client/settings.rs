//! What a person may set on a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::Error;
use crate::RetryMode;
use crate::Transport;
use crate::client::environment;
use crate::retry::backoff::Backoff;
use crate::transport::proxy_choice::ProxyChoice;

/// How a client reaches its server, and how long and how much it takes from it.
///
/// Values are checked when the client is made. `Debug` shows no credentials, also when they were put into the base URL.
#[derive(Clone)]
#[must_use]
pub struct Settings {
    pub(crate) base_url: Option<String>,
    pub(crate) allowed_http: Vec<String>,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry_mode: RetryMode,
    pub(crate) attempts: u32,
    pub(crate) backoff: Backoff,
    pub(crate) jitter_seed: Option<u64>,
    pub(crate) max_response_bytes: usize,
    pub(crate) user_agent: Option<String>,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) proxy: ProxyChoice,
    pub(crate) transport: Option<Arc<dyn Transport>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            allowed_http: Vec::new(),
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(90),
            retry_mode: RetryMode::Safe,
            attempts: 3,
            backoff: Backoff {
                base: Duration::from_millis(250),
                cap: Duration::from_secs(8),
            },
            jitter_seed: None,
            max_response_bytes: 20 * 1024 * 1024,
            user_agent: None,
            root_certificates: Vec::new(),
            proxy: ProxyChoice::Environment,
            transport: None,
        }
    }
}

impl Settings {
    /// The defaults that each method states.
    pub fn new() -> Self {
        Self::default()
    }

    /// The defaults, with the base URL that the environment variable `base_url` holds, if it is named here and set.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] when the variable is empty or not UTF-8. What it holds is checked when the client is made.
    pub fn from_env(base_url: Option<&str>) -> Result<Self, Error> {
        let base_url = base_url.map(environment::read).transpose()?.flatten();
        Ok(Self {
            base_url,
            ..Self::default()
        })
    }

    /// Where the server is; the default is the one of the API's description.
    ///
    /// A path stays as the prefix of all paths, slashes at the end are dropped. The URL must be `https`, unless the host is
    /// a loopback address or `localhost`, or is [allowed by name](Self::allow_http). User, password, query and fragment
    /// are rejected.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Allows requests to `host` over plain `http`: whoever is on the way reads them, the credentials included.
    pub fn allow_http(mut self, host: impl Into<String>) -> Self {
        self.allowed_http.push(host.into());
        self
    }

    /// How long a connection may take to come about: resolving the name, TCP, the proxy and TLS together. The default is 5 seconds,
    /// zero is rejected. [`Duration::MAX`] is no bound.
    ///
    /// It is for the default transport; a [transport](Self::transport) of your own has its own bound.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = connect_timeout;
        self
    }

    /// How long one attempt may take in all, from its connection to the last byte of the body received, also when the
    /// body comes one byte at a time. The default is 30 seconds, zero is rejected. [`Duration::MAX`] is no bound.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = attempt_timeout;
        self
    }

    /// How long a call may take in all, with all its attempts, the waits between them, and the reading of its response. The
    /// default is 90 seconds, zero is rejected. [`Duration::MAX`] is no bound.
    ///
    /// A wait that would not end within it does not begin: the call returns the error of its last attempt at once. It ends where
    /// a stream of bytes or events begins: that may go on for ever, and [`attempt_timeout`](Self::attempt_timeout) bounds the time
    /// between two of its pieces.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// When a request is sent again after an attempt that failed. The default is [`RetryMode::Safe`].
    ///
    /// Retries are paid for with tokens, of which a client and its clones have 500: 14 for one after a timeout, 5 for
    /// another one. A success gives back what its own retry has cost, or else brings 1. Without tokens there are no
    /// retries, so that a server that is down is not sent much more than there are calls.
    pub fn retry_mode(mut self, retry_mode: RetryMode) -> Self {
        self.retry_mode = retry_mode;
        self
    }

    /// How often a request is sent at most, the first time included. The default is 3, zero is rejected.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// How long to wait before a request is sent again: a random time below a bound that is `base` at first, and doubles
    /// with each attempt up to `cap`. The defaults are 250 milliseconds and 8 seconds; zero is no wait.
    ///
    /// Where the server requests a longer wait, that is waited for in full.
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.backoff = Backoff { base, cap };
        self
    }

    /// Fixes the random times of the [`backoff`](Self::backoff), for tests. The default is another seed for each client.
    pub fn jitter_seed(mut self, jitter_seed: u64) -> Self {
        self.jitter_seed = Some(jitter_seed);
        self
    }

    /// The most bytes of a response body that are read, and the most memory that its values take besides their texts (or 1 MiB, where
    /// that is more). The default is 20 MiB. What is longer, or takes more, is an [`Error::Decode`] that keeps what was read; of an
    /// error's body, at most 1 MiB is read.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.max_response_bytes = max_response_bytes;
        self
    }

    /// What the client calls itself in the `User-Agent` header; the default is name and version of the generated crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Trusts the certificates in `pem`, of which there must be one at least, besides the root certificates that are
    /// trusted anyway: for servers, or a proxy that looks into TLS, with certificates of a private authority.
    ///
    /// It is for the default transport.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Sends all requests through the proxy at `url`: `http`, `https` or `socks5`, with user and password if it wants them.
    /// The default is what the environment says when the client is made: `HTTPS_PROXY`, or else `ALL_PROXY`, unless
    /// `NO_PROXY` names the host; each also in small letters.
    ///
    /// A proxy is asked for a tunnel, and told host and port of the server; it sees neither requests nor responses. Plain
    /// `http` goes through no proxy, so with a base URL of that scheme this setting is rejected, and the environment passed
    /// over. A proxy that opens no tunnel is [no connection](Error::is_connect), and its response is not read.
    ///
    /// It is for the default transport, and needs the feature `proxy`. Without it, the environment is not looked at.
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.proxy = ProxyChoice::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn without_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::Without;
        self
    }

    /// What sends the requests, in place of the default: see [`Transport`].
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL that will be rejected for holding a password is not shown.
        let is_plain = |url: &&str| !url.contains(['@', '?', '#']);
        let base_url = self
            .base_url
            .as_deref()
            .map(|url| Some(url).filter(is_plain).unwrap_or("***"));
        formatter
            .debug_struct("Settings")
            .field("base_url", &base_url)
            .field("allowed_http", &self.allowed_http)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("retry_mode", &self.retry_mode)
            .field("attempts", &self.attempts)
            .field("backoff", &self.backoff)
            .field("jitter_seed", &self.jitter_seed)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("user_agent", &self.user_agent)
            .field("root_certificates", &self.root_certificates.len())
            .field("proxy", &self.proxy)
            .field("has_own_transport", &self.transport.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn a_password_in_a_url_is_not_shown() {
        for url in [
            "https://user:canary@example.com",
            "https://example.com?canary",
        ] {
            let shown = format!("{:?}", Settings::new().base_url(url));
            assert!(
                !shown.contains("canary") && shown.contains("***"),
                "{shown}"
            );
        }
        assert!(
            format!("{:?}", Settings::new().base_url("https://example.com"))
                .contains("example.com")
        );
    }

    #[test]
    fn without_a_variable_the_environment_changes_nothing() {
        for variable in [None, Some("CLIENT_RUNTIME_IS_NEVER_SET")] {
            assert_eq!(Settings::from_env(variable).unwrap().base_url, None);
        }
    }
}
