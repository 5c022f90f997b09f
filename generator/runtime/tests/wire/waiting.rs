//! How long a call waits and lasts: on a paused clock, over a transport that does as it is told.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use client_runtime::Body;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::RetryClass;
use client_runtime::RetryMode;
use client_runtime::Settings;
use client_runtime::Transport;
use client_runtime::TransportError;
use client_runtime::TransportFuture;
use tokio::time::Instant;

use crate::server::client_with;

/// What becomes of one attempt.
#[derive(Clone, Copy, Debug)]
enum Outcome {
    /// A response with this status and this header.
    Response(u16, &'static str, &'static str),
    /// No connection, at once.
    Absent,
    /// A connection that is lost, at once.
    Lost,
    /// Nothing, for ever.
    Silence,
}

const DONE: Outcome = Outcome::Response(200, "x-a", "");
const BUSY: Outcome = Outcome::Response(429, "x-a", "");
const MILLISECOND: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);

/// Plays outcomes, the last one for ever, and takes note of when each attempt began.
#[derive(Clone)]
struct Script {
    outcomes: Arc<Mutex<VecDeque<Outcome>>>,
    attempts: Arc<Mutex<Vec<Instant>>>,
}

impl Script {
    fn of(outcomes: &[Outcome]) -> Self {
        Self {
            outcomes: Arc::new(Mutex::new(outcomes.iter().copied().collect())),
            attempts: Arc::default(),
        }
    }

    fn play(&self, outcomes: &[Outcome]) {
        *self.outcomes.lock().unwrap() = outcomes.iter().copied().collect();
    }

    fn settings(&self) -> Settings {
        Settings::new().transport(self.clone())
    }

    /// A client that does not wait on its own account.
    fn client(&self) -> HttpClient {
        client_with(self.settings().backoff(Duration::ZERO, Duration::ZERO))
    }

    fn count(&self) -> usize {
        self.attempts.lock().unwrap().len()
    }

