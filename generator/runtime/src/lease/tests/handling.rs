//! What handlers are given, and what becomes of their messages.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use tokio::time::Instant;
use tokio::time::sleep;

use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use super::simulation::Simulation;
use super::within;
use crate::lease::Backoff;
use crate::lease::Delivered;
use crate::lease::Event;
use crate::lease::Outcome;
use crate::lease::Report;

#[tokio::test(start_paused = true)]
async fn every_message_is_handled_and_settled() {
    let queue = Simulation::new(1_000);
    let handled = Arc::new(Mutex::new(Vec::new()));
    let (inner, numbers) = (queue.clone(), Arc::clone(&handled));
    let report = consumer(&queue)
        .messages(move |message: Delivered<u64>| {
            let handled = inner.handle(*message);
            let numbers = Arc::clone(&numbers);
            async move {
                assert_eq!(message.attempts(), Some(1));
                assert!(message.time_left() > seconds(29));
                sleep(milliseconds(5)).await;
                numbers.lock().unwrap().push(*message);
                drop(handled);
            }
        })
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    assert_eq!(handled.lock().unwrap().len(), 1_000);
    assert_eq!(queue.left(), []);
    let expected = Report {
        pulled: 1_000,
        acknowledged: 1_000,
        ..Report::default()
    };
    assert_eq!(report, expected);
}

#[tokio::test(start_paused = true)]
async fn a_handler_says_what_becomes_of_its_message() {
    let queue = Simulation::new(7);
    let events = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&events);
    let report = consumer(&queue)
        .retry(Backoff::doubling(seconds(10)..=seconds(60)))
        .observe(move |event| {
            if let Event::Failed { .. } | Event::Panicked | Event::TimedOut = event {
                log.lock().unwrap().push(format!("{event:?}"));
            }
        })
        .messages(|message: Delivered<u64>| async move {
            match *message {
                0 => Ok(Outcome::done()),
                1 => Ok(Outcome::retry("later").after(seconds(300))),
                2 => Ok(Outcome::release()),
                3 => Ok(Outcome::give_up("never")),
                4 => Err("an error"),
                5 => panic!("as the test has it"),
                _ => {
                    sleep(seconds(3_600)).await;
                    Ok(Outcome::done())
                }
            }
        })
        .run_until_empty(7)
        .await
        .unwrap();
    let expected = Report {
        pulled: 7,
        acknowledged: 2,
        retried: 4,
        released: 1,
        timed_out: 1,
        panicked: 1,
        ..Report::default()
    };
    assert_eq!(report, expected);
    assert_eq!(queue.look(|state| state.done.clone()), [0, 3]);
    let mut events = events.lock().unwrap().clone();
    events.sort_unstable();
    let expected = [
        r#"Failed { reason: "an error" }"#,
        r#"Failed { reason: "later" }"#,
        r#"Failed { reason: "never" }"#,
        "Panicked",
        "TimedOut",
    ];
    assert_eq!(events, expected);
}

#[tokio::test(start_paused = true)]
async fn a_handler_ends_before_the_lease_of_its_message_does() {
    // The answer to the pull takes long, and the lease began before it.
    let queue = Simulation::new(1).round_trip(seconds(8));
    let stopped = Arc::new(Mutex::new(None));
    let (begun, seen) = (Instant::now(), Arc::clone(&stopped));
    let inner = queue.clone();
    let report = consumer(&queue)
        .messages(move |message: Delivered<u64>| {
            let handled = inner.handle(*message);
            let seen = Arc::clone(&seen);
            async move {
                let _handled = handled;
                *seen.lock().unwrap() = Some(begun.elapsed() + message.time_left());
                std::future::pending::<()>().await;
            }
        })
        .run_until_empty(1)
        .await
        .unwrap();
    assert_eq!((report.timed_out, report.retried), (1, 1));
    assert_eq!(*stopped.lock().unwrap(), Some(seconds(30)));
    assert!(begun.elapsed() < seconds(40));
}

#[tokio::test(start_paused = true)]
async fn no_more_messages_are_taken_than_are_handled() {
    let queue = Simulation::new(500);
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let shared = (Arc::clone(&running), Arc::clone(&most));
    let report = consumer(&queue)
        .concurrency(20)
        .messages(move |message: Delivered<u64>| {
            let (running, most) = shared.clone();
            async move {
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                sleep(milliseconds(10 + *message % 7)).await;
                running.fetch_sub(1, Ordering::SeqCst);
            }
        })
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    assert_eq!(report.acknowledged, 500);
    assert_eq!(most.load(Ordering::SeqCst), 20);
    queue.look(|state| {
        let pulls = state.calls.iter().filter(|made| made.call == Call::Pull);
        assert!(pulls.clone().all(|made| made.requested <= 20));
    });
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_keeps_no_other_waiting() {
    let mut times = Vec::new();
    for slow in [0, 1] {
        let queue = Simulation::new(10_000);
        let begun = Instant::now();
        let ended = Arc::new(Mutex::new(begun));
        let last = Arc::clone(&ended);
        let running = consumer(&queue)
            .concurrency(64)
            .visibility_timeout(seconds(120))
            .messages(move |message: Delivered<u64>| {
                let last = Arc::clone(&last);
                async move {
                    if *message < slow {
                        sleep(seconds(60)).await;
                    } else {
                        sleep(milliseconds(10)).await;
                        *last.lock().unwrap() = Instant::now();
                    }
                }
            })
            .run_until_empty(u64::MAX);
        within(running).await.unwrap();
        assert_eq!(queue.left(), []);
        times.push((*ended.lock().unwrap() - begun).as_secs_f64());
    }
    assert!(times[1] < times[0] * 1.05, "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_deep_queue_is_handled_at_the_rate_of_its_limit() {
    let queue = Simulation::new(50_000).round_trip(milliseconds(150));
    let begun = Instant::now();
    let report = consumer(&queue)
        .concurrency(2_000)
        .messages(|_| sleep(milliseconds(50)))
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    assert_eq!(report.acknowledged, 50_000);
    let rate = 50_000.0 / begun.elapsed().as_secs_f64();
    assert!(rate >= 4_500.0, "{rate} messages a second");
}

#[tokio::test(start_paused = true)]
async fn nothing_waits_longer_to_be_settled_than_was_set() {
    let queue = Simulation::new(300);
    let done = Arc::new(Mutex::new(BTreeMap::new()));
    let times = Arc::clone(&done);
    consumer(&queue)
        .concurrency(1)
        .settle_within(milliseconds(300))
        .messages(move |message: Delivered<u64>| {
            let times = Arc::clone(&times);
            async move {
                sleep(milliseconds(90)).await;
                times.lock().unwrap().insert(*message, Instant::now());
            }
        })
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    let done = done.lock().unwrap();
    queue.look(|state| {
        let mut settled = state.done.iter();
        let settles = state.calls.iter().filter(|made| made.call == Call::Settle);
        let mut sizes = Vec::new();
        for made in settles {
            for number in settled.by_ref().take(made.count) {
                // Half a round trip after it was settled.
                assert!(made.at - done[number] <= milliseconds(306), "{number}");
            }
            sizes.push(made.count);
        }
        assert!(sizes.iter().max() >= Some(&3), "{sizes:?}");
    });
}
