//! Prism as a mock of the service: it validates requests, and responds with what the description shows or allows.
//!
//! It is given the description with one change: a request may have no properties but those that are described. Without it a
//! property with a wrong name would be one that nobody knows, and valid.
//!
//! The responses that it makes up have all properties that are described, and more. What comes of responses that lack some is
//! shown in `tests/client/http`.

use cloudflare_queues::CallOptions;
use cloudflare_queues::Client;
use cloudflare_queues::Error;
use serde_json::Value;
use serde_json::json;

use crate::call::Call;
use crate::description::Description;
use crate::description::Operation;
use crate::fixtures::client;
use crate::fixtures::queue_id;
use crate::fixtures::with_email_and_key;
use crate::fixtures::with_token;
use crate::requests;
use crate::spelling::contains;
use crate::spelling::tidy;
use crate::tool::skipped;
use crate::tool::tool;
use crate::violation::complaint;
use crate::violation::violation;

/// How many responses are made up for each operation and status; each comes from a seed, and is the same in every run.
const ROUNDS: u32 = 40;

const QUEUE: &str = "queue-of-the-contract_0123456789";

/// Where the mock is, or a line that says that the test is skipped.
fn mock() -> Option<Client> {
    tool("CONTRACT_PRISM_MOCK").map(|url| client(&url, with_token))
}

/// What the mock is to respond with.
fn prefer(preference: &str) -> CallOptions {
    CallOptions::new().header("Prefer", preference)
}

async fn send(client: &Client, call: Call, options: CallOptions) -> Result<Value, Error> {
    call.send(client, &queue_id(QUEUE), options).await
}

/// The same response as to the call of the client, before the client has read it: it does not depend on the request.
async fn raw(client: &Client, operation: &Operation, preference: &str) -> Value {
    let request = operation.requests.first();
    let request = request.unwrap_or_else(|| panic!("no body of `{}` can be made up", operation.id));
    let queue = queue_id(QUEUE);
    let outcome = request.send(client, &queue, prefer(preference)).await;
    outcome.unwrap()
}

#[tokio::test]
async fn every_request_is_accepted() {
    let Some(url) = tool("CONTRACT_PRISM_MOCK") else {
        return;
    };
    let mut rejected = Vec::new();
    for authenticate in [with_token, with_email_and_key] {
        let client = client(&url, authenticate);
        for call in requests::all() {
            let line: String = format!("{call:?}").chars().take(200).collect();
            if let Err(error) = send(&client, call, CallOptions::new()).await {
                rejected.push(format!("{}: {line}", complaint(&error)));
            }
        }
    }
    assert!(
        rejected.is_empty(),
        "{} rejected:\n{}",
        rejected.len(),
        rejected.join("\n")
    );
}

#[tokio::test]
async fn a_request_that_is_not_described_is_rejected() {
    let Some(client) = mock() else { return };
    let batch_size = |batch_size| Call::Pull {
        batch_size: Some(batch_size),
        visibility_timeout: None,
    };
    let unknown = || CallOptions::new().body_property("batch_sise", 5);
    for (call, options) in [
        (batch_size(0), CallOptions::new()),
        (batch_size(101), CallOptions::new()),
        (
            Call::BulkPush {
                messages: vec![],
                delay: None,
            },
            CallOptions::new(),
        ),
        (requests::simplest("queues.messages.push"), unknown()),
        (requests::simplest("queues.messages.bulk_push"), unknown()),
        (requests::simplest("queues.messages.pull"), unknown()),
        (requests::simplest("queues.messages.ack"), unknown()),
    ] {
        let line = format!("{call:?}");
        let error = send(&client, call, options).await.unwrap_err();
        assert_eq!(error.status().map(|it| it.as_u16()), Some(422), "{line}");
        assert!(violation(&error).is_some(), "{line}: {error}");
    }
}

