//! What the client made of a response, written out in the words of the description.
//!
//! The client only reads responses. Written out again by hand, they can be compared with what was sent.

use cloudflare_queues::List;
use cloudflare_queues::queues::messages::AckResult;
use cloudflare_queues::queues::messages::AckResultWarnings;
use cloudflare_queues::queues::messages::BulkPushResponse;
use cloudflare_queues::queues::messages::PullResult;
use cloudflare_queues::queues::messages::PushResponse;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::PushResult;
use cloudflare_queues::types::ResponseInfo;
use cloudflare_queues::types::ResultMetadata;
use serde_json::Value;
use serde_json::json;

pub(crate) fn push(response: &PushResponse) -> Value {
    json!({
        "errors": list(&response.errors, error),
        "messages": list(&response.messages, Clone::clone),
        "success": response.success,
        "result": response.result.as_ref().map(push_result),
    })
}

pub(crate) fn bulk_push(response: &BulkPushResponse) -> Value {
    json!({
        "errors": list(&response.errors, error),
        "messages": list(&response.messages, Clone::clone),
        "success": response.success,
        "result": response.result.as_ref().map(push_result),
    })
}

pub(crate) fn pull(result: &PullResult) -> Value {
    json!({
        "message_backlog_count": result.message_backlog_count,
        "messages": list(&result.messages, message),
        "metadata": result.metadata.as_ref().map(metadata),
    })
}

pub(crate) fn ack(result: &AckResult) -> Value {
    let warnings = result.warnings.as_ref().map(|warnings| match warnings {
        AckResultWarnings::ByLease(texts) => texts
            .iter()
            .map(|(lease, text)| (lease.as_str(), text.as_str()))
            .collect(),
        AckResultWarnings::List(texts) => json!(texts),
        other => panic!("the description has no such warnings: {other:?}"),
    });
    json!({ "ackCount": result.ack_count, "retryCount": result.retry_count, "warnings": warnings })
}

/// Fails if there was an item that the client could not read.
fn list<T>(list: &List<T>, write: impl Fn(&T) -> Value) -> Value {
    assert!(list.unreadable().is_empty(), "{:?}", list.unreadable());
    list.iter().map(write).collect()
}

fn error(info: &ResponseInfo) -> Value {
    let source = info.source.as_ref();
    json!({
        "code": info.code,
        "message": info.message,
        "documentation_url": info.documentation_url,
        "source": source.map(|source| json!({ "pointer": source.pointer })),
    })
}

fn push_result(result: &PushResult) -> Value {
    json!({ "metadata": result.metadata.as_ref().map(metadata) })
}

fn metadata(metadata: &ResultMetadata) -> Value {
    let metrics = metadata.metrics.as_ref().map(|metrics| {
        json!({
            "backlog_bytes": metrics.backlog_bytes,
            "backlog_count": metrics.backlog_count,
            "oldest_message_timestamp_ms": metrics.oldest_message_timestamp_ms,
        })
    });
    json!({ "metrics": metrics })
}

fn message(message: &PulledMessage) -> Value {
    json!({
        "id": message.id,
        "attempts": message.attempts,
        "body": message.body,
        "lease_id": message.lease_id,
        "metadata": message.metadata,
        "timestamp_ms": message.timestamp_ms,
    })
}
