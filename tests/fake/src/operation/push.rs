//! One message.

use serde_json::Value;
use serde_json::value::RawValue;

use super::message::Place;
use super::message::SentMessage;
use crate::error_response::ErrorResponse;
use crate::state::State;

pub(super) fn perform(
    state: &mut State,
    queue_id: &str,
    body: &RawValue,
    now_ms: u64,
) -> Result<Option<Value>, ErrorResponse> {
    let message: SentMessage =
        serde_json::from_str(body.get()).map_err(|error| ErrorResponse::invalid(&error))?;
    let content = message.content(&Place::Whole, state.open_questions)?;
    state.push(queue_id, content, message.delay(), now_ms);
    Ok(state.style.push_result(state.queue(queue_id)?.backlog()))
}