#[tokio::test]
async fn without_credentials_every_request_is_rejected() {
    let Some(url) = tool("CONTRACT_PRISM_MOCK") else {
        return;
    };
    let client = client(&url, |builder| builder);
    for operation in Description::read().operations() {
        let mut calls = requests::all().into_iter();
        let call = calls.find(|call| call.operation_id() == operation.id);
        let Some(call) = call.filter(|_| operation.is_secured) else {
            skipped(&format!("does not call `{}`", operation.id));
            continue;
        };
        let error = send(&client, call, CallOptions::new()).await.unwrap_err();
        assert_eq!(error.status().map(|it| it.as_u16()), Some(401), "{error}");
    }
}

#[tokio::test]
async fn every_example_of_a_response_is_read_as_it_stands() {
    let Some(client) = mock() else { return };
    for operation in requests::called_by_hand(&Description::read()) {
        for example in &operation.examples {
            let name = format!("{} {}", operation.id, example.name);
            let options = prefer(&format!(
                "code={}, example={}",
                example.code(),
                example.name
            ));
            let outcome = send(&client, requests::simplest(&operation.id), options).await;
            if example.code() == 200 {
                let value = outcome.unwrap_or_else(|error| panic!("{name}: {}", complaint(&error)));
                assert_eq!(
                    tidy(&value),
                    tidy(&unwrapped(&operation, &example.value)),
                    "{name}"
                );
            } else {
                let error = outcome.unwrap_err();
                assert!(violation(&error).is_none(), "{name}: {}", complaint(&error));
                is_failure(&error, example.code(), &example.value);
            }
        }
    }
}

#[tokio::test]
async fn made_up_successes_are_read() {
    let Some(client) = mock() else { return };
    for operation in requests::called_by_hand(&Description::read()) {
        let mut read = 0;
        for seed in 0..ROUNDS {
            let preference = format!("code=200, dynamic=true, seed=round-{seed}");
            let call = requests::simplest(&operation.id);
            let outcome = send(&client, call, prefer(&preference)).await;
            let body = raw(&client, &operation, &preference).await;
            let line = format!("{} {preference}: {body}", operation.id);
            let is_success = body["success"] == true;
            let result = unwrapped(&operation, &body);
            match outcome {
                Ok(value) => {
                    assert!(is_success && contains(&result, &value), "{line}: {value}");
                    read += 1;
                }
                Err(error) if is_success => panic!("{line}: {error}"),
                Err(error) => is_failure(&error, 200, &body),
            }
        }
        assert!(read >= ROUNDS / 4, "{}: only {read}", operation.id);
    }
}

#[tokio::test]
async fn made_up_failures_are_errors() {
    let Some(client) = mock() else { return };
    for operation in requests::called_by_hand(&Description::read()) {
        for (code, seed) in (0..ROUNDS).flat_map(|seed| [(400, seed), (503, seed)]) {
            let preference = format!("code={code}, dynamic=true, seed=round-{seed}");
            let call = requests::simplest(&operation.id);
            let error = send(&client, call, prefer(&preference)).await.unwrap_err();
            let body = serde_json::from_slice(error.body().unwrap()).unwrap();
            is_failure(&error, code, &body);
        }
    }
}

#[tokio::test]
async fn every_status_of_a_failure_is_an_error_with_that_status() {
    let Some(client) = mock() else { return };
    for operation in requests::called_by_hand(&Description::read()) {
        for code in [
            400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503, 504,
        ] {
            let call = requests::simplest(&operation.id);
            let error = send(&client, call, prefer(&format!("code={code}")))
                .await
                .unwrap_err();
            let body = serde_json::from_slice(error.body().unwrap()).unwrap();
            is_failure(&error, code, &body);
        }
    }
}

/// What the client gives for a successful response. A result of which nothing is said is an empty one.
fn unwrapped(operation: &Operation, body: &Value) -> Value {
    match &operation.unwrap {
        Some(property) if body[property].is_null() => json!({}),
        Some(property) => body[property].clone(),
        None => body.clone(),
    }
}

/// That the error says what the response says.
fn is_failure(error: &Error, code: u16, body: &Value) {
    assert!(matches!(error, Error::Api(_)), "{error}: {body}");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(code), "{body}");
    let codes: Vec<_> = error.codes().collect();
    let infos = body["errors"].as_array().into_iter().flatten();
    let expected: Vec<_> = infos.filter_map(|info| info["code"].as_i64()).collect();
    assert_eq!(codes, expected, "{body}");
}
