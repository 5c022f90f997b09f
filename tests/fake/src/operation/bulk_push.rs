//! A batch of messages: all of them, or none.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::message::Place;
use super::message::SentMessage;
use super::number;
use crate::OpenQuestions;
use crate::error_response::ErrorResponse;
use crate::queue::Content;
use crate::state::State;

/// The most bytes of all bodies of a batch together. What surrounds the bodies does not count.
const MOST_BYTES: u64 = 256_000;

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    messages: Vec<SentMessage<'a>>,
    #[serde(default, deserialize_with = "number::whole")]
    delay_seconds: Option<u64>,
}

pub(super) fn perform(
    state: &mut State,
    queue_id: &str,
    body: &RawValue,
    now_ms: u64,
) -> Result<Option<Value>, ErrorResponse> {
    let batch: Batch =
        serde_json::from_str(body.get()).map_err(|error| ErrorResponse::invalid(&error))?;
    let contents = contents(&batch, state.open_questions)?;
    let batch_delay = batch.delay_seconds.map(Duration::from_secs);
    state.open_questions.check_batch_delay(batch_delay)?;
    for (message, content) in batch.messages.iter().zip(contents) {
        let delay = message.delay().or(batch_delay);
        state.push(queue_id, content, delay, now_ms);
    }
    Ok(state.style.push_result(state.queue(queue_id)?.backlog()))
}

/// What all messages hold, if that is not too much.
fn contents(batch: &Batch, questions: OpenQuestions) -> Result<Vec<Content>, ErrorResponse> {
    let messages = batch.messages.iter().enumerate();
    let contents: Vec<_> = messages
        .map(|(index, message)| message.content(&Place::InBatch(index), questions))
        .collect::<Result<_, _>>()?;
    let size = contents.iter().map(Content::size).sum();
    if size > MOST_BYTES {
        return Err(ErrorResponse::batch_size(size, MOST_BYTES).at("/messages".to_owned()));
    }
    Ok(contents)
}
