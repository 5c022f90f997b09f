//! Consumers of a queue in memory, by a clock that runs ahead when nobody has anything to do.

mod dead_letters;
mod edges;
mod failing;
mod forms;
mod handling;
mod interleavings;
mod killed;
mod ledger;
mod once;
mod simulation;
mod stopping;
mod stream;
mod watching;

use std::time::Duration;

use tokio::time::timeout;

use super::Backoff;
use super::Consumer;
use simulation::Call;
use simulation::Fault;
use simulation::Simulation;

const fn milliseconds(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A consumer whose messages come back soon.
fn consumer(queue: &Simulation) -> Consumer<Simulation> {
    Consumer::new(queue.clone())
        .visibility_timeout(seconds(30))
        .retry(Backoff::constant(seconds(1)))
}

/// Each run of a real time, so that one that hangs fails.
async fn within<T>(run: impl Future<Output = T>) -> T {
    timeout(seconds(30 * 24 * 3_600), run).await.unwrap()
}
