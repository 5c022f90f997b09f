//! What a consumer does with messages that nobody gets done, and when it gives up.

use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::client_runtime::lease::Backoff;
use cloudflare_queues::client_runtime::lease::Consumer;
use cloudflare_queues::client_runtime::lease::ConsumerError;
use cloudflare_queues::client_runtime::lease::Delivered;
use cloudflare_queues::client_runtime::lease::Report;
use cloudflare_queues::queues::messages::PullQueue;
use cloudflare_queues::types::PulledMessage;
use queues_fake::AckResult;
use queues_fake::BacklogNumbers;
use queues_fake::Content;
use queues_fake::Fault;
use queues_fake::Operation;
use queues_fake::QueueHandle;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::ResponseStyle;
use queues_fake::Rule;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::fixtures::client;
use crate::fixtures::id;
use crate::fixtures::settings;

/// A consumer for which little time is much.
fn consumer(client: &Client, queue: &QueueHandle) -> Consumer<PullQueue> {
    let moment = Duration::from_millis(1);
    client
        .queues()
        .messages()
        .consume(&id(queue))
        .visibility_timeout(Duration::from_millis(300))
        .settle_within(Duration::from_millis(20))
        .idle(Backoff::doubling(moment..=Duration::from_millis(50)))
        .drain_within(Duration::from_secs(2))
}

/// Does what the message says.
async fn obey(
    message: Delivered<PulledMessage>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    match message.content().text()? {
        "succeed" => Ok(()),
        "hang" => std::future::pending().await,
        "panic" => panic!("as the message says"),
        other => Err(other.into()),
    }
}

async fn is_empty(queue: &QueueHandle) {
    while queue.message_count() > 0 {
        sleep(Duration::from_millis(5)).await;
    }
}

async fn run(
    consumer: Consumer<PullQueue>,
    stop: impl Future<Output = ()>,
) -> Result<Report, ConsumerError> {
    let running = consumer.messages(obey).run_until(stop);
    timeout(Duration::from_secs(20), running).await.unwrap()
}

#[tokio::test]
async fn one_bad_message_keeps_no_other_waiting() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    for text in ["hang", "panic", "fail", "succeed"] {
        queue.push(Content::text(text));
    }
    let client = client(&fake, settings());
    let stop = async {
        while queue.acknowledged().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let consumer = consumer(&client, &queue).visibility_timeout(Duration::from_secs(60));
    let consumer = consumer.drain_within(Duration::from_millis(500));
    let report = run(consumer, stop).await.unwrap();
    assert_eq!(queue.acknowledged()[0].content, Content::text("succeed"));
    assert_eq!(queue.message_count(), 3);
    assert_eq!((report.acknowledged, report.retried), (1, 3), "{report:?}");
    assert_eq!((report.panicked, report.unsettled), (1, 0));
}

#[tokio::test]
async fn who_may_pull_and_not_acknowledge_is_told_and_stops() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    queue.push(Content::text("succeed"));
    let forbidden = Fault::Status {
        status: 403,
        code: 10106,
        retry_after: None,
    };
    fake.inject(Rule::new(forbidden).on(Operation::Ack));
    let client = client(&fake, settings());
    let outcome = run(consumer(&client, &queue), std::future::pending()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.error().status().unwrap(), 403);
    assert_eq!(error.report().unsettled, 1);
    let acks = fake.calls();
    let acks = acks
        .iter()
        .filter(|call| call.operation == Some(Operation::Ack));
    assert_eq!(acks.count(), 1);
}

