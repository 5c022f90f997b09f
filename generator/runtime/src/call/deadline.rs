//! Bounds of time.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::timeout_at;

use crate::TransportError;

/// When a call, or an attempt, ends at the latest.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    /// `None` when it lies beyond what a clock can tell.
    end: Option<Instant>,
    timeout: Duration,
    /// The setting that it comes from.
    setting: &'static str,
}

impl Deadline {
    /// `timeout` from now, as the setting of that name says.
    pub(crate) fn after(timeout: Duration, setting: &'static str) -> Self {
        Self {
            end: Instant::now().checked_add(timeout),
            timeout,
            setting,
        }
    }

    /// The one of the two that comes first.
    pub(crate) fn or_sooner(self, other: Self) -> Self {
        match (self.end, other.end) {
            (Some(end), Some(other_end)) if other_end < end => other,
            (None, Some(_)) => other,
            _ => self,
        }
    }

    /// Whether something can begin after `wait` and before the end.
    pub(crate) fn leaves(&self, wait: Duration) -> bool {
        self.end.is_none_or(|end| {
            let begin = Instant::now().checked_add(wait);
            begin.is_some_and(|begin| begin < end)
        })
    }

    /// What `future` comes to, unless the end comes first.
    pub(crate) async fn bound<T>(
        &self,
        future: impl Future<Output = T>,
    ) -> Result<T, TransportError> {
        let Some(end) = self.end else {
            return Ok(future.await);
        };
        timeout_at(end, future).await.map_err(|_| self.late())
    }

    /// The point in time; `None` when it lies beyond what a clock can tell.
    pub(crate) fn end(&self) -> Option<Instant> {
        self.end
    }

    /// The error of what did not come to an end before.
    pub(crate) fn late(&self) -> TransportError {
        let message = format!("timed out after {:?} (`{}`)", self.timeout, self.setting);
        TransportError::exchange(message).timed_out()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn the_sooner_end_counts_and_says_where_it_comes_from() {
        for (attempt, call, message) in [
            (1, 2, "timed out after 1s (`attempt_timeout`)"),
            (2, 1, "timed out after 1s (`timeout`)"),
            (1, 1, "timed out after 1s (`timeout`)"),
            (u64::MAX, 1, "timed out after 1s (`timeout`)"),
            (1, u64::MAX, "timed out after 1s (`attempt_timeout`)"),
        ] {
            let call = Deadline::after(Duration::from_secs(call), "timeout");
            let attempt = Deadline::after(Duration::from_secs(attempt), "attempt_timeout");
            let begin = Instant::now();
            let error = call
                .or_sooner(attempt)
                .bound(std::future::pending::<()>())
                .await
                .unwrap_err();
            assert!(error.to_string().ends_with(message), "{error}");
            assert!(error.is_timeout() && begin.elapsed() >= SECOND);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_must_end_before_the_deadline() {
        let deadline = Deadline::after(SECOND, "timeout");
        assert!(deadline.leaves(SECOND / 2));
        assert!(!deadline.leaves(SECOND));
        assert!(!deadline.leaves(Duration::MAX));
        tokio::time::advance(SECOND * 2).await;
        assert!(!deadline.leaves(Duration::ZERO));
        assert!(Deadline::after(Duration::MAX, "timeout").leaves(Duration::MAX));
    }
}
