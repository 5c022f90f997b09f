//! Queues that survive a restart.

use std::fs;
use std::path::Path;
use std::time::Duration;

use queues_fake::Clock;
use queues_fake::Content;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::StartError;
use serde_json::json;
use tempfile::TempDir;

use crate::client::Service;

async fn start(path: &Path, clock: &Clock) -> Service {
    Service::built(QueuesFake::builder().file(path).clock(clock.clone())).await
}

#[tokio::test]
async fn a_restart_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("queues.redb");
    let clock = Clock::manual();
    let mut service = start(&path, &clock).await;
    let options = QueueOptions {
        max_retries: 1,
        dead_letter_queue: Some("dead".to_owned()),
        retry_delay: Duration::from_secs(9),
        ..QueueOptions::default()
    };
    service.fake.create_queue_with("orders", options.clone());
    service.push("done").await;
    let done = service.pull_lease().await;
    service.push("leased").await;
    let leased = service.pull_lease().await;
    let delayed =
        json!({ "content_type": "json", "body": { "b": 1, "a": 2 }, "delay_seconds": 60 });
    service.result("", &delayed).await;
    service.queue.push(Content::Bytes(vec![0, 255]));
    service.ack(&done).await;

    for graceful in [true, false] {
        let before = service.queue.messages();
        assert_eq!(before.len(), 3);
        let (base_url, queue) = (service.fake.base_url().to_owned(), service.queue.clone());
        if graceful {
            service.fake.shutdown().await;
        } else {
            drop(service.fake);
        }
        service = start(&path, &clock).await;
        assert_ne!(service.fake.base_url(), base_url);
        assert_eq!(service.queue.id(), queue.id());
        assert_eq!(service.queue.messages(), before);
        assert_eq!(service.queue.options(), options);
    }

    // New ids are not those of before, and old leases still count.
    service.push("new").await;
    let messages = service.queue.messages();
    let mut ids: Vec<_> = messages.iter().map(|message| &message.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_eq!(service.ack(&leased).await["ackCount"], 1);
    assert_eq!(service.ack(&done).await["ackCount"], 0);
}

#[tokio::test]
async fn time_goes_on_while_the_fake_is_off() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("queues.redb");
    let clock = Clock::manual();
    let service = start(&path, &clock).await;
    let options = QueueOptions {
        max_retries: 0,
        dead_letter_queue: Some("dead".to_owned()),
        ..QueueOptions::default()
    };
    service.fake.create_queue_with("orders", options);
    service.push("text").await;
    service.pull_lease().await;
    drop(service);
    clock.advance(Duration::from_secs(30));
    for _ in 0..2 {
        let service = start(&path, &clock).await;
        assert_eq!(service.queue.message_count(), 0);
        assert_eq!(service.fake.queue("dead").unwrap().message_count(), 1);
    }
}

#[tokio::test]
async fn a_file_has_one_fake_at_a_time() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("queues.redb");
    let first = QueuesFake::builder().file(&path).start().await.unwrap();
    let error = QueuesFake::builder().file(&path).start().await.unwrap_err();
    assert!(matches!(error, StartError::File { .. }), "{error}");
    assert!(error.to_string().contains("queues.redb"), "{error}");
    let queue = first.create_queue("orders");
    drop(first);
    // A handle that is left over does not keep the file.
    let second = QueuesFake::builder().file(&path).start().await.unwrap();
    assert_eq!(second.queues().len(), 1);
    queue.push(Content::text("too late"));
    assert_eq!(second.create_queue("orders").message_count(), 0);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_an_error() {
    let folder = TempDir::new().unwrap();
    let whole = folder.path().join("whole.redb");
    let service = start(&whole, &Clock::manual()).await;
    for index in 0..100 {
        service.queue.push(Content::text(index.to_string()));
    }
    service.fake.shutdown().await;
    let bytes = fs::read(&whole).unwrap();
    let mut scrambled = bytes.clone();
    scrambled[4_096..].fill(0xa5);
    for (name, content) in [
        ("text", Some(b"no database".to_vec())),
        ("zeros", Some(vec![0; 10_000])),
        ("magic", Some(bytes[..12].to_vec())),
        ("half", Some(bytes[..bytes.len() / 2].to_vec())),
        ("scrambled", Some(scrambled)),
        ("folder", None),
    ] {
        let path = folder.path().join(name);
        match content {
            Some(content) => fs::write(&path, content).unwrap(),
            None => fs::create_dir(&path).unwrap(),
        }
        let error = QueuesFake::builder().file(&path).start().await.unwrap_err();
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
    let nowhere = folder.path().join("nowhere").join("queues.redb");
    assert!(QueuesFake::builder().file(nowhere).start().await.is_err());
}

#[tokio::test]
async fn what_cannot_be_started_says_why() {
    let fake = QueuesFake::start().await.unwrap();
    let port = fake
        .base_url()
        .split([':', '/'])
        .find_map(|part| part.parse().ok());
    let error = QueuesFake::builder()
        .port(port.unwrap())
        .start()
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::Listen { .. }), "{error}");
    let error = QueuesFake::builder()
        .account_id("a/b")
        .start()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("a/b"), "{error}");
}