    /// The times between the attempts.
    fn waits(&self) -> Vec<Duration> {
        let attempts = self.attempts.lock().unwrap();
        attempts.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

impl Transport for Script {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        self.attempts.lock().unwrap().push(Instant::now());
        let mut outcomes = self.outcomes.lock().unwrap();
        let outcome = match outcomes.len() {
            1 => outcomes[0],
            _ => outcomes.pop_front().unwrap(),
        };
        Box::pin(async move {
            match outcome {
                Outcome::Response(status, name, value) => Ok(http::Response::builder()
                    .status(status)
                    .header(name, value)
                    .body(Body::from(""))
                    .unwrap()),
                Outcome::Absent => Err(TransportError::connect("absent")),
                Outcome::Lost => Err(TransportError::exchange("lost")),
                Outcome::Silence => std::future::pending().await,
            }
        })
    }
}

/// A call, and how long it took.
async fn get(client: &HttpClient) -> (Result<(), Error>, Duration) {
    let begin = Instant::now();
    let outcome = client.get("/a").send_empty().await;
    (outcome.map(drop), begin.elapsed())
}

async fn push(client: &HttpClient) -> Result<(), Error> {
    client.post("/a").json(5).send_empty().await.map(drop)
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_server_asks_for_is_kept_in_full() {
    for (name, value, requested) in [
        ("retry-after", "1", SECOND),
        ("retry-after", "61", SECOND * 61),
        ("retry-after", "89", SECOND * 89),
        ("retry-after-ms", "1500", MILLISECOND * 1_500),
    ] {
        for status in [429, 503] {
            let script = Script::of(&[Outcome::Response(status, name, value), DONE]);
            let (outcome, elapsed) = get(&script.client()).await;
            outcome.unwrap();
            assert!(
                requested <= elapsed && elapsed < requested + SECOND,
                "{elapsed:?}"
            );
            assert_eq!(script.count(), 2);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_is_an_error_at_once() {
    for (value, requested) in [
        ("90", SECOND * 90),
        ("3600", HOUR),
        ("99999999999999999999", Duration::from_secs(u64::MAX)),
    ] {
        let script = Script::of(&[Outcome::Response(429, "retry-after", value), DONE]);
        let (outcome, elapsed) = get(&script.client()).await;
        let error = outcome.unwrap_err();
        assert_eq!(
            (error.retry_after(), error.attempts()),
            (Some(requested), 1)
        );
        assert!(error.is_retryable() && !error.maybe_processed());
        assert_eq!(elapsed, Duration::ZERO);
        assert!(!error.to_string().contains("attempts"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_earlier_attempts_took_counts_against_the_deadline() {
    let ask = Outcome::Response(503, "retry-after", "50");
    let script = Script::of(&[ask, ask, DONE]);
    let (outcome, elapsed) = get(&script.client()).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.attempts(), error.retry_after()),
        (2, Some(SECOND * 50))
    );
    assert!(elapsed < SECOND * 51);
    let settings = script.settings().timeout(Duration::MAX);
    script.play(&[ask, ask, DONE]);
    let (outcome, elapsed) = get(&client_with(settings)).await;
    outcome.unwrap();
    assert!(elapsed >= SECOND * 100);
}

#[tokio::test(start_paused = true)]
async fn its_own_waits_are_random_below_a_bound_that_doubles() {
    let waits = async |seed| {
        let script = Script::of(&[Outcome::Lost]);
        let settings = script.settings().attempts(8).jitter_seed(seed);
        let (outcome, _) = get(&client_with(settings)).await;
        assert_eq!(outcome.unwrap_err().attempts(), 8);
        script.waits()
    };
    let mut longest = [Duration::ZERO; 7];
    for seed in 0..200 {
        for (longest, wait) in longest.iter_mut().zip(waits(seed).await) {
            *longest = wait.max(*longest);
        }
    }
    // The clock of the runtime counts milliseconds, and rounds up.
    for (longest, bound) in longest
        .iter()
        .zip([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000])
    {
        let bound = MILLISECOND * bound;
        assert!(*longest <= bound + MILLISECOND * 2, "{longest:?} {bound:?}");
        assert!(*longest > bound * 9 / 10, "{longest:?} {bound:?}");
    }
    assert_eq!(waits(1).await, waits(1).await);
    assert_ne!(waits(1).await, waits(2).await);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_and_a_call_last_no_longer_than_their_bounds() {
    let script = Script::of(&[Outcome::Silence]);
    let client = client_with(script.settings());
    let (outcome, elapsed) = get(&client).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: no response from the server: timed out after 90s (`timeout`) (3 attempts)"
    );
    assert!(elapsed >= SECOND * 90 && elapsed < SECOND * 91);
    let begin = Instant::now();
    let error = push(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /a: no response from the server: timed out after 30s (`attempt_timeout`)"
    );
    assert!(begin.elapsed() >= SECOND * 30 && begin.elapsed() < SECOND * 31);
    assert!(error.is_timeout() && error.maybe_processed() && !error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn a_call_may_be_made_otherwise_than_its_client_makes_it() {
    let script = Script::of(&[Outcome::Lost]);
    let client = script.client();
    let post = || client.post("/a").json(5);
    for (request, attempts) in [
        (post(), 1),
        (post().retry_class(RetryClass::Idempotent), 3),
        (post().retry_mode(RetryMode::AtLeastOnce), 3),
        (client.get("/a"), 3),
        (client.get("/a").retry_mode(RetryMode::Never), 1),
        (client.get("/a").retry_class(RetryClass::Unsafe), 1),
    ] {
        let error = request.send_empty().await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{error}");
    }
    script.play(&[Outcome::Silence]);
    for (request, setting) in [
        (client.get("/a").timeout(MILLISECOND), "1ms (`timeout`)"),
        (
            post().attempt_timeout(MILLISECOND),
            "1ms (`attempt_timeout`)",
        ),
    ] {
        let error = request.send_empty().await.unwrap_err();
        assert!(error.to_string().ends_with(setting), "{error}");
    }
    let before = script.count();
    for request in [
        client.get("/a").timeout(Duration::ZERO),
        client.get("/a").attempt_timeout(Duration::ZERO),
    ] {
        let error = request.send_empty().await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
        assert_eq!((error.attempts(), script.count()), (0, before));
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    for (outcomes, maybe_processed) in [
        ([Outcome::Lost, Outcome::Absent], true),
        ([Outcome::Lost, Outcome::Response(404, "x-a", "")], true),
        ([Outcome::Response(503, "x-a", ""), BUSY], true),
        ([Outcome::Absent, BUSY], false),
        ([BUSY, Outcome::Response(404, "x-a", "")], false),
        ([Outcome::Absent, Outcome::Lost], true),
    ] {
        let (outcome, _) = get(&Script::of(&outcomes).client()).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.maybe_processed(), maybe_processed, "{outcomes:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_down_is_not_sent_much_more_than_there_are_calls() {
    for (outcome, retries) in [(Outcome::Absent, 100), (Outcome::Silence, 35)] {
        let script = Script::of(&[outcome]);
        let client = script.client();
        for _ in 0..10_000 {
            // The clones of a client have its tokens together.
            let (outcome, _) = get(&client.clone()).await;
            let error = outcome.unwrap_err();
            assert!(error.is_retryable());
        }
        assert_eq!(script.count(), 10_000 + retries);
        script.play(&[DONE]);
        for _ in 0..100 {
            get(&client).await.0.unwrap();
        }
        script.play(&[outcome, DONE]);
        get(&client).await.0.unwrap();
    }
}
