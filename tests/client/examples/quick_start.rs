//! First steps with a queue: push, pull, acknowledge, retry, consume.
//!
//! ```sh
//! cargo run --example quick_start
//! ```
//!
//! Without anything in the environment, it starts a fake of the service on loopback. With `CLOUDFLARE_API_TOKEN`,
//! `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_QUEUE_ID` it does the same with a queue at Cloudflare, which needs an `http_pull`
//! consumer and should be empty.

use std::env;
use std::error::Error;
use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::ContentType;
use cloudflare_queues::Settings;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::Retry;
use cloudflare_queues::types::TextMessage;
use queues_fake::QueuesFake;
use serde::Deserialize;
use serde_json::json;

/// What this program sends as JSON, and reads again.
#[derive(Debug, Deserialize)]
struct Order {
    number: u32,
    paid: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if env::var_os("CLOUDFLARE_API_TOKEN").is_some() {
        let queue_id = env::var("CLOUDFLARE_QUEUE_ID")
            .map_err(|_| "CLOUDFLARE_QUEUE_ID is not set: it says which queue to use")?;
        let client = Client::from_env()?;
        println!("Using the queue {queue_id}, as the environment says.");
        return first_steps(&client, &QueueId::new(queue_id)?).await;
    }
    let fake = QueuesFake::start().await?;
    let queue = fake.create_queue("orders");
    println!("Using a fake of the service at {}.", fake.base_url());
    let client = Client::builder()
        .settings(Settings::new().base_url(fake.base_url()))
        .api_token(fake.api_token())
        .account_id(AccountId::new(fake.account_id())?)
        .build()?;
    first_steps(&client, &QueueId::new(queue.id())?).await
}

async fn first_steps(client: &Client, queue_id: &QueueId) -> Result<(), Box<dyn Error>> {
    let messages = client.queues().messages();

    println!("\n1. Push a text, and a batch of a text and an order.");
    let hello = TextMessage::new("hello world");
    messages.push(queue_id, hello).await?;
    let batch: [Message; 2] = [
        TextMessage::new("hello again").into(),
        JsonMessage::new(json!({"number": 4711, "paid": true})).into(),
    ];
    messages.bulk_push(queue_id, batch).await?;

    println!("2. Pull up to ten messages. Each comes with a lease, here of 30 seconds.");
    let pulled = messages
        .pull(queue_id)
        .batch_size(10)
        .visibility_timeout(Duration::from_secs(30))
        .await?;
    for message in &pulled.messages {
        println!("   {}", described(message)?);
    }
    for odd in pulled.messages.unreadable() {
        println!("   not understood, and not lost: {odd}");
    }

    if pulled.messages.is_empty() {
        return Err("nothing came yet, which happens at Cloudflare: try again in a moment".into());
    }

    println!("3. Pull again: what is leased is given to nobody else.");
    let nothing = messages.pull(queue_id).await?;
    println!("   {} messages", nothing.messages.len());

    println!(
        "4. Acknowledge the texts: they are done. Retry the order at once, as after a failure."
    );
    let (texts, orders): (Vec<_>, Vec<_>) = pulled
        .messages
        .into_iter()
        .partition(|message| *message.content().content_type() == ContentType::Text);
    let settled = messages
        .ack(queue_id)
        .acks(leases(texts).map(Acknowledgement::new))
        .retries(leases(orders).map(|lease| Retry::new(lease).delay(Duration::ZERO)))
        .await?;
    println!(
        "   {} acknowledged, {} to be delivered again",
        settled.ack_count.unwrap_or_default(),
        settled.retry_count.unwrap_or_default()
    );

    println!("5. Pull once more: the order is back, and every delivery is counted.");
    let pulled = messages.pull(queue_id).await?;
    for message in &pulled.messages {
        println!("   {}", described(message)?);
    }
    let acks: Vec<_> = leases(pulled.messages).map(Acknowledgement::new).collect();
    if !acks.is_empty() {
        messages.ack(queue_id).acks(acks).await?;
    }

    println!(
        "6. Push another order, and let a consumer pull, handle and acknowledge until there is nothing more."
    );
    let order = JsonMessage::new(json!({"number": 4712, "paid": false}));
    messages.push(queue_id, order).await?;
    let report = messages
        .consume(queue_id)
        .json(|Order { number, paid }, message| async move {
            let delivery = message.attempts().unwrap_or_default();
            println!("   order {number}, paid: {paid} (delivery {delivery})");
        })
        .run_until_empty(10)
        .await?;
    println!("   {} acknowledged", report.acknowledged);

    println!(
        "\nA message that is neither acknowledged nor retried comes back when its lease ends. After three retries (unless the \
         queue is configured otherwise) it is deleted, or goes to the dead letter queue."
    );
    Ok(())
}

fn leases(messages: impl IntoIterator<Item = PulledMessage>) -> impl Iterator<Item = LeaseId> {
    let messages = messages.into_iter();
    messages.filter_map(|message| message.lease_id)
}

/// A message in a line, its content read as the message says.
fn described(message: &PulledMessage) -> Result<String, Box<dyn Error>> {
    let content = message.content();
    let said = match content.content_type() {
        ContentType::Text => format!("text: {}", content.text()?),
        ContentType::Json => {
            let Order { number, paid } = content.json()?;
            format!("order {number}, {}", if paid { "paid" } else { "not paid" })
        }
        other => format!("{}: {:?}", other.name(), content.raw()),
    };
    let attempts = message.attempts.unwrap_or_default();
    Ok(format!("{said} (delivery {attempts})"))
}
