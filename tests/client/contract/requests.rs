//! Requests of every kind that the client can make, up to the bounds of the description.

use std::time::Duration;

use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::Retry;
use cloudflare_queues::types::TextMessage;
use serde_json::Value;
use serde_json::json;

use crate::call::Call;
use crate::description::Description;
use crate::description::Operation;
use crate::fixtures::LEASES;
use crate::tool::skipped;

/// Where a request is to be added, for those who are told that one is missing.
pub(crate) const PLACE: &str = "tests/client/contract/requests.rs";

const LONGEST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);
const LONGEST_LEASE: Duration = Duration::from_secs(12 * 60 * 60);

/// All that are written here, and those of the description for operations of which none is.
pub(crate) fn all() -> Vec<Call> {
    let mut calls = by_hand();
    for operation in Description::read().operations() {
        if simplest_by_hand(&operation.id).is_none() {
            calls.extend(operation.requests.into_iter().map(Call::Described));
        }
    }
    calls
}

/// All that are written here.
pub(crate) fn by_hand() -> Vec<Call> {
    let mut pushes: Vec<_> = messages().into_iter().map(Call::Push).collect();
    pushes.push(Call::push(TextMessage::new("x".repeat(128_000))));
    let others = [bulk_pushes(), pulls(), acknowledgements()];
    pushes
        .into_iter()
        .chain(others.into_iter().flatten())
        .collect()
}

/// A call of that operation, the simplest one there is.
pub(crate) fn simplest(operation_id: &str) -> Call {
    simplest_by_hand(operation_id)
        .unwrap_or_else(|| panic!("no request of `{operation_id}` in {PLACE}"))
}

fn simplest_by_hand(operation_id: &str) -> Option<Call> {
    let mut calls = by_hand().into_iter();
    calls.find(|call| call.operation_id() == operation_id)
}

/// The operations of the description that requests are written for here. Of each other one a line says that it is skipped.
pub(crate) fn called_by_hand(description: &Description) -> Vec<Operation> {
    let operations = description.operations().into_iter();
    let is_called = |operation: &Operation| {
        let is_called = simplest_by_hand(&operation.id).is_some();
        if !is_called {
            skipped(&format!(
                "does not call `{}`, of which no request is in {PLACE}",
                operation.id
            ));
        }
        is_called
    };
    operations.filter(is_called).collect()
}

fn delays() -> [Option<Duration>; 4] {
    let second = Duration::from_secs(1);
    [
        None,
        Some(Duration::ZERO),
        Some(second),
        Some(LONGEST_DELAY),
    ]
}

const TEXTS: [&str; 3] = [
    "hello world",
    "",
    "\"quoted\" \\ \u{0} \r\n\t ünïcödé \u{2028} 🦀",
];

/// Values of each JSON type but text, which the service rejects.
fn values() -> Vec<Value> {
    vec![
        json!({"order": 4711, "paid": true}),
        json!({}),
        json!({"content_type": "text", "body": {"": [null, {"a": [[]]}]}}),
        json!([]),
        json!([1, "two", [3.5], {"four": null}]),
        json!({"": "", "text": "text \u{1}\u{7f} ünïcödé 🦀"}),
        json!(0),
        json!(-1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(false),
        json!(null),
    ]
}

fn messages() -> Vec<Message> {
    let mut messages = Vec::new();
    for delay in delays() {
        let texts = TEXTS.map(TextMessage::new).into_iter();
        messages.extend(texts.map(|text| match delay {
            Some(delay) => text.delay(delay).into(),
            None => Message::from(text),
        }));
        let values = values().into_iter().map(JsonMessage::new);
        messages.extend(values.map(|value| match delay {
            Some(delay) => value.delay(delay).into(),
            None => Message::from(value),
        }));
    }
    messages
}

fn bulk_pushes() -> Vec<Call> {
    let messages = messages();
    let mut calls = Vec::new();
    for delay in delays() {
        for size in [1, 2, 100] {
            // Both kinds of messages and all delays of their own come by in a hundred of them.
            let messages = messages.iter().cycle().take(size).cloned().collect();
            calls.push(Call::BulkPush { messages, delay });
        }
    }
    calls
}

fn pulls() -> Vec<Call> {
    let lease = |milliseconds| Some(Duration::from_millis(milliseconds));
    let mut calls = Vec::new();
    for batch_size in [None, Some(1), Some(5), Some(100)] {
        for visibility_timeout in [None, lease(0), lease(1), lease(30_000), Some(LONGEST_LEASE)] {
            calls.push(Call::Pull {
                batch_size,
                visibility_timeout,
            });
        }
    }
    calls
}

fn acknowledgements() -> Vec<Call> {
    let [first, second] = LEASES;
    let acks = [
        None,
        Some(vec![]),
        Some(vec![Acknowledgement::new(first)]),
        Some(vec![
            Acknowledgement::new(first),
            Acknowledgement::new(second),
        ]),
    ];
    let mut retries = vec![None, Some(vec![])];
    retries.extend(delays().map(|delay| Some(vec![retry(second, delay)])));
    retries.push(Some(vec![
        retry(first, None),
        retry(second, Some(LONGEST_DELAY)),
    ]));
    let mut calls = Vec::new();
    for acks in &acks {
        for retries in &retries {
            calls.push(Call::Ack {
                acks: acks.clone(),
                retries: retries.clone(),
            });
        }
    }
    calls
}

fn retry(lease: &str, delay: Option<Duration>) -> Retry {
    let retry = Retry::new(lease);
    match delay {
        Some(delay) => retry.delay(delay),
        None => retry,
    }
}
