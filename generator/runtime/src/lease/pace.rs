//! When to pull, and how much.
//!
//! A state machine as the ledger is. What it is given: how many places are free, what pulls gave, what time it is.

use std::time::Duration;

use tokio::time::Instant;

use super::Backoff;
use super::desk::after;

/// How many pulls may be on their way at once, when the queue is deep.
const PULLS_AT_ONCE: usize = 16;

/// How far messages may be pulled ahead of their rate.
const BURST: Duration = Duration::from_millis(200);

/// What to do next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// Pull so many messages, and record what came of it.
    Pull(u32),
    /// Look again at that time, or when something has changed.
    WaitUntil(Instant),
    /// Look again when something has changed.
    Wait,
    /// Nothing is to be pulled any more.
    End,
}

/// What came of a pull.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Came {
    /// So many messages.
    Messages(u32),
    /// The queue does not deliver for now.
    Nothing,
    /// It failed and may go well later, not before the wait that the server asks for.
    Failure(Option<Duration>),
}

#[derive(Debug)]
pub(super) struct Pace {
    /// The most messages of one pull.
    most: u32,
    /// How much of a second a message takes up.
    each: Duration,
    /// Until when the messages that were pulled take up the time.
    taken_until: Option<Instant>,
    /// How long to wait when there is nothing, or a pull failed.
    idle: Backoff,
    /// Whether to end where there is nothing more.
    until_empty: bool,
    pulls: usize,
    /// What the pulls on their way ask for.
    requested: u32,
    not_before: Option<Instant>,
    /// How often there was nothing, since there was last something.
    empty: u32,
    failures: u32,
    /// Whether the last pull gave all that it asked for, so that there is likely to be more.
    is_deep: bool,
}

impl Pace {
    pub(super) fn new(most: u32, per_second: u32, idle: Backoff, until_empty: bool) -> Self {
        Self {
            most: most.max(1),
            each: Duration::from_secs(1) / per_second.max(1),
            taken_until: None,
            idle,
            until_empty,
            pulls: 0,
            requested: 0,
            not_before: None,
            empty: 0,
            failures: 0,
            is_deep: false,
        }
    }

    /// What to do at this time, with so many places for messages, those on their way included.
    pub(super) fn next(&mut self, now: Instant, places: u32) -> Step {
        if self.until_empty && self.empty > 0 {
            return if self.pulls == 0 {
                Step::End
            } else {
                Step::Wait
            };
        }
        if let Some(time) = self.not_before.filter(|time| *time > now) {
            return Step::WaitUntil(time);
        }
        let free = places.saturating_sub(self.requested);
        let requested = free.min(self.most);
        let is_worth_it = match self.pulls {
            0 => requested > 0,
            // Many small pulls would cost what few large ones give.
            pulls => self.is_deep && pulls < PULLS_AT_ONCE && requested >= self.most.div_ceil(2),
        };
        if !is_worth_it {
            return Step::Wait;
        }
        let taken_until = self.taken_until.map_or(now, |time| time.max(now));
        let ahead = taken_until.saturating_duration_since(now);
        if ahead > BURST {
            return Step::WaitUntil(taken_until - BURST);
        }
        self.taken_until = taken_until.checked_add(self.each * requested);
        self.pulls += 1;
        self.requested += requested;
        Step::Pull(requested)
    }

