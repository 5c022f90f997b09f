//! Serves queues on loopback until ctrl-c, for development without an account:
//!
//! ```sh
//! cargo run --example queues_fake -- --port 8787 --file queues.redb --queue orders
//! ```

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;

/// How many calls and settled messages stay in memory; nobody looks at them here.
const HISTORY: usize = 0;

/// Serves queues on loopback until ctrl-c
#[derive(Parser)]
struct Arguments {
    /// The port on 127.0.0.1; any free one unless given
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Keeps the queues in this file, so that they survive a restart
    #[arg(long)]
    file: Option<PathBuf>,
    /// The name of a queue to create; can be repeated
    #[arg(long = "queue", value_name = "NAME", default_value = "my-queue")]
    queues: Vec<String>,
    /// How often a message is delivered again
    #[arg(long)]
    max_retries: Option<u32>,
    /// The name of the queue for messages that were delivered too often
    #[arg(long, value_name = "NAME")]
    dead_letter_queue: Option<String>,
    /// Rejects a message without a content type, which the service takes for JSON
    #[arg(long)]
    strict: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let fake = start(&arguments).await?;
    for name in arguments.queues.iter().chain(&arguments.dead_letter_queue) {
        let known = fake.queue(name).map(|queue| queue.options());
        let mut options = known.unwrap_or_default();
        if arguments.queues.contains(name) {
            configure(&mut options, &arguments);
        }
        fake.create_queue_with(name, options);
    }
    print(&fake);
    tokio::signal::ctrl_c().await?;
    fake.shutdown().await;
    Ok(())
}

async fn start(arguments: &Arguments) -> Result<QueuesFake, Box<dyn Error>> {
    let mut builder = QueuesFake::builder().port(arguments.port).history(HISTORY);
    if let Some(file) = &arguments.file {
        builder = builder.file(file);
    }
    if arguments.strict {
        builder = builder.strict();
    }
    Ok(builder.start().await?)
}

/// What the command line does not say stays as it is in the file.
fn configure(options: &mut QueueOptions, arguments: &Arguments) {
    if let Some(max_retries) = arguments.max_retries {
        options.max_retries = max_retries;
    }
    if let Some(name) = &arguments.dead_letter_queue {
        options.dead_letter_queue = Some(name.clone());
    }
}

/// What a shell can evaluate, the queues as comments.
fn print(fake: &QueuesFake) {
    println!("export CLOUDFLARE_BASE_URL={}", fake.base_url());
    println!("export CLOUDFLARE_ACCOUNT_ID={}", fake.account_id());
    println!("export CLOUDFLARE_API_TOKEN={}", fake.api_token());
    for queue in fake.queues() {
        let (name, id, count) = (queue.name(), queue.id(), queue.message_count());
        println!("# queue {name}: {id} ({count} messages)");
    }
    if let [queue] = fake.queues().as_slice() {
        println!("export CLOUDFLARE_QUEUE_ID={}", queue.id());
    }
    println!("# ctrl-c stops it");
}
