//! What the server, the fake and the handles of its queues share.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::authentication::Account;
use crate::clock::Clock;
use crate::description::Description;
use crate::state::State;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) account: Account,
    pub(crate) clock: Clock,
    pub(crate) description: Arc<Description>,
    /// Whether requests are held to the letter of the description.
    pub(crate) is_strict: bool,
    pub(crate) state: Mutex<State>,
}

impl Shared {
    /// Looks at the state as it is now, changes it, and writes to the file what changed.
    ///
    /// The file is written under the lock, and on the thread of the caller: a response must not overtake its effect.
    pub(crate) fn update<T>(&self, change: impl FnOnce(&mut State, u64) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // The clock is read under the lock, so that the state never goes back in time.
        let now_ms = self.clock.now_ms();
        state.catch_up(now_ms);
        let outcome = change(&mut state, now_ms);
        state.save();
        outcome
    }
}
