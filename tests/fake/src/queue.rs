//! The state of one queue, and what changes it. Nothing here knows of HTTP, files, or the time.

mod content;
mod message;
mod options;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::time::Duration;

pub use content::Content;
pub(crate) use message::Message;
pub use message::MessageState;
pub use message::StoredMessage;
pub use options::QueueOptions;

use crate::OpenQuestions;
use crate::clock::after;
use crate::history::History;

/// What a pull hands out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Delivery {
    pub(crate) id: String,
    pub(crate) content: Content,
    pub(crate) pushed_at_ms: u64,
    pub(crate) attempts: u32,
    pub(crate) lease_id: String,
}

/// The size of a queue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Backlog {
    pub(crate) bytes: u64,
    pub(crate) count: usize,
    /// 0 when there is no message.
    pub(crate) oldest_ms: u64,
}

/// Messages by number, and an order in which they can be pulled.
///
/// What time alone does to a message needs no work: each stands in an index under the time from which on it can be pulled,
/// be it in the past or in the future. Those that can be pulled no more stand in another index under the same time, when they
/// [die](Self::remove_dead).
#[derive(Debug)]
pub(crate) struct Queue {
    pub(crate) name: String,
    pub(crate) options: QueueOptions,
    open_questions: OpenQuestions,
    pub(crate) acknowledged: History<StoredMessage>,
    pub(crate) dead: History<StoredMessage>,
    messages: BTreeMap<u64, Message>,
    /// The message that each lease was on.
    leases: HashMap<String, u64>,
    available: BTreeSet<(u64, u64)>,
    dying: BTreeSet<(u64, u64)>,
    backlog_bytes: u64,
    /// The messages that the file does not have as they are.
    changed: BTreeSet<u64>,
    pub(crate) are_options_changed: bool,
}

impl Queue {
    /// An empty queue, which remembers so many of the messages that left it.
    pub(crate) fn new(
        name: &str,
        options: QueueOptions,
        history: usize,
        open_questions: OpenQuestions,
    ) -> Self {
        Self {
            name: name.to_owned(),
            options,
            open_questions,
            acknowledged: History::new(history),
            dead: History::new(history),
            messages: BTreeMap::new(),
            leases: HashMap::new(),
            available: BTreeSet::new(),
            dying: BTreeSet::new(),
            backlog_bytes: 0,
            changed: BTreeSet::new(),
            are_options_changed: true,
        }
    }

    /// Puts a message in, under a number that no message of the queue had before.
    pub(crate) fn insert(&mut self, number: u64, message: Message) {
        self.backlog_bytes += message.content.size();
        let leases = message.leases.iter().cloned();
        self.leases.extend(leases.map(|lease| (lease, number)));
        let entry = (message.available_at_ms, number);
        self.index(message.attempts).insert(entry);
        self.messages.insert(number, message);
        self.changed.insert(number);
    }

    /// Adds a message that can be pulled once the delay, or the one of the queue, is over.
    pub(crate) fn push(
        &mut self,
        number: u64,
        mut message: Message,
        delay: Option<Duration>,
        now_ms: u64,
    ) {
        message.available_at_ms = after(now_ms, delay.unwrap_or(self.options.delivery_delay));
        self.insert(number, message);
    }

    /// Leases up to `most` messages, those first that were available first.
    pub(crate) fn pull(
        &mut self,
        most: usize,
        visibility_timeout: Option<Duration>,
        now_ms: u64,
        mut lease_id: impl FnMut() -> String,
    ) -> Vec<Delivery> {
        let timeout = visibility_timeout.unwrap_or(self.options.visibility_timeout);
        let ready = self.available.range(..=(now_ms, u64::MAX));
        let numbers: Vec<_> = ready.take(most).map(|(_, number)| *number).collect();
        let mut lease = |number| {
            let lease_id = lease_id();
            let message = self.messages.get_mut(&number)?;
            message.attempts = message.attempts.saturating_add(1);
            message.leases.push(lease_id.clone());
            let delivery = Delivery {
                id: message.id.clone(),
                content: message.content.clone(),
                pushed_at_ms: message.pushed_at_ms,
                attempts: message.attempts,
                lease_id: lease_id.clone(),
            };
            // It was ready, so it was in this index; after the pull it may belong into the other one.
            self.available.remove(&(message.available_at_ms, number));
            self.leases.insert(lease_id, number);
            self.schedule(number, after(now_ms, timeout), true);
            Some(delivery)
        };
        numbers.into_iter().filter_map(&mut lease).collect()
    }

