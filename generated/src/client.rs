// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! The client, and how it is built.

use client_runtime::{
    Credentials, Envelope, Error, HttpClient, Scheme, SecretString, Settings, environment,
};

use crate::queues::QueuesResource;
use crate::types::AccountId;

/// The base URL, unless another is set.
///
/// The Cloudflare API.
const SERVER: &str = "https://api.cloudflare.com/client/v4";

/// The `User-Agent` header of every request.
const USER_AGENT: &str = "cloudflare-queues/0.1.0";

/// The ways to authenticate, each a set of schemes that are used together.
const SECURITY: &[&[Scheme]] = &[
    &[Scheme::bearer("api_token").variable("CLOUDFLARE_API_TOKEN")],
    &[
        Scheme::header("api_email", "X-Auth-Email").variable("CLOUDFLARE_EMAIL"),
        Scheme::header("api_key", "X-Auth-Key").variable("CLOUDFLARE_API_KEY"),
    ],
];

/// How a response body tells success from an error, for requests made with [`Client::http`].
pub const ENVELOPE: Envelope = Envelope {
    success: "success",
    errors: "errors",
    permanent: &[10_405, 10_251, 10_252, 10_253],
};

/// A client for Cloudflare Queues.
///
/// Cloning it is cheap: clones share their connections. Asynchronous calls need a
/// Tokio runtime.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) http: HttpClient,
    pub(crate) account_id: Option<AccountId>,
}

impl Client {
    /// Creates a builder with default settings and no credentials.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from environment variables.
    ///
    /// - `CLOUDFLARE_API_TOKEN`: the credentials of
    ///   [`api_token`](ClientBuilder::api_token).
    /// - `CLOUDFLARE_EMAIL` and `CLOUDFLARE_API_KEY`: the credentials of
    ///   [`api_email_and_api_key`](ClientBuilder::api_email_and_api_key).
    /// - `CLOUDFLARE_ACCOUNT_ID`: the [`account_id`](ClientBuilder::account_id).
    /// - `CLOUDFLARE_BASE_URL`: the base URL, instead of
    ///   <https://api.cloudflare.com/client/v4>.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] when a variable cannot be used, or when several exclude
    /// each other. It names the variables, never their values.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// The underlying HTTP client, for requests that this crate has no method for.
    ///
    /// They are sent with the same credentials and settings.
    #[must_use]
    pub fn http(&self) -> &HttpClient {
        &self.http
    }

    /// Leads to the operations of `queues`.
    #[must_use]
    pub fn queues(&self) -> QueuesResource<'_> {
        QueuesResource::new(self)
    }
}

/// Builds a [`Client`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    settings: Settings,
    credentials: Credentials,
    account_id: Option<AccountId>,
}

impl ClientBuilder {
    /// Creates a builder from the environment variables that [`Client::from_env`] reads.
    ///
    /// # Errors
    ///
    /// Those of [`Client::from_env`].
    pub fn from_env() -> Result<Self, Error> {
        Ok(Self {
            settings: Settings::from_env(Some("CLOUDFLARE_BASE_URL"))?,
            credentials: Credentials::from_env(SECURITY)?,
            account_id: environment::parse("CLOUDFLARE_ACCOUNT_ID")?,
        })
    }

    /// An API token.
    ///
    /// It needs the permission to edit queues; pulling writes too, since it
    /// takes leases.
    ///
    /// Replaces any credentials set before.
    pub fn api_token(mut self, api_token: impl Into<SecretString>) -> Self {
        let secrets = [api_token.into()];
        self.credentials = Credentials::new(SECURITY[0], secrets);
        self
    }

    /// Sets `api_email` and `api_key`, which are used together.
    ///
    /// - `api_email`: The email address of a Cloudflare user. It counts only together
    ///   with the global API key of that user.
    /// - `api_key`: The global API key of a Cloudflare user. It counts only together
    ///   with the email address of that user. A token is the better choice, since it
    ///   can be limited to what it is for.
    ///
    /// Replaces any credentials set before.
    pub fn api_email_and_api_key(
        mut self,
        api_email: impl Into<SecretString>,
        api_key: impl Into<SecretString>,
    ) -> Self {
        let secrets = [api_email.into(), api_key.into()];
        self.credentials = Credentials::new(SECURITY[1], secrets);
        self
    }

    /// The account that owns the queue.
    ///
    /// From 1 to 32 letters, digits, `_` and `-`.
    ///
    /// Used by every call that does not set its own.
    pub fn account_id(mut self, account_id: AccountId) -> Self {
        self.account_id = Some(account_id);
        self
    }

    /// Sets how requests are sent: base URL, timeouts, limits, transport.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Builds the client, without sending anything.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] when a setting or a credential cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let http = HttpClient::new(SERVER, USER_AGENT, self.credentials, self.settings)?;
        Ok(Client {
            http,
            account_id: self.account_id,
        })
    }
}
