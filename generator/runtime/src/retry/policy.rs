//! What the calls of a client share to decide on retries.

use super::backoff::Backoff;
use super::backoff::Jitter;
use super::budget::Budget;
use crate::RetryMode;
use crate::Settings;

/// The settings for retries, and the state behind them.
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) mode: RetryMode,
    /// How often a request is sent at most, the first time included.
    pub(crate) attempts: u32,
    pub(crate) backoff: Backoff,
    pub(crate) jitter: Jitter,
    pub(crate) budget: Budget,
}

impl Policy {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            mode: settings.retry_mode,
            attempts: settings.attempts,
            backoff: settings.backoff,
            jitter: Jitter::new(settings.jitter_seed),
            budget: Budget::full(),
        }
    }
}
