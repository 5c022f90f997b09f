//! The forms in which messages are handled: in batches, by services, on threads.

use std::collections::VecDeque;
use std::future::Ready;
use std::future::ready;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

use tokio::time::sleep;
use tower_service::Service;

use super::Call;
use super::Simulation;
use super::consumer;
use super::milliseconds;
use super::seconds;
use crate::lease::Delivered;
use crate::lease::Event;
use crate::lease::Outcome;
use crate::lease::Report;

#[tokio::test(start_paused = true)]
async fn a_batch_is_what_came_together() {
    let queue = Simulation::new(250);
    let sizes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sizes);
    let report = consumer(&queue)
        .batches(100, move |batch: Vec<Delivered<u64>>| {
            seen.lock().unwrap().push(batch.len());
            sleep(milliseconds(5))
        })
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    assert_eq!((report.pulled, report.acknowledged), (250, 250));
    assert_eq!(*sizes.lock().unwrap(), [100, 100, 50]);
}

#[tokio::test(start_paused = true)]
async fn no_more_messages_are_in_batches_than_are_handled_at_once() {
    let queue = Simulation::new(1_000);
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let shared = (Arc::clone(&running), Arc::clone(&most));
    let report = consumer(&queue)
        .concurrency(70)
        .batches(30, move |batch: Vec<Delivered<u64>>| {
            let (running, most) = shared.clone();
            async move {
                let now = running.fetch_add(batch.len(), Ordering::SeqCst) + batch.len();
                most.fetch_max(now, Ordering::SeqCst);
                sleep(milliseconds(10 + *batch[0] % 7)).await;
                running.fetch_sub(batch.len(), Ordering::SeqCst);
            }
        })
        .run_until_empty(u64::MAX)
        .await
        .unwrap();
    assert_eq!(report.acknowledged, 1_000);
    assert_eq!(most.load(Ordering::SeqCst), 70);
}

