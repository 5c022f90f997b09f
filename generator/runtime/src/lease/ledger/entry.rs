//! What is to become of a lease, and who waits for it.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::lease::LeaseId;
use crate::lease::NotConfirmed;
use crate::lease::Settled;
use crate::lease::Settlement;

/// What is to become of a lease.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) lease: LeaseId,
    pub(crate) kind: Kind,
    /// When the lease ends.
    pub(crate) ends: Instant,
    /// When it was decided.
    pub(crate) since: Instant,
    /// Who waits for what comes of it.
    pub(crate) confirm: Option<oneshot::Sender<Result<(), NotConfirmed>>>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Ack,
    Retry(Option<Duration>),
}

impl Entry {
    /// Whether it comes too late: a retry on a lease that has ended might take the message from whoever has it now.
    pub(crate) fn is_expired(&self, now: Instant) -> bool {
        self.kind != Kind::Ack && self.ends <= now
    }

    /// Tells who waits that the message may come again.
    pub(crate) fn refuse(&mut self, why: NotConfirmed) {
        if let Some(confirm) = self.confirm.take() {
            // Whoever waited may have gone.
            let _ = confirm.send(Err(why));
        }
    }
}

/// What settles them in one call.
pub(crate) fn settlement(entries: &[Entry]) -> Settlement {
    let mut settlement = Settlement {
        acks: Vec::with_capacity(entries.len()),
        retries: Vec::new(),
    };
    for entry in entries {
        match entry.kind {
            Kind::Ack => settlement.acks.push(entry.lease.clone()),
            Kind::Retry(delay) => settlement.retries.push((entry.lease.clone(), delay)),
        }
    }
    settlement
}

/// Answers those who wait for what came of their leases.
pub(crate) fn confirm(entries: Vec<Entry>, settled: &Settled) {
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
