//! How long to wait when the server does not say.

use std::hash::BuildHasher as _;
use std::hash::Hasher as _;
use std::hash::RandomState;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Full jitter: a wait between nothing and a bound that doubles from one attempt to the next, up to a cap.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Backoff {
    /// The bound of the first wait.
    pub(crate) base: Duration,
    /// The bound of all waits.
    pub(crate) cap: Duration,
}

impl Backoff {
    /// The wait after `attempts` attempts, which `random` chooses.
    pub(crate) fn wait(self, attempts: u32, random: u64) -> Duration {
        let factor = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let bound = self.base.saturating_mul(factor).min(self.cap);
        let nanoseconds = u64::try_from(bound.as_nanos()).unwrap_or(u64::MAX);
        let chosen = (u128::from(nanoseconds) * u128::from(random)) >> 64;
        // The product of two 64-bit numbers, less 64 bits, has 64 bits.
        Duration::from_nanos(u64::try_from(chosen).unwrap_or(u64::MAX))
    }
}

/// Random numbers to spread waits with (`SplitMix64`); not for secrets.
#[derive(Debug)]
pub(crate) struct Jitter(AtomicU64);

impl Jitter {
    /// The numbers that follow from `seed`; without one, other numbers each time.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        // The standard library seeds its hashers from the operating system.
        let seed = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub(crate) fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff {
        base: Duration::from_millis(250),
        cap: Duration::from_secs(8),
    };

    #[test]
    fn the_bound_doubles_up_to_the_cap() {
        for (attempts, bound) in [
            (0, 250),
            (1, 250),
            (2, 500),
            (3, 1_000),
            (5, 4_000),
            (6, 8_000),
            (7, 8_000),
            (u32::MAX, 8_000),
        ] {
            let bound = Duration::from_millis(bound);
            let longest = BACKOFF.wait(attempts, u64::MAX);
            assert!(longest < bound && longest + Duration::from_nanos(1) == bound);
            assert_eq!(BACKOFF.wait(attempts, 1 << 63), bound / 2);
            assert_eq!(BACKOFF.wait(attempts, 0), Duration::ZERO);
        }
    }

    #[test]
    fn no_setting_overflows() {
        let endless = Backoff {
            base: Duration::MAX,
            cap: Duration::MAX,
        };
        assert!(endless.wait(u32::MAX, u64::MAX) > Duration::from_secs(1 << 33));
        let none = Backoff {
            base: Duration::ZERO,
            cap: Duration::MAX,
        };
        assert_eq!(none.wait(3, u64::MAX), Duration::ZERO);
    }

    #[test]
    fn a_seed_fixes_the_numbers_and_no_seed_does_not() {
        let numbers = |seed| {
            let jitter = Jitter::new(seed);
            [jitter.next(), jitter.next(), jitter.next()]
        };
        // The first numbers that the reference implementation gives for the seed 0.
        assert_eq!(
            numbers(Some(0)),
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f
            ]
        );
        assert_ne!(numbers(None), numbers(None));
    }

    #[test]
    fn waits_are_spread_over_the_whole_bound() {
        let jitter = Jitter::new(Some(1));
        let mut tenths = [0; 10];
        for _ in 0..10_000 {
            let wait = BACKOFF.wait(1, jitter.next());
            tenths[usize::try_from(wait.as_millis() / 25).unwrap()] += 1;
        }
        assert!(
            tenths.iter().all(|count| (800..1_200).contains(count)),
            "{tenths:?}"
        );
    }
}
