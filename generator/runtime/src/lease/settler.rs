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
use super::desk::Desk;
use super::ledger::Step;
use crate::Error;

/// Settles what is at the desk, until that is closed and all is settled.
pub(super) async fn settle_all<Q: LeaseQueue>(queue: Arc<Q>, desk: Arc<Desk>) {
    let mut settler = Settler {
        queue,
        desk,
        calls: JoinSet::new(),
        numbers: HashMap::new(),
        sleep: Box::pin(sleep_until(Instant::now())),
    };
    std::future::poll_fn(|context| settler.poll(context)).await;
    settler.desk.end();
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
                    let call = async move { queue.settle(settlement).await };
                    let call = self.calls.spawn(call);
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
