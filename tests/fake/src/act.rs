//! Requests on which no fault has its way.

use bytes::Bytes;
use http::HeaderMap;
use http::Method;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error_response::ErrorResponse;
use crate::operation::leniency;
use crate::response::PlannedResponse;
use crate::route::NoRoute;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::State;

/// Does what the request asks for, and responds as if nothing could go wrong on the way.
pub(crate) fn act(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: &Result<Bytes, ErrorResponse>,
    route: &Result<Route, NoRoute>,
) -> PlannedResponse {
    let route = match route {
        Ok(route) => route,
        Err(NoRoute::Path) => {
            return PlannedResponse::error(&ErrorResponse::no_route(head.uri.path()));
        }
        Err(NoRoute::Method(methods)) => {
            let methods: Vec<_> = methods.iter().map(Method::as_str).collect();
            let methods = methods.join(", ");
            return PlannedResponse::error(&ErrorResponse::method_not_allowed(&methods))
                .allow(&methods);
        }
    };
    let outcome = carry_out(shared, state, now_ms, head, body, route);
    state.save();
    match (outcome, &state.store_error) {
        (_, Some(error)) => PlannedResponse::error(&ErrorResponse::internal(error)),
        (Ok(response), None) => response,
        (Err(error), None) => PlannedResponse::error(&error),
    }
}

/// What is wrong is said in the order in which a gateway and the service behind it find it.
fn carry_out(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: &Result<Bytes, ErrorResponse>,
    route: &Route,
) -> Result<PlannedResponse, ErrorResponse> {
    let described = route.described;
    if !described.is_public {
        shared.account.authenticate(&head.headers)?;
    }
    check_ids(shared, route)?;
    if let Some(queue_id) = route.queue_id {
        state.queue(queue_id)?;
    }
    described.check_parameters(head.uri.query().unwrap_or_default(), &head.headers)?;
    let is_given = body.as_ref().map_or(true, |body| !body.is_empty());
    if described.operation.is_none() && !described.takes_body(is_given) {
        return described.respond();
    }
    check_media_type(&head.headers)?;
    let body = body.as_ref().map_err(Clone::clone)?;
    let mut value: Value =
        serde_json::from_slice(body).map_err(|error| ErrorResponse::malformed(&error))?;
    let lenient = described.operation.filter(|_| !shared.is_strict);
    if let Some(operation) = lenient {
        leniency::state_content_types(operation, &mut value);
    }
    described.check_body(&value)?;
    let raw: &RawValue =
        serde_json::from_slice(body).map_err(|error| ErrorResponse::malformed(&error))?;
    let (Some(operation), Some(queue_id)) = (described.operation, route.queue_id) else {
        return described.respond();
    };
    let result = operation.perform(state, queue_id, raw, now_ms)?;
    Ok(PlannedResponse::success(result))
}

fn check_ids(shared: &Shared, route: &Route) -> Result<(), ErrorResponse> {
    let is_identifier = |id: &str| shared.description.is_identifier(id);
    let account_id = route.account_id.unwrap_or(&shared.account.id);
    let is_absent = |id: &&str| id.is_empty();
    let mut ids = route.queue_id.iter().chain(&route.others);
    if !is_identifier(account_id) || ids.any(is_absent) {
        let queue_id = route.queue_id.unwrap_or_default();
        let path = format!("/accounts/{account_id}/queues/{queue_id}");
        Err(ErrorResponse::no_route(&path))
    } else if account_id != shared.account.id {
        Err(ErrorResponse::other_account())
    } else if !route.queue_id.is_none_or(is_identifier) {
        Err(ErrorResponse::malformed_queue_id())
    } else {
        Ok(())
    }
}

/// JSON, whatever parameters follow.
fn check_media_type(headers: &HeaderMap) -> Result<(), ErrorResponse> {
    let value = headers.get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    let essence = text.and_then(|text| text.split(';').next());
    let is_json =
        essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"));
    is_json.then_some(()).ok_or_else(ErrorResponse::media_type)
}
