//! How much memory leased messages take.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use cloudflare_queues::client_runtime::lease::Delivered;
use cloudflare_queues::types::PulledMessage;
use stats_alloc::Region;
use tokio::runtime;
use tokio::sync::Notify;

use crate::ALLOCATOR;
use crate::Caller as _;
use crate::Outcome;
use crate::generated::Generated;
use crate::operation::BATCH;
use crate::operation::Operation;

/// How many messages are held.
const HELD: usize = 10_000;

/// Holds messages, each in a handler; how many times their bytes in the response that takes.
pub(super) fn run(server: &str) -> Outcome<f64> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let Generated { client, queue_id } = Generated::new(server).await?;
        let (held, all) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let shared = (held, Arc::clone(&all));
        let region = Region::new(ALLOCATOR);
        let mut live = 0;
        client
            .queues()
            .messages()
            .consume(&queue_id)
            .concurrency(u32::try_from(HELD)?)
            .visibility_timeout(Duration::from_hours(1))
            .drain_within(Duration::ZERO)
            .messages(move |message: Delivered<PulledMessage>| {
                let (held, all) = shared.clone();
                async move {
                    if held.fetch_add(1, Ordering::Relaxed) + 1 == HELD {
                        all.notify_one();
                    }
                    std::future::pending::<()>().await;
                    drop(message);
                }
            })
            .run_until(async {
                all.notified().await;
                let change = region.change();
                live = change.bytes_allocated - change.bytes_deallocated;
            })
            .await?;
        let bytes = Operation::Pull.response(BATCH).len() / BATCH * HELD;
        #[expect(clippy::cast_precision_loss, reason = "millions")]
        let times = live as f64 / bytes as f64;
        Ok(times)
    })
}
