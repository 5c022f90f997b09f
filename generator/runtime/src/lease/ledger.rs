//! What is to be settled: when, how much of it at once, and what came of it.
//!
//! A state machine: it is given what happened and what time it is, and says what to do next. It starts nothing by itself.

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::Backoff;
use super::LeaseId;
use super::NotConfirmed;
use super::Report;
use super::Settled;
use super::Settlement;

/// How many times the most of one call may wait to be settled before nothing is pulled any more.
const MOST_CALLS: usize = 20;

/// How many calls may be on their way at once.
const CALLS_AT_ONCE: usize = 16;

/// The longest wait before what could not be settled is settled again: its leases end meanwhile.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// What is to become of a lease.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) lease: LeaseId,
    pub(super) kind: Kind,
    /// When the lease ends.
    pub(super) ends: Instant,
    /// When it was decided.
    pub(super) since: Instant,
    /// Who waits for what comes of it.
    pub(super) confirm: Option<oneshot::Sender<Result<(), NotConfirmed>>>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Ack,
    Retry(Option<Duration>),
}

/// What to do next.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// Settle this, and then record [what came of it](Ledger::record) under this number.
    Settle(u64, Settlement),
    /// Look again at that time, or when something has changed.
    WaitUntil(Instant),
    /// Look again when something has changed.
    Wait,
    /// There is nothing left, nor will there be.
    End,
}

/// How settling failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Failure {
    /// It may go well later, not before the wait that the server asks for.
    Transient(Option<Duration>),
    /// It will not.
    Permanent,
}

/// What to settle, and what was settled.
#[derive(Debug)]
pub(super) struct Ledger {
    /// The most leases of one call.
    most: usize,
    /// How long one that is done waits for others.
    within: Duration,
    /// How long to wait before what could not be settled is settled again.
    again: Backoff,
    entries: VecDeque<Entry>,
    on_their_way: BTreeMap<u64, Vec<Entry>>,
    next_call: u64,
    /// The leases that somebody holds.
    held: usize,
    /// How often settling failed, since it last went well.
    failures: u32,
    not_before: Option<Instant>,
    /// Whether settling failed for good.
    is_broken: bool,
    /// Until when to settle what is left, once there will be no more leases.
    closing: Option<Instant>,
    pub(super) report: Report,
    /// What expired since that was last taken.
    expired: usize,
}

impl Ledger {
    pub(super) fn new(most: u32, within: Duration, again: Backoff) -> Self {
        Self {
            most: usize::try_from(most).unwrap_or(usize::MAX).max(1),
            within,
            again,
            entries: VecDeque::new(),
            on_their_way: BTreeMap::new(),
            next_call: 0,
            held: 0,
            failures: 0,
            not_before: None,
            is_broken: false,
            closing: None,
            report: Report::default(),
            expired: 0,
        }
    }

    /// Takes note that somebody holds so many more leases.
    pub(super) fn hold(&mut self, count: usize) {
        self.held += count;
        self.report.pulled += count as u64;
    }

    /// Takes note of what is to become of a lease that somebody held. Says whether there may be something to do sooner than it
    /// was before.
    pub(super) fn add(&mut self, entry: Entry) -> bool {
        self.held = self.held.saturating_sub(1);
        self.entries.push_back(entry);
        let count = self.entries.len();
        count == 1 || count.is_multiple_of(self.most) || self.closing.is_some() || self.is_broken
    }

    /// Takes note that a lease that somebody held is left to end. Says what [`add`](Self::add) does.
    pub(super) fn release(&mut self) -> bool {
        self.held = self.held.saturating_sub(1);
        self.report.released += 1;
        self.closing.is_some()
    }

    /// Takes note that no further leases come, and that what is left is to be settled up to `deadline`.
    pub(super) fn close(&mut self, deadline: Instant) {
        self.closing = Some(deadline);
    }

    /// Whether so much is to be settled, or settling goes so badly, that nothing should be pulled.
    pub(super) fn is_congested(&self) -> bool {
        let on_their_way: usize = self.on_their_way.values().map(Vec::len).sum();
        let waiting = self.entries.len() + on_their_way;
        self.failures > 0 || waiting >= self.most.saturating_mul(MOST_CALLS)
    }

    /// Whether settling failed for good.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// How many retries came to nothing since the last call of this, since their leases had ended.
    pub(super) fn take_expired(&mut self) -> usize {
        std::mem::take(&mut self.expired)
    }

