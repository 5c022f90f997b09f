//! Queues that are empty, fail, or cannot be told what became of their messages.

use std::sync::Arc;

use tokio::time::Instant;
use tokio::time::sleep;

use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use super::simulation::Fault;
use super::simulation::Simulation;
use super::within;
use crate::lease::Delivered;
use crate::retry::backoff::Jitter;

#[tokio::test(start_paused = true)]
async fn a_permanent_error_ends_the_run_with_what_was_done() {
    for (failing, status) in [
        (Call::Pull, 401),
        (Call::Pull, 400),
        (Call::Pull, 404),
        (Call::Pull, 405),
        (Call::Settle, 403),
    ] {
        let mut pulls = 0;
        let queue = Simulation::new(100).faults(move |call| {
            pulls += usize::from(call == Call::Pull);
            let is_failing = call == failing && (call == Call::Settle || pulls > 3);
            if is_failing {
                Fault::Status(status, None)
            } else {
                Fault::None
            }
        });
        let running = consumer(&queue)
            .concurrency(10)
            .messages(|_| sleep(milliseconds(1)))
            .run_until(std::future::pending());
        let stopped = within(running).await.unwrap_err();
        assert!(std::error::Error::source(&stopped).is_some());
        let seen = stopped.error().status().map(|status| status.as_u16());
        assert_eq!(seen, Some(status), "{stopped}");
        let report = stopped.report();
        if failing == Call::Pull {
            assert_eq!((report.acknowledged, report.unsettled), (30, 0));
        } else {
            assert_eq!(report.acknowledged, 0);
            assert!(report.unsettled > 0);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn errors_that_may_pass_are_waited_out() {
    for fault in [
        Fault::LostRequest,
        Fault::Status(429, None),
        Fault::Status(408, None),
        Fault::Status(503, None),
        // That the queue is paused.
        Fault::Status(409, None),
    ] {
        let mut calls = 0;
        let queue = Simulation::new(50).faults(move |_| {
            calls += 1;
            if calls % 2 == 0 { Fault::None } else { fault }
        });
        let running = consumer(&queue).messages(|_| async {});
        let inner = queue.clone();
        let stop = async move {
            while !inner.left().is_empty() {
                sleep(seconds(1)).await;
            }
        };
        let report = within(running.run_until(stop)).await.unwrap();
        assert_eq!(
            (report.acknowledged, report.unsettled),
            (50, 0),
            "{fault:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_to_wait_is_not_called() {
    let mut is_first = true;
    let queue = Simulation::new(1).faults(move |_| {
        let fault = Fault::Status(429, Some(300));
        if std::mem::take(&mut is_first) {
            fault
        } else {
            Fault::None
        }
    });
    let running = consumer(&queue).messages(|_| async {});
    let report = running.run_until(sleep(seconds(299))).await.unwrap();
    assert_eq!((report.pulled, queue.count(Call::Pull)), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn an_idle_consumer_is_cheap() {
    let queue = Simulation::new(0);
    let running = consumer(&queue).messages(|_| async {});
    running.run_until(sleep(seconds(24 * 3_600))).await.unwrap();
    let pulls = queue.count(Call::Pull);
    assert!((1_200..=1_440).contains(&pulls), "{pulls}");
}

#[tokio::test(start_paused = true)]
async fn a_message_that_comes_to_an_idle_consumer_is_handled() {
    let queue = Simulation::new(0);
    let running = consumer(&queue).messages(|_| async {});
    let inner = queue.clone();
    let stop = async move {
        sleep(seconds(3_600)).await;
        inner.push(7);
        while !inner.left().is_empty() {
            sleep(seconds(1)).await;
        }
    };
    let report = within(running.run_until(stop)).await.unwrap();
    assert_eq!(report.acknowledged, 1);
}

#[tokio::test(start_paused = true)]
async fn the_leases_of_an_answer_that_broke_off_are_handed_back() {
    let mut is_first = true;
    let queue = Simulation::new(10).faults(move |_| {
        if std::mem::take(&mut is_first) {
            Fault::CutOff
        } else {
            Fault::None
        }
    });
    let begun = Instant::now();
    let inner = queue.clone();
    let stop = async move {
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let running = consumer(&queue)
        .visibility_timeout(seconds(3_600))
        .messages(|_| async {})
        .run_until(stop);
    let report = within(running).await.unwrap();
    assert_eq!((report.acknowledged, report.retried), (10, 10));
    assert!(begun.elapsed() < seconds(10));
}

#[tokio::test(start_paused = true)]
async fn what_is_settled_and_lost_is_settled_again() {
    for fault in [Fault::LostRequest, Fault::LostResponse, Fault::CutOff] {
        let mut failures = 3;
        let queue = Simulation::new(20).faults(move |call| {
            if call == Call::Settle && failures > 0 {
                failures -= 1;
                fault
            } else {
                Fault::None
            }
        });
        let running = consumer(&queue).messages(|_| async {}).run_until_empty(20);
        let report = within(running).await.unwrap();
        assert_eq!(
            (report.acknowledged, report.unsettled),
            (20, 0),
            "{fault:?}"
        );
        assert_eq!(queue.left(), []);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_settled_to_the_end_is_in_the_report() {
    let queue = Simulation::new(20).faults(|call| match call {
        Call::Pull => Fault::None,
        Call::Settle => Fault::LostRequest,
    });
    let begun = Instant::now();
    let running = consumer(&queue).drain_within(seconds(5));
    let inner = queue.clone();
    let stop = async move {
        sleep(seconds(1)).await;
        // Nothing is pulled while nothing can be settled.
        inner.push(20);
        sleep(seconds(2)).await;
    };
    let running = running.messages(|_| async {}).run_until(stop);
    let report = within(running).await.unwrap();
    assert_eq!((report.pulled, report.unsettled), (20, 20));
    assert!(begun.elapsed() < seconds(9));
}

/// Whatever goes wrong, each message is done once, and none is handled while another has it.
#[tokio::test(start_paused = true)]
async fn nothing_is_lost_whatever_goes_wrong() {
    for (seed, messages) in (0..).zip([100_000, 5_000, 5_000, 5_000, 5_000]) {
        let random = Jitter::new(Some(seed));
        let queue = Simulation::new(messages).faults(move |_| match random.next() % 100 {
            0 => Fault::LostRequest,
            1 => Fault::LostResponse,
            2 => Fault::CutOff,
            3 => Fault::Status(503, None),
            4 => Fault::Status(429, Some(2)),
            _ => Fault::None,
        });
        let (inner, random) = (queue.clone(), Arc::new(Jitter::new(Some(seed + 100))));
        let running = consumer(&queue)
            .concurrency(200)
            .messages(move |message: Delivered<u64>| {
                let handled = inner.handle(*message);
                let choice = random.next();
                async move {
                    let _handled = handled;
                    sleep(milliseconds(choice % 50)).await;
                    match choice % 40 {
                        0 => Err("an error"),
                        1 => panic!("as the test has it"),
                        2 => std::future::pending().await,
                        _ => Ok(()),
                    }
                }
            });
        let inner = queue.clone();
        let stop = async move {
            while !inner.left().is_empty() {
                sleep(seconds(1)).await;
            }
        };
        let report = within(running.run_until(stop)).await.unwrap();
        let mut done = queue.look(|state| state.done.clone());
        done.sort_unstable();
        assert!(done.into_iter().eq(0..messages), "{seed}: {report:?}");
    }
}
