//! How a fake is set up.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;

use tokio::net::TcpListener;

use crate::Clock;
use crate::OpenQuestions;
use crate::QueuesFake;
use crate::StartError;
use crate::authentication::Account;
use crate::description::Description;
use crate::shared::Shared;
use crate::state::State;
use crate::store::Store;

/// How a fake is set up; made by [`QueuesFake::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    account: Account,
    clock: Clock,
    description: Option<String>,
    file: Option<PathBuf>,
    history: usize,
    is_strict: bool,
    open_questions: OpenQuestions,
    port: u16,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            account: Account {
                id: "023e105f4ecef8ad9ca31a8372d0c353".to_owned(),
                api_token: "fake-token-for-tests".to_owned(),
                api_email: "nobody@example.com".to_owned(),
                api_key: "fake-key-for-tests".to_owned(),
            },
            clock: Clock::real(),
            description: None,
            file: None,
            history: usize::MAX,
            is_strict: false,
            open_questions: OpenQuestions::default(),
            port: 0,
        }
    }
}

impl Builder {
    /// The account that all queues belong to: 1 to 32 letters, digits, `_` and `-`.
    ///
    /// By default the account of the examples, `023e105f4ecef8ad9ca31a8372d0c353`.
    pub fn account_id(mut self, account_id: impl Into<String>) -> Self {
        self.account.id = account_id.into();
        self
    }

    /// The token that opens the account, `fake-token-for-tests` by default.
    pub fn api_token(mut self, api_token: impl Into<String>) -> Self {
        self.account.api_token = api_token.into();
        self
    }

    /// What opens the account too: by default `nobody@example.com` with `fake-key-for-tests`.
    pub fn api_email_and_key(mut self, email: impl Into<String>, key: impl Into<String>) -> Self {
        self.account.api_email = email.into();
        self.account.api_key = key.into();
        self
    }

    /// The time by which delays and leases end, that of the machine by default.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Goes by this OpenAPI description, in YAML or JSON, in place of the one that the fake was built with.
    ///
    /// It has to have the operations that the fake does. Of others the fake checks credentials, ids, parameters and bodies, and
    /// gives a response that is shown there, or made up from its schema.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Keeps the queues, their options and messages in this file, which is created if there is none.
    ///
    /// Every effect is on the disk before its response is sent. A fake that starts with the file has the queues as they were,
    /// leases included; delays and leases went on in the meantime, by the clock it is given. By default queues are kept in
    /// memory.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.file = Some(path.into());
        self
    }

    /// How many calls, and how many acknowledged and dead messages of each queue, are remembered for tests to look at.
    ///
    /// All by default, which a fake that runs for days should not do.
    pub fn history(mut self, limit: usize) -> Self {
        self.history = limit;
        self
    }

    /// Holds requests to the letter of the API description: a message without `content_type` is rejected.
    ///
    /// By default it is taken for JSON, as by the service.
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// How the service behaves where that is not known; by default as its documents say.
    pub fn open_questions(mut self, open_questions: OpenQuestions) -> Self {
        self.open_questions = open_questions;
        self
    }

    /// The port on 127.0.0.1, by default any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the fake. It needs a tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    ///
    /// When the account id is malformed, the description or the file cannot be used, or the port cannot be listened on.
    pub async fn start(self) -> Result<QueuesFake, StartError> {
        let description = Description::get(self.description.as_deref())?;
        if !description.is_identifier(&self.account.id) {
            return Err(StartError::AccountId(self.account.id));
        }
        let mut state = State::new(self.history, self.open_questions);
        if let Some(path) = &self.file {
            state.store = Some(Store::open(path, &mut state)?);
        }
        let port = self.port;
        let listen = |error| StartError::Listen { port, error };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let shared = Shared {
            account: self.account,
            clock: self.clock,
            description,
            is_strict: self.is_strict,
            state: Mutex::new(state),
        };
        Ok(QueuesFake::serving(listener, address, Arc::new(shared)))
    }
}
