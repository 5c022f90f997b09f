//! Consumers of a queue in memory, by a clock that runs ahead when nobody has anything to do.

mod dead_letters;
mod forms;
mod interleavings;
mod killed;
mod once;
mod simulation;
mod watching;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::sleep;
use tokio::time::timeout;

use super::Backoff;
use super::Consumer;
use super::Delivered;
use super::Event;
use super::NotConfirmed;
use super::Outcome;
use super::Report;
use crate::Error;
use crate::retry::backoff::Jitter;
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

#[test]
fn nothing_prints_a_lease() {
    let lease = super::LeaseId::from("canary");
    let delivery = super::Delivery {
        lease: lease.clone(),
        attempts: None,
        message: (),
    };
    let warning = super::Warning {
        lease: Some(lease.clone()),
        text: String::new(),
    };
    let settlement = super::Settlement {
        acks: vec![lease.clone()],
        retries: vec![(lease.clone(), None)],
    };
    let named = super::Warning {
        lease: Some(lease.clone()),
        text: "no lease canary\n".to_owned(),
    };
    let event = Event::Warned(&named);
    let shown = format!("{lease:?} {delivery:?} {warning:?} {settlement:?} {event}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.ends_with(r#""no lease [redacted]\n""#), "{shown}");
}
