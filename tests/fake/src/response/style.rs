//! The forms of responses where the service has been seen to vary.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::queue::Backlog;
use crate::queue::Content;
use crate::queue::Delivery;

/// The forms of responses where the service has been seen to vary. A client has to cope with every combination.
///
/// ```
/// use queues_fake::ResponseStyle;
/// use queues_fake::PushResult;
///
/// let style = ResponseStyle {
///     push_result: PushResult::Null,
///     decimal_numbers: true,
///     ..ResponseStyle::default()
/// };
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ResponseStyle {
    /// What stands in the `result` of a push.
    pub push_result: PushResult,
    /// Whether a pull tells the size of the queue: `message_backlog_count` and `metadata.metrics`. It does by default.
    pub backlog: bool,
    /// How the numbers of the backlog are written.
    pub backlog_numbers: BacklogNumbers,
    /// What stands in the `result` of an acknowledgement.
    pub ack_result: AckResult,
    /// What stands in the `warnings` of an acknowledgement.
    pub warnings: Warnings,
    /// Whether an acknowledgement has `ackCount` and `retryCount`, as it has by default.
    pub counts: bool,
    /// How the bodies of JSON messages are written.
    pub json_bodies: JsonBodies,
    /// Whether `metadata` says the `CF-Content-Type` of JSON messages, as it does by default. That of others always stands.
    pub json_content_type: bool,
    /// Whether numbers of the result are written `5.0` instead of `5`.
    pub decimal_numbers: bool,
    /// Whether objects of the result have properties that nobody knows.
    pub unknown_properties: bool,
}

/// What stands in the `result` of a push.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum PushResult {
    /// `metadata.metrics`, as the service responds since April 2026.
    #[default]
    Metrics,
    /// `null`.
    Null,
    /// There is no `result`.
    Absent,
}

/// How the numbers of the backlog are written, which the service calls approximate.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum BacklogNumbers {
    /// As numbers.
    #[default]
    Numbers,
    /// As texts: `"5"`. Two clients of 2026 accept that; nobody has shown that the service does it.
    Texts,
    /// As numbers that count nothing: `-1`.
    Negative,
}

/// What stands in the `result` of an acknowledgement.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum AckResult {
    /// What came of the leases.
    #[default]
    Counts,
    /// `null`, as a client saw it that was tested live in August 2026.
    Null,
    /// There is no `result`, as in a fake of others that was checked against the API reference.
    Absent,
}

/// What stands in the `warnings` of an acknowledgement.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Warnings {
    /// A map from lease id to text, `{}` when there is nothing to say.
    #[default]
    Map,
    /// A list of texts, as the API reference says.
    List,
    /// The map, or `null` when there is nothing to say.
    Null,
    /// The map, or no such property when there is nothing to say.
    Absent,
}

/// How the bodies of JSON messages are written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum JsonBodies {
    /// As the JSON text that was pushed.
    #[default]
    Raw,
    /// In base64 of that text.
    Base64,
}

impl Default for ResponseStyle {
    fn default() -> Self {
        Self {
            push_result: PushResult::default(),
            backlog: true,
            backlog_numbers: BacklogNumbers::default(),
            ack_result: AckResult::default(),
            warnings: Warnings::default(),
            counts: true,
            json_bodies: JsonBodies::default(),
            json_content_type: true,
            decimal_numbers: false,
            unknown_properties: false,
        }
    }
}

impl ResponseStyle {
    pub(crate) fn push_result(&self, backlog: Backlog) -> Option<Value> {
        match self.push_result {
            PushResult::Metrics => Some(self.finish(json!({ "metadata": self.metadata(backlog) }))),
            PushResult::Null => Some(Value::Null),
            PushResult::Absent => None,
        }
    }

    pub(crate) fn pull_result(&self, deliveries: &[Delivery], backlog: Backlog) -> Value {
        let messages: Vec<_> = deliveries.iter().map(|one| self.delivery(one)).collect();
        let mut result = json!({ "messages": messages });
        if self.backlog {
            result["message_backlog_count"] = self.backlog_number(json!(backlog.count));
            result["metadata"] = self.metadata(backlog);
        }
        self.finish(result)
    }

