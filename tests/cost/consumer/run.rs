//! A side that handles messages: how fast, and how much of the processor it takes.

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

/// The messages of a pull of a bare loop: the most that the queue gives.
const PULLED: u32 = 100;

/// What a run gives.
#[derive(Clone, Copy, Default)]
pub(super) struct Figures {
    /// Messages in a second.
    pub(super) per_second: f64,
    /// Messages in a second of CPU, of the kernel too: what else the machine does matters less to it.
    pub(super) per_cpu_second: f64,
}

impl Figures {
    pub(super) fn rate(&self) -> f64 {
        self.per_second
    }

    pub(super) fn cpu(&self) -> f64 {
        self.per_cpu_second
    }
}

/// Handles so many messages.
pub(super) fn run(side: Side, load: Load, server: &str, messages: u64) -> Outcome<Figures> {
    let mut builder = if load == Load::OneThread {
        runtime::Builder::new_current_thread()
    } else {
        runtime::Builder::new_multi_thread()
    };
    let runtime = builder.enable_all().build()?;
    runtime.block_on(async {
        let before = cpu_time()?;
        let (handled, took) = match side {
            Side::Ours => ours(load, server, messages).await?,
            Side::ByBatches => by_batches(load, server, messages).await?,
            Side::BareLoops => bare_loops(load, server, messages).await?,
        };
        let cpu_time = cpu_time()?.saturating_sub(before);
        Ok(Figures {
            per_second: per_second(handled, took),
            per_cpu_second: per_second(handled, cpu_time),
        })
    })
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn per_second(messages: u64, time: Duration) -> f64 {
    messages as f64 / time.as_secs_f64()
}

/// The CPU time of this process so far: `utime` and `stime` of Linux, the 14th and 15th field of `/proc/self/stat`, which count
/// hundredths of a second.
fn cpu_time() -> Outcome<Duration> {
    let fields = std::fs::read_to_string("/proc/self/stat")?;
    // The second field is the name of the program in parentheses, and may hold anything.
    let (_, fields) = fields.rsplit_once(')').ok_or("not as Linux has it")?;
    let ticks: Result<Vec<u64>, _> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse)
        .collect();
    Ok(Duration::from_millis(ticks?.iter().sum::<u64>() * 10))
}

async fn ours(load: Load, server: &str, messages: u64) -> Outcome<(u64, Duration)> {
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
        let mut took = Duration::ZERO;
        running
            .run_until(async {
                took = stopped.await.unwrap_or_default();
            })
            .await?;
        return Ok((messages, took));
    }
    running.run_until_empty(messages).await?;
    Ok((messages, started.elapsed()))
}

/// As a worker is written by hand with the generated client: a batch, a task for each message, and an acknowledgement once all
/// are done.
async fn by_batches(load: Load, server: &str, messages: u64) -> Outcome<(u64, Duration)> {
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
    Ok((handled, started.elapsed()))
}

/// Each pulls and acknowledges on a connection of its own, one after another.
async fn bare_loops(load: Load, server: &str, messages: u64) -> Outcome<(u64, Duration)> {
    let loops = u64::from(load.concurrency() / PULLED);
    let mut all = Vec::new();
    for _ in 0..loops {
        all.push(ByHand::new(server).await?);
    }
    let started = Instant::now();
    let running = all
        .into_iter()
        .map(|calls| bare_loop(calls, messages / loops));
    let running: JoinSet<Result<u64, String>> = running.collect();
    let handled: Result<Vec<u64>, String> = running.join_all().await.into_iter().collect();
    Ok((handled?.iter().sum(), started.elapsed()))
}

async fn bare_loop(mut calls: ByHand, messages: u64) -> Result<u64, String> {
    let mut handled = 0;
    while handled < messages {
        let pulled = calls
            .pull(PULLED)
            .await
            .map_err(|error| error.to_string())?;
        handled += pulled.len() as u64;
        let leases = pulled.iter().map(|message| &*message.lease_id);
        let acknowledged = calls.acknowledge(leases).await;
        acknowledged.map_err(|error| error.to_string())?;
    }
    Ok(handled)
}
