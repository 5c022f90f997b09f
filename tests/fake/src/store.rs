//! The file that queues are kept in.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;

use redb::Database;
use redb::ReadableTable as _;
use redb::TableDefinition;
use redb::WriteTransaction;

use crate::StartError;
use crate::identifier;
use crate::queue::Message;
use crate::queue::Queue;
use crate::queue::QueueOptions;
use crate::state::State;

/// Options in JSON, by the name of the queue.
const QUEUES: TableDefinition<&str, &[u8]> = TableDefinition::new("queues");
/// Messages in JSON, by the id of their queue and their number.
const MESSAGES: TableDefinition<(&str, u64), &[u8]> = TableDefinition::new("messages");
/// Under `NEXT_NUMBER`, what the next message or lease is numbered with.
const NUMBERS: TableDefinition<&str, u64> = TableDefinition::new("numbers");
const NEXT_NUMBER: &str = "next";

/// The file that queues are kept in, open and locked.
#[derive(Debug)]
pub(crate) struct Store {
    database: Database,
}

impl Store {
    /// Opens the file, or creates it, and reads its queues into `state`.
    ///
    /// # Errors
    ///
    /// When the file is in use, is another kind of file, or is damaged.
    pub(crate) fn open(path: &Path, state: &mut State) -> Result<Self, StartError> {
        let reject = |reason: Box<dyn std::error::Error>| StartError::File {
            path: path.to_owned(),
            reason: reason.to_string(),
        };
        let mut open = || {
            let database = Database::create(path)?;
            create_tables(&database)?;
            read(&database, state)?;
            Ok(Self { database })
        };
        // The database does not check everything: on a file that was cut off, for one, it fails an assertion of its own.
        let outcome = catch_unwind(AssertUnwindSafe(&mut open));
        let outcome = outcome.unwrap_or_else(|_| Err("it is damaged".into()));
        outcome.map_err(reject)
    }

    /// Writes what changed in one transaction, on the disk when this returns.
    pub(crate) fn save(
        &self,
        queues: &mut BTreeMap<String, Queue>,
        next_number: u64,
    ) -> Result<(), Box<dyn std::error::Error>> {
        if !queues.values().any(Queue::is_changed) {
            return Ok(());
        }
        let transaction = self.database.begin_write()?;
        for (id, queue) in queues {
            write(&transaction, id, queue)?;
        }
        let mut numbers = transaction.open_table(NUMBERS)?;
        numbers.insert(NEXT_NUMBER, next_number)?;
        drop(numbers);
        Ok(transaction.commit()?)
    }
}

/// A table that was never written cannot be read.
fn create_tables(database: &Database) -> Result<(), Box<dyn std::error::Error>> {
    let transaction = database.begin_write()?;
    transaction.open_table(QUEUES)?;
    transaction.open_table(MESSAGES)?;
    transaction.open_table(NUMBERS)?;
    Ok(transaction.commit()?)
}

fn read(database: &Database, state: &mut State) -> Result<(), Box<dyn std::error::Error>> {
    let transaction = database.begin_read()?;
    for entry in transaction.open_table(QUEUES)?.iter()? {
        let (name, options) = entry?;
        let options: QueueOptions =
            serde_json::from_slice(options.value()).map_err(|error| damage("a queue", &error))?;
        let queue = Queue::new(name.value(), options, state.history, state.open_questions);
        state
            .queues
            .insert(identifier::queue_id(&queue.name), queue);
    }
    for entry in transaction.open_table(MESSAGES)?.iter()? {
        let (key, message) = entry?;
        let (queue_id, number) = key.value();
        let message: Message =
            serde_json::from_slice(message.value()).map_err(|error| damage("a message", &error))?;
        let queue = state.queues.get_mut(queue_id);
        let queue = queue.ok_or_else(|| damage("a message", &"it has no queue"))?;
        queue.insert(number, message);
    }
    for queue in state.queues.values_mut() {
        queue.take_changes();
    }
    if let Some(next) = transaction.open_table(NUMBERS)?.get(NEXT_NUMBER)? {
        state.next_number = next.value();
    }
    Ok(())
}

fn damage(subject: &str, reason: &dyn Display) -> String {
    format!("{subject} in it cannot be read: {reason}")
}

fn write(
    transaction: &WriteTransaction,
    id: &str,
    queue: &mut Queue,
) -> Result<(), Box<dyn std::error::Error>> {
    if queue.are_options_changed {
        let options = serde_json::to_vec(&queue.options)?;
        let mut queues = transaction.open_table(QUEUES)?;
        queues.insert(queue.name.as_str(), options.as_slice())?;
    }
    let mut messages = transaction.open_table(MESSAGES)?;
    for (number, message) in queue.take_changes() {
        match message {
            Some(message) => {
                let message = serde_json::to_vec(message)?;
                messages.insert((id, number), message.as_slice())?;
            }
            None => {
                messages.remove((id, number))?;
            }
        }
    }
    Ok(())
}
