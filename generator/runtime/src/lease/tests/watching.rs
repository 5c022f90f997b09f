//! What is seen of a consumer from outside.

use std::sync::Arc;
use std::sync::Mutex;

use tokio::time::sleep;

use super::Fault;
use super::Simulation;
use super::consumer;
use super::milliseconds;
use super::seconds;
use super::simulation::Call;
use crate::lease::Delivered;
use crate::lease::Outcome;
use crate::lease::Phase;
use crate::lease::Stopper;

#[tokio::test(start_paused = true)]
async fn a_health_check_sees_what_a_consumer_does() {
    let queue = Simulation::new(10);
    let consumer = consumer(&queue);
    let watch = consumer.watch();
    assert_eq!(watch.state().phase, Phase::Ready);
    let stopper = Stopper::new();
    let stop = stopper.stopped();
    let running = tokio::spawn(
        consumer
            .messages(|_| sleep(milliseconds(100)))
            .run_until(stop),
    );
    sleep(milliseconds(50)).await;
    let state = watch.state();
    assert_eq!(state.report.pulled, 10);
    assert!(matches!(state.phase, Phase::Waiting(_)), "{state:?}");
    sleep(seconds(1)).await;
    let state = watch.state();
    assert_eq!(state.report.acknowledged, 10);
    assert!(
        state.last_pull.is_some() && state.error.is_none(),
        "{state:?}"
    );
    stopper.stop();
    running.await.unwrap().unwrap();
    assert_eq!(watch.state().phase, Phase::Ended);
}

#[tokio::test(start_paused = true)]
async fn a_health_check_sees_what_goes_wrong() {
    for (status, phase) in [(503, None), (401, Some(Phase::Failed))] {
        let queue = Simulation::new(1).faults(move |_| Fault::Status(status, None));
        let consumer = consumer(&queue);
        let mut watch = consumer.watch();
        let running = consumer.messages(|_| async {}).run_until(sleep(seconds(5)));
        let running = tokio::spawn(running);
        let state = watch.changed().await.unwrap();
        let error = state.error.unwrap();
        assert!(error.contains(&status.to_string()), "{error}");
        assert!(state.last_pull.is_none());
        let ended = running.await.unwrap();
        assert_eq!(ended.is_err(), phase.is_some());
        assert_eq!(watch.state().phase, phase.unwrap_or(Phase::Ended));
        // That it has ended, and then that it is gone.
        while watch.changed().await.is_some() {}
    }
}

#[tokio::test(start_paused = true)]
async fn events_are_lines_for_a_log() {
    let queue = Simulation::new(5).faults({
        let mut calls = 0;
        move |_| {
            calls += 1;
            match calls {
                1 => Fault::Status(503, Some(7)),
                3 => Fault::LostRequest,
                _ => Fault::None,
            }
        }
    });
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let report = consumer(&queue)
        .observe(move |event| log.lock().unwrap().push(event.to_string()))
        .messages(|message: Delivered<u64>| async move {
            sleep(milliseconds(20)).await;
            match *message {
                0 => Outcome::retry("an error"),
                1 => panic!("as the test has it"),
                2 => Outcome::dead("without sense"),
                _ => Outcome::done(),
            }
        })
        .run_until(sleep(seconds(12)));
    report.await.unwrap();
    let mut lines = lines.lock().unwrap().clone();
    lines.truncate(13);
    // Waits are spread at random.
    lines.retain(|line| !line.starts_with("nothing to pull: waiting"));
    let expected = [
        "waiting 7.0s, since a pull failed: POST /: the server answered 503 Service Unavailable",
        "pulled 5 of 16 messages in 10.0ms",
        "handled 1 messages in 20.0ms",
        "a handler failed: an error",
        "handled 1 messages in 20.0ms",
        "a handler failed: without sense",
        "handled 1 messages in 20.0ms",
        "handled 1 messages in 20.0ms",
        "a handler panicked",
    ];
    assert_eq!(lines[..9], expected);
    let settled = "acknowledged 2 messages and retried 3 in 10.0ms".to_owned();
    assert!(lines.contains(&settled), "{lines:?}");
}

#[tokio::test(start_paused = true)]
async fn all_messages_of_a_call_that_failed_are_counted() {
    let mut settled = 0;
    let queue = Simulation::new(5).faults(move |call| {
        settled += usize::from(call == Call::Settle);
        if call == Call::Settle && settled == 1 {
            Fault::LostRequest
        } else {
            Fault::None
        }
    });
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let report = consumer(&queue)
        .observe(move |event| log.lock().unwrap().push(event.to_string()))
        .messages(|message: Delivered<u64>| async move {
            if *message < 2 {
                Outcome::retry("locked")
            } else {
                Outcome::done()
            }
        })
        .run_until_empty(5);
    report.await.unwrap();
    let lines = lines.lock().unwrap();
    let mut failed = lines.iter();
    assert!(failed.any(|line| line.starts_with("5 messages could not be settled: ")));
}

#[test]
fn nothing_prints_a_lease() {
    let lease = crate::lease::LeaseId::from("canary");
    let delivery = crate::lease::Delivery {
        lease: lease.clone(),
        attempts: None,
        message: (),
    };
    let warning = crate::lease::Warning {
        lease: Some(lease.clone()),
        text: String::new(),
    };
    let settlement = crate::lease::Settlement {
        acks: vec![lease.clone()],
        retries: vec![(lease.clone(), None)],
    };
    let named = crate::lease::Warning {
        lease: Some(lease.clone()),
        text: "no lease canary\n".to_owned(),
    };
    let event = crate::lease::Event::Warned(&named);
    let shown = format!("{lease:?} {delivery:?} {warning:?} {settlement:?} {event}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.ends_with(r#""no lease [redacted]\n""#), "{shown}");
}
