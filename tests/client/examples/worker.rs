//! A worker that handles the messages of a queue until ctrl-c.
//!
//! ```sh
//! cargo run --example worker
//! ```
//!
//! Without anything in the environment, it starts a fake of the service on loopback, with a producer. With
//! `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_QUEUE_ID` it works on a queue at Cloudflare, which needs an
//! `http_pull` consumer.

use std::env;
use std::error::Error;
use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Settings;
use cloudflare_queues::client_runtime::lease::Delivered;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use queues_fake::QueuesFake;
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;

/// What the messages are.
#[derive(Deserialize)]
struct Order {
    number: u64,
}

/// Handles the messages of a queue until ctrl-c, up to 64 at once.
async fn work(client: &Client, queue_id: &QueueId) -> Result<(), Box<dyn Error>> {
    let report = client
        .queues()
        .messages()
        .consume(queue_id)
        .concurrency(64)
        .observe(|event| eprintln!("{event:?}"))
        .json(handle)
        .run_until(interrupted())
        .await?;
    println!(
        "Stopped: {} done, {} to come again, {} of which the queue could not be told.",
        report.acknowledged, report.retried, report.unsettled
    );
    Ok(())
}

/// Handles one message. An error has it delivered again, so that handling twice must do no harm.
async fn handle(order: Order, message: Delivered<PulledMessage>) -> Result<(), HandlerError> {
    if order.number == 0 {
        return Err("orders are counted from 1".into());
    }
    let delivery = message.attempts().unwrap_or_default();
    println!("order {}, delivery {delivery}", order.number);
    Ok(())
}

type HandlerError = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if env::var_os("CLOUDFLARE_API_TOKEN").is_some() {
        let queue_id = env::var("CLOUDFLARE_QUEUE_ID")
            .map_err(|_| "CLOUDFLARE_QUEUE_ID is not set: it says which queue to work on")?;
        return work(&Client::from_env()?, &QueueId::new(queue_id)?).await;
    }
    let fake = QueuesFake::start().await?;
    let queue_id = QueueId::new(fake.create_queue("orders").id())?;
    let client = Client::builder()
        .settings(Settings::new().base_url(fake.base_url()))
        .api_token(fake.api_token())
        .account_id(AccountId::new(fake.account_id())?)
        .build()?;
    println!(
        "Working on a fake of the service at {}. Ctrl-c stops.",
        fake.base_url()
    );
    let producer = tokio::spawn(produce(client.clone(), queue_id.clone()));
    work(&client, &queue_id).await?;
    producer.abort();
    Ok(())
}

/// A message now and then.
async fn produce(client: Client, queue_id: QueueId) {
    for number in 1.. {
        let order = JsonMessage::new(json!({"number": number}));
        if let Err(error) = client.queues().messages().push(&queue_id, order).await {
            eprintln!("push: {error}");
        }
        sleep(Duration::from_millis(300)).await;
    }
}

/// Ready when somebody presses ctrl-c.
async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("ctrl-c cannot be listened for: {error}");
        std::future::pending::<()>().await;
    }
}
