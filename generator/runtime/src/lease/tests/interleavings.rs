//! Every order of a few things that happen to the two state machines: whatever it is, what must hold holds.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use super::milliseconds;
use super::seconds;
use crate::lease::Backoff;
use crate::lease::LeaseId;
use crate::lease::Settled;
use crate::lease::Settlement;
use crate::lease::ledger;
use crate::lease::ledger::Failure;
use crate::lease::ledger::Ledger;
use crate::lease::ledger::entry::Entry;
use crate::lease::ledger::entry::Kind;
use crate::lease::pace;
use crate::lease::pace::Came;
use crate::lease::pace::Pace;

const WITHIN: Duration = milliseconds(500);
const AGAIN: Backoff = Backoff::doubling(milliseconds(200)..=seconds(60));

/// Every sequence of so many of these actions.
fn sequences(actions: usize, length: u32) -> impl Iterator<Item = Vec<usize>> {
    (0..actions.pow(length)).map(move |mut code| {
        let digits = (0..length).map(|_| {
            let digit = code % actions;
            code /= actions;
            digit
        });
        digits.collect()
    })
}

/// A ledger with what is known of it from outside.
struct Books {
    ledger: Ledger,
    now: Instant,
    /// When the leases end.
    ends: Instant,
    next: u64,
    /// The calls on their way.
    calls: Vec<(u64, Settlement)>,
    deadline: Option<Instant>,
    settled: usize,
}

impl Books {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            ledger: Ledger::new(2, WITHIN, AGAIN),
            now,
            ends: now + seconds(2),
            next: 0,
            calls: Vec::new(),
            deadline: None,
            settled: 0,
        }
    }

    fn act(&mut self, action: usize) {
        match action {
            0 => self.decide(Kind::Ack),
            1 => self.decide(Kind::Retry(None)),
            2 => self.look(),
            3 => self.answer(Ok(&Settled::default())),
            4 => self.answer(Err(Failure::Transient(None))),
            5 => self.now += milliseconds(700),
            _ => {
                let deadline = self.now + seconds(1);
                self.deadline.get_or_insert(deadline);
                self.ledger.close(deadline);
            }
        }
        self.check();
    }

    fn decide(&mut self, kind: Kind) {
        self.ledger.hold(1);
        self.ledger.add(Entry {
            lease: LeaseId::from(self.next.to_string()),
            kind,
            ends: self.ends,
            since: self.now,
            confirm: None,
        });
        self.next += 1;
    }

    /// Does as the ledger says, until it says to wait.
    fn look(&mut self) {
        loop {
            match self.ledger.next(self.now) {
                ledger::Step::Settle(call, settlement) => self.calls.push((call, settlement)),
                ledger::Step::WaitUntil(time) => {
                    assert!(time > self.now, "it would be looked at again and again");
                    return;
                }
                ledger::Step::Wait => return,
                ledger::Step::End => {
                    assert!(self.deadline.is_some(), "nothing was closed");
                    return;
                }
            }
            self.check_calls();
        }
    }

    fn answer(&mut self, outcome: Result<&Settled, Failure>) {
        if self.calls.is_empty() {
            return;
        }
        let (call, settlement) = self.calls.remove(0);
        if outcome.is_ok() {
            self.settled += settlement.acks.len() + settlement.retries.len();
        }
        self.ledger.record(call, outcome, self.now);
    }

    fn check_calls(&self) {
        let mut leases = BTreeSet::new();
        for (_, settlement) in &self.calls {
            let acks = settlement.acks.iter();
            let retries = settlement.retries.iter().map(|(lease, _)| lease);
            let before = leases.len();
            leases.extend(acks.chain(retries).cloned());
            assert!(
                (1..=2).contains(&(leases.len() - before)),
                "empty, too large or twice"
            );
        }
        let (_, last) = self.calls.last().unwrap();
        let is_late = self.now >= self.ends;
        assert!(
            !is_late || last.retries.is_empty(),
            "a retry on a lease that ended"
        );
    }

    /// Nothing is lost, and nothing is counted twice.
    fn check(&self) {
        let report = &self.ledger.report;
        let counted = report.acknowledged + report.retried + report.expired + report.unsettled;
        assert!(counted <= self.next);
        assert!(report.acknowledged + report.retried <= self.settled as u64);
    }

    /// Answers all calls and lets time pass: all is settled, expired or given up, and counted.
    fn end(mut self) {
        self.act(6);
        for _ in 0..20 {
            self.act(2);
            self.act(3);
            self.now += milliseconds(100);
        }
        assert!(matches!(self.ledger.next(self.now), ledger::Step::End));
        let report = &self.ledger.report;
        let counted = report.acknowledged + report.retried + report.expired + report.unsettled;
        assert_eq!(counted, self.next, "{report:?}");
    }
}