#[tokio::test]
async fn a_permanent_error_ends_the_work() {
    let status = |status, code| Fault::Status {
        status,
        code,
        retry_after: None,
    };
    for fault in [
        Fault::WrongCredentialKind,
        status(400, 10207),
        status(404, 7003),
        status(403, 10000),
        status(429, 10252),
        status(429, 10253),
    ] {
        let fake = QueuesFake::start().await.unwrap();
        let queue = fake.create_queue("orders");
        fake.inject(Rule::new(fault.clone()).on(Operation::Pull));
        let client = client(&fake, settings());
        let outcome = run(consumer(&client, &queue), std::future::pending()).await;
        assert!(outcome.is_err(), "{fault:?}");
        assert_eq!(fake.calls().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_queue_without_consumer_and_one_that_is_paused_are_waited_for() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    queue.push(Content::text("succeed"));
    queue.disable_http_pull();
    let client = client(&fake, settings());
    let calls = async |least: usize| {
        while fake.calls().len() < least {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let stop = async {
        calls(2).await;
        queue.pause();
        queue.enable_http_pull();
        calls(5).await;
        queue.resume();
        is_empty(&queue).await;
    };
    let report = run(consumer(&client, &queue), stop).await.unwrap();
    assert_eq!(report.acknowledged, 1);
    assert_eq!(queue.acknowledged()[0].attempts, 1);
}

#[tokio::test]
async fn what_the_queue_could_not_be_told_is_told_again() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    queue.push(Content::text("succeed"));
    fake.inject(Rule::new(Fault::LostRequest).on(Operation::Ack).times(5));
    let client = client(&fake, settings());
    let consumer = consumer(&client, &queue).visibility_timeout(Duration::from_secs(60));
    let report = run(consumer, is_empty(&queue)).await.unwrap();
    assert_eq!((report.acknowledged, report.unsettled), (1, 0));
    assert_eq!(queue.acknowledged()[0].attempts, 1);
}

#[tokio::test]
async fn what_nobody_can_handle_goes_where_the_queue_has_such_messages() {
    let fake = QueuesFake::start().await.unwrap();
    let options = QueueOptions {
        dead_letter_queue: Some("dead".to_owned()),
        ..QueueOptions::default()
    };
    let queue = fake.create_queue_with("orders", options);
    queue.push(Content::text("fail"));
    let client = client(&fake, settings());
    let consumer = consumer(&client, &queue).retry(Backoff::constant(Duration::ZERO));
    let report = run(consumer, is_empty(&queue)).await.unwrap();
    assert_eq!((report.pulled, report.acknowledged), (4, 0));
    assert_eq!(queue.dead()[0].attempts, 4);
    assert_eq!(fake.queue("dead").unwrap().message_count(), 1);
}

#[tokio::test]
async fn an_answer_that_broke_off_leaves_its_messages_to_nobody_for_no_longer_than_needed() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    for _ in 0..10 {
        queue.push(Content::text("succeed"));
    }
    fake.inject(Rule::new(Fault::CutBody).on(Operation::Pull).nth(1));
    let client = client(&fake, settings());
    let consumer = consumer(&client, &queue).visibility_timeout(Duration::from_secs(3_600));
    let stop = async {
        while queue.acknowledged().len() < 3 {
            sleep(Duration::from_millis(5)).await;
        }
        // About half of the leases had not come, and end by themselves.
        fake.clock().advance(Duration::from_secs(3_600));
        is_empty(&queue).await;
    };
    let report = run(consumer, stop).await.unwrap();
    assert_eq!(report.acknowledged, 10);
    assert!(report.retried >= 3, "{report:?}");
}

#[tokio::test]
async fn every_style_of_answers_is_understood() {
    for (backlog_numbers, ack_result) in [
        (BacklogNumbers::Texts, AckResult::Null),
        (BacklogNumbers::Negative, AckResult::Absent),
    ] {
        let fake = QueuesFake::start().await.unwrap();
        fake.set_response_style(ResponseStyle {
            backlog_numbers,
            ack_result,
            ..ResponseStyle::default()
        });
        let queue = fake.create_queue("orders");
        queue.push(Content::text("succeed"));
        let client = client(&fake, settings());
        let running = consumer(&client, &queue).messages(obey);
        let report = running.run_until_empty(10).await.unwrap();
        assert_eq!((report.acknowledged, queue.message_count()), (1, 0));
    }
}
