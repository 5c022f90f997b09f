//! One request and its response.

use bytes::Bytes;
use http::HeaderValue;
use http::Request;
use http::Response;
use http::request::Parts;
use http_body_util::BodyExt as _;
use http_body_util::LengthLimitError;
use http_body_util::Limited;
use hyper::body::Incoming;
use tokio::time::sleep;

use crate::Fault;
use crate::act::act;
use crate::call;
use crate::call::ReceivedCall;
use crate::error_response::ErrorResponse;
use crate::identifier;
use crate::response::HangUp;
use crate::response::PlannedResponse;
use crate::response::ResponseBody;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::State;

/// The most bytes of a request body: a full batch of which every byte is written as `\u0000`, and what surrounds it.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Responds to a request, or has its connection closed.
pub(crate) async fn exchange(
    shared: &Shared,
    request: Request<Incoming>,
) -> Result<Response<ResponseBody>, HangUp> {
    let (head, body) = request.into_parts();
    let body = receive(body).await;
    let (response, fault) =
        shared.update(|state, now_ms| respond(shared, state, now_ms, &head, body));
    match response {
        Some(response) => Ok(deliver(response, fault.as_ref()).await),
        None if fault == Some(Fault::NoResponse) => std::future::pending().await,
        None => Err(HangUp),
    }
}

async fn receive(body: Incoming) -> Result<Bytes, ErrorResponse> {
    let body = Limited::new(body, MOST_BYTES).collect().await;
    body.map(http_body_util::Collected::to_bytes)
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                ErrorResponse::request_size(MOST_BYTES)
            } else {
                ErrorResponse::disconnected()
            }
        })
}

/// The response, if anything, and the fault that befalls the call.
fn respond(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: Result<Bytes, ErrorResponse>,
) -> (Option<PlannedResponse>, Option<Fault>) {
    let route = Route::of(&shared.description, &head.method, head.uri.path());
    let found = route.as_ref().ok();
    let fault = found.and_then(|route| {
        let queue_id = route.queue_id.unwrap_or_default();
        state.rules.choose(route.described.operation, queue_id)
    });
    let has_effect = fault.as_ref().is_none_or(Fault::has_effect);
    let response = has_effect.then(|| act(shared, state, now_ms, head, &body, &route));
    state.requests += 1;
    let ray = identifier::ray(state.requests);
    let response = match &fault {
        Some(fault) => fault.replace(response, &ray),
        None => response,
    };
    let response = response.map(|response| with_ray(response, &ray));
    state.calls.add(ReceivedCall {
        operation: found.and_then(|route| route.described.operation),
        operation_id: found.map(|route| route.described.id.clone()),
        method: head.method.to_string(),
        path: head.uri.to_string(),
        headers: call::shown(&head.headers),
        body: body.unwrap_or_default(),
        fault: fault.clone(),
        status: response.as_ref().map(|response| response.status.as_u16()),
        response: response
            .as_ref()
            .map(|response| response.body.clone())
            .unwrap_or_default(),
    });
    (response, fault)
}

/// Every response of the gateway says which request it belongs to.
fn with_ray(mut response: PlannedResponse, ray: &str) -> PlannedResponse {
    if let Ok(ray) = HeaderValue::from_str(ray) {
        response.headers.insert("cf-ray", ray);
    }
    response
}

/// Lets the response out as fast, and as far, as the fault lets it.
async fn deliver(response: PlannedResponse, fault: Option<&Fault>) -> Response<ResponseBody> {
    let PlannedResponse {
        status,
        headers,
        body,
    } = response;
    let body = match fault {
        Some(Fault::DrippingBody { every }) => ResponseBody::dripping(body, *every),
        Some(Fault::CutBody) => ResponseBody::cut(body),
        Some(Fault::SlowResponse { by }) => {
            sleep(*by).await;
            ResponseBody::whole(body)
        }
        _ => ResponseBody::whole(body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
