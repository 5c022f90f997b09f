//! How long to wait.

use std::ops::RangeInclusive;
use std::time::Duration;

/// Waits that double from one time to the next, from a shortest one to a longest one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Backoff {
    shortest: Duration,
    longest: Duration,
}

impl Backoff {
    /// Doubles within these bounds.
    #[must_use]
    pub const fn doubling(bounds: RangeInclusive<Duration>) -> Self {
        Self {
            shortest: *bounds.start(),
            longest: *bounds.end(),
        }
    }

    /// The same wait each time.
    #[must_use]
    pub const fn constant(wait: Duration) -> Self {
        Self::doubling(wait..=wait)
    }

    /// The wait after so many times, counted from 1.
    #[must_use]
    pub fn wait(self, times: u32) -> Duration {
        let factor = 2_u32.saturating_pow(times.saturating_sub(1));
        self.shortest.saturating_mul(factor).min(self.longest)
    }

    /// The same, up to a fifth longer as `random` has it, so that many consumers do not wait alike. It is longer by a hundredth at
    /// least: the sum of all waits bounds the number of pulls.
    pub(super) fn spread(self, times: u32, random: u64) -> Duration {
        let wait = self.wait(times);
        let share = u32::try_from(random >> 32).unwrap_or(u32::MAX);
        let most = wait / 5;
        let part = most.mul_f64(f64::from(share) / f64::from(u32::MAX));
        wait.saturating_add(part.max(wait / 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_within_their_bounds() {
        let backoff = Backoff::doubling(Duration::from_secs(10)..=Duration::from_secs(60));
        let waits = [0, 1, 2, 3, 4, 5, u32::MAX].map(|times| backoff.wait(times).as_secs());
        assert_eq!(waits, [10, 10, 20, 40, 60, 60, 60]);
        let constant = Backoff::constant(Duration::from_secs(5));
        assert_eq!(constant.wait(9), Duration::from_secs(5));
        let extreme = Backoff::doubling(Duration::from_secs(1)..=Duration::MAX);
        assert!(extreme.spread(u32::MAX, u64::MAX) > Duration::from_secs(1 << 31));
    }

    #[test]
    fn a_wait_is_spread_upwards() {
        let backoff = Backoff::constant(Duration::from_secs(100));
        for (random, seconds) in [
            (0, 101),
            (1 << 32, 101),
            (u64::MAX / 2, 109),
            (u64::MAX, 120),
        ] {
            assert_eq!(backoff.spread(1, random).as_secs(), seconds, "{random}");
        }
    }
}
