//! Messages as a stream, and what their verbs do.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use futures_core::Stream as _;
use tokio::time::Instant;
use tokio::time::sleep;
use tokio::time::timeout;

use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use super::simulation::Fault;
use super::simulation::Simulation;
use crate::Error;
use crate::lease::Event;
use crate::lease::NotConfirmed;
use crate::lease::Report;

#[tokio::test(start_paused = true)]
async fn the_stream_gives_messages_that_can_go_elsewhere() {
    let queue = Simulation::new(6);
    let mut leases = consumer(&queue).concurrency(2).leases();
    let mut tasks = Vec::new();
    while tasks.len() < 6 {
        let message = leases.next().await.unwrap().unwrap();
        tasks.push(tokio::spawn(async move {
            match *message {
                0 => message.ack(),
                1 => message.retry(),
                2 => message.retry_after(seconds(100)),
                3 => message.release(),
                4 => message.ack_confirmed().await.unwrap(),
                _ => {
                    let (number, lease) = message.split();
                    assert_eq!((number, lease.attempts()), (5, Some(1)));
                    drop(lease);
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let report = leases.settled().await;
    let expected = Report {
        pulled: 6,
        acknowledged: 2,
        retried: 3,
        released: 1,
        ..Report::default()
    };
    assert_eq!(report, expected);
}

#[tokio::test(start_paused = true)]
async fn a_message_and_its_lease_apart_say_the_same() {
    let queue = Simulation::new(1);
    let mut leases = consumer(&queue).visibility_timeout(seconds(30)).leases();
    let message = leases.next().await.unwrap().unwrap();
    assert_eq!(message.attempts(), Some(1));
    message.retry();
    let message = leases.next().await.unwrap().unwrap();
    assert_eq!(message.attempts(), Some(2));
    sleep(seconds(10)).await;
    // Counted from when its pull was sent.
    let left = milliseconds(19_990);
    assert_eq!(message.time_left(), left);
    let (_, lease) = message.split();
    assert_eq!((lease.attempts(), lease.time_left()), (Some(2), left));
    // Sooner than when it is only dropped.
    lease.retry_after(seconds(5));
    let again = Instant::now();
    let message = leases.next().await.unwrap().unwrap();
    assert!((seconds(5)..seconds(20)).contains(&again.elapsed()));
    let (_, lease) = message.split();
    lease.retry();
    let report = leases.settled().await;
    assert_eq!((report.retried, report.expired), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn leases_are_a_stream_for_other_crates() {
    let queue = Simulation::new(2);
    let mut leases = consumer(&queue).leases();
    for number in 0..2 {
        let message = poll_fn(|context| Pin::new(&mut leases).poll_next(context)).await;
        let message = message.unwrap().unwrap();
        assert_eq!(*message, number);
        message.ack();
    }
    assert_eq!(leases.settled().await.acknowledged, 2);
}

#[tokio::test(start_paused = true)]
async fn nobody_who_waits_no_longer_loses_a_message() {
    let queue = Simulation::new(5).round_trip(milliseconds(100));
    let mut leases = consumer(&queue).leases();
    let mut handled = 0;
    while handled < 5 {
        // The wait is shorter than a round trip.
        let Ok(message) = timeout(milliseconds(30), leases.next()).await else {
            continue;
        };
        message.unwrap().unwrap().ack();
        handled += 1;
    }
    assert_eq!(leases.settled().await.acknowledged, 5);
    assert_eq!(queue.count(Call::Pull), 1);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_when_it_is_stopped_and_hands_back_the_rest() {
    let queue = Simulation::new(5);
    let mut leases = consumer(&queue).leases();
    let stopper = leases.stopper();
    leases.next().await.unwrap().unwrap().ack();
    stopper.stop();
    assert!(leases.next().await.is_none());
    assert!(leases.next().await.is_none());
    let report = leases.settled().await;
    assert_eq!((report.acknowledged, report.retried), (1, 4));
    let report = consumer(&queue).messages(|_| async {}).run_until_empty(9);
    assert_eq!(report.await.unwrap().acknowledged, 4);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_is_dropped_settles_what_was_decided() {
    let queue = Simulation::new(5).round_trip(milliseconds(100));
    let mut leases = consumer(&queue).visibility_timeout(seconds(3_600)).leases();
    let message = leases.next().await.unwrap().unwrap();
    drop(leases);
    message.ack();
    sleep(seconds(5)).await;
    assert_eq!(queue.look(|state| state.done.clone()), [0]);
    let report = consumer(&queue).messages(|_| async {}).run_until_empty(9);
    assert_eq!(report.await.unwrap().acknowledged, 4);
}

#[tokio::test(start_paused = true)]
async fn what_a_pull_brings_to_a_stream_that_is_gone_is_handed_back() {
    let queue = Simulation::new(5).round_trip(milliseconds(100));
    let mut leases = consumer(&queue).visibility_timeout(seconds(3_600)).leases();
    timeout(milliseconds(30), leases.next()).await.unwrap_err();
    drop(leases);
    sleep(seconds(5)).await;
    assert_eq!(queue.count(Call::Settle), 1);
    let report = consumer(&queue).messages(|_| async {}).run_until_empty(9);
    assert_eq!(report.await.unwrap().acknowledged, 5);
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_is_the_last_item_of_a_stream() {
    let queue = Simulation::new(1).faults(|_| Fault::Status(401, None));
    let mut leases = consumer(&queue).leases();
    let error: Error = leases.next().await.unwrap().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert!(leases.next().await.is_none());
    assert_eq!(leases.settled().await, Report::default());
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_the_queue_does_not_know_is_not_confirmed() {
    let queue = Simulation::new(1);
    let warnings = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&warnings);
    let mut leases = consumer(&queue)
        .visibility_timeout(seconds(1))
        .observe(move |event| {
            if let Event::Warned(_) | Event::Miscounted { .. } = event {
                count.fetch_add(1, Ordering::SeqCst);
            }
        })
        .leases();
    let late = leases.next().await.unwrap().unwrap();
    sleep(seconds(2)).await;
    // Somebody else has it by now.
    let again = leases.next().await.unwrap().unwrap();
    let warned = NotConfirmed::Warned("unknown lease".to_owned());
    assert_eq!(late.ack_confirmed().await, Err(warned));
    assert_eq!(again.ack_confirmed().await, Ok(()));
    assert_eq!(warnings.load(Ordering::SeqCst), 2);
}
