//! Where messages go that nobody can handle.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use tokio::time::timeout_at;

use super::Backoff;
use super::Delivered;
use super::Event;
use super::Lease;
use super::outcome::Reason;

/// How long to wait before a dead letter that could not be pushed is pushed again, while its lease lasts.
const AGAIN: Backoff = Backoff::doubling(Duration::from_millis(250)..=Duration::from_secs(10));

/// Where messages go that nobody can handle, such as another queue: for [`Consumer::dead_letters`](super::Consumer::dead_letters).
///
/// A function is one that takes a [`DeadLetter`] and gives a future of a `Result`:
///
/// ```
/// use client_runtime::lease::DeadLetter;
/// use client_runtime::lease::DeadLetters;
///
/// fn logged() -> impl DeadLetters<String> {
///     |letter: DeadLetter<String>| async move {
///         eprintln!("{} bytes, delivery {:?}: {}", letter.len(), letter.attempts(), letter.reason());
///         Ok::<(), std::io::Error>(())
///     }
/// }
/// ```
pub trait DeadLetters<M>: Send + Sync + 'static {
    /// Keeps a message. It is acknowledged once this went well, so that this may get it twice, and never not at all.
    ///
    /// # Errors
    ///
    /// Whatever kept it from that: it is called again while the lease of the message lasts, and then the message is retried.
    fn push(
        &self,
        letter: DeadLetter<M>,
    ) -> impl Future<Output = Result<(), Box<dyn StdError + Send + Sync>>> + Send;
}

impl<M, P, F, E> DeadLetters<M> for P
where
    P: Fn(DeadLetter<M>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), E>> + Send,
    E: Into<Reason>,
{
    fn push(&self, letter: DeadLetter<M>) -> impl Future<Output = Result<(), Reason>> + Send {
        let pushing = self(letter);
        async { pushing.await.map_err(Into::into) }
    }
}

/// A message that nobody can handle, and why.
#[derive(Debug)]
pub struct DeadLetter<M> {
    message: Arc<M>,
    attempts: Option<u32>,
    reason: Arc<dyn StdError + Send + Sync>,
}

impl<M> DeadLetter<M> {
    /// How often the message was pulled, the last time included, if the queue says so.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.attempts
    }

    /// Why nobody can handle it, as its handler said.
    #[must_use]
    pub fn reason(&self) -> &(dyn StdError + 'static) {
        &*self.reason
    }
}

impl<M> Clone for DeadLetter<M> {
    fn clone(&self) -> Self {
        Self {
            message: Arc::clone(&self.message),
            attempts: self.attempts,
            reason: Arc::clone(&self.reason),
        }
    }
}

impl<M> Deref for DeadLetter<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.message
    }
}

/// [`DeadLetters`] of any type.
trait Erased<M>: Send + Sync {
    fn push(
        &self,
        letter: DeadLetter<M>,
    ) -> Pin<Box<dyn Future<Output = Result<(), Reason>> + Send + '_>>;
}

impl<M: Send + Sync + 'static, D: DeadLetters<M>> Erased<M> for D {
    fn push(
        &self,
        letter: DeadLetter<M>,
    ) -> Pin<Box<dyn Future<Output = Result<(), Reason>> + Send + '_>> {
        Box::pin(DeadLetters::push(self, letter))
    }
}

/// The dead letter queue of a consumer.
pub(super) struct DeadLetterQueue<M>(Arc<dyn Erased<M>>);

impl<M: Send + Sync + 'static> DeadLetterQueue<M> {
    pub(super) fn new(letters: impl DeadLetters<M>) -> Self {
        Self(Arc::new(letters))
    }

    /// Pushes a message, again and again while its lease lasts, and then acknowledges it. One that cannot be pushed is retried.
    pub(super) async fn push(self, message: Arc<M>, reason: Reason, lease: Lease) {
        let letter = DeadLetter {
            message,
            attempts: lease.attempts(),
            reason: reason.into(),
        };
        let limit = lease.ends();
        let pushing = async {
            for times in 1.. {
                match self.0.push(letter.clone()).await {
                    Ok(()) => break,
                    Err(error) => lease.emit(&Event::NotDeadLettered { error: &*error }),
                }
                sleep(AGAIN.wait(times)).await;
            }
        };
        if timeout_at(limit, pushing).await.is_ok() {
            lease.dead_lettered(letter.reason());
            lease.ack();
        } else {
            lease.retry();
        }
    }
}

impl<M> Clone for DeadLetterQueue<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M> fmt::Debug for DeadLetterQueue<M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeadLetterQueue")
    }
}

/// A message that a handler gets, and what is kept of it for the dead letter queue, if there is one.
pub(super) struct Kept<M>(Option<(Arc<M>, DeadLetterQueue<M>)>);

impl<M: Send + Sync + 'static> Kept<M> {
    pub(super) fn share(
        message: M,
        queue: Option<DeadLetterQueue<M>>,
        lease: &Lease,
    ) -> (Delivered<M>, Self) {
        match queue {
            None => (Delivered::new(message, lease), Self(None)),
            Some(queue) => {
                let message = Arc::new(message);
                let delivered = Delivered::shared(Arc::clone(&message), lease);
                (delivered, Self(Some((message, queue))))
            }
        }
    }

    /// Pushes the message where dead letters go, if that is anywhere; else it is retried.
    pub(super) fn die(self, reason: Reason, lease: Lease) -> Option<Dying> {
        match self.0 {
            None => {
                lease.retry();
                None
            }
            Some((message, queue)) => Some(Box::pin(queue.push(message, reason, lease))),
        }
    }
}

/// A message on its way to the dead letters.
pub(super) type Dying = Pin<Box<dyn Future<Output = ()> + Send>>;
