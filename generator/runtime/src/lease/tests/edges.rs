//! What could go wrong at the edges: queues that never take what is settled, functions of a program that panic, lengths of time
//! that are none or too long, and leases that outlive their consumer.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use super::simulation::Fault;
use super::simulation::Simulation;
use super::within;
use crate::Error;
use crate::lease::Backoff;
use crate::lease::Consumer;
use crate::lease::Delivered;
use crate::lease::Event;
use crate::lease::LeaseQueue;
use crate::lease::NotConfirmed;
use crate::lease::Outcome;
use crate::lease::Pulled;
use crate::lease::Settled;
use crate::lease::Settlement;

#[tokio::test(start_paused = true)]
async fn what_expires_while_settling_fails_does_not_stop_the_pulls() {
    let is_up = Arc::new(AtomicBool::new(false));
    let settles = Arc::clone(&is_up);
    let queue = Simulation::new(5).faults(move |call| {
        if call == Call::Settle && !settles.load(Ordering::SeqCst) {
            Fault::LostRequest
        } else {
            Fault::None
        }
    });
    let attempts = Arc::new(AtomicUsize::new(0));
    // All is handed back, and can be handed back only when the leases have ended.
    let (counted, up) = (Arc::clone(&attempts), Arc::clone(&is_up));
    let running = consumer(&queue)
        .messages(move |_: Delivered<u64>| {
            let attempt = counted.fetch_add(1, Ordering::SeqCst);
            let up = Arc::clone(&up);
            async move {
                if attempt < 5 {
                    return Outcome::retry("not today");
                }
                up.store(true, Ordering::SeqCst);
                Outcome::done()
            }
        })
        .run_until(async {
            while !queue.left().is_empty() {
                tokio::time::sleep(seconds(1)).await;
            }
        });
    let report = within(running).await.unwrap();
    assert_eq!((report.acknowledged, report.expired), (5, 5));
}

#[tokio::test(start_paused = true)]
async fn a_panic_of_who_observes_changes_nothing() {
    let queue = Simulation::new(300);
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&seen);
    let running = consumer(&queue)
        .observe(move |_: &Event<'_>| {
            counted.fetch_add(1, Ordering::SeqCst);
            panic!("observed");
        })
        .messages(|number: Delivered<u64>| async move {
            if *number == 7 {
                Outcome::retry("not today")
            } else {
                Outcome::done()
            }
        })
        .run_until_empty(300);
    let report = within(running).await.unwrap();
    assert_eq!((report.acknowledged, report.retried), (299, 1));
    assert!(seen.load(Ordering::SeqCst) > 300);
}

#[tokio::test(start_paused = true)]
async fn leases_of_no_time_are_an_error() {
    let queue = Simulation::new(3);
    let consumer = consumer(&queue).visibility_timeout(Duration::ZERO);
    let running = consumer.messages(|_: Delivered<u64>| async {});
    let error = within(running.run_until(std::future::pending())).await;
    assert!(matches!(
        error.unwrap_err().error(),
        Error::Configuration(_)
    ));
    // No message has lost an attempt.
    assert_eq!(queue.left(), [(0, 0), (1, 0), (2, 0)]);
}

#[tokio::test(start_paused = true)]
async fn settings_of_nothing_and_of_too_much_do_as_they_say() {
    for (concurrency, length) in [(0, Duration::ZERO), (u32::MAX, Duration::MAX)] {
        let queue = Simulation::new(250);
        let running = Consumer::new(queue.clone())
            .concurrency(concurrency)
            .visibility_timeout(length.max(seconds(30)).min(seconds(1 << 30)))
            .per_second(concurrency)
            .settle_within(length)
            .drain_within(length.max(seconds(1)))
            .retry(Backoff::constant(length))
            .messages(|_: Delivered<u64>| async { tokio::time::sleep(milliseconds(1)).await })
            .run_until_empty(u64::MAX);
        let report = within(running).await.unwrap();
        assert_eq!(
            (report.acknowledged, report.unsettled),
            (250, 0),
            "{concurrency}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_outlives_its_consumer_is_not_confirmed() {
    let queue = Simulation::new(1);
    let mut leases = consumer(&queue).drain_within(seconds(1)).leases();
    let message = within(leases.next()).await.unwrap().unwrap();
    within(leases.settled()).await;
    let confirmed = within(message.ack_confirmed()).await;
    assert_eq!(confirmed, Err(NotConfirmed::NotSettled));
}

#[test]
fn a_lease_whose_runtime_has_ended_is_not_confirmed() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let first = runtime();
    let message = first.block_on(async {
        let mut leases = consumer(&Simulation::new(1)).leases();
        leases.next().await.unwrap().unwrap()
    });
    drop(first);
    let confirmed = runtime().block_on(async { message.ack_confirmed().await });
    assert_eq!(confirmed, Err(NotConfirmed::NotSettled));
}

/// A queue that settles one lease with a call, and knows none of some.
#[derive(Clone)]
struct OneByOne(Simulation);

impl LeaseQueue for OneByOne {
    type Message = u64;

    const MOST: u32 = 100;
    const MOST_SETTLED: u32 = 1;
    const LEASE: &'static str = "lease";

    async fn pull(&self, most: u32, visibility_timeout: Duration) -> Result<Pulled<u64>, Error> {
        self.0.pull(most, visibility_timeout).await
    }

    async fn settle(&self, settlement: Settlement) -> Result<Settled, Error> {
        assert_eq!(settlement.leases().count(), 1);
        self.0.settle(settlement).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_is_settled_alone_and_has_ended_is_warned_of() {
    let calls = AtomicUsize::new(0);
    let queue = Simulation::new(200).faults(move |call| {
        match (
            call,
            calls.fetch_add(usize::from(call == Call::Settle), Ordering::SeqCst),
        ) {
            (Call::Settle, 3) => Fault::Status(410, None),
            (Call::Settle, 4) => Fault::LostRequest,
            _ => Fault::None,
        }
    });
    let warned = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&warned);
    let started = tokio::time::Instant::now();
    let running = Consumer::new(OneByOne(queue.clone()))
        .concurrency(200)
        .observe(move |event| {
            if let Event::Warned(warning) = event {
                assert!(warning.lease.is_some());
                counted.fetch_add(1, Ordering::SeqCst);
            }
        })
        .messages(|_: Delivered<u64>| async {})
        .run_until_empty(200);
    let report = within(running).await.unwrap();
    assert_eq!((report.pulled, report.unsettled), (200, 0));
    assert_eq!(warned.load(Ordering::SeqCst), 1);
    // One lease was not known, and comes back.
    assert_eq!(queue.left().len(), 1);
    // Several calls are under way at once: one after another, 200 of 10 ms would take two seconds.
    assert!(started.elapsed() < seconds(1), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_of_one_lease_ends_the_run() {
    let queue = Simulation::new(5).faults(|call| match call {
        Call::Settle => Fault::Status(403, None),
        Call::Pull => Fault::None,
    });
    let consumer = Consumer::new(OneByOne(queue)).messages(|_: Delivered<u64>| async {});
    let error = within(consumer.run_until(std::future::pending()))
        .await
        .unwrap_err();
    assert_eq!(error.report().unsettled, 5);
}

#[test]
fn a_consumer_shows_its_settings() {
    let shown = format!("{:?}", consumer(&Simulation::new(0)).concurrency(7));
    assert!(shown.starts_with("Consumer"), "{shown}");
    assert!(shown.contains("concurrency: 7"), "{shown}");
}