    /// Takes note of what came of a pull that asked for so many messages; how long nothing is pulled now, if it is for a while.
    pub(super) fn came(
        &mut self,
        requested: u32,
        came: Came,
        now: Instant,
        random: u64,
    ) -> Option<Duration> {
        self.pulls = self.pulls.saturating_sub(1);
        self.requested = self.requested.saturating_sub(requested);
        let count = match came {
            Came::Messages(count) => count,
            Came::Nothing | Came::Failure(_) => 0,
        };
        // What did not come took up nothing.
        let unused = self.each * requested.saturating_sub(count);
        self.taken_until = self.taken_until.and_then(|time| time.checked_sub(unused));
        self.is_deep = matches!(came, Came::Messages(count) if count >= requested);
        let wait = match came {
            Came::Messages(1..) => {
                self.empty = 0;
                self.failures = 0;
                // Who gets less than was asked for has seen the end of the queue.
                let is_partial = !self.is_deep && !self.until_empty;
                is_partial.then(|| self.idle.spread(1, random))
            }
            Came::Messages(0) | Came::Nothing => {
                self.failures = 0;
                self.empty = self.empty.saturating_add(1);
                Some(self.idle.spread(self.empty, random))
            }
            Came::Failure(wait) => {
                self.failures = self.failures.saturating_add(1);
                let backoff = self.idle.spread(self.failures, random);
                Some(backoff.max(wait.unwrap_or_default()))
            }
        };
        let until = wait.map(|wait| after(now, wait));
        // What one pull was told to wait for is not forgotten for what another one gave.
        self.not_before = until.max(self.not_before.filter(|time| *time > now));
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than any test here pulls.
    const PER_SECOND: u32 = 1_000_000;
    const IDLE: Backoff = Backoff::doubling(Duration::from_millis(250)..=Duration::from_secs(60));

    struct Run {
        pace: Pace,
        now: Instant,
    }

    impl Run {
        fn new(until_empty: bool) -> Self {
            Self {
                pace: Pace::new(100, PER_SECOND, IDLE, until_empty),
                now: Instant::now(),
            }
        }

        fn next(&mut self, places: u32) -> Step {
            self.pace.next(self.now, places)
        }

        fn came(&mut self, requested: u32, came: Came) -> u128 {
            let wait = self.pace.came(requested, came, self.now, 0);
            wait.unwrap_or_default().as_millis()
        }
    }

    #[test]
    fn a_pull_asks_for_the_free_places() {
        let mut run = Run::new(false);
        assert_eq!(run.next(0), Step::Wait);
        assert_eq!(run.next(7), Step::Pull(7));
        assert_eq!(run.next(7), Step::Wait);
        // Whether there is more is not known before the first has come.
        assert_eq!(run.next(400), Step::Wait);
        assert_eq!(run.came(7, Came::Messages(7)), 0);
        assert_eq!(run.next(400), Step::Pull(100));
    }

    #[test]
    fn a_deep_queue_is_pulled_from_several_times_at_once() {
        let mut run = Run::new(false);
        assert_eq!(run.next(10_000), Step::Pull(100));
        run.came(100, Came::Messages(100));
        for _ in 0..PULLS_AT_ONCE {
            assert_eq!(run.next(10_000), Step::Pull(100));
        }
        assert_eq!(run.next(10_000), Step::Wait);
        // A pull that gives less shows the end of the queue.
        run.came(100, Came::Messages(40));
        assert!(matches!(run.next(10_000), Step::WaitUntil(_)));
    }

    #[test]
    fn a_few_places_are_not_worth_another_pull() {
        let mut run = Run::new(false);
        run.next(100);
        run.came(100, Came::Messages(100));
        assert_eq!(run.next(160), Step::Pull(100));
        assert_eq!(run.next(149), Step::Wait);
        assert_eq!(run.next(150), Step::Pull(50));
    }

    #[test]
    fn an_idle_consumer_makes_at_most_1440_pulls_a_day() {
        for came in [Came::Messages(0), Came::Nothing] {
            let mut run = Run::new(false);
            let start = run.now;
            let mut pulls = 0;
            while run.now - start < Duration::from_secs(24 * 60 * 60) {
                match run.next(16) {
                    Step::Pull(requested) => {
                        pulls += 1;
                        run.came(requested, came);
                    }
                    Step::WaitUntil(time) => run.now = time,
                    step => panic!("{step:?}"),
                }
            }
            assert!((1_400..=1_440).contains(&pulls), "{pulls}");
        }
    }

    #[test]
    fn what_comes_ends_the_idling() {
        let mut run = Run::new(false);
        let mut waits = Vec::new();
        for came in [
            Came::Messages(0),
            Came::Nothing,
            Came::Messages(0),
            Came::Messages(3),
            Came::Messages(16),
            Came::Messages(0),
        ] {
            assert_eq!(run.next(16), Step::Pull(16));
            waits.push(run.came(16, came));
            if let Step::WaitUntil(time) = run.next(16) {
                run.now = time;
            } else {
                run.pace = Pace {
                    pulls: 0,
                    requested: 0,
                    ..run.pace
                };
            }
        }
        assert_eq!(waits, [252, 505, 1_010, 252, 0, 252]);
    }

    #[test]
    fn a_failure_is_waited_for_as_the_server_asks() {
        let mut run = Run::new(false);
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (wait, expected) in [
            (None, 252),
            (None, 505),
            (seconds(300), 300_000),
            (seconds(1), 2_020),
        ] {
            run.next(16);
            assert_eq!(run.came(16, Came::Failure(wait)), expected);
            let Step::WaitUntil(time) = run.next(16) else {
                panic!()
            };
            assert_eq!((time - run.now).as_millis(), expected);
            run.now = time;
        }
        run.next(16);
        run.came(16, Came::Messages(16));
        run.next(16);
        assert_eq!(run.came(16, Came::Failure(None)), 252);
    }

    #[test]
    fn a_wait_that_no_clock_counts_is_one_of_years() {
        for came in [Came::Failure(Some(Duration::MAX)), Came::Messages(0)] {
            let mut run = Run::new(false);
            run.pace.idle = Backoff::constant(Duration::MAX);
            run.next(16);
            run.came(16, came);
            let Step::WaitUntil(time) = run.next(16) else {
                panic!("{came:?} is not waited for")
            };
            assert!(time - run.now > Duration::from_secs(365 * 24 * 60 * 60));
        }
    }

    #[test]
    fn what_another_pull_gives_does_not_shorten_a_wait() {
        let mut run = Run::new(false);
        run.next(200);
        run.came(100, Came::Messages(100));
        run.next(200);
        run.next(200);
        run.came(100, Came::Failure(Some(Duration::from_secs(300))));
        run.came(100, Came::Messages(100));
        let Step::WaitUntil(time) = run.next(200) else {
            panic!()
        };
        assert_eq!((time - run.now).as_secs(), 300);
    }

    #[test]
    fn until_empty_it_ends_where_a_pull_gives_nothing() {
        let mut run = Run::new(true);
        assert_eq!(run.next(16), Step::Pull(16));
        assert_eq!(run.came(16, Came::Messages(3)), 0);
        assert_eq!(run.next(16), Step::Pull(16));
        run.came(16, Came::Messages(0));
        assert_eq!(run.next(16), Step::End);
    }
}
