//! Random pushes, pulls, acknowledgements, waits and faults: whatever their order, nothing is lost, nothing that was
//! acknowledged comes back, and nothing is sent more often than the rules allow.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::Retry;
use fastrand::Rng;
use queues_fake::AckResult;
use queues_fake::BacklogNumbers;
use queues_fake::Clock;
use queues_fake::Fault;
use queues_fake::JsonBodies;
use queues_fake::Operation;
use queues_fake::PushResult;
use queues_fake::QueueHandle;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::ResponseStyle;
use queues_fake::Rule;
use queues_fake::Warnings;
use tokio::task::JoinSet;

use crate::fixtures::client;
use crate::fixtures::faults;
use crate::fixtures::id;
use crate::fixtures::settings;

const SEEDS: u64 = 12;
const STEPS: usize = 150;
const ATTEMPTS: usize = 3;

/// What a program knows of a queue.
#[derive(Default)]
struct Knowledge {
    /// The numbers of which the service said that it has them.
    pushed: BTreeSet<u64>,
    /// The numbers of which nobody knows.
    maybe_pushed: BTreeSet<u64>,
    /// The numbers that were pulled, at least once.
    delivered: BTreeSet<u64>,
    /// The leases that are not settled, with their numbers.
    leases: BTreeMap<LeaseId, u64>,
    /// The messages of which the service said that they are done.
    done: BTreeSet<String>,
    /// The ids of the messages under each lease.
    ids: BTreeMap<LeaseId, String>,
    next: u64,
}

struct Run {
    random: Rng,
    fake: QueuesFake,
    queue: QueueHandle,
    client: Client,
    queue_id: QueueId,
    known: Knowledge,
}

impl Run {
    async fn new(seed: u64) -> Self {
        let builder = QueuesFake::builder().clock(Clock::manual());
        let fake = builder.start().await.unwrap();
        let options = QueueOptions {
            max_retries: 100_000,
            ..QueueOptions::default()
        };
        let queue = fake.create_queue_with("orders", options);
        Self {
            random: Rng::with_seed(seed),
            client: client(&fake, settings().attempts(u32::try_from(ATTEMPTS).unwrap())),
            queue_id: id(&queue),
            known: Knowledge::default(),
            queue,
            fake,
        }
    }

    async fn step(&mut self) {
        match self.random.u8(..10) {
            0..3 => self.push().await,
            3..6 => self.pull().await,
            6..8 => self.settle().await,
            8 => {
                let wait = Duration::from_secs(self.random.u64(..60));
                self.fake.clock().advance(wait);
            }
            _ => self.change(),
        }
    }

    /// Lets something else go wrong, or responses look otherwise, from here on.
    fn change(&mut self) {
        self.fake.clear_rules();
        let faults = faults();
        let fault = faults[self.random.usize(..faults.len())].clone();
        let rule = Rule::new(fault).probability(0.5, self.random.u64(..));
        self.fake.inject(rule);
        let random = &mut self.random;
        self.fake.set_response_style(ResponseStyle {
            push_result: *pick(
                random,
                &[PushResult::Metrics, PushResult::Null, PushResult::Absent],
            ),
            backlog: random.bool(),
            backlog_numbers: *pick(
                random,
                &[
                    BacklogNumbers::Numbers,
                    BacklogNumbers::Texts,
                    BacklogNumbers::Negative,
                ],
            ),
            ack_result: *pick(
                random,
                &[AckResult::Counts, AckResult::Null, AckResult::Absent],
            ),
            warnings: *pick(
                random,
                &[
                    Warnings::Map,
                    Warnings::List,
                    Warnings::Null,
                    Warnings::Absent,
                ],
            ),
            counts: random.bool(),
            json_bodies: *pick(random, &[JsonBodies::Raw, JsonBodies::Base64]),
            json_content_type: random.bool(),
            decimal_numbers: random.bool(),
            unknown_properties: random.bool(),
        });
    }

    async fn push(&mut self) {
        let count = self.random.u64(1..5);
        let first = self.known.next;
        self.known.next += count;
        let numbers: Vec<u64> = (first..self.known.next).collect();
        let messages = self.client.queues().messages();
        let outcome = match numbers.as_slice() {
            [number] => messages
                .push(&self.queue_id, message(*number))
                .await
                .map(drop),
            numbers => {
                let batch = numbers.iter().copied().map(message);
                messages.bulk_push(&self.queue_id, batch).await.map(drop)
            }
        };
        match outcome {
            Ok(()) => self.known.pushed.extend(numbers),
            Err(error) if error.maybe_processed() => self.known.maybe_pushed.extend(numbers),
            Err(_) => {
                // It says that nothing was processed, so nothing of it may ever come.
            }
        }
    }

