//! Handlers that are not called twice for one key.

use std::sync::Arc;
use std::sync::Mutex;

use tokio::time::sleep;

use super::Call;
use super::Fault;
use super::Simulation;
use super::consumer;
use super::milliseconds;
use super::seconds;
use crate::lease::Delivered;
use crate::lease::Recent;
use crate::lease::Seen;
use crate::lease::once;

#[tokio::test(start_paused = true)]
async fn a_message_that_was_done_is_not_handled_again() {
    // No acknowledgement gets through while the first leases last.
    let mut failures = 8;
    let queue = Simulation::new(5).faults(move |call| {
        failures -= i32::from(call == Call::Settle && failures > 0);
        if call == Call::Settle && failures > 0 {
            Fault::LostRequest
        } else {
            Fault::None
        }
    });
    let handled = Arc::new(Mutex::new(Vec::new()));
    let numbers = Arc::clone(&handled);
    let key = |message: &u64| (*message > 0).then(|| message.to_string());
    let book = once(Recent::new(100), key, move |message: Delivered<u64>| {
        numbers.lock().unwrap().push(*message);
        async { Ok::<(), &str>(()) }
    });
    // The queue forgets the first process, which has kept the keys.
    let inner = queue.clone();
    let stop = async move {
        sleep(seconds(1)).await;
        for message in 0..5 {
            inner.push(message);
        }
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let running = consumer(&queue).messages(book).run_until(stop);
    super::within(running).await.unwrap();
    let mut handled = handled.lock().unwrap().clone();
    handled.sort_unstable();
    // The first has no key.
    assert_eq!(handled, [0, 0, 1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_failed_is_handled_again() {
    let queue = Simulation::new(1);
    let key = |message: &u64| Some(message.to_string());
    let handler = once(Recent::new(1), key, |message: Delivered<u64>| async move {
        if message.attempts() == Some(1) {
            Err("locked")
        } else {
            Ok(())
        }
    });
    let inner = queue.clone();
    let stop = async move {
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let report = consumer(&queue).messages(handler).run_until(stop);
    let report = super::within(report).await.unwrap();
    assert_eq!((report.retried, report.acknowledged), (1, 1));
}

#[tokio::test]
async fn the_oldest_keys_are_forgotten() {
    let recent = Recent::new(2);
    for key in ["a", "b", "a", "c"] {
        recent.keep(key).await.unwrap();
    }
    for (key, expected) in [("a", false), ("b", true), ("c", true)] {
        assert_eq!(recent.is_done(key).await.unwrap(), expected, "{key}");
    }
}
