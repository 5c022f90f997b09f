//! One request and its answer.

use bytes::Bytes;
use http::HeaderMap;
use http::HeaderValue;
use http::Method;
use http::Request;
use http::Response;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http_body_util::BodyExt as _;
use http_body_util::LengthLimitError;
use http_body_util::Limited;
use hyper::body::Incoming;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::time::sleep;

use crate::Fault;
use crate::answer::Answer;
use crate::answer_body::AnswerBody;
use crate::answer_body::HangUp;
use crate::call;
use crate::call::ReceivedCall;
use crate::fault;
use crate::identifier;
use crate::leniency;
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
) -> Result<Response<AnswerBody>, HangUp> {
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
    let route = Route::of(head.uri.path()).filter(|_| head.method == Method::POST);
    let fault = route.and_then(|route| state.rules.choose(route.operation, route.queue_id));
    let has_effect = fault.as_ref().is_none_or(Fault::has_effect);
    let answer = has_effect.then(|| act(shared, state, now_ms, head, &body));
    state.requests += 1;
    let ray = identifier::ray(state.requests);
    let answer = match &fault {
        Some(fault) => replace(answer, fault, &ray),
        None => answer,
    };
    let answer = answer.map(|answer| with_ray(answer, &ray));
    state.calls.add(ReceivedCall {
        operation: route.map(|route| route.operation),
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

/// Does what the request asks for, and answers as if nothing could go wrong on the way.
fn act(
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

/// What is answered instead, if anything.
fn replace(answer: Option<Answer>, fault: &Fault, ray: &str) -> Option<Answer> {
    let too_many = StatusCode::TOO_MANY_REQUESTS;
    let refuse = |status, code, message| Answer::refusal(&Refusal::new(status, code, message));
    match fault {
        Fault::LostRequest | Fault::LostAnswer | Fault::NoAnswer => None,
        Fault::CutBody | Fault::DrippingBody { .. } | Fault::SlowAnswer { .. } => answer,
        Fault::Status {
            status,
            code,
            retry_after,
        } => {
            let answer = refuse(fault::status(*status), *code, "Injected error");
            Some(answer.retry_after(*retry_after))
        }
        Fault::RateLimited { retry_after } => {
            // The code that the gateway gives is not published.
            let answer = refuse(too_many, 10429, "Rate limited. Please wait");
            Some(answer.retry_after(Some(*retry_after)))
        }
        Fault::Overloaded => Some(refuse(too_many, 10250, "Queue is overloaded")),
        Fault::SuccessFalse { code } => Some(refuse(StatusCode::OK, *code, "Injected error")),
        Fault::HtmlPage { status } => Some(Answer::html_page(fault::status(*status), ray)),
        Fault::GatewayTimeout => Some(Answer::html_page(StatusCode::GATEWAY_TIMEOUT, ray)),
    }
}

/// Every answer of the gateway says which request it belongs to.
fn with_ray(mut answer: Answer, ray: &str) -> Answer {
    if let Ok(ray) = HeaderValue::from_str(ray) {
        answer.headers.insert("cf-ray", ray);
    }
    answer
}

/// Lets the answer out as fast, and as far, as the fault lets it.
async fn deliver(answer: Answer, fault: Option<&Fault>) -> Response<AnswerBody> {
    let Answer {
        status,
        headers,
        body,
    } = answer;
    let body = match fault {
        Some(Fault::DrippingBody { every }) => AnswerBody::dripping(body, *every),
        Some(Fault::CutBody) => AnswerBody::cut(body),
        Some(Fault::SlowAnswer { by }) => {
            sleep(*by).await;
            AnswerBody::whole(body)
        }
        _ => AnswerBody::whole(body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
