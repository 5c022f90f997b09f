//! What keeps a client from hammering a server that is down: retries cost tokens, and successes bring them back.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

/// How many tokens a client has at most, and at first.
const FULL: u32 = 500;

/// What a retry costs after a timeout, and after anything else.
const AFTER_TIMEOUT: u32 = 14;
const AFTER_OTHERS: u32 = 5;

/// What a success brings that needed no retry.
const REWARD: u32 = 1;

/// The tokens of one client, shared by its clones.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// What a retry has cost.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Cost(u32);

impl Budget {
    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Pays for a retry, or pays nothing when there is not enough.
    pub(crate) fn pay(&self, after_timeout: bool) -> Option<Cost> {
        let cost = if after_timeout {
            AFTER_TIMEOUT
        } else {
            AFTER_OTHERS
        };
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(cost)
            })
            .ok()
            .map(|_| Cost(cost))
    }

    /// Takes note of a success: it gives back what the retry had cost that led to it.
    pub(crate) fn refund(&self, retry: Option<Cost>) {
        let tokens = retry.map_or(REWARD, |Cost(tokens)| tokens);
        // The update always takes place.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |held| {
                Some(held.saturating_add(tokens).min(FULL))
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payable(budget: &Budget, after_timeout: bool) -> usize {
        std::iter::from_fn(|| budget.pay(after_timeout)).count()
    }

    #[test]
    fn tokens_run_out_and_successes_bring_them_back() {
        for (after_timeout, affordable) in [(true, 35), (false, 100)] {
            let budget = Budget::full();
            let cost = budget.pay(after_timeout);
            assert_eq!(payable(&budget, after_timeout), affordable - 1);
            budget.refund(cost);
            assert_eq!(payable(&budget, after_timeout), 1);
            for _ in 0..AFTER_TIMEOUT {
                budget.refund(None);
            }
            assert!(payable(&budget, after_timeout) >= 1);
        }
    }

    #[test]
    fn there_are_never_more_tokens_than_at_first() {
        let budget = Budget::full();
        for _ in 0..1_000 {
            budget.refund(Some(Cost(AFTER_TIMEOUT)));
        }
        assert_eq!(payable(&budget, false), 100);
    }
}
