//! What became of leased messages.
//!
//! Acknowledgements take place before retries, and each kind in the order of the request. So a lease that stands twice
//! counts once, and a lease that stands in both is acknowledged; the second time it is unknown.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::number;
use crate::error_response::ErrorResponse;
use crate::state::State;

#[derive(Deserialize)]
struct Settlement<'a> {
    #[serde(borrow, default)]
    acks: Vec<Acknowledgement<'a>>,
    #[serde(borrow, default)]
    retries: Vec<Retry<'a>>,
}

#[derive(Deserialize)]
struct Acknowledgement<'a> {
    #[serde(borrow)]
    lease_id: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Retry<'a> {
    #[serde(borrow)]
    lease_id: Cow<'a, str>,
    #[serde(default, deserialize_with = "number::whole")]
    delay_seconds: Option<u64>,
}

impl Retry<'_> {
    fn delay(&self) -> Option<Duration> {
        self.delay_seconds.map(Duration::from_secs)
    }
}

pub(super) fn perform(
    state: &mut State,
    queue_id: &str,
    body: &RawValue,
    now_ms: u64,
) -> Result<Option<Value>, ErrorResponse> {
    let Settlement { acks, retries } =
        serde_json::from_str(body.get()).map_err(|error| ErrorResponse::invalid(&error))?;
    let questions = state.open_questions;
    for (index, retry) in retries.iter().enumerate() {
        let pointer = format!("/retries/{index}/delay_seconds");
        questions.check_delay(retry.delay(), 10207, &pointer)?;
    }
    let queue = state.queue_mut(queue_id)?;
    if !queue.options.http_pull {
        return Err(ErrorResponse::no_pull_consumer());
    }
    let mut warnings = Vec::new();
    let mut count = |lease_id: Cow<str>, outcome: Result<(), &'static str>| match outcome {
        Ok(()) => 1,
        Err(warning) => {
            warnings.push((lease_id.into_owned(), warning));
            0
        }
    };
    let mut ack_count = 0_u64;
    for Acknowledgement { lease_id } in acks {
        let outcome = queue.acknowledge(&lease_id, now_ms);
        ack_count += count(lease_id, outcome);
    }
    let mut retry_count = 0_u64;
    for retry in retries {
        let outcome = queue.retry(&retry.lease_id, retry.delay(), now_ms);
        retry_count += count(retry.lease_id, outcome);
    }
    Ok(state.style.ack_result(ack_count, retry_count, &warnings))
}