    async fn pull(&mut self) {
        let batch_size = self.random.u32(1..=10);
        let messages = self.client.queues().messages();
        let Ok(batch) = messages.pull(&self.queue_id).batch_size(batch_size).await else {
            return;
        };
        assert_eq!(batch.messages.unreadable(), []);
        for message in batch.messages {
            let number: u64 = message.content().json().unwrap();
            let (lease, id) = (message.lease_id.unwrap(), message.id.unwrap());
            assert!(!self.known.done.contains(&id), "{number} was acknowledged");
            self.known.delivered.insert(number);
            self.known.ids.insert(lease.clone(), id);
            self.known.leases.insert(lease, number);
        }
    }

    /// Acknowledges some leases, and retries others.
    async fn settle(&mut self) {
        let mut acks = Vec::new();
        let mut retries = Vec::new();
        for lease in self.known.leases.keys() {
            match self.random.u8(..4) {
                0 | 1 => acks.push(lease.clone()),
                2 => retries.push(lease.clone()),
                _ => {}
            }
        }
        let messages = self.client.queues().messages();
        let ack = messages
            .ack(&self.queue_id)
            .acks(acks.iter().cloned().map(Acknowledgement::new))
            .retries(retries.iter().cloned().map(Retry::new));
        if ack.await.is_err() {
            return;
        }
        for lease in acks {
            self.known.leases.remove(&lease);
            self.known.done.extend(self.known.ids.remove(&lease));
        }
        for lease in retries {
            self.known.leases.remove(&lease);
        }
    }

    /// With nothing going wrong any more, everything comes that was pushed, and nothing else.
    async fn settle_all(&mut self) {
        self.fake.clear_rules();
        while self.queue.message_count() > 0 {
            self.fake.clock().advance(Duration::from_secs(60));
            self.pull().await;
            self.settle().await;
        }
        let Knowledge {
            pushed,
            maybe_pushed,
            delivered,
            ..
        } = &self.known;
        assert!(pushed.is_subset(delivered), "something was lost");
        let expected: BTreeSet<u64> = pushed.union(maybe_pushed).copied().collect();
        assert!(
            delivered.is_subset(&expected),
            "something came that was not pushed"
        );
        assert_eq!(self.queue.dead(), []);
    }

    /// Pushes that may have had their effect were sent once: no two of them have the same content.
    fn check_sends(&self) {
        let mut sent: BTreeMap<Vec<u8>, Vec<Option<Fault>>> = BTreeMap::new();
        for call in self.fake.calls() {
            if matches!(call.operation, Some(Operation::Push | Operation::BulkPush)) {
                sent.entry(call.body.to_vec()).or_default().push(call.fault);
            }
        }
        for faults in sent.values() {
            assert!(faults.len() <= ATTEMPTS);
            let (_, earlier) = faults.split_last().unwrap();
            let proves_nothing = |fault: &Option<Fault>| {
                !matches!(fault, Some(Fault::RateLimited { .. } | Fault::Overloaded))
            };
            assert!(!earlier.iter().any(proves_nothing), "{faults:?}");
        }
    }
}

fn message(number: u64) -> Message {
    JsonMessage::new(number).into()
}

fn pick<'a, T>(random: &mut Rng, choices: &'a [T]) -> &'a T {
    &choices[random.usize(..choices.len())]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_nothing_is_lost() {
    // Most of the time is waiting for responses that do not come.
    let mut runs = JoinSet::new();
    for seed in 0..SEEDS {
        runs.spawn(async move {
            let mut run = Run::new(seed).await;
            for _ in 0..STEPS {
                run.step().await;
            }
            run.check_sends();
            run.settle_all().await;
        });
    }
    runs.join_all().await;
}

#[tokio::test]
async fn a_wrong_token_is_known_as_such() {
    use cloudflare_queues::ErrorConditions as _;

    let fake = QueuesFake::start().await.unwrap();
    let queue = fake.create_queue("orders");
    let client = Client::builder()
        .settings(settings().base_url(fake.base_url()))
        .api_token("wrong-canary")
        .account_id(fake.account_id().parse().unwrap())
        .build()
        .unwrap();
    let queue_id = id(&queue);
    let error: Error = client
        .queues()
        .messages()
        .pull(&queue_id)
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
}