    pub(crate) fn ack_result(
        &self,
        acknowledged: u64,
        retried: u64,
        warnings: &[(String, &'static str)],
    ) -> Option<Value> {
        match self.ack_result {
            AckResult::Counts => {}
            AckResult::Null => return Some(Value::Null),
            AckResult::Absent => return None,
        }
        let mut result = Map::new();
        if self.counts {
            result.insert("ackCount".to_owned(), json!(acknowledged));
            result.insert("retryCount".to_owned(), json!(retried));
        }
        if let Some(warnings) = self.warnings(warnings) {
            result.insert("warnings".to_owned(), warnings);
        }
        Some(self.finish(Value::Object(result)))
    }

    fn metadata(&self, backlog: Backlog) -> Value {
        json!({
            "metrics": {
                "backlog_bytes": self.backlog_number(json!(backlog.bytes)),
                "backlog_count": self.backlog_number(json!(backlog.count)),
                "oldest_message_timestamp_ms": self.backlog_number(json!(backlog.oldest_ms)),
            }
        })
    }

    fn backlog_number(&self, number: Value) -> Value {
        match self.backlog_numbers {
            BacklogNumbers::Numbers => number,
            BacklogNumbers::Texts => json!(number.to_string()),
            BacklogNumbers::Negative => json!(-1),
        }
    }

    fn warnings(&self, warnings: &[(String, &'static str)]) -> Option<Value> {
        let by_lease = || warnings.iter().map(|(lease, text)| (lease.clone(), *text));
        match self.warnings {
            Warnings::Null if warnings.is_empty() => Some(Value::Null),
            Warnings::Absent if warnings.is_empty() => None,
            Warnings::List => Some(warnings.iter().map(|(_, text)| *text).collect()),
            _ => Some(by_lease().collect()),
        }
    }

    fn delivery(&self, delivery: &Delivery) -> Value {
        let content = &delivery.content;
        let is_json = matches!(content, Content::Json(_));
        let body = match content.as_str() {
            Some(text) if !is_json || self.json_bodies == JsonBodies::Raw => text.to_owned(),
            _ => STANDARD.encode(content.as_bytes()),
        };
        let metadata = if is_json && !self.json_content_type {
            json!({})
        } else {
            json!({ "CF-Content-Type": content.content_type() })
        };
        json!({
            "id": delivery.id,
            "attempts": delivery.attempts,
            "body": body,
            "lease_id": delivery.lease_id,
            "metadata": metadata,
            "timestamp_ms": delivery.pushed_at_ms,
        })
    }

    fn finish(&self, mut result: Value) -> Value {
        if self.decimal_numbers {
            write_decimal(&mut result);
        }
        if self.unknown_properties {
            add_unknown_properties(&mut result);
        }
        result
    }
}

fn write_decimal(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Ok(decimal) = format!("{number}.0").parse::<f64>() {
                *value = json!(decimal);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(write_decimal),
        Value::Object(properties) => properties.values_mut().for_each(write_decimal),
        _ => {}
    }
}

fn add_unknown_properties(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(add_unknown_properties),
        Value::Object(properties) => {
            // Warnings are by lease, so an unknown property among them would be taken for a lease.
            let known = properties
                .iter_mut()
                .filter(|(name, _)| *name != "warnings");
            known.for_each(|(_, property)| add_unknown_properties(property));
            let unknown = json!([{ "added": "later" }]);
            properties.insert("x_unknown_property".to_owned(), unknown);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_backlog_have_three_forms() {
        let backlog = Backlog {
            bytes: 26,
            count: 1,
            oldest_ms: 7,
        };
        for (backlog_numbers, count, bytes) in [
            (BacklogNumbers::Numbers, json!(1), json!(26)),
            (BacklogNumbers::Texts, json!("1"), json!("26")),
            (BacklogNumbers::Negative, json!(-1), json!(-1)),
        ] {
            let style = ResponseStyle {
                backlog_numbers,
                ..ResponseStyle::default()
            };
            let result = style.pull_result(&[], backlog);
            assert_eq!(result["message_backlog_count"], count);
            assert_eq!(result["metadata"]["metrics"]["backlog_bytes"], bytes);
        }
    }
}
