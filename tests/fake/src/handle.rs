//! A queue, as a test holds it.

use std::sync::Arc;

use crate::Content;
use crate::QueueOptions;
use crate::StoredMessage;
use crate::queue::Queue;
use crate::shared::Shared;

/// A queue of a fake, to configure it and to look into it. It can outlive the fake.
#[derive(Clone, Debug)]
pub struct QueueHandle {
    id: String,
    name: String,
    shared: Arc<Shared>,
}

impl QueueHandle {
    pub(crate) fn new(id: String, name: &str, shared: &Arc<Shared>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            shared: Arc::clone(shared),
        }
    }

    /// What requests call it: 32 hex digits, which depend on the name alone.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds a message, as a Worker would. Gives the id of the message.
    ///
    /// Unlike a request it knows no limits, and can push content that a request cannot.
    #[expect(clippy::must_use_candidate, reason = "called for its effect too")]
    pub fn push(&self, content: Content) -> String {
        self.shared
            .update(|state, now_ms| state.push(&self.id, content, None, now_ms))
    }

    /// Stops delivery: pulls get 409 from now on, and acknowledgements still work.
    pub fn pause(&self) {
        self.configure(|options| options.paused = true);
    }

    /// Resumes delivery.
    pub fn resume(&self) {
        self.configure(|options| options.paused = false);
    }

    /// Adds an `http_pull` consumer, which can pull at once.
    pub fn enable_http_pull(&self) {
        self.configure(|options| options.http_pull = true);
    }

    /// Removes the `http_pull` consumer: pulls and acknowledgements get 405 from now on.
    pub fn disable_http_pull(&self) {
        self.configure(|options| options.http_pull = false);
    }

    /// How it is configured.
    #[must_use]
    pub fn options(&self) -> QueueOptions {
        self.look(|queue, _| queue.options.clone())
            .unwrap_or_default()
    }

    /// The messages in it, in the order of their pushes.
    #[must_use]
    pub fn messages(&self) -> Vec<StoredMessage> {
        self.look(Queue::view).unwrap_or_default()
    }

    /// How many messages are in it, be they ready, delayed or leased.
    #[must_use]
    pub fn message_count(&self) -> usize {
        self.look(|queue, _| queue.backlog().count)
            .unwrap_or_default()
    }

    /// The messages that were acknowledged since the fake was started, in that order.
    #[must_use]
    pub fn acknowledged(&self) -> Vec<StoredMessage> {
        self.look(|queue, _| queue.acknowledged.to_vec())
            .unwrap_or_default()
    }

    /// The messages that were delivered too often since the fake was started, in the order in which they left.
    ///
    /// If the queue has a dead letter queue, they were moved there, and else deleted.
    #[must_use]
    pub fn dead(&self) -> Vec<StoredMessage> {
        self.look(|queue, _| queue.dead.to_vec())
            .unwrap_or_default()
    }

    fn configure(&self, change: impl FnOnce(&mut QueueOptions)) {
        self.shared.update(|state, _| {
            if let Some(queue) = state.queues.get_mut(&self.id) {
                let mut options = queue.options.clone();
                change(&mut options);
                queue.configure(options);
            }
        });
    }

    /// `None` never comes, since queues are not removed.
    fn look<T>(&self, look: impl FnOnce(&Queue, u64) -> T) -> Option<T> {
        self.shared.update(|state, now_ms| {
            let queue = state.queues.get(&self.id)?;
            Some(look(queue, now_ms))
        })
    }
}
