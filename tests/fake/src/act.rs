//! Requests on which no fault has its way.

use bytes::Bytes;
use http::HeaderMap;
use http::Method;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::leniency;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::State;

/// Does what the request asks for, and answers as if nothing could go wrong on the way.
pub(crate) fn act(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: &Result<Bytes, Refusal>,
) -> Answer {
    let path = head.uri.path();
    let Some(route) = Route::of(path) else {
        return Answer::refusal(&Refusal::no_route(path));
    };
    if head.method != Method::POST {
        return Answer::refusal(&Refusal::method_not_allowed()).allow("POST");
    }
    let outcome = carry_out(shared, state, now_ms, head, body, route);
    state.save();
    match (outcome, &state.store_error) {
        (_, Some(error)) => Answer::refusal(&Refusal::internal(error)),
        (Ok(result), None) => Answer::success(result),
        (Err(refusal), None) => Answer::refusal(&refusal),
    }
}

/// What is wrong is said in the order in which a gateway and the service behind it find it.
fn carry_out(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: &Result<Bytes, Refusal>,
    route: Route,
) -> Result<Option<Value>, Refusal> {
    shared.account.authenticate(&head.headers)?;
    check_ids(shared, route)?;
    state.queue(route.queue_id)?;
    check_media_type(&head.headers)?;
    let body = body.as_ref().map_err(Clone::clone)?;
    let mut value: Value =
        serde_json::from_slice(body).map_err(|error| Refusal::malformed(&error))?;
    if !shared.is_strict {
        leniency::state_content_types(route.operation, &mut value);
    }
    shared.checks.check(route.operation, &value)?;
    let raw: &RawValue =
        serde_json::from_slice(body).map_err(|error| Refusal::malformed(&error))?;
    let operation = route.operation;
    operation.perform(state, route.queue_id, raw, now_ms)
}

fn check_ids(shared: &Shared, route: Route) -> Result<(), Refusal> {
    let Route {
        account_id,
        queue_id,
        ..
    } = route;
    if !shared.checks.is_identifier(account_id) || queue_id.is_empty() {
        let path = format!("/accounts/{account_id}/queues/{queue_id}");
        Err(Refusal::no_route(&path))
    } else if account_id != shared.account.id {
        Err(Refusal::other_account())
    } else if !shared.checks.is_identifier(queue_id) {
        Err(Refusal::malformed_queue_id())
    } else {
        Ok(())
    }
}

/// JSON, whatever parameters follow.
fn check_media_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let value = headers.get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    let essence = text.and_then(|text| text.split(';').next());
    let is_json =
        essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"));
    is_json.then_some(()).ok_or_else(Refusal::media_type)
}
