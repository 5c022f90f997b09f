//! Leases on the next messages.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::number;
use crate::error_response::ErrorResponse;
use crate::state::State;

/// How many messages are pulled when the request does not say.
const DEFAULT_BATCH_SIZE: u64 = 5;

#[derive(Deserialize)]
struct Pull {
    #[serde(default, deserialize_with = "number::whole")]
    batch_size: Option<u64>,
    #[serde(default, deserialize_with = "number::whole")]
    visibility_timeout_ms: Option<u64>,
}

pub(super) fn perform(
    state: &mut State,
    queue_id: &str,
    body: &RawValue,
    now_ms: u64,
) -> Result<Value, ErrorResponse> {
    let pull: Pull =
        serde_json::from_str(body.get()).map_err(|error| ErrorResponse::invalid(&error))?;
    let options = &state.queue(queue_id)?.options;
    if !options.http_pull {
        return Err(ErrorResponse::no_pull_consumer());
    }
    if options.paused {
        return Err(ErrorResponse::delivery_paused());
    }
    let most = pull.batch_size.unwrap_or(DEFAULT_BATCH_SIZE);
    let timeout = pull.visibility_timeout_ms.map(Duration::from_millis);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let deliveries = state.pull(queue_id, most, timeout, now_ms);
    let backlog = state.queue(queue_id)?.backlog();
    Ok(state.style.pull_result(&deliveries, backlog))
}
