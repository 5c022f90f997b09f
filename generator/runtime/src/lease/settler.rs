//! The task that settles leases.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;

use tokio::task::Id;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::Sleep;
use tokio::time::sleep_until;

use super::LeaseQueue;
use super::Settled;
use super::Settlement;
use super::Warning;
use super::desk::Desk;
use super::ledger::Step;
use crate::Error;

/// Settles what is at the desk, until that is closed and all is settled.
pub(super) async fn settle_all<Q: LeaseQueue>(queue: Arc<Q>, desk: Arc<Desk>) {
    let ending = Ending(Arc::clone(&desk));
    let mut settler = Settler {
        queue,
        desk,
        calls: JoinSet::new(),
        numbers: HashMap::new(),
        sleep: Box::pin(sleep_until(Instant::now())),
    };
    std::future::poll_fn(|context| settler.poll(context)).await;
    drop(ending);
}

/// Says that nothing is settled any more, however the task ends.
struct Ending(Arc<Desk>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.end();
    }
}

struct Settler<Q> {
    queue: Arc<Q>,
    desk: Arc<Desk>,
    calls: JoinSet<Result<Settled, Error>>,
    /// The number of each call in the ledger, and when it was sent.
    numbers: HashMap<Id, (u64, Instant)>,
    sleep: Pin<Box<Sleep>>,
}

impl<Q: LeaseQueue> Settler<Q> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            while let Poll::Ready(Some(joined)) = self.calls.poll_join_next_with_id(context) {
                let (id, outcome) = match joined {
                    Ok((id, outcome)) => (id, outcome),
                    Err(error) => {
                        let message = "the call that settles leases panicked";
                        (error.id(), Err(Error::configuration(message)))
                    }
                };
                if let Some((number, sent)) = self.numbers.remove(&id) {
                    let took = sent.elapsed();
                    self.desk.record(&*self.queue, number, outcome, took);
                }
            }
            match self.desk.next(context) {
                Step::Settle(number, settlement) => {
                    let queue = Arc::clone(&self.queue);
                    let call = self.calls.spawn(settle(queue, settlement));
                    self.numbers.insert(call.id(), (number, Instant::now()));
                }
                Step::WaitUntil(time) => {
                    self.sleep.as_mut().reset(time);
                    if self.sleep.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                }
                Step::Wait => return Poll::Pending,
                Step::End => return Poll::Ready(()),
            }
        }
    }
}

/// Settles leases. That the one lease of a call has ended is a warning, and no error of the queue.
async fn settle<Q: LeaseQueue>(queue: Arc<Q>, settlement: Settlement) -> Result<Settled, Error> {
    let mut leases = settlement.leases();
    let one = leases.next().filter(|_| Q::MOST_SETTLED == 1).cloned();
    drop(leases);
    let outcome = queue.settle(settlement).await;
    match (outcome, one) {
        (Err(error), Some(lease)) if queue.is_lost(&error) => Ok(Settled {
            warnings: vec![Warning {
                lease: Some(lease),
                text: error.to_string(),
            }],
            ..Settled::default()
        }),
        (outcome, _) => outcome,
    }
}
