//! How a service of your own is tested: its worker, with the queue in the test.
//!
//! In `Cargo.toml`:
//!
//! ```toml
//! [dev-dependencies]
//! queues-fake = { path = "../cloudflare-queues-rust/tests/fake" }
//! ```

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Settings;
use cloudflare_queues::client_runtime::lease::Backoff;
use cloudflare_queues::client_runtime::lease::ConsumerError;
use cloudflare_queues::client_runtime::lease::Report;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;
use queues_fake::Clock;
use queues_fake::Content;
use queues_fake::Fault;
use queues_fake::Operation;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use serde_json::Value;
use serde_json::json;

/// The service under test: it books the orders that there are, and acknowledges those that it booked.
async fn book(
    client: &Client,
    queue_id: &QueueId,
    book: &Arc<Mutex<Vec<Value>>>,
) -> Result<Report, ConsumerError> {
    let book = Arc::clone(book);
    client
        .queues()
        .messages()
        .consume(queue_id)
        .retry(Backoff::constant(Duration::from_secs(10)))
        .json(move |order: Value, _| {
            book.lock().unwrap().push(order);
            std::future::ready(())
        })
        .run_until_empty(100)
        .await
}

/// The queue of a test, and a client of it.
async fn queue() -> (QueuesFake, Client) {
    let builder = QueuesFake::builder().clock(Clock::manual());
    let fake = builder.start().await.unwrap();
    let client = Client::builder()
        .settings(Settings::new().base_url(fake.base_url()))
        .api_token(fake.api_token())
        .account_id(AccountId::new(fake.account_id()).unwrap())
        .build()
        .unwrap();
    (fake, client)
}

#[tokio::test]
async fn orders_are_booked_and_acknowledged() {
    let (fake, client) = queue().await;
    let orders = fake.create_queue("orders");
    let queue_id = QueueId::new(orders.id()).unwrap();
    orders.push(Content::json(r#"{"number":4711}"#));

    let booked = Arc::default();
    let report = book(&client, &queue_id, &booked).await.unwrap();
    assert_eq!(report.acknowledged, 1);
    assert_eq!(*booked.lock().unwrap(), [json!({"number": 4711})]);
    assert_eq!(
        (orders.message_count(), orders.acknowledged().len()),
        (0, 1)
    );
}

#[tokio::test]
async fn an_order_that_is_no_json_goes_to_the_dead_letters() {
    let (fake, client) = queue().await;
    let orders = fake.create_queue("orders");
    let queue_id = QueueId::new(orders.id()).unwrap();
    orders.push(Content::text("no order"));

    let booked = Arc::default();
    for _ in 0..4 {
        let report = book(&client, &queue_id, &booked).await.unwrap();
        assert_eq!((report.acknowledged, report.retried), (0, 1));
        fake.clock().advance(Duration::from_secs(10)); // The delay ends.
    }
    assert_eq!(orders.message_count(), 0);
    assert_eq!(orders.dead()[0].attempts, 4);
}

#[tokio::test]
async fn an_order_whose_response_was_lost_comes_again() {
    let (fake, client) = queue().await;
    let orders = fake.create_queue("orders");
    let queue_id = QueueId::new(orders.id()).unwrap();
    orders.push(Content::json(r#"{"number":4711}"#));
    fake.inject(Rule::new(Fault::LostResponse).on(Operation::Pull).nth(1));

    let booked = Arc::default();
    let report = book(&client, &queue_id, &booked).await.unwrap();
    assert_eq!(report.pulled, 0);

    fake.clock().advance(Duration::from_secs(60)); // The lost lease ends.
    let report = book(&client, &queue_id, &booked).await.unwrap();
    assert_eq!(report.acknowledged, 1);
    assert_eq!(orders.acknowledged()[0].attempts, 2);
}
