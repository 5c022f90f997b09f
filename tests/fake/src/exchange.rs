//! One request and its answer.

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
use crate::answer::Answer;
use crate::answer::ResponseBody;
use crate::answer::HangUp;
use crate::call;
use crate::call::ReceivedCall;
use crate::identifier;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::State;

/// The most bytes of a request body: a full batch of which every byte is written as `\u0000`, and what surrounds it.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Answers a request, or has its connection closed.
pub(crate) async fn exchange(
    shared: &Shared,
    request: Request<Incoming>,
) -> Result<Response<ResponseBody>, HangUp> {
    let (head, body) = request.into_parts();
    let body = receive(body).await;
    let (answer, fault) =
        shared.update(|state, now_ms| respond(shared, state, now_ms, &head, body));
    match answer {
        Some(answer) => Ok(deliver(answer, fault.as_ref()).await),
        None if fault == Some(Fault::NoAnswer) => std::future::pending().await,
        None => Err(HangUp),
    }
}

async fn receive(body: Incoming) -> Result<Bytes, Refusal> {
    let body = Limited::new(body, MOST_BYTES).collect().await;
    body.map(http_body_util::Collected::to_bytes)
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                Refusal::request_size(MOST_BYTES)
            } else {
                Refusal::disconnected()
            }
        })
}

/// What is to be answered, if anything, and the fault that befalls the call.
fn respond(
    shared: &Shared,
    state: &mut State,
    now_ms: u64,
    head: &Parts,
    body: Result<Bytes, Refusal>,
) -> (Option<Answer>, Option<Fault>) {
    let route = Route::of(&shared.description, &head.method, head.uri.path());
    let found = route.as_ref().ok();
    let fault = found.and_then(|route| {
        let queue_id = route.queue_id.unwrap_or_default();
        state.rules.choose(route.described.operation, queue_id)
    });
    let has_effect = fault.as_ref().is_none_or(Fault::has_effect);
    let answer = has_effect.then(|| act(shared, state, now_ms, head, &body, &route));
    state.requests += 1;
    let ray = identifier::ray(state.requests);
    let answer = match &fault {
        Some(fault) => fault.replace(answer, &ray),
        None => answer,
    };
    let answer = answer.map(|answer| with_ray(answer, &ray));
    state.calls.add(ReceivedCall {
        operation: found.and_then(|route| route.described.operation),
        operation_id: found.map(|route| route.described.id.clone()),
        method: head.method.to_string(),
        path: head.uri.to_string(),
        headers: call::shown(&head.headers),
        body: body.unwrap_or_default(),
        fault: fault.clone(),
        status: answer.as_ref().map(|answer| answer.status.as_u16()),
        answer: answer
            .as_ref()
            .map(|answer| answer.body.clone())
            .unwrap_or_default(),
    });
    (answer, fault)
}

/// Every answer of the gateway says which request it belongs to.
fn with_ray(mut answer: Answer, ray: &str) -> Answer {
    if let Ok(ray) = HeaderValue::from_str(ray) {
        answer.headers.insert("cf-ray", ray);
    }
    answer
}

/// Lets the answer out as fast, and as far, as the fault lets it.
async fn deliver(answer: Answer, fault: Option<&Fault>) -> Response<ResponseBody> {
    let Answer {
        status,
        headers,
        body,
    } = answer;
    let body = match fault {
        Some(Fault::DrippingBody { every }) => ResponseBody::dripping(body, *every),
        Some(Fault::CutBody) => ResponseBody::cut(body),
        Some(Fault::SlowAnswer { by }) => {
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
