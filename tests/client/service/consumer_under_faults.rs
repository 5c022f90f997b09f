//! A consumer of ten thousand messages, and every kind of fault befalling five per cent of the calls that
//! no other befalls. `MESSAGES=100000` in the environment has it handle as many.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use cloudflare_queues::CallOptions;
use cloudflare_queues::Client;
use cloudflare_queues::RetryMode;
use cloudflare_queues::client_runtime::lease::Backoff;
use cloudflare_queues::client_runtime::lease::Delivered;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use queues_fake::Clock;
use queues_fake::QueueHandle;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use serde_json::Value;
use serde_json::json;
use tokio::time::sleep;

use crate::fixtures::client;
use crate::fixtures::faults;
use crate::fixtures::id;
use crate::fixtures::settings;

/// How many messages there are, a multiple of those of a batch.
fn messages() -> u64 {
    let messages = std::env::var("MESSAGES").map_or(10_000, |text| text.parse().unwrap());
    messages / BATCH * BATCH
}

const BATCH: u64 = 100;

type HandlerError = Box<dyn std::error::Error + Send + Sync>;

/// How often each number was handled.
type Handled = Arc<Mutex<BTreeMap<u64, u32>>>;

/// Books a number, and fails for every twentieth the first time it comes.
fn handle(message: &PulledMessage, handled: &Handled) -> Result<(), HandlerError> {
    let number = message.content().json::<Value>()?["number"].as_u64();
    let number = number.ok_or("a message without a number")?;
    let mut handled = handled.lock().map_err(|_| "a handler panicked")?;
    let times = handled.entry(number).or_default();
    *times += 1;
    if number % 20 == 0 && *times == 1 {
        return Err("not today".into());
    }
    Ok(())
}

/// Pushes every number, again and again until the service says that it has it.
async fn produce(client: Client, queue_id: QueueId) {
    for first in (0..messages()).step_by(100) {
        let batch =
            || (first..first + BATCH).map(|number| JsonMessage::new(json!({"number": number})));
        let options = CallOptions::new().retry_mode(RetryMode::AtLeastOnce);
        let messages = client.queues().messages();
        let push = || {
            messages
                .bulk_push(&queue_id, batch())
                .call_options(options.clone())
        };
        while push().await.is_err() {}
    }
}

/// Turns the clock of the service, so that leases end and delays pass.
async fn turn(clock: Clock) {
    loop {
        clock.advance(Duration::from_secs(1));
        sleep(Duration::from_millis(2)).await;
    }
}

/// Ready when the producer is through and the queue is empty.
async fn done(producer: tokio::task::JoinHandle<()>, queue: QueueHandle) {
    producer.await.unwrap();
    while queue.message_count() > 0 {
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_and_each_is_handled() {
    let builder = QueuesFake::builder().clock(Clock::manual()).history(0);
    let fake = builder.start().await.unwrap();
    let options = QueueOptions {
        // As many as the service allows: with so many faults, the usual three are used up.
        max_retries: 100,
        ..QueueOptions::default()
    };
    let queue = fake.create_queue_with("orders", options);
    for (seed, fault) in (1..).zip(faults()) {
        fake.inject(Rule::new(fault).probability(0.05, seed));
    }
    let client = client(&fake, settings());
    let producer = tokio::spawn(produce(client.clone(), id(&queue)));
    let turning = tokio::spawn(turn(fake.clock().clone()));

    let handled = Handled::default();
    let book = {
        let handled = Arc::clone(&handled);
        move |message: Delivered<PulledMessage>| {
            let handled = Arc::clone(&handled);
            async move { handle(&message, &handled) }
        }
    };
    let stop = done(producer, queue.clone());
    let bounded = Duration::from_secs(60 + messages() / 100);
    let working = client
        .queues()
        .messages()
        .consume(&id(&queue))
        .concurrency(200)
        .idle(Backoff::doubling(
            Duration::from_millis(1)..=Duration::from_millis(10),
        ))
        .retry(Backoff::constant(Duration::from_secs(10)))
        .messages(book)
        .run_until(stop);
    let outcome = tokio::time::timeout(bounded, working).await;
    let report = outcome.expect("a hundred messages take less than a second");
    let report = report.unwrap();
    turning.abort();
    assert_eq!(report.unsettled, 0, "{report:?}");

    let handled = handled.lock().unwrap();
    let numbers: Vec<u64> = handled.keys().copied().collect();
    assert_eq!(numbers, (0..messages()).collect::<Vec<_>>());
    assert_eq!(queue.dead(), []);
    // What failed was handled again; pushes and pulls that were lost brought some numbers more than once.
    assert!(
        handled
            .iter()
            .all(|(number, times)| number % 20 != 0 || *times > 1)
    );
}
