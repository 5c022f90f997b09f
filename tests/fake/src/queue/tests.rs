//! What becomes of messages, step by step.

use std::time::Duration;

use super::*;
use crate::MaxRetries;

/// A queue, its clock in seconds, and the numbers it has given.
struct Run {
    queue: Queue,
    now: u64,
    next: u64,
}

impl Run {
    fn new(options: QueueOptions) -> Self {
        Self::with(options, OpenQuestions::default())
    }

    fn with(options: QueueOptions, open_questions: OpenQuestions) -> Self {
        Self {
            queue: Queue::new("queue", options, usize::MAX, open_questions),
            now: 0,
            next: 0,
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.now += seconds * 1_000;
    }

    fn push(&mut self, delay: Option<u64>) -> u64 {
        let number = self.next;
        self.next += 1;
        let message = Message::new(number.to_string(), Content::text("body"), self.now);
        let delay = delay.map(Duration::from_secs);
        self.queue.push(number, message, delay, self.now);
        number
    }

    /// Leases of up to `most` messages for 30 seconds: the ids of the messages with their attempts, and the leases.
    fn pull(&mut self, most: usize) -> (Vec<(String, u32)>, Vec<String>) {
        let next = &mut self.next;
        let deliveries = self.queue.pull(most, None, self.now, || {
            *next += 1;
            format!("lease {next}")
        });
        let message = |delivery: &Delivery| (delivery.id.clone(), delivery.attempts);
        let messages = deliveries.iter().map(message).collect();
        let leases = deliveries.into_iter().map(|delivery| delivery.lease_id);
        (messages, leases.collect())
    }

    fn acknowledge(&mut self, lease: &str) -> Result<(), &'static str> {
        self.queue.acknowledge(lease, self.now)
    }

    fn retry(&mut self, lease: &str, delay: Option<u64>) -> Result<(), &'static str> {
        let delay = delay.map(Duration::from_secs);
        self.queue.retry(lease, delay, self.now)
    }

    fn states(&self) -> Vec<MessageState> {
        let messages = self.queue.view(self.now).into_iter();
        messages.map(|message| message.state).collect()
    }
}

fn options(max_retries: u32) -> QueueOptions {
    QueueOptions {
        max_retries,
        ..QueueOptions::default()
    }
}

#[test]
fn concurrent_leases_are_on_different_messages() {
    let mut run = Run::new(options(3));
    for _ in 0..5 {
        run.push(None);
    }
    let (first, _) = run.pull(2);
    let (second, _) = run.pull(100);
    assert_eq!(first, [("0".to_owned(), 1), ("1".to_owned(), 1)]);
    assert_eq!(second.len(), 3);
    assert!(second.iter().all(|message| !first.contains(message)));
    assert!(run.pull(100).0.is_empty());
    assert_eq!(run.queue.backlog().count, 5);
}

#[test]
fn a_message_comes_back_when_its_lease_ends() {
    let mut run = Run::new(options(3));
    run.push(None);
    let (_, leases) = run.pull(1);
    let held = MessageState::Leased {
        until_ms: 30_000,
        lease_id: leases[0].clone(),
    };
    run.wait(29);
    assert_eq!(run.states(), [held]);
    assert!(run.pull(1).0.is_empty());
    run.wait(1);
    assert_eq!(run.states(), [MessageState::Ready]);
    assert_eq!(run.pull(1).0, [("0".to_owned(), 2)]);
}

#[test]
fn a_delay_holds_a_message_back() {
    let delayed = QueueOptions {
        delivery_delay: Duration::from_secs(10),
        ..QueueOptions::default()
    };
    for (options, delay, seconds) in [
        (QueueOptions::default(), None, 0),
        (QueueOptions::default(), Some(5), 5),
        (delayed.clone(), None, 10),
        (delayed.clone(), Some(0), 0),
        (delayed, Some(5), 5),
    ] {
        let mut run = Run::new(options);
        run.push(delay);
        if seconds > 0 {
            run.wait(seconds - 1);
            let until_ms = seconds * 1_000;
            assert_eq!(run.states(), [MessageState::Delayed { until_ms }]);
            assert!(run.pull(1).0.is_empty(), "{delay:?}");
            run.wait(1);
        }
        assert_eq!(run.pull(1).0.len(), 1, "{delay:?}");
    }
}

