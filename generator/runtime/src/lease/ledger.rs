//! What is to be settled: when, how much of it at once, and what came of it.
//!
//! A state machine: it is given what happened and what time it is, and says what to do next. It starts nothing by itself.

pub(super) mod entry;

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::Backoff;
use super::NotConfirmed;
use super::Report;
use super::Settled;
use super::Settlement;
use super::desk::after;
use entry::Entry;
use entry::Kind;
use entry::confirm;
use entry::settlement;

/// How many times the most of one call may wait to be settled before nothing is pulled any more.
const MOST_CALLS: usize = 20;

/// How many calls may be on their way at once.
pub(super) const CALLS_AT_ONCE: usize = 16;

/// The longest wait before what could not be settled is settled again: its leases end meanwhile.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

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
    /// The pulls on their way, which may bring more of them.
    pulls: usize,
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
            pulls: 0,
            failures: 0,
            not_before: None,
            is_broken: false,
            closing: None,
            report: Report::default(),
            expired: 0,
        }
    }

    /// Takes note that a pull is on its way.
    pub(super) fn expect(&mut self) {
        self.pulls += 1;
    }

    /// Takes note that it is not any more, after what it brought was [held](Self::hold). Says what [`add`](Self::add) does.
    pub(super) fn came(&mut self) -> bool {
        self.pulls = self.pulls.saturating_sub(1);
        self.closing.is_some()
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
        // What failed and has expired meanwhile is not settled again, and shows no longer whether settling goes well.
        let is_failing = self.failures > 0 && waiting > 0;
        is_failing || waiting >= self.most.saturating_mul(MOST_CALLS)
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
            let is_over = self.held + self.pulls == 0 && self.on_their_way.is_empty();
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
            _ if due <= now => match self.settle(now) {
                Some(step) => step,
                // All had expired.
                None => self.next(now),
            },
            Some(deadline) => Step::WaitUntil(due.min(deadline)),
            None => Step::WaitUntil(due),
        }
    }

    /// Takes note of what came of the call of this number; how many acknowledgements and how many retries were in it.
    pub(super) fn record(
        &mut self,
        call: u64,
        outcome: Result<&Settled, Failure>,
        now: Instant,
    ) -> (usize, usize) {
        let entries = self.on_their_way.remove(&call).unwrap_or_default();
        let acks = entries.iter().filter(|entry| entry.kind == Kind::Ack);
        let acks = acks.count();
        let retries = entries.len() - acks;
        match outcome {
            Ok(settled) => {
                self.failures = 0;
                self.not_before = None;
                self.report.acknowledged += acks as u64;
                self.report.retried += retries as u64;
                confirm(entries, settled);
            }
            Err(Failure::Transient(wait)) => {
                self.failures = self.failures.saturating_add(1);
                let again = self.again.wait(self.failures).min(LONGEST_WAIT);
                let wait = again.max(wait.unwrap_or_default());
                self.not_before = Some(after(now, wait));
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
        (acks, retries)
    }

    /// When the oldest entries are to be settled, at the latest.
    fn due(&self, now: Instant) -> Instant {
        let oldest = self.entries.front().map(|entry| entry.since);
        let is_urgent = self.entries.len() >= self.most || self.closing.is_some();
        let age = |since: Instant| since.checked_add(self.within);
        oldest.and_then(age).filter(|_| !is_urgent).unwrap_or(now)
    }

    /// Settles the oldest entries, but for those that come too late.
    fn settle(&mut self, now: Instant) -> Option<Step> {
        let mut entries = Vec::with_capacity(self.entries.len().min(self.most));
        while entries.len() < self.most
            && let Some(mut entry) = self.entries.pop_front()
        {
            if entry.is_expired(now) {
                entry.refuse(NotConfirmed::Expired);
                self.expired += 1;
                self.report.expired += 1;
            } else {
                entries.push(entry);
            }
        }
        if entries.is_empty() {
            return None;
        }
        let settlement = settlement(&entries);
        let call = self.next_call;
        self.next_call += 1;
        self.on_their_way.insert(call, entries);
        Some(Step::Settle(call, settlement))
    }

    /// Settles nothing of what is left.
    pub(super) fn give_up(&mut self) {
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
