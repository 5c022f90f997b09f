//! What the service accepts although the description, which keeps clients from mistakes, does not.

use serde_json::Value;
use serde_json::json;

use crate::Operation;

/// Writes out that a message without a content type holds JSON.
pub(crate) fn state_content_types(operation: Operation, body: &mut Value) {
    match operation {
        Operation::Push => state_content_type(body),
        Operation::BulkPush => {
            let messages = body.get_mut("messages").and_then(Value::as_array_mut);
            messages.into_iter().flatten().for_each(state_content_type);
        }
        Operation::Pull | Operation::Ack => {}
    }
}

fn state_content_type(message: &mut Value) {
    if let Some(message) = message.as_object_mut() {
        message
            .entry("content_type")
            .or_insert_with(|| json!("json"));
    }
}
