//! How fast messages are handled.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use cloudflare_queues::client_runtime::lease::Delivered;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::PulledMessage;
use tokio::runtime;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::time::timeout;

use super::side::Load;
use super::side::Side;
use crate::Caller as _;
use crate::Outcome;
use crate::by_hand::ByHand;
use crate::generated::Generated;

/// The messages of a batch of the worker by hand.
const BATCH: u32 = 50;

/// Handles so many messages; how many in a second.
pub(super) fn run(side: Side, load: Load, server: &str, messages: u64) -> Outcome<f64> {
    let mut builder = if load == Load::Counted {
        runtime::Builder::new_current_thread()
    } else {
        runtime::Builder::new_multi_thread()
    };
    let runtime = builder.enable_all().build()?;
    runtime.block_on(async {
        match side {
            Side::Ours => ours(load, server, messages).await,
            Side::ByBatches => by_batches(load, server, messages).await,
            Side::BareLoop => bare_loop(server, messages).await,
        }
    })
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn per_second(messages: u64, seconds: f64) -> f64 {
    messages as f64 / seconds
}

async fn ours(load: Load, server: &str, messages: u64) -> Outcome<f64> {
    let Generated { client, queue_id } = Generated::new(server).await?;
    let started = Instant::now();
    let handled = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&handled);
    let hangs = u64::from(load == Load::OneHangs);
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let stop = std::sync::Mutex::new(Some(stop));
    let running = client
        .queues()
        .messages()
        .consume(&queue_id)
        .concurrency(load.concurrency())
        .visibility_timeout(Duration::from_hours(1))
        .per_second(u32::MAX)
        .drain_within(Duration::from_secs(1))
        .messages(move |_: Delivered<PulledMessage>| {
            let number = count.fetch_add(1, Ordering::Relaxed);
            if number + 1 == messages {
                let stop = stop.lock().ok().and_then(|mut stop| stop.take());
                let _ = stop.map(|stop| stop.send(started.elapsed()));
            }
            async move {
                if number < hangs {
                    std::future::pending::<()>().await;
                } else if !load.time().is_zero() {
                    sleep(load.time()).await;
                }
            }
        });
    if load == Load::OneHangs {
        let mut seconds = 0.0;
        running
            .run_until(async {
                seconds = stopped.await.unwrap_or_default().as_secs_f64();
            })
            .await?;
        return Ok(per_second(messages, seconds));
    }
    running.run_until_empty(messages).await?;
    Ok(per_second(messages, started.elapsed().as_secs_f64()))
}

/// As a worker is written by hand with the generated client: a batch, a task for each message, and an acknowledgement once all
/// are done.
async fn by_batches(load: Load, server: &str, messages: u64) -> Outcome<f64> {
    let Generated { client, queue_id } = Generated::new(server).await?;
    let started = Instant::now();
    let limit = Duration::from_hours(1);
    let calls = client.queues().messages();
    let mut handled = 0;
    while handled < messages {
        let pulled = calls
            .pull(&queue_id)
            .batch_size(BATCH)
            .visibility_timeout(limit)
            .await?;
        let mut tasks = JoinSet::new();
        for message in pulled.messages {
            tasks.spawn(timeout(limit, async move {
                if !load.time().is_zero() {
                    sleep(load.time()).await;
                }
                message.lease_id
            }));
        }
        let mut leases = Vec::new();
        while let Some(joined) = tasks.join_next().await {
            leases.extend(joined??);
        }
        handled += leases.len() as u64;
        calls
            .ack(&queue_id)
            .acks(leases.into_iter().map(Acknowledgement::new))
            .await?;
    }
    Ok(per_second(handled, started.elapsed().as_secs_f64()))
}

async fn bare_loop(server: &str, messages: u64) -> Outcome<f64> {
    let mut calls = ByHand::new(server).await?;
    let started = Instant::now();
    let mut handled = 0;
    while handled < messages {
        let pulled = calls.pull(100).await?;
        handled += pulled.len() as u64;
        let leases = pulled.iter().map(|message| &*message.lease_id);
        calls.acknowledge(leases).await?;
    }
    Ok(per_second(handled, started.elapsed().as_secs_f64()))
}