#[test]
fn a_ledger_keeps_its_books_whatever_the_order() {
    for sequence in sequences(7, 6) {
        let mut books = Books::new();
        for action in &sequence {
            books.act(*action);
        }
        books.end();
    }
}

/// A pace with what is known of it from outside.
struct Pulls {
    pace: Pace,
    start: Instant,
    now: Instant,
    /// What the pulls on their way ask for.
    requested: Vec<u32>,
    /// The messages that are being handled.
    handled: u32,
    pulled: u32,
    /// Until when nothing may be pulled, as a server said.
    not_before: Option<Instant>,
}

const PLACES: u32 = 25;
const PER_SECOND: u32 = 50;

impl Pulls {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            pace: Pace::new(10, PER_SECOND, AGAIN, false),
            start: now,
            now,
            requested: Vec::new(),
            handled: 0,
            pulled: 0,
            not_before: None,
        }
    }

    fn act(&mut self, action: usize) {
        match action {
            0 => self.look(),
            1 => self.came(Came::Messages),
            2 => self.came(|requested| Came::Messages(requested / 2)),
            3 => self.came(|_| Came::Messages(0)),
            4 => {
                let wait = seconds(3);
                self.not_before = (!self.requested.is_empty())
                    .then_some(self.now + wait)
                    .or(self.not_before);
                self.came(|_| Came::Failure(Some(seconds(3))));
            }
            5 => self.now += milliseconds(150),
            _ => self.handled = 0,
        }
    }

    fn look(&mut self) {
        for _ in 0..100 {
            match self.pace.next(self.now, PLACES - self.handled) {
                pace::Step::Pull(requested) => {
                    assert!((1..=10).contains(&requested));
                    let not_before = self.not_before.filter(|time| *time > self.now);
                    assert_eq!(not_before, None, "the server asked to wait");
                    self.requested.push(requested);
                    let all = self.requested.iter().sum::<u32>();
                    assert!(self.handled + all <= PLACES, "more than there are places");
                }
                pace::Step::WaitUntil(time) => return assert!(time > self.now),
                pace::Step::Wait => return,
                pace::Step::End => panic!("it goes on until it is stopped"),
            }
        }
        panic!("it pulls without end");
    }

    fn came(&mut self, came: fn(u32) -> Came) {
        if self.requested.is_empty() {
            return;
        }
        let requested = self.requested.remove(0);
        let came = came(requested);
        if let Came::Messages(count) = came {
            self.handled += count;
            self.pulled += count;
        }
        self.pace.came(requested, came, self.now, 0);
        // What came in this time, in a burst of a fifth of a second, and with the pull that goes beyond it.
        let elapsed = (self.now - self.start).as_secs_f64();
        let most = (elapsed + 0.2) * f64::from(PER_SECOND) + 10.0;
        assert!(
            f64::from(self.pulled) <= most,
            "{} in {elapsed}",
            self.pulled
        );
    }
}

#[test]
fn a_pace_is_kept_whatever_the_order() {
    for sequence in sequences(7, 6) {
        let mut pulls = Pulls::new();
        for action in &sequence {
            pulls.act(*action);
        }
        // However it came to this, it goes on when all is answered and time has passed.
        while !pulls.requested.is_empty() {
            pulls.act(3);
        }
        pulls.handled = 0;
        pulls.now += seconds(3_600);
        let next = pulls.pace.next(pulls.now, PLACES);
        assert!(
            matches!(next, pace::Step::Pull(_)),
            "{sequence:?}: {next:?}"
        );
    }
}