#[test]
fn the_delay_of_a_retry_overrides_the_one_of_the_queue() {
    for (retry_delay, delay, seconds) in [
        (0, None, 0),
        (0, Some(7), 7),
        (10, None, 10),
        (10, Some(0), 0),
        (10, Some(40), 40),
    ] {
        let mut run = Run::new(QueueOptions {
            retry_delay: Duration::from_secs(retry_delay),
            ..QueueOptions::default()
        });
        run.push(None);
        let (_, leases) = run.pull(1);
        assert_eq!(run.retry(&leases[0], delay), Ok(()));
        if seconds > 0 {
            run.wait(seconds - 1);
            assert!(run.pull(1).0.is_empty(), "{retry_delay} {delay:?}");
            run.wait(1);
        }
        assert_eq!(run.pull(1).0, [("0".to_owned(), 2)]);
    }
}

#[test]
fn an_acknowledgement_may_be_late() {
    for waits in [vec![], vec![31], vec![31, 31]] {
        let mut run = Run::new(options(3));
        run.push(None);
        let (_, leases) = run.pull(1);
        for wait in &waits {
            run.wait(*wait);
            run.pull(1);
        }
        assert_eq!(run.acknowledge(&leases[0]), Ok(()), "{waits:?}");
        assert_eq!(run.acknowledge(&leases[0]), Err(UNKNOWN_LEASE));
        assert_eq!(run.retry(&leases[0], None), Err(UNKNOWN_LEASE));
        run.wait(100);
        assert!(run.pull(1).0.is_empty());
        assert_eq!(run.queue.acknowledged.to_vec()[0].id, "0");
        assert_eq!(run.queue.backlog().count, 0);
        assert_eq!(run.queue.backlog().bytes, 0);
        assert!(run.queue.leases.is_empty() && run.queue.available.is_empty());
    }
}

#[test]
fn a_late_retry_does_not_take_the_message_from_a_later_lease() {
    let mut run = Run::new(options(3));
    run.push(None);
    let (_, first) = run.pull(1);
    run.wait(30);
    // Nobody has pulled it again, so the retry still decides when it comes.
    assert_eq!(run.retry(&first[0], Some(5)), Ok(()));
    assert!(run.pull(1).0.is_empty());
    run.wait(5);
    let (_, second) = run.pull(1);
    assert!(run.retry(&first[0], None).is_err());
    assert!(run.pull(1).0.is_empty());
    assert_eq!(run.acknowledge(&second[0]), Ok(()));
}

#[test]
fn a_message_dies_when_its_last_delivery_is_over() {
    for max_retries in [0, 1, 3] {
        let mut run = Run::new(options(max_retries));
        run.push(None);
        for attempt in 1..=max_retries {
            assert_eq!(run.pull(1).0, [("0".to_owned(), attempt)]);
            run.wait(30);
            assert!(run.queue.remove_dead(run.now).is_empty());
        }
        assert_eq!(run.pull(1).0, [("0".to_owned(), max_retries + 1)]);
        run.wait(29);
        assert!(run.queue.remove_dead(run.now).is_empty());
        run.wait(1);
        assert!(run.pull(1).0.is_empty());
        let dead = run.queue.remove_dead(run.now);
        assert_eq!(dead.len(), 1, "{max_retries}");
        assert_eq!(run.queue.dead.to_vec()[0].state, MessageState::Dead);
        assert_eq!(run.queue.backlog().count, 0);
    }
}

#[test]
fn what_max_retries_counts_is_an_open_question() {
    for (max_retries, deliveries) in [(0, 1), (1, 1), (3, 3)] {
        let open_questions = OpenQuestions {
            max_retries: MaxRetries::CountDeliveries,
            ..OpenQuestions::default()
        };
        let mut run = Run::with(options(max_retries), open_questions);
        run.push(None);
        for attempt in 1..=deliveries {
            assert_eq!(run.pull(1).0, [("0".to_owned(), attempt)]);
            run.wait(30);
        }
        assert!(run.pull(1).0.is_empty());
        assert_eq!(run.queue.remove_dead(run.now).len(), 1, "{max_retries}");
    }
}

