//! What one call does otherwise than its client.

use std::time::Duration;

use crate::Error;
use crate::Request;
use crate::RetryClass;
use crate::RetryMode;

/// What was said about one call; the rest is as the client's settings say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) retry_class: Option<RetryClass>,
    pub(crate) retry_mode: Option<RetryMode>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}

/// How this call is made.
impl Request<'_> {
    /// Says whether repeating the operation does harm; otherwise its method does.
    pub fn retry_class(mut self, retry_class: RetryClass) -> Self {
        self.options.retry_class = Some(retry_class);
        self
    }

    /// Says when the request is sent again, in place of [`Settings::retry_mode`](crate::Settings::retry_mode).
    pub fn retry_mode(mut self, retry_mode: RetryMode) -> Self {
        self.options.retry_mode = Some(retry_mode);
        self
    }

    /// Says how long one attempt may take, in place of [`Settings::attempt_timeout`](crate::Settings::attempt_timeout).
    /// Zero is refused. [`Duration::MAX`] is no bound.
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        self.attempt(|request| {
            request.options.attempt_timeout = Some(bound("attempt_timeout", attempt_timeout)?);
            Ok(())
        })
    }

    /// Says how long the call may take with all its attempts, in place of [`Settings::timeout`](crate::Settings::timeout).
    /// Zero is refused. [`Duration::MAX`] is no bound.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.attempt(|request| {
            request.options.timeout = Some(bound("timeout", timeout)?);
            Ok(())
        })
    }
}

fn bound(name: &str, bound: Duration) -> Result<Duration, Error> {
    if bound.is_zero() {
        return Err(Error::invalid_argument(name, "zero lets no call succeed"));
    }
    Ok(bound)
}
