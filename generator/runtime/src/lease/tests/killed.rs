//! Processes that are killed while they consume: what they had in hand comes to another one once their leases have ended, and not
//! before.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;

use tokio::sync::Notify;
use tokio::time::Instant;
use tokio::time::sleep;

use super::Simulation;
use super::consumer;
use super::milliseconds;
use super::seconds;
use crate::lease::Delivered;
use crate::lease::Event;

const MESSAGES: u64 = 100;

/// When handlers of each message were begun.
type Begun = Arc<Mutex<BTreeMap<u64, Vec<Instant>>>>;

/// Consumes in a process that is killed when an event is one of these, or so long after; says how many messages were done by then.
async fn kill(queue: &Simulation, begun: &Begun, is_point: fn(&Event<'_>) -> bool, later: u64) {
    let process = queue.of_another_process();
    let reached = Arc::new(Notify::new());
    let (notify, begun) = (Arc::clone(&reached), Arc::clone(begun));
    let consuming = consumer(&process)
        .concurrency(20)
        .observe(move |event| {
            if is_point(event) {
                notify.notify_one();
            }
        })
        .messages(move |message: Delivered<u64>| handle(&begun, *message))
        .run_until(sleep(milliseconds(200)));
    tokio::select! {
        _ = consuming => {}
        () = async { reached.notified().await; sleep(milliseconds(later)).await } => process.kill(),
    }
}

fn handle(begun: &Begun, message: u64) -> impl Future<Output = ()> + Send + use<> {
    let mut begun = begun.lock().unwrap();
    begun.entry(message).or_default().push(Instant::now());
    sleep(milliseconds(20 + message % 50))
}

#[tokio::test(start_paused = true)]
async fn a_process_that_is_killed_loses_nothing() {
    type Point = fn(&Event<'_>) -> bool;
    let pulled: Point = |event| matches!(event, Event::Pulled { .. });
    let handled: Point = |event| matches!(event, Event::Handled { .. });
    let settled: Point = |event| matches!(event, Event::Settled { .. });
    for (point, later) in [
        // After a pull, before anything was handled.
        (pulled, 0),
        // While handlers run, and some have ended.
        (pulled, 25),
        // Before anything was settled.
        (handled, 0),
        // While a settlement is on its way, and when it has arrived and its response has not.
        (handled, 504),
        (handled, 508),
        // During the drain.
        (handled, 190),
        (settled, 0),
        (settled, 15),
    ] {
        let (queue, begun) = (Simulation::new(MESSAGES), Begun::default());
        kill(&queue, &begun, point, later).await;
        let done = queue.look(|state| state.done.len());
        let again = Arc::clone(&begun);
        let process = queue.of_another_process();
        let inner = queue.clone();
        let stop = async move {
            while !inner.left().is_empty() {
                sleep(milliseconds(100)).await;
            }
        };
        let consuming = consumer(&process)
            .messages(move |message: Delivered<u64>| handle(&again, *message))
            .run_until(stop);
        super::within(consuming).await.unwrap();
        let mut numbers = queue.look(|state| state.done.clone());
        numbers.sort_unstable();
        assert!(
            numbers.into_iter().eq(0..MESSAGES),
            "{later}: {done} before"
        );
        for (message, times) in begun.lock().unwrap().iter() {
            for pair in times.windows(2) {
                // Whoever had it first had a lease of thirty seconds, of which half a round trip had passed, or handed it back.
                let between = pair[1] - pair[0];
                assert!(between >= seconds(29), "{message} again after {between:?}");
            }
        }
    }
}
