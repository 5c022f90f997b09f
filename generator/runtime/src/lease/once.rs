//! Handlers that have no effect twice.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use super::Delivered;
use super::IntoOutcome;
use super::Outcome;
use super::outcome::Verdict;

/// The keys of messages that are done, for [`once`]: in a database, for one, or [`Recent`].
pub trait Seen: Send + Sync + 'static {
    /// Whether the message of this key is done.
    ///
    /// # Errors
    ///
    /// When that cannot be found out: the message is retried.
    fn is_done(
        &self,
        key: &str,
    ) -> impl Future<Output = Result<bool, Box<dyn StdError + Send + Sync>>> + Send;

    /// Keeps the key of a message that is done.
    ///
    /// # Errors
    ///
    /// When it cannot be kept: the message is acknowledged all the same, since it is done, and the error is an event.
    fn keep(
        &self,
        key: &str,
    ) -> impl Future<Output = Result<(), Box<dyn StdError + Send + Sync>>> + Send;
}

/// A handler that is not called for a message whose key was seen before; such a message is acknowledged.
///
/// What the key is, the function `key` says: by what the message is about, such as the number of its order. A message without a key
/// is handled each time.
///
/// This saves most of what is handled twice. It cannot save all: a handler may be stopped between its effect and the keeping of the
/// key, and two deliveries of a message may be handled at once when the lease of the first has ended. Where that does harm, keep the
/// key in the transaction of the effect itself, under a constraint that it is unique.
///
/// ```no_run
/// # async fn example<Q>(queue: Q) -> Result<(), Box<dyn std::error::Error>>
/// # where Q: client_runtime::lease::LeaseQueue<Message = String> {
/// use client_runtime::lease::{Consumer, Delivered, Recent, once};
///
/// let book = |order: Delivered<String>| async move { println!("{}", *order) };
/// let handler = once(Recent::new(10_000), |order: &String| Some(order.clone()), book);
/// Consumer::new(queue).messages(handler).run_until_empty(100).await?;
/// # Ok(())
/// # }
/// ```
pub fn once<M, S, K, H, F>(
    seen: S,
    key: K,
    handler: H,
) -> impl Fn(Delivered<M>) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>> + Send + Sync
where
    M: Send + Sync + 'static,
    S: Seen,
    K: Fn(&M) -> Option<String> + Send + Sync + 'static,
    H: Fn(Delivered<M>) -> F + Send + Sync + 'static,
    F: Future<Output: IntoOutcome> + Send + 'static,
{
    let shared = Arc::new((seen, handler));
    move |message| {
        let (key, shared) = (key(&message), Arc::clone(&shared));
        Box::pin(async move {
            let (seen, handler) = &*shared;
            let Some(key) = key else {
                return handler(message).await.into_outcome();
            };
            match seen.is_done(&key).await {
                Ok(true) => return Outcome::done(),
                Ok(false) => {}
                Err(error) => return Outcome::retry(error),
            }
            let outcome = handler(message).await.into_outcome();
            if outcome.verdict != Verdict::Done {
                return outcome;
            }
            match seen.keep(&key).await {
                Ok(()) => outcome,
                Err(error) => Outcome::give_up(error),
            }
        })
    }
}

/// The last so many keys, in memory: for consumers that are one process, which forget them when it ends.
#[derive(Debug)]
pub struct Recent {
    most: usize,
    keys: Mutex<Keys>,
}

#[derive(Debug, Default)]
struct Keys {
    all: HashSet<Arc<str>>,
    oldest_first: VecDeque<Arc<str>>,
}

impl Recent {
    /// Keeps up to `most` keys, the latest.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            most: most.max(1),
            keys: Mutex::default(),
        }
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen for Recent {
    async fn is_done(&self, key: &str) -> Result<bool, Box<dyn StdError + Send + Sync>> {
        Ok(self.keys().all.contains(key))
    }

    async fn keep(&self, key: &str) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let mut keys = self.keys();
        let key: Arc<str> = key.into();
        if keys.all.insert(Arc::clone(&key)) {
            keys.oldest_first.push_back(key);
        }
        if keys.oldest_first.len() > self.most
            && let Some(oldest) = keys.oldest_first.pop_front()
        {
            keys.all.remove(&oldest);
        }
        Ok(())
    }
}
