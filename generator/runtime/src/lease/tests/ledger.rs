//! What the ledger says is to be done, as things happen.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::lease::Backoff;
use crate::lease::LeaseId;
use crate::lease::NotConfirmed;
use crate::lease::Settled;
use crate::lease::Warning;
use crate::lease::ledger::CALLS_AT_ONCE;
use crate::lease::ledger::Failure;
use crate::lease::ledger::Ledger;
use crate::lease::ledger::Step;
use crate::lease::ledger::entry::Entry;
use crate::lease::ledger::entry::Kind;

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
