//! What was received can be kept, and read again as it was; what is to be sent can be, too. A test makes the responses it needs.

use std::fmt::Debug;
use std::time::Duration;

use cloudflare_queues::List;
use cloudflare_queues::client_runtime::decode;
use cloudflare_queues::queues::messages::AckResult;
use cloudflare_queues::queues::messages::BulkPushResponse;
use cloudflare_queues::queues::messages::PullResult;
use cloudflare_queues::queues::messages::PushResponse;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::Retry;
use cloudflare_queues::types::TextMessage;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::json;

/// The names that responses have, and one that none has.
const NAMES: [&str; 24] = [
    "success",
    "errors",
    "messages",
    "result",
    "id",
    "attempts",
    "body",
    "lease_id",
    "metadata",
    "timestamp_ms",
    "message_backlog_count",
    "metrics",
    "backlog_count",
    "backlog_bytes",
    "oldest_message_timestamp_ms",
    "ackCount",
    "retryCount",
    "warnings",
    "code",
    "message",
    "documentation_url",
    "source",
    "pointer",
    "another",
];

/// Any value, of which some part is what responses have.
fn any(random: &mut fastrand::Rng, depth: u8) -> Value {
    let most = if depth == 0 { 6 } else { 9 };
    match random.u8(..most) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.u64(..).into(),
        3 => random.i8(..).into(),
        4 => "2.5".parse().unwrap(),
        5 => "\u{1F980} \"".repeat(random.usize(..3)).into(),
        6 => {
            let items = random.usize(..4);
            (0..items).map(|_| any(random, depth - 1)).collect()
        }
        _ => {
            let properties = random.usize(..9);
            let property = |_| {
                let name = NAMES[random.usize(..NAMES.len())];
                (name.to_owned(), any(random, depth - 1))
            };
            (0..properties).map(property).collect()
        }
    }
}

/// Whether the value could be read; then it comes back as it was.
fn is_kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(value: &Value) -> bool {
    let text = value.to_string();
    let Ok(read) = decode::from_slice::<T>(text.as_bytes()) else {
        return false;
    };
    let kept = serde_json::to_vec(&read).unwrap();
    let again: T = decode::from_slice(&kept).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(again, read, "{text}");
    assert_eq!(serde_json::to_vec(&again).unwrap(), kept, "{text}");
    true
}

#[test]
fn whatever_could_be_read_of_a_response_is_kept() {
    let mut random = fastrand::Rng::with_seed(15);
    let mut kept = [0; 5];
    for _ in 0..4_000 {
        let value = any(&mut random, 4);
        let outcomes = [
            is_kept::<PullResult>(&value),
            is_kept::<PushResponse>(&value),
            is_kept::<BulkPushResponse>(&value),
            is_kept::<AckResult>(&value),
            is_kept::<List<PulledMessage>>(&value),
        ];
        for (kept, outcome) in kept.iter_mut().zip(outcomes) {
            *kept += u32::from(outcome);
        }
    }
    assert!(kept.iter().all(|kept| *kept > 100), "{kept:?}");
}

#[test]
fn a_request_that_was_kept_is_read_as_it_was() {
    fn is_kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(request: &T) {
        let kept = serde_json::to_string(request).unwrap();
        assert_eq!(
            serde_json::from_str::<T>(&kept).unwrap(),
            *request,
            "{kept}"
        );
    }
    let delay = Duration::from_secs(30);
    is_kept(&Message::from(TextMessage::new("a")));
    is_kept(&Message::from(TextMessage::new("a").delay(delay)));
    is_kept(&Message::from(
        JsonMessage::new(json!({"a": [1.5, null]})).delay(delay),
    ));
    is_kept(&Acknowledgement::new("lease"));
    is_kept(&Retry::new("lease").delay(delay));
}

#[test]
fn a_test_makes_the_response_that_it_needs() {
    let message = PulledMessage {
        attempts: Some(1),
        body: Some("work".to_owned()),
        lease_id: Some("lease".into()),
        ..serde_json::from_str("{}").unwrap()
    };
    let pulled = PullResult {
        message_backlog_count: Some(1),
        messages: List::from(vec![message]),
        metadata: None,
    };
    assert_eq!(pulled.messages[0].content().raw(), Some("work"));
}
