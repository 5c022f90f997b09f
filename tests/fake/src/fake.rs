//! The fake, as a test holds it.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::Builder;
use crate::Clock;
use crate::QueueHandle;
use crate::QueueOptions;
use crate::ReceivedCall;
use crate::ResponseStyle;
use crate::Rule;
use crate::StartError;
use crate::identifier;
use crate::route::BASE_PATH;
use crate::server;
use crate::shared::Shared;

/// A running fake of the service. It stops when it is dropped, or [shut down](Self::shutdown).
#[derive(Debug)]
pub struct QueuesFake {
    shared: Arc<Shared>,
    base_url: String,
    server: JoinHandle<()>,
    stop: Option<oneshot::Sender<()>>,
}

impl QueuesFake {
    /// Starts a fake without queues on a free port of 127.0.0.1, by the time of the machine.
    ///
    /// # Errors
    ///
    /// When no port can be listened on.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Starts a fake that is set up in another way.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn serving(listener: TcpListener, address: SocketAddr, shared: Arc<Shared>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(server::serve(listener, Arc::clone(&shared), stopped));
        Self {
            shared,
            base_url: format!("http://{address}{BASE_PATH}"),
            server,
            stop: Some(stop),
        }
    }

    /// Where a client finds it, such as `http://127.0.0.1:8787/client/v4`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The account that all queues belong to.
    #[must_use]
    pub fn account_id(&self) -> &str {
        &self.shared.account.id
    }

    /// The token that opens the account.
    #[must_use]
    pub fn api_token(&self) -> &str {
        &self.shared.account.api_token
    }

    /// The email address that opens the account together with the [key](Self::api_key).
    #[must_use]
    pub fn api_email(&self) -> &str {
        &self.shared.account.api_email
    }

    /// The key that opens the account together with the [email address](Self::api_email).
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.shared.account.api_key
    }

    /// The time by which delays and leases end. It can be turned ahead, also when it is the time of the machine.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The queue of that name, created if there is none.
    #[expect(clippy::must_use_candidate, reason = "called for its effect too")]
    pub fn create_queue(&self, name: &str) -> QueueHandle {
        let known = self.queue(name);
        known.unwrap_or_else(|| self.create_queue_with(name, QueueOptions::default()))
    }

    /// The queue of that name with these options, created if there is none. One that there is keeps its messages.
    #[expect(clippy::must_use_candidate, reason = "called for its effect too")]
    pub fn create_queue_with(&self, name: &str, options: QueueOptions) -> QueueHandle {
        let id = self
            .shared
            .update(|state, _| state.configure(name, options));
        QueueHandle::new(id, name, &self.shared)
    }

    /// The queue of that name, if there is one.
    #[must_use]
    pub fn queue(&self, name: &str) -> Option<QueueHandle> {
        let id = identifier::queue_id(name);
        let is_known = self
            .shared
            .update(|state, _| state.queues.contains_key(&id));
        is_known.then(|| QueueHandle::new(id, name, &self.shared))
    }

    /// All queues, dead letter queues and those of the file included.
    #[must_use]
    pub fn queues(&self) -> Vec<QueueHandle> {
        self.shared.update(|state, _| {
            let queues = state.queues.iter();
            queues
                .map(|(id, queue)| QueueHandle::new(id.clone(), &queue.name, &self.shared))
                .collect()
        })
    }

    /// Lets a fault befall the calls that the rule says, from now on.
    ///
    /// Every rule counts every call that it applies to. When several choose the same call, the one that was injected first has
    /// its way.
    pub fn inject(&self, rule: Rule) {
        self.shared.update(|state, _| state.rules.add(rule));
    }

    /// Forgets all rules, so that nothing goes wrong any more.
    pub fn clear_rules(&self) {
        self.shared.update(|state, _| state.rules.clear());
    }

    /// Writes responses in this style from now on.
    pub fn set_response_style(&self, style: ResponseStyle) {
        self.shared.update(|state, _| state.style = style);
    }

    /// Every request that was received, in order, also those that were rejected or befallen by a fault.
    #[must_use]
    pub fn calls(&self) -> Vec<ReceivedCall> {
        self.shared.update(|state, _| state.calls.to_vec())
    }

    /// Forgets the requests so far.
    pub fn clear_calls(&self) {
        self.shared.update(|state, _| state.calls.clear());
    }

    /// Stops: no connection is accepted any more, responses under way get a second to end, and the file is closed.
    pub async fn shutdown(mut self) {
        drop(self.stop.take());
        // It ends in any case; that it panicked would have been seen.
        let _ = (&mut self.server).await;
    }
}

impl Drop for QueuesFake {
    fn drop(&mut self) {
        self.server.abort();
        // Handles of queues may outlive the fake; the file must not stay locked for so long.
        self.shared.update(|state, _| {
            state.save();
            state.store = None;
        });
    }
}
