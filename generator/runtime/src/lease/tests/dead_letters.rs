//! What becomes of messages that nobody can handle.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use tokio::time::sleep;

use super::Simulation;
use super::consumer;
use super::milliseconds;
use super::seconds;
use crate::lease::DeadLetter;
use crate::lease::Delivered;
use crate::lease::Event;
use crate::lease::Outcome;
use crate::lease::Permanent;
use crate::lease::Report;

/// Letters that were pushed: the message, its attempts, and the reason.
type Letters = Arc<Mutex<Vec<(u64, Option<u32>, String)>>>;

/// An error that a permanent one is the source of.
#[derive(Debug)]
struct Context(Permanent);

impl std::fmt::Display for Context {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("while an order was booked")
    }
}

impl std::error::Error for Context {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Keeps letters, after so many failures.
fn kept(
    letters: &Letters,
    failures: usize,
) -> impl Fn(DeadLetter<u64>) -> std::future::Ready<Result<(), &'static str>> + use<> {
    let (letters, times) = (Arc::clone(letters), AtomicUsize::new(0));
    move |letter| {
        if times.fetch_add(1, Ordering::SeqCst) < failures {
            return std::future::ready(Err("no room"));
        }
        let reason = letter.reason().to_string();
        let letter = (*letter, letter.attempts(), reason);
        letters.lock().unwrap().push(letter);
        std::future::ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_that_nobody_can_handle_goes_to_the_dead_letters() {
    let queue = Simulation::new(3);
    let letters = Letters::default();
    let report = consumer(&queue)
        .dead_letters(kept(&letters, 0))
        .messages(|message: Delivered<u64>| async move {
            match *message {
                0 => Ok(Outcome::dead("without sense")),
                1 => Err(Permanent::new("unknown order").into()),
                number => Err(format!("order {number} is locked").into()),
            }
            .map_err(|error: Box<dyn std::error::Error + Send + Sync>| error)
        })
        .run_until_empty(3)
        .await
        .unwrap();
    let expected = Report {
        pulled: 3,
        acknowledged: 2,
        retried: 1,
        dead_lettered: 2,
        ..Report::default()
    };
    assert_eq!(report, expected);
    let mut letters = letters.lock().unwrap().clone();
    letters.sort_unstable();
    let expected = [
        (0, Some(1), "without sense".to_owned()),
        (1, Some(1), "unknown order".to_owned()),
    ];
    assert_eq!(letters, expected);
    assert_eq!(queue.left(), [(2, 1)]);
}

#[tokio::test(start_paused = true)]
async fn a_dead_letter_says_how_often_its_message_was_pulled() {
    let queue = Simulation::new(1);
    let letters = Letters::default();
    let running = consumer(&queue)
        .dead_letters(kept(&letters, 0))
        .messages(|message: Delivered<u64>| async move {
            if message.attempts() < Some(3) {
                Outcome::retry("locked")
            } else {
                Outcome::dead("still locked")
            }
        })
        .run_until(async {
            while !queue.left().is_empty() {
                sleep(seconds(1)).await;
            }
        });
    assert_eq!(running.await.unwrap().dead_lettered, 1);
    let letters = letters.lock().unwrap();
    assert_eq!(*letters, [(0, Some(3), "still locked".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn the_reason_of_a_batch_has_its_source() {
    let queue = Simulation::new(2);
    let sources = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&sources);
    let report = consumer(&queue)
        .dead_letters(move |letter: DeadLetter<u64>| {
            let source = letter.reason().source().map(ToString::to_string);
            kept.lock().unwrap().push(source);
            std::future::ready(Ok::<(), &str>(()))
        })
        .batches(2, |_| async {
            Err::<(), _>(Context(Permanent::new("no such order")))
        })
        .run_until_empty(2);
    assert_eq!(report.await.unwrap().dead_lettered, 2);
    let source = Some("no such order".to_owned());
    assert_eq!(*sources.lock().unwrap(), [source.clone(), source]);
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_counts_wherever_it_is_among_the_sources() {
    let queue = Simulation::new(1);
    let letters = Letters::default();
    let report = consumer(&queue)
        .dead_letters(kept(&letters, 0))
        .messages(|_| async { Err::<(), _>(Context(Permanent::new("no such order"))) })
        .run_until_empty(1);
    assert_eq!(report.await.unwrap().dead_lettered, 1);
}

#[tokio::test(start_paused = true)]
async fn a_dead_letter_that_cannot_be_pushed_is_pushed_again() {
    let queue = Simulation::new(1);
    let letters = Letters::default();
    let failures = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&failures);
    let report = consumer(&queue)
        .dead_letters(kept(&letters, 3))
        .observe(move |event| {
            if let Event::NotDeadLettered { .. } = event {
                count.fetch_add(1, Ordering::SeqCst);
            }
        })
        .messages(|_| async { Outcome::dead("without sense") })
        .run_until_empty(1);
    let report = report.await.unwrap();
    assert_eq!((report.acknowledged, report.dead_lettered), (1, 1));
    assert_eq!(failures.load(Ordering::SeqCst), 3);
    assert_eq!(queue.left(), []);
}

#[tokio::test(start_paused = true)]
async fn a_dead_letter_that_nobody_takes_comes_again() {
    let queue = Simulation::new(1);
    let letters = Letters::default();
    // As often as it can be tried under two leases and a little more.
    let running = consumer(&queue).dead_letters(kept(&letters, 15));
    let inner = queue.clone();
    let stop = async move {
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let report = running.messages(|_| async { Outcome::dead("without sense") });
    let report = super::within(report.run_until(stop)).await.unwrap();
    assert!(report.pulled > 1, "{report:?}");
    assert_eq!((report.acknowledged, report.dead_lettered), (1, 1));
    assert_eq!(letters.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_dead_letters_a_message_is_retried() {
    let queue = Simulation::new(1);
    let report = consumer(&queue)
        .messages(|_| async { Outcome::dead("without sense") })
        .run_until_empty(1)
        .await
        .unwrap();
    assert_eq!((report.retried, report.dead_lettered), (1, 0));
    assert_eq!(queue.left(), [(0, 1)]);
}

#[tokio::test(start_paused = true)]
async fn a_message_of_the_stream_can_be_dead_too() {
    let queue = Simulation::new(2);
    let letters = Letters::default();
    let mut leases = consumer(&queue).dead_letters(kept(&letters, 1)).leases();
    leases.next().await.unwrap().unwrap().dead("without sense");
    leases.next().await.unwrap().unwrap().ack();
    let report = leases.settled().await;
    assert_eq!((report.acknowledged, report.dead_lettered), (2, 1));
    assert_eq!(letters.lock().unwrap().len(), 1);

    let queue = Simulation::new(1);
    let mut leases = consumer(&queue).leases();
    leases.next().await.unwrap().unwrap().dead("without sense");
    assert_eq!(leases.settled().await.retried, 1);
}

#[tokio::test(start_paused = true)]
async fn a_drain_does_not_lose_a_dead_letter_that_hangs() {
    let queue = Simulation::new(1);
    let report = consumer(&queue)
        .visibility_timeout(seconds(3_600))
        .drain_within(seconds(5))
        .dead_letters(|_: DeadLetter<u64>| std::future::pending::<Result<(), &str>>())
        .messages(|_| async { Outcome::dead("without sense") })
        .run_until(sleep(seconds(1)));
    let report = super::within(report).await.unwrap();
    assert_eq!((report.acknowledged, report.retried), (0, 1));
    assert_eq!(queue.left(), [(0, 1)]);
}
