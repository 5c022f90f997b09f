//! The time by which delays and leases end.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

/// Where a clock that only the test turns begins: 2026-01-01T00:00:00Z.
const MANUAL_START_MS: u64 = 1_767_225_600_000;

/// The time by which delays and leases end. Clones show the same time.
///
/// Faults that take time, such as [`Fault::SlowResponse`](crate::Fault::SlowResponse), take real time by every clock.
#[derive(Clone, Debug)]
pub struct Clock {
    /// `None` for the time of the machine.
    start_ms: Option<u64>,
    ahead_ms: Arc<AtomicU64>,
}

impl Clock {
    /// The time of the machine, and ahead of it once it was [advanced](Self::advance).
    #[must_use]
    pub fn real() -> Self {
        Self {
            start_ms: None,
            ahead_ms: Arc::default(),
        }
    }

    /// Stands still at 2026-01-01T00:00:00Z until it is [advanced](Self::advance).
    #[must_use]
    pub fn manual() -> Self {
        Self {
            start_ms: Some(MANUAL_START_MS),
            ahead_ms: Arc::default(),
        }
    }

    /// Turns the clock ahead. What is less than a millisecond is cut off.
    pub fn advance(&self, duration: Duration) {
        let add = |ahead| Some(after(ahead, duration));
        // It cannot fail, since `add` always gives a time.
        let _ = self
            .ahead_ms
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        let base = self.start_ms.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            after(0, since.unwrap_or_default())
        });
        base.saturating_add(self.ahead_ms.load(Ordering::SeqCst))
    }
}

/// The point in time that lies `duration` after another one, both in milliseconds since the Unix epoch.
pub(crate) fn after(time_ms: u64, duration: Duration) -> u64 {
    let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    time_ms.saturating_add(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_when_it_is_told_to() {
        let clock = Clock::manual();
        assert_eq!(clock.now_ms(), MANUAL_START_MS);
        clock.clone().advance(Duration::from_micros(1_500));
        assert_eq!(clock.now_ms(), MANUAL_START_MS + 1);
    }

    #[test]
    fn a_real_clock_can_run_ahead() {
        let clock = Clock::real();
        let before = clock.now_ms();
        clock.advance(Duration::from_secs(3_600));
        assert!(clock.now_ms() >= before + 3_600_000);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now_ms(), u64::MAX);
    }
}
