//! The least that a program does with the client: it pulls once. What it weighs, `.ci/cost` says.

use cloudflare_queues::Client;
use cloudflare_queues::types::QueueId;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let client = Client::from_env()?;
        let queue_id = QueueId::new("023e105f4ecef8ad9ca31a8372d0c353")?;
        let pulled = client.queues().messages().pull(&queue_id).await?;
        println!("{} messages", pulled.messages.len());
        Ok(())
    })
}
