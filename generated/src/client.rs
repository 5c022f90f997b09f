// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

//! The client, and how it is built.

use client_runtime::Credentials;
use client_runtime::Envelope;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Scheme;
use client_runtime::SecretString;
use client_runtime::Settings;
use client_runtime::environment;

use crate::queues::QueuesResource;
use crate::types::AccountId;

/// The URL before each path, where no other is set.
///
/// The Cloudflare API.
const SERVER: &str = "https://api.cloudflare.com/client/v4";

/// How the client introduces itself.
const USER_AGENT: &str = "cloudflare-queues/0.1.0";

/// The alternatives to authenticate, each with the schemes that go together.
const SECURITY: &[&[Scheme]] = &[
    &[Scheme::bearer("api_token").variable("CLOUDFLARE_API_TOKEN")],
    &[
        Scheme::header("api_email", "X-Auth-Email").variable("CLOUDFLARE_EMAIL"),
        Scheme::header("api_key", "X-Auth-Key").variable("CLOUDFLARE_API_KEY"),
    ],
];

/// How responses announce their outcome: what [`Client::http`] needs to read one.
pub const ENVELOPE: Envelope = Envelope {
    success: "success",
    errors: "errors",
    permanent: &[10_251, 10_252, 10_253],
};

/// A client of Cloudflare Queues.
///
/// Cloning it is cheap, and clones share their connections. Calls need a tokio runtime.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) http: HttpClient,
    pub(crate) account_id: Option<AccountId>,
}

impl Client {
    /// Starts a client with nothing set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from the environment.
    ///
    /// - `CLOUDFLARE_API_TOKEN`: the credentials of [`api_token`](ClientBuilder::api_token).
    /// - `CLOUDFLARE_EMAIL` and `CLOUDFLARE_API_KEY`: the credentials of [`api_email_and_api_key`](ClientBuilder::api_email_and_api_key).
    /// - `CLOUDFLARE_ACCOUNT_ID`: the [`account_id`](ClientBuilder::account_id).
    /// - `CLOUDFLARE_BASE_URL`: the base URL, in place of <https://api.cloudflare.com/client/v4>.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] names a variable that cannot be used, or several that exclude each other, never a value.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// What sends the calls: the way to an operation that this crate does not know, with the same credentials and limits.
    #[must_use]
    pub fn http(&self) -> &HttpClient {
        &self.http
    }

    /// The operations of `queues`.
    #[must_use]
    pub fn queues(&self) -> QueuesResource<'_> {
        QueuesResource::new(self)
    }
}

/// What a [`Client`] is built from.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    settings: Settings,
    credentials: Credentials,
    account_id: Option<AccountId>,
}

impl ClientBuilder {
    /// Starts a client from the environment, as [`Client::from_env`] does.
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

    /// `api_email` and `api_key` together.
    ///
    /// - `api_email`: The email address of a Cloudflare user. It counts only together with the global API key of that user.
    /// - `api_key`: The global API key of a Cloudflare user. It counts only together with the email address of that user. A token is the better choice, since it can be limited to what it is for.
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

    /// How requests are sent: base URL, timeouts, limits, transport.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] says which setting or credential cannot be used, and why.
    pub fn build(self) -> Result<Client, Error> {
        let http = HttpClient::new(SERVER, USER_AGENT, self.credentials, self.settings)?;
        Ok(Client {
            http,
            account_id: self.account_id,
        })
    }
}