#[test]
fn whether_a_late_acknowledgement_counts_is_an_open_question() {
    let open_questions = OpenQuestions {
        late_acknowledgements: false,
        ..OpenQuestions::default()
    };
    let mut run = Run::with(options(9), open_questions);
    run.push(None);
    run.push(None);
    let (_, leases) = run.pull(2);
    run.wait(29);
    assert_eq!(run.acknowledge(&leases[0]), Ok(()));
    run.wait(1);
    assert!(run.acknowledge(&leases[1]).is_err());
    let (_, later) = run.pull(2);
    assert!(run.acknowledge(&leases[1]).is_err());
    assert_eq!(run.acknowledge(&later[0]), Ok(()));
    assert_eq!(run.queue.backlog().count, 0);
}

#[test]
fn the_last_delivery_can_still_be_settled() {
    let mut run = Run::new(options(0));
    run.push(None);
    run.push(None);
    let (_, leases) = run.pull(2);
    assert_eq!(run.acknowledge(&leases[0]), Ok(()));
    assert_eq!(run.retry(&leases[1], None), Ok(()));
    let dead = run.queue.remove_dead(run.now);
    let ids: Vec<_> = dead.iter().map(|(_, message)| &message.id).collect();
    assert_eq!(ids, ["1"]);
}

#[test]
fn a_lease_of_no_length_excludes_nobody() {
    let mut run = Run::new(options(1));
    run.push(None);
    run.push(None);
    let mut pull = |attempts: u32| {
        let deliveries = run.queue.pull(9, Some(Duration::ZERO), run.now, || {
            run.next += 1;
            run.next.to_string()
        });
        assert_eq!(deliveries.len(), 2);
        assert!(deliveries.iter().all(|one| one.attempts == attempts));
    };
    pull(1);
    pull(2);
    assert_eq!(run.queue.remove_dead(run.now).len(), 2);
}

#[test]
fn fewer_retries_end_messages_and_more_revive_them() {
    let mut run = Run::new(options(3));
    run.push(None);
    run.pull(1);
    run.wait(30);
    run.queue.configure(options(0));
    assert!(run.pull(1).0.is_empty());
    run.queue.configure(options(1));
    assert_eq!(run.pull(1).0, [("0".to_owned(), 2)]);
}

#[test]
fn the_backlog_is_what_is_not_acknowledged() {
    let mut run = Run::new(options(3));
    let nothing = Backlog {
        bytes: 0,
        count: 0,
        oldest_ms: 0,
    };
    assert_eq!(run.queue.backlog(), nothing);
    run.wait(1);
    run.push(None);
    run.wait(1);
    run.push(Some(60));
    let both = Backlog {
        bytes: 8,
        count: 2,
        oldest_ms: 1_000,
    };
    assert_eq!(run.queue.backlog(), both);
    let (_, leases) = run.pull(9);
    assert_eq!(run.queue.backlog(), both);
    assert_eq!(run.acknowledge(&leases[0]), Ok(()));
    let delayed = Backlog {
        bytes: 4,
        count: 1,
        oldest_ms: 2_000,
    };
    assert_eq!(run.queue.backlog(), delayed);
}

#[test]
fn changes_are_told_once() {
    let mut run = Run::new(options(3));
    assert!(run.queue.is_changed());
    assert!(run.queue.take_changes().is_empty());
    let number = run.push(None);
    let (_, leases) = run.pull(1);
    let changes = run.queue.take_changes();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].0, number);
    assert_eq!(changes[0].1.map(|message| message.attempts), Some(1));
    assert!(!run.queue.is_changed());
    assert_eq!(run.acknowledge(&leases[0]), Ok(()));
    let changes = run.queue.take_changes();
    assert!(changes.len() == 1 && changes[0].1.is_none());
}
