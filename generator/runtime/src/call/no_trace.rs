//! Nothing, in the place of what the feature `tracing` does.

#![expect(
    clippy::unused_self,
    reason = "the place of methods that do something with the feature"
)]

use std::time::Duration;

use crate::Error;
use crate::call::operation::Operation;
use crate::response::received::Received;

pub(crate) struct Trace;

impl Trace {
    pub(crate) fn begin(_operation: &Operation<'_>) -> Self {
        Self
    }

    pub(crate) fn attempt<F>(&mut self, attempt: F) -> F
    where
        F: Future<Output = Result<Received, Error>>,
    {
        attempt
    }

    pub(crate) fn wait(&self, wait: Duration) -> Duration {
        wait
    }

    pub(crate) fn fail(&mut self, _error: &Error) {}
}
