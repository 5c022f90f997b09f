//! All queues and all that tests have asked for, under one lock.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::OpenQuestions;
use crate::call::ReceivedCall;
use crate::error_response::ErrorResponse;
use crate::history::History;
use crate::identifier;
use crate::queue::Content;
use crate::queue::Delivery;
use crate::queue::Message;
use crate::queue::Queue;
use crate::queue::QueueOptions;
use crate::response::ResponseStyle;
use crate::rule::Rules;
use crate::store::Store;

#[derive(Debug)]
pub(crate) struct State {
    /// By id.
    pub(crate) queues: BTreeMap<String, Queue>,
    /// What the next message or lease is numbered with.
    pub(crate) next_number: u64,
    pub(crate) rules: Rules,
    pub(crate) style: ResponseStyle,
    pub(crate) calls: History<ReceivedCall>,
    pub(crate) requests: u64,
    /// How many events of each kind are remembered.
    pub(crate) history: usize,
    pub(crate) open_questions: OpenQuestions,
    pub(crate) store: Option<Store>,
    /// Why the file does not have what the memory has. It stays, since the file has a gap from then on.
    pub(crate) store_error: Option<String>,
}

impl State {
    /// Without queues and without a file.
    pub(crate) fn new(history: usize, open_questions: OpenQuestions) -> Self {
        Self {
            queues: BTreeMap::new(),
            next_number: 1,
            rules: Rules::default(),
            style: ResponseStyle::default(),
            calls: History::new(history),
            requests: 0,
            history,
            open_questions,
            store: None,
            store_error: None,
        }
    }

    /// Creates the queue of that name, or gives other options to the one there is. Returns its id.
    pub(crate) fn configure(&mut self, name: &str, options: QueueOptions) -> String {
        let id = identifier::queue_id(name);
        if let Some(queue) = self.queues.get_mut(&id) {
            queue.configure(options);
        } else {
            let queue = Queue::new(name, options, self.history, self.open_questions);
            self.queues.insert(id.clone(), queue);
        }
        id
    }

    pub(crate) fn queue(&self, id: &str) -> Result<&Queue, ErrorResponse> {
        self.queues.get(id).ok_or_else(ErrorResponse::unknown_queue)
    }

    pub(crate) fn queue_mut(&mut self, id: &str) -> Result<&mut Queue, ErrorResponse> {
        self.queues
            .get_mut(id)
            .ok_or_else(ErrorResponse::unknown_queue)
    }

    /// Adds a message to a queue, if there is such a queue. Returns the id of the message.
    pub(crate) fn push(
        &mut self,
        queue_id: &str,
        content: Content,
        delay: Option<Duration>,
        now_ms: u64,
    ) -> String {
        let number = self.take_number();
        let id = identifier::message_id(number);
        if let Some(queue) = self.queues.get_mut(queue_id) {
            let message = Message::new(id.clone(), content, now_ms);
            queue.push(number, message, delay, now_ms);
        }
        id
    }

    /// Leases up to `most` messages of a queue.
    pub(crate) fn pull(
        &mut self,
        queue_id: &str,
        most: usize,
        visibility_timeout: Option<Duration>,
        now_ms: u64,
    ) -> Vec<Delivery> {
        let Some(queue) = self.queues.get_mut(queue_id) else {
            return Vec::new();
        };
        let next_number = &mut self.next_number;
        queue.pull(most, visibility_timeout, now_ms, || {
            *next_number += 1;
            identifier::lease_id(*next_number - 1)
        })
    }

    /// Lets take place what time has brought about: moves or deletes the messages that were delivered too often.
    pub(crate) fn catch_up(&mut self, now_ms: u64) {
        let ids: Vec<_> = self.queues.keys().cloned().collect();
        for id in ids {
            let Some(queue) = self.queues.get_mut(&id) else {
                continue;
            };
            let dead = queue.remove_dead(now_ms);
            let Some(name) = queue.options.dead_letter_queue.clone() else {
                continue;
            };
            for (time_ms, message) in dead {
                self.bury(&name, message, time_ms);
            }
        }
    }

    /// Moves a message into a dead letter queue, where it can be pulled at once.
    fn bury(&mut self, name: &str, message: Message, time_ms: u64) {
        let number = self.take_number();
        let (history, questions) = (self.history, self.open_questions);
        let id = identifier::queue_id(name);
        let queue = self.queues.entry(id);
        let queue =
            queue.or_insert_with(|| Queue::new(name, QueueOptions::default(), history, questions));
        queue.insert(number, Message::new(message.id, message.content, time_ms));
    }

    /// Writes to the file, if there is one, what is not in it yet.
    pub(crate) fn save(&mut self) {
        let Some(store) = &self.store else {
            return;
        };
        if let Err(error) = store.save(&mut self.queues, self.next_number) {
            let error = format!("the queues cannot be written to their file: {error}");
            self.store_error.get_or_insert(error);
        }
    }

    fn take_number(&mut self) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        number
    }
}
