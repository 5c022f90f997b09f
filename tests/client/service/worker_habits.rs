//! What the worker does with messages that nobody gets done, and when it gives up.

use std::time::Duration;

use cloudflare_queues::Error;
use cloudflare_queues::types::PulledMessage;
use queues_fake::Content;
use queues_fake::Fault;
use queues_fake::Operation;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::fixtures::client;
use crate::fixtures::id;
use crate::fixtures::settings;
use crate::worker::HandlerError;
use crate::worker::Worker;

/// A worker for which little time is much.
fn worker() -> Worker {
    Worker {
        visibility_timeout: Duration::from_millis(300),
        settle_after: Duration::from_millis(20),
        shortest_pause: Duration::from_millis(1),
        ..Worker::default()
    }
}

/// Does what the message says.
async fn obey(message: PulledMessage) -> Result<(), HandlerError> {
    match message.content().text()? {
        "succeed" => Ok(()),
        "hang" => std::future::pending().await,
        "panic" => panic!("as the message says"),
        other => Err(other.into()),
    }
}

#[tokio::test]
async fn one_bad_message_keeps_no_other_waiting() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    for text in ["hang", "panic", "fail", "succeed"] {
        queue.push(Content::text(text));
    }
    let client = client(&fake, settings());
    let queue_id = id(&queue);
    let stop = async {
        while queue.acknowledged().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let working = worker();
    let working = working.run(&client, &queue_id, obey, stop);
    timeout(Duration::from_secs(20), working)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(queue.acknowledged()[0].content, Content::text("succeed"));
    assert_eq!(queue.message_count(), 3);
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
    let queue_id = id(&queue);
    let working = worker();
    let working = working.run(&client, &queue_id, obey, std::future::pending());
    let outcome: Result<(), Error> = timeout(Duration::from_secs(20), working).await.unwrap();
    assert_eq!(outcome.unwrap_err().status().unwrap(), 403);
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
        let queue_id = id(&fake.create_queue("orders"));
        fake.inject(Rule::new(fault.clone()).on(Operation::Pull));
        let client = client(&fake, settings());
        let working = worker();
        let working = working.run(&client, &queue_id, obey, std::future::pending());
        let outcome = timeout(Duration::from_secs(20), working).await.unwrap();
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
    let queue_id = id(&queue);
    let calls = |least: usize| {
        let fake = &fake;
        async move {
            while fake.calls().len() < least {
                sleep(Duration::from_millis(5)).await;
            }
        }
    };
    let stop = async {
        calls(2).await;
        queue.pause();
        queue.enable_http_pull();
        calls(5).await;
        queue.resume();
        while queue.message_count() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let working = worker();
    let working = working.run(&client, &queue_id, obey, stop);
    timeout(Duration::from_secs(20), working)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(queue.acknowledged()[0].attempts, 1);
}

#[tokio::test]
async fn what_the_queue_could_not_be_told_is_told_again() {
    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    queue.push(Content::text("succeed"));
    fake.inject(Rule::new(Fault::LostRequest).on(Operation::Ack).times(5));
    let client = client(&fake, settings());
    let queue_id = id(&queue);
    let stop = async {
        while queue.message_count() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let working = Worker {
        visibility_timeout: Duration::from_secs(60),
        ..worker()
    };
    let working = working.run(&client, &queue_id, obey, stop);
    timeout(Duration::from_secs(20), working)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(queue.acknowledged()[0].attempts, 1);
}
