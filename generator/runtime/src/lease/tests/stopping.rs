//! How a run ends that is stopped, or dropped.

use tokio::time::Instant;
use tokio::time::sleep;
use tokio::time::timeout;

use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use super::simulation::Simulation;
use super::within;
use crate::lease::Delivered;
use crate::lease::Report;

#[tokio::test(start_paused = true)]
async fn a_stop_lets_handlers_end_and_hands_back_what_nobody_has() {
    let queue = Simulation::new(100).round_trip(milliseconds(200));
    let stop = sleep(milliseconds(450));
    let report = consumer(&queue)
        .concurrency(10)
        .messages(|_| sleep(milliseconds(300)))
        .run_until(stop)
        .await
        .unwrap();
    // The first ten came after 200 ms and were done at 500; nothing was pulled after that.
    let expected = Report {
        pulled: 10,
        acknowledged: 10,
        ..Report::default()
    };
    assert_eq!(report, expected);
    assert_eq!(queue.left().len(), 90);
    assert!(queue.left().iter().all(|(_, attempts)| *attempts == 0));
}

#[tokio::test(start_paused = true)]
async fn a_pull_that_a_stop_overtakes_is_waited_for_and_handed_back_at_once() {
    let queue = Simulation::new(5).round_trip(seconds(2));
    let begun = Instant::now();
    let running = consumer(&queue)
        .messages(move |_| async move { assert!(begun.elapsed().is_zero(), "nobody has it") });
    let report = running.run_until(sleep(seconds(1))).await.unwrap();
    assert_eq!((report.pulled, report.retried), (5, 5));
    assert!(begun.elapsed() < seconds(5));
    // They can be pulled at once.
    let report = consumer(&queue).messages(|_| async {}).run_until_empty(9);
    assert_eq!(report.await.unwrap().acknowledged, 5);
}

#[tokio::test(start_paused = true)]
async fn a_pull_that_hangs_does_not_keep_a_consumer_from_ending() {
    let queue = Simulation::new(5).round_trip(seconds(3_600));
    let begun = Instant::now();
    let running = consumer(&queue)
        .drain_within(seconds(5))
        .messages(|_| async {});
    let report = running.run_until(sleep(seconds(1))).await.unwrap();
    assert_eq!(report, Report::default());
    assert!(begun.elapsed() < seconds(12));

    let mut leases = consumer(&queue).drain_within(seconds(5)).leases();
    timeout(seconds(1), leases.next()).await.unwrap_err();
    let begun = Instant::now();
    assert_eq!(leases.settled().await, Report::default());
    assert!(begun.elapsed() < seconds(12));
}

#[tokio::test(start_paused = true)]
async fn what_is_stopped_before_it_begins_ends_at_once() {
    let queue = Simulation::new(5);
    let running = consumer(&queue).messages(|_| async {});
    let report = within(running.run_until(std::future::ready(()))).await;
    assert_eq!(report.unwrap(), Report::default());
    let leases = consumer(&queue).leases();
    assert_eq!(within(leases.settled()).await, Report::default());
    let leases = consumer(&queue).leases();
    leases.stopper().stop();
    assert_eq!(within(leases.settled()).await, Report::default());
    let running = consumer(&queue).messages(|_| async {}).run_until_empty(0);
    assert_eq!(within(running).await.unwrap(), Report::default());
    assert_eq!(queue.count(Call::Pull), 0);
}

#[tokio::test(start_paused = true)]
async fn handlers_that_do_not_end_are_stopped_at_the_limit() {
    let queue = Simulation::new(3);
    let begun = Instant::now();
    let inner = queue.clone();
    let running = consumer(&queue)
        .visibility_timeout(seconds(3_600))
        .drain_within(seconds(7))
        .messages(move |message: Delivered<u64>| {
            let handled = inner.handle(*message);
            async move {
                let _handled = handled;
                std::future::pending::<()>().await;
            }
        })
        .run_until(sleep(seconds(1)));
    let report = running.await.unwrap();
    assert_eq!((report.pulled, report.retried, report.unsettled), (3, 3, 0));
    assert!((seconds(8)..seconds(9)).contains(&begun.elapsed()));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_dropped_hands_its_messages_back() {
    let queue = Simulation::new(10);
    let running = consumer(&queue)
        .concurrency(5)
        .visibility_timeout(seconds(3_600))
        .messages(|_| std::future::pending::<()>())
        .run_until(std::future::pending());
    timeout(seconds(1), running).await.unwrap_err();
    sleep(seconds(10)).await;
    let report = consumer(&queue).messages(|_| async {}).run_until_empty(99);
    assert_eq!(report.await.unwrap().acknowledged, 10);
}