    /// What to do at this time.
    pub(super) fn next(&mut self, now: Instant) -> Step {
        let is_late = self.closing.is_some_and(|deadline| deadline <= now);
        if self.is_broken || is_late {
            self.give_up();
        }
        if self.entries.is_empty() {
            let is_over = self.held == 0 && self.on_their_way.is_empty();
            return match self.closing {
                Some(_) if is_over || is_late => Step::End,
                Some(deadline) => Step::WaitUntil(deadline),
                None => Step::Wait,
            };
        }
        let at_once = if self.failures > 0 { 1 } else { CALLS_AT_ONCE };
        let due = self.due(now);
        let due = match self.not_before {
            Some(time) => due.max(time),
            None => due,
        };
        let is_busy = self.on_their_way.len() >= at_once;
        match self.closing {
            None if is_busy => Step::Wait,
            Some(deadline) if is_busy => Step::WaitUntil(deadline),
            _ if due <= now => {
                self.drop_expired(now);
                if self.entries.is_empty() {
                    return self.next(now);
                }
                self.settle()
            }
            Some(deadline) => Step::WaitUntil(due.min(deadline)),
            None => Step::WaitUntil(due),
        }
    }

    /// Takes note of what came of the call of this number; the leases that were in it.
    pub(super) fn record(
        &mut self,
        call: u64,
        outcome: Result<&Settled, Failure>,
        now: Instant,
    ) -> Settlement {
        let entries = self.on_their_way.remove(&call).unwrap_or_default();
        let settlement = settlement(&entries);
        match outcome {
            Ok(settled) => {
                self.failures = 0;
                self.not_before = None;
                self.report.acknowledged += settlement.acks.len() as u64;
                self.report.retried += settlement.retries.len() as u64;
                confirm(entries, settled);
            }
            Err(Failure::Transient(wait)) => {
                self.failures = self.failures.saturating_add(1);
                let again = self.again.wait(self.failures).min(LONGEST_WAIT);
                let wait = again.max(wait.unwrap_or_default());
                self.not_before = now.checked_add(wait);
                // They are the oldest, and stay in their order.
                for entry in entries.into_iter().rev() {
                    self.entries.push_front(entry);
                }
            }
            Err(Failure::Permanent) => {
                self.is_broken = true;
                self.lose(entries);
            }
        }
        settlement
    }

    /// A retry on a lease that has ended might take the message from whoever has it now.
    fn drop_expired(&mut self, now: Instant) {
        let before = self.entries.len();
        self.entries.retain_mut(|entry| {
            let is_expired = entry.kind != Kind::Ack && entry.ends <= now;
            if is_expired {
                entry.refuse(NotConfirmed::Expired);
            }
            !is_expired
        });
        let expired = before - self.entries.len();
        self.expired += expired;
        self.report.expired += expired as u64;
    }

    /// When the oldest entries are to be settled, at the latest.
    fn due(&self, now: Instant) -> Instant {
        let oldest = self.entries.front().map(|entry| entry.since);
        let is_urgent = self.entries.len() >= self.most || self.closing.is_some();
        let age = |since: Instant| since.checked_add(self.within);
        oldest.and_then(age).filter(|_| !is_urgent).unwrap_or(now)
    }

    fn settle(&mut self) -> Step {
        let count = self.entries.len().min(self.most);
        let entries: Vec<Entry> = self.entries.drain(..count).collect();
        let settlement = settlement(&entries);
        let call = self.next_call;
        self.next_call += 1;
        self.on_their_way.insert(call, entries);
        Step::Settle(call, settlement)
    }

    fn give_up(&mut self) {
        let entries = self.entries.drain(..).collect();
        self.lose(entries);
        let is_late = !self.is_broken;
        if is_late {
            for entries in std::mem::take(&mut self.on_their_way).into_values() {
                self.lose(entries);
            }
        }
    }

    fn lose(&mut self, entries: Vec<Entry>) {
        self.report.unsettled += entries.len() as u64;
        for mut entry in entries {
            entry.refuse(NotConfirmed::NotSettled);
        }
    }
}

impl Entry {
    fn refuse(&mut self, why: NotConfirmed) {
        if let Some(confirm) = self.confirm.take() {
            // Whoever waited may have gone.
            let _ = confirm.send(Err(why));
        }
    }
}

fn settlement(entries: &[Entry]) -> Settlement {
    let mut settlement = Settlement::default();
    for entry in entries {
        match entry.kind {
            Kind::Ack => settlement.acks.push(entry.lease.clone()),
            Kind::Retry(delay) => settlement.retries.push((entry.lease.clone(), delay)),
        }
    }
    settlement
}