    /// Removes the message of a lease, also when the lease has ended or is not the latest one, unless that is an open question
    /// answered otherwise.
    ///
    /// # Errors
    ///
    /// When no message has the lease, in words for people.
    pub(crate) fn acknowledge(&mut self, lease_id: &str, now_ms: u64) -> Result<(), &'static str> {
        let number = self.number(lease_id)?;
        if !self.open_questions.late_acknowledgements && self.has_ended(number, lease_id, now_ms) {
            return Err("the lease is no longer valid");
        }
        if let Some(message) = self.remove(number) {
            self.acknowledged
                .add(message.view_as(MessageState::Acknowledged));
        }
        Ok(())
    }

    /// Makes the message of a lease available once the delay, or the one of the queue, is over, also when the lease has ended.
    ///
    /// # Errors
    ///
    /// When no message has the lease, or has a later one too; in words for people.
    pub(crate) fn retry(
        &mut self,
        lease_id: &str,
        delay: Option<Duration>,
        now_ms: u64,
    ) -> Result<(), &'static str> {
        let number = self.number(lease_id)?;
        let message = self.messages.get(&number).ok_or(UNKNOWN_LEASE)?;
        // Whoever has the later lease works on the message, and would lose it.
        if message.leases.last().is_none_or(|last| last != lease_id) {
            return Err("the message was leased again since");
        }
        let time_ms = after(now_ms, delay.unwrap_or(self.options.retry_delay));
        self.unschedule(number);
        self.schedule(number, time_ms, false);
        Ok(())
    }

    /// Takes out the messages that were delivered too often, each with the time when its last delivery was over.
    pub(crate) fn remove_dead(&mut self, now_ms: u64) -> Vec<(u64, Message)> {
        let due = self.dying.range(..=(now_ms, u64::MAX));
        let due: Vec<_> = due.copied().collect();
        let mut remove = |(time_ms, number)| {
            let message = self.remove(number)?;
            self.dead.add(message.view_as(MessageState::Dead));
            Some((time_ms, message))
        };
        due.into_iter().filter_map(&mut remove).collect()
    }

    /// Replaces the options. A message that was delivered as often as the new ones allow is not delivered again.
    pub(crate) fn configure(&mut self, options: QueueOptions) {
        self.options = options;
        self.are_options_changed = true;
        self.available.clear();
        self.dying.clear();
        let messages = std::mem::take(&mut self.messages);
        for (number, message) in &messages {
            let entry = (message.available_at_ms, *number);
            self.index(message.attempts).insert(entry);
        }
        self.messages = messages;
    }

    pub(crate) fn backlog(&self) -> Backlog {
        let oldest = self.messages.first_key_value();
        Backlog {
            bytes: self.backlog_bytes,
            count: self.messages.len(),
            oldest_ms: oldest.map_or(0, |(_, message)| message.pushed_at_ms),
        }
    }

    /// All messages, in the order of their pushes.
    pub(crate) fn view(&self, now_ms: u64) -> Vec<StoredMessage> {
        let messages = self.messages.values();
        messages.map(|message| message.view(now_ms)).collect()
    }

    /// Whether the file does not have everything.
    pub(crate) fn is_changed(&self) -> bool {
        self.are_options_changed || !self.changed.is_empty()
    }

    /// What changed since the last call: each number with its message, unless it was removed.
    pub(crate) fn take_changes(&mut self) -> Vec<(u64, Option<&Message>)> {
        self.are_options_changed = false;
        let changed = std::mem::take(&mut self.changed).into_iter();
        changed
            .map(|number| (number, self.messages.get(&number)))
            .collect()
    }

    /// Whether the lease on a message has ended, or there is a later one.
    fn has_ended(&self, number: u64, lease_id: &str, now_ms: u64) -> bool {
        self.messages.get(&number).is_none_or(|message| {
            let is_last = message.leases.last().is_some_and(|last| last == lease_id);
            !is_last || message.available_at_ms <= now_ms
        })
    }

    fn number(&self, lease_id: &str) -> Result<u64, &'static str> {
        self.leases.get(lease_id).copied().ok_or(UNKNOWN_LEASE)
    }

    fn remove(&mut self, number: u64) -> Option<Message> {
        self.unschedule(number);
        let message = self.messages.remove(&number)?;
        for lease in &message.leases {
            self.leases.remove(lease);
        }
        self.backlog_bytes -= message.content.size();
        self.changed.insert(number);
        Some(message)
    }

    /// Where a message stands that was pulled so often.
    fn index(&mut self, attempts: u32) -> &mut BTreeSet<(u64, u64)> {
        if self
            .open_questions
            .is_last(attempts, self.options.max_retries)
        {
            &mut self.dying
        } else {
            &mut self.available
        }
    }

    /// Makes a message that stands in no index available, or dead, at that time.
    fn schedule(&mut self, number: u64, time_ms: u64, is_leased: bool) {
        let Some(message) = self.messages.get_mut(&number) else {
            return;
        };
        message.available_at_ms = time_ms;
        message.is_leased = is_leased;
        let attempts = message.attempts;
        self.index(attempts).insert((time_ms, number));
        self.changed.insert(number);
    }

    fn unschedule(&mut self, number: u64) {
        if let Some(message) = self.messages.get(&number) {
            let entry = (message.available_at_ms, number);
            self.available.remove(&entry);
            self.dying.remove(&entry);
        }
    }
}

const UNKNOWN_LEASE: &str = "unknown lease";
