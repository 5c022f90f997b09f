//! Tokens that expire: where new ones come from, and for how long each is good.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::Error;
use crate::Scheme;
use crate::auth::bearer;

/// How long before its end a token is replaced, at most: it has to last until the server looks at it.
const MARGIN: Duration = Duration::from_secs(30);

/// A token, and for how long it is good.
#[derive(Clone, Debug)]
#[must_use]
pub struct AccessToken {
    secret: SecretString,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that is good until a server rejects it.
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Says for how long it is good from now on: `expires_in` of OAuth 2.0 (RFC 6749, section 5.1).
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Where a client gets its tokens: an async function of the program, which is called when there is no token, shortly before
/// the present one ends, and once in a call that a server rejects with status 401. Calls side by side wait for one token.
///
/// ```
/// use std::time::Duration;
/// use client_runtime::{AccessToken, TokenSource};
///
/// let source = TokenSource::new(|| async {
///     // Ask the authorization server, with an HTTP client or a library for OAuth 2.0.
///     let token = AccessToken::new("…").expires_in(Duration::from_secs(3600));
///     Ok::<_, std::io::Error>(token)
/// });
/// ```
#[derive(Clone)]
#[must_use]
pub struct TokenSource {
    shared: Arc<Shared>,
}

struct Shared {
    fetch: Box<dyn Fn() -> Fetching + Send + Sync>,
    present: Mutex<Option<Issued>>,
}

type Fetching = Pin<Box<dyn Future<Output = Result<AccessToken, Cause>> + Send>>;

pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A token as it is sent.
#[derive(Clone)]
pub(crate) struct Issued {
    pub(crate) header: HeaderValue,
    pub(crate) secret: SecretString,
    end: Option<Instant>,
}

impl TokenSource {
    /// A source that calls `fetch` for each token. Its errors are the cause of an [`Error::Token`]; they should hold no
    /// secrets.
    pub fn new<F, C, E>(fetch: F) -> Self
    where
        F: Fn() -> C + Send + Sync + 'static,
        C: Future<Output = Result<AccessToken, E>> + Send + 'static,
        E: Into<Cause>,
    {
        let fetch = move || -> Fetching {
            let fetching = fetch();
            Box::pin(async { fetching.await.map_err(Into::into) })
        };
        let shared = Shared {
            fetch: Box::new(fetch),
            present: Mutex::new(None),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// A token that is good now, and is not the one that a server has `rejected`.
    pub(crate) async fn token(
        &self,
        scheme: &Scheme,
        rejected: Option<&HeaderValue>,
    ) -> Result<Issued, Error> {
        // Held while a token is fetched, so that the calls beside this one wait for it.
        let mut present = self.shared.present.lock().await;
        let is_good = |issued: &&Issued| {
            rejected != Some(&issued.header) && issued.end.is_none_or(|end| Instant::now() < end)
        };
        if let Some(issued) = present.as_ref().filter(is_good) {
            return Ok(issued.clone());
        }
        let token = (self.shared.fetch)().await.map_err(Error::token)?;
        let issued = Issued {
            header: bearer(scheme, &token.secret)?,
            end: token.lifetime.and_then(end_of),
            secret: token.secret,
        };
        *present = Some(issued.clone());
        Ok(issued)
    }
}

/// When a token is replaced.
fn end_of(lifetime: Duration) -> Option<Instant> {
    let margin = MARGIN.min(lifetime / 10);
    Instant::now().checked_add(lifetime.saturating_sub(margin))
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenSource")
            .finish_non_exhaustive()
    }
}

/// A secret that stays, or a source of tokens that expire.
#[derive(Clone, Debug)]
#[must_use]
pub enum TokenOrSource {
    /// A secret that stays as it is.
    Token(SecretString),
    /// Where tokens come from.
    Source(TokenSource),
}

impl From<SecretString> for TokenOrSource {
    fn from(token: SecretString) -> Self {
        Self::Token(token)
    }
}

impl From<String> for TokenOrSource {
    fn from(token: String) -> Self {
        Self::Token(token.into())
    }
}

impl From<&str> for TokenOrSource {
    fn from(token: &str) -> Self {
        Self::Token(token.into())
    }
}

impl From<TokenSource> for TokenOrSource {
    fn from(source: TokenSource) -> Self {
        Self::Source(source)
    }
}