/// Answers those who wait for what came of their leases.
fn confirm(entries: Vec<Entry>, settled: &Settled) {
    for entry in entries {
        let Some(confirm) = entry.confirm else {
            continue;
        };
        let mut warnings = settled.warnings.iter();
        let warning = warnings.find(|warning| warning.lease.as_ref() == Some(&entry.lease));
        let outcome = match warning {
            None => Ok(()),
            Some(warning) => Err(NotConfirmed::Warned(warning.text.clone())),
        };
        // Whoever waited may have gone.
        let _ = confirm.send(outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lease::Warning;

    const WITHIN: Duration = Duration::from_millis(500);
    const AGAIN: Backoff = Backoff::doubling(Duration::from_millis(200)..=Duration::from_secs(60));

    struct Run {
        ledger: Ledger,
        start: Instant,
        now: Instant,
    }

    impl Run {
        fn new(most: u32) -> Self {
            let start = Instant::now();
            Self {
                ledger: Ledger::new(most, WITHIN, AGAIN),
                start,
                now: start,
            }
        }

        fn wait(&mut self, milliseconds: u64) {
            self.now += Duration::from_millis(milliseconds);
        }

        /// Decides of so many leases of one minute.
        fn decide(&mut self, count: usize, kind: Kind) {
            self.ledger.hold(count);
            for number in 0..count {
                self.ledger.add(Entry {
                    lease: LeaseId::from(number.to_string()),
                    kind,
                    ends: self.start + Duration::from_secs(60),
                    since: self.now,
                    confirm: None,
                });
            }
        }

        /// What is to be done, in milliseconds from the start, or the number of a call and how many acknowledgements and retries are
        /// in it.
        fn next(&mut self) -> String {
            match self.ledger.next(self.now) {
                Step::Settle(call, settlement) => {
                    format!(
                        "{call}: {} {}",
                        settlement.acks.len(),
                        settlement.retries.len()
                    )
                }
                Step::WaitUntil(time) => format!("until {}", (time - self.start).as_millis()),
                Step::Wait => "wait".to_owned(),
                Step::End => "end".to_owned(),
            }
        }

        fn fail(&mut self, call: u64, failure: Failure) {
            self.ledger.record(call, Err(failure), self.now);
        }

        fn succeed(&mut self, call: u64) {
            self.ledger.record(call, Ok(&Settled::default()), self.now);
        }
    }

    #[test]
    fn what_is_done_is_settled_by_age_and_by_number() {
        let mut run = Run::new(100);
        assert_eq!(run.next(), "wait");
        run.decide(1, Kind::Ack);
        assert_eq!(run.next(), "until 500");
        run.wait(400);
        // What comes later does not start the clock again.
        run.decide(1, Kind::Retry(None));
        assert_eq!(run.next(), "until 500");
        run.wait(100);
        assert_eq!(run.next(), "0: 1 1");
        assert_eq!(run.next(), "wait");
        run.decide(250, Kind::Ack);
        assert_eq!(run.next(), "1: 100 0");
        assert_eq!(run.next(), "2: 100 0");
        assert_eq!(run.next(), "until 1000");
    }

    #[test]
    fn what_was_lost_is_settled_again_alone_and_in_its_order() {
        let mut run = Run::new(2);
        run.decide(5, Kind::Ack);
        assert_eq!(run.next(), "0: 2 0");
        assert_eq!(run.next(), "1: 2 0");
        run.fail(0, Failure::Transient(None));
        assert!(run.ledger.is_congested());
        // The other call is on its way, and one at a time is enough for a queue that fails.
        assert_eq!(run.next(), "wait");
        run.fail(1, Failure::Transient(Some(Duration::from_secs(3))));
        assert_eq!(run.next(), "until 3000");
        run.wait(3_000);
        assert_eq!(run.next(), "2: 2 0");
        assert_eq!(run.next(), "wait");
        run.succeed(2);
        assert!(!run.ledger.is_congested());
        assert_eq!(run.next(), "3: 2 0");
        assert_eq!(run.next(), "4: 1 0");
        run.succeed(3);
        run.succeed(4);
        assert_eq!(run.ledger.report.acknowledged, 5);
        assert_eq!(run.next(), "wait");
    }

    #[test]
    fn waits_between_failures_double() {
        let mut run = Run::new(1);
        run.decide(1, Kind::Ack);
        let mut waits = Vec::new();
        for call in 0..9 {
            assert_eq!(run.next(), format!("{call}: 1 0"));
            run.fail(call, Failure::Transient(None));
            let Step::WaitUntil(time) = run.ledger.next(run.now) else {
                panic!()
            };
            waits.push((time - run.now).as_millis());
            run.now = time;
        }
        let expected = [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000];
        assert_eq!(waits, expected);
    }

    #[test]
    fn a_retry_that_comes_too_late_is_dropped_and_an_acknowledgement_is_not() {
        let mut run = Run::new(100);
        run.decide(1, Kind::Retry(None));
        run.decide(1, Kind::Ack);
        run.wait(60_000);
        assert_eq!(run.next(), "0: 1 0");
        assert_eq!(run.ledger.take_expired(), 1);
        assert_eq!(run.ledger.take_expired(), 0);
        assert_eq!(run.ledger.report.expired, 1);
    }

    #[test]
    fn a_permanent_error_ends_the_settling() {
        let mut run = Run::new(2);
        run.decide(3, Kind::Ack);
        assert_eq!(run.next(), "0: 2 0");
        run.fail(0, Failure::Permanent);
        assert!(run.ledger.is_broken());
        assert_eq!(run.next(), "wait");
        assert_eq!(run.ledger.report.unsettled, 3);
        run.decide(1, Kind::Ack);
        run.ledger.close(run.now + WITHIN);
        assert_eq!(run.next(), "end");
        assert_eq!(run.ledger.report.unsettled, 4);
    }

    #[test]
    fn at_the_end_nothing_waits_but_for_what_is_held() {
        let mut run = Run::new(100);
        run.decide(1, Kind::Ack);
        run.ledger.hold(1);
        run.ledger.close(run.now + Duration::from_secs(30));
        assert_eq!(run.next(), "0: 1 0");
        assert_eq!(run.next(), "until 30000");
        run.succeed(0);
        assert_eq!(run.next(), "until 30000");
        run.ledger.release();
        assert_eq!(run.next(), "end");
        assert_eq!(run.ledger.report.released, 1);
    }

    #[test]
    fn what_cannot_be_settled_in_time_is_given_up_and_counted() {
        let mut run = Run::new(1);
        run.decide(3, Kind::Ack);
        run.ledger.close(run.now + Duration::from_secs(1));
        assert_eq!(run.next(), "0: 1 0");
        assert_eq!(run.next(), "1: 1 0");
        run.fail(1, Failure::Transient(Some(Duration::from_secs(300))));
        assert_eq!(run.next(), "until 1000");
        run.wait(1_000);
        assert_eq!(run.next(), "end");
        assert_eq!(run.ledger.report.unsettled, 3);
        // An answer that comes after all does no harm.
        run.succeed(0);
        assert_eq!(run.next(), "end");
    }

    #[test]
    fn too_much_to_settle_stops_the_pulls() {
        let mut run = Run::new(10);
        run.decide(199, Kind::Ack);
        assert!(!run.ledger.is_congested());
        run.decide(1, Kind::Ack);
        assert!(run.ledger.is_congested());
        for _ in 0..CALLS_AT_ONCE {
            assert!(matches!(run.ledger.next(run.now), Step::Settle(..)));
        }
        assert_eq!(run.next(), "wait");
        // What is on its way counts until it has arrived.
        assert!(run.ledger.is_congested());
        run.succeed(0);
        assert!(!run.ledger.is_congested());
    }

    #[test]
    fn who_asks_gets_to_know_what_came_of_a_lease() {
        let warning = Warning {
            lease: Some(LeaseId::from("warned")),
            text: "unknown lease".to_owned(),
        };
        let settled = Settled {
            warnings: vec![warning],
            ..Settled::default()
        };
        let warned = || Err(NotConfirmed::Warned("unknown lease".to_owned()));
        for (lease, outcome, expected) in [
            ("a", Ok(&settled), Ok(())),
            ("warned", Ok(&settled), warned()),
            ("a", Err(Failure::Permanent), Err(NotConfirmed::NotSettled)),
        ] {
            let mut run = Run::new(1);
            let (confirm, mut confirmed) = oneshot::channel();
            run.ledger.hold(1);
            run.ledger.add(Entry {
                lease: LeaseId::from(lease),
                kind: Kind::Ack,
                ends: run.now,
                since: run.now,
                confirm: Some(confirm),
            });
            assert_eq!(run.next(), "0: 1 0");
            run.ledger.record(0, outcome, run.now);
            assert_eq!(confirmed.try_recv(), Ok(expected), "{lease}");
        }
    }
}