#[tokio::test(start_paused = true)]
async fn a_batch_has_one_outcome_or_one_for_each_message() {
    let queue = Simulation::new(5);
    let report = consumer(&queue).batches(5, |batch: Vec<Delivered<u64>>| async move {
        let outcomes = batch.iter().map(|message| match **message {
            0 => Outcome::done(),
            1 => Outcome::release(),
            2 => Outcome::dead("without sense"),
            _ => Outcome::retry("locked"),
        });
        // Nothing is said of the last one.
        outcomes.take(4).collect::<Vec<_>>()
    });
    let report = report.run_until_empty(5).await.unwrap();
    let expected = Report {
        pulled: 5,
        acknowledged: 1,
        retried: 3,
        released: 1,
        ..Report::default()
    };
    assert_eq!(report, expected);

    let queue = Simulation::new(5);
    let report = consumer(&queue)
        .batches(5, |_| async { Err::<Vec<Outcome>, _>("locked") })
        .run_until_empty(5);
    assert_eq!(report.await.unwrap().retried, 5);
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_panics_or_takes_too_long_comes_again() {
    for (hangs, panicked, timed_out) in [(false, 1, 0), (true, 0, 5)] {
        let queue = Simulation::new(5);
        let report = consumer(&queue)
            .batches(5, move |_| async move {
                assert!(hangs, "as the test has it");
                std::future::pending::<()>().await;
            })
            .run_until_empty(5)
            .await
            .unwrap();
        assert_eq!((report.panicked, report.timed_out), (panicked, timed_out));
        assert_eq!((report.retried, report.acknowledged), (5, 0));
    }
}

/// A service that takes so many messages at once, each for 10 ms.
struct Limited {
    free: usize,
    state: Arc<Mutex<LimitedState>>,
}

#[derive(Default)]
struct LimitedState {
    running: usize,
    most: usize,
    waiting: VecDeque<Waker>,
}

struct Running(Arc<Mutex<LimitedState>>);

impl Drop for Running {
    fn drop(&mut self) {
        let mut state = self.0.lock().unwrap();
        state.running -= 1;
        state.waiting.drain(..).for_each(Waker::wake);
    }
}

impl Service<Delivered<u64>> for Limited {
    type Response = ();
    type Error = String;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), String>> {
        let mut state = self.state.lock().unwrap();
        if state.running < self.free {
            return Poll::Ready(Ok(()));
        }
        state.waiting.push_back(context.waker().clone());
        Poll::Pending
    }

    fn call(&mut self, message: Delivered<u64>) -> Self::Future {
        let state = Arc::clone(&self.state);
        let mut now = state.lock().unwrap();
        now.running += 1;
        now.most = now.most.max(now.running);
        drop(now);
        let running = Running(state);
        Box::pin(async move {
            let _running = running;
            sleep(milliseconds(10)).await;
            if *message == 3 && message.attempts() == Some(1) {
                return Err("locked".to_owned());
            }
            Ok(())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_takes_messages_when_it_is_ready() {
    let queue = Simulation::new(100);
    let state = Arc::<Mutex<LimitedState>>::default();
    let service = Limited {
        free: 4,
        state: Arc::clone(&state),
    };
    let inner = queue.clone();
    let stop = async move {
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let report = consumer(&queue).concurrency(8).service(service);
    let report = super::within(report.run_until(stop)).await.unwrap();
    assert_eq!((report.acknowledged, report.retried), (100, 1));
    assert_eq!(state.lock().unwrap().most, 4);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_pulled_for_a_service_that_is_not_ready() {
    let queue = Simulation::new(100);
    let service = Limited {
        free: 0,
        state: Arc::default(),
    };
    let report = consumer(&queue).service(service);
    let report = report.run_until(sleep(seconds(60))).await.unwrap();
    assert_eq!((report, queue.count(Call::Pull)), (Report::default(), 0));
}

/// A service that breaks.
struct Broken;

impl Service<Delivered<u64>> for Broken {
    type Response = ();
    type Error = &'static str;
    type Future = Ready<Result<(), &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(Err("the pool is closed"))
    }

    fn call(&mut self, _: Delivered<u64>) -> Self::Future {
        ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_breaks_ends_the_run() {
    let queue = Simulation::new(1);
    let running = consumer(&queue).service(Broken);
    let stopped = running.run_until(std::future::pending()).await.unwrap_err();
    let expected = "the service that handles messages is not ready: the pool is closed";
    assert!(stopped.to_string().contains(expected), "{stopped}");
    assert_eq!(queue.count(Call::Pull), 0);
}

#[tokio::test]
async fn a_handler_on_a_thread_may_block_it() {
    let queue = Simulation::new(20);
    let events = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&events);
    let report = consumer(&queue)
        .observe(move |event| {
            if let Event::Handled { .. } | Event::Panicked = event {
                count.fetch_add(1, Ordering::SeqCst);
            }
        })
        .on_threads(|message| {
            std::thread::sleep(milliseconds(5));
            match *message {
                0 => Err("an error"),
                1 => panic!("as the test has it"),
                _ => Ok(()),
            }
        })
        .run_until_empty(20)
        .await
        .unwrap();
    assert_eq!((report.acknowledged, report.retried), (18, 2));
    assert_eq!((report.panicked, events.load(Ordering::SeqCst)), (1, 20));
}

#[cfg(feature = "blocking")]
#[test]
fn a_program_without_async_consumes_too() {
    use crate::lease::Stopper;

    let queue = Simulation::new(30);
    let report = consumer(&queue).on_threads(|_| ()).wait_until_empty(10);
    assert_eq!(report.unwrap().acknowledged, 10);

    let stopper = Stopper::new();
    let (inner, other) = (queue.clone(), stopper.clone());
    let stopping = std::thread::spawn(move || {
        while !inner.left().is_empty() {
            std::thread::sleep(milliseconds(5));
        }
        other.stop();
    });
    let report = consumer(&queue).on_threads(|_| ()).wait_until(&stopper);
    assert_eq!(report.unwrap().acknowledged, 20);
    stopping.join().unwrap();

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let within =
        runtime.block_on(async { consumer(&queue).on_threads(|_| ()).wait_until_empty(1) });
    assert!(within.unwrap_err().to_string().contains("use `.await`"));
}

/// Handlers of long first steps run side by side on the threads of the runtime.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handlers_that_compute_run_on_all_threads() {
    let queue = Simulation::new(40);
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let shared = (Arc::clone(&running), Arc::clone(&most));
    let handling = consumer(&queue).messages(move |_| {
        let (running, most) = shared.clone();
        async move {
            let now = running.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            std::thread::sleep(milliseconds(3));
            running.fetch_sub(1, Ordering::SeqCst);
        }
    });
    // The threads of the runtime are those of its tasks.
    let report = tokio::spawn(handling.run_until_empty(40)).await.unwrap();
    assert_eq!(report.unwrap().acknowledged, 40);
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_message_whose_lease_ended_before_anybody_was_ready_is_not_handled() {
    let queue = Simulation::new(20).round_trip(milliseconds(2));
    let state = Arc::<Mutex<LimitedState>>::default();
    let service = Limited { free: 1, state };
    // Each takes ten milliseconds, sixteen come at once, and leases last for a hundred.
    let inner = queue.clone();
    let stop = async move {
        while !inner.left().is_empty() {
            sleep(milliseconds(100)).await;
        }
    };
    let report = consumer(&queue)
        .visibility_timeout(milliseconds(100))
        .service(service);
    let report = super::within(report.run_until(stop)).await.unwrap();
    assert_eq!(report.acknowledged, 20, "{report:?}");
    assert!(report.pulled > 20, "{report:?}");
}
