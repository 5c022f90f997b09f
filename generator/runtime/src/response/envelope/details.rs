//! The errors that an envelope lists, read so tolerantly that a malformed one does not hide the others.

use std::fmt;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde_json::Value;

use crate::ErrorDetail;
use crate::value::decode;

/// How many errors are kept.
const MOST: usize = 100;

/// How many bytes are looked through: errors are short.
const LOOKED_THROUGH: usize = 1024 * 1024;

/// The errors in the property `name` of `body`: what can be read of them, up to where `body` breaks off or gets long.
pub(super) fn read(name: &str, body: &[u8]) -> Vec<ErrorDetail> {
    let mut details = Vec::new();
    let body = body.get(..LOOKED_THROUGH).unwrap_or(body);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    // What was read before a failure stays; the body, which is at hand, tells the rest.
    let _ = deserializer.deserialize_map(Properties {
        name,
        details: &mut details,
    });
    details
}

/// Visits the properties of an envelope.
struct Properties<'a> {
    name: &'a str,
    details: &'a mut Vec<ErrorDetail>,
}

impl<'de> Visitor<'de> for Properties<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<(), A::Error> {
        while let Some(name) = properties.next_key::<String>()? {
            if name == self.name {
                properties.next_value_seed(Items(self.details))?;
            } else {
                properties.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Visits the errors one by one.
struct Items<'a>(&'a mut Vec<ErrorDetail>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while self.0.len() < MOST {
            match items.next_element()? {
                None => return Ok(()),
                Some(item) => self.0.extend(detail(item)),
            }
        }
        IgnoredAny.visit_seq(items).map(drop)
    }
}

/// One error: an object with the usual properties, or its message alone.
fn detail(item: Value) -> Option<ErrorDetail> {
    match item {
        Value::String(message) => Some(ErrorDetail {
            message,
            ..ErrorDetail::default()
        }),
        Value::Object(mut properties) => Some(ErrorDetail {
            code: properties.get("code").and_then(code),
            message: properties
                .get_mut("message")
                .and_then(text)
                .unwrap_or_default(),
            documentation_url: properties.get_mut("documentation_url").and_then(text),
            pointer: properties
                .get_mut("source")
                .and_then(|source| text(source.get_mut("pointer")?)),
        }),
        _ => None,
    }
}

fn text(value: &mut Value) -> Option<String> {
    match value.take() {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A code, which some servers send as text.
fn code(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(_) => decode::buffered(value).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> Vec<String> {
        read("errors", body.as_bytes())
            .iter()
            .map(|detail| format!("{:?} {}", detail.code, detail.message))
            .collect()
    }

    #[test]
    fn all_properties_of_an_error_are_read() {
        let body = r#"{"success":false,"errors":[{"code":7003,"message":"No route for the URI","more":[1],
            "documentation_url":"https://example.com/7003","source":{"pointer":"/messages/0"}}]}"#;
        let expected = ErrorDetail {
            code: Some(7003),
            message: "No route for the URI".to_owned(),
            documentation_url: Some("https://example.com/7003".to_owned()),
            pointer: Some("/messages/0".to_owned()),
        };
        assert_eq!(read("errors", body.as_bytes()), [expected]);
    }

    #[test]
    fn a_malformed_error_does_not_hide_the_others() {
        for (body, details) in [
            (
                r#"{"errors":[{"code":"7003","message":"a"},{"code":7.0}]}"#,
                &["Some(7003) a", "Some(7) "][..],
            ),
            (
                r#"{"errors":[{"code":1e30,"message":5},null,5,[],"text"]}"#,
                &["None ", "None text"],
            ),
            (
                r#"{"errors":[{"code":1,"source":"x"},{"code":2}], broken"#,
                &["Some(1) ", "Some(2) "],
            ),
            (r#"{"errors":[{"code":1},{"code":2"#, &["Some(1) "]),
            (r#"{"errors":null}"#, &[]),
            (r#"{"errors":"text"}"#, &[]),
            (r#"{"errors":{"code":1}}"#, &[]),
            (r#"{"other":[{"code":1}]}"#, &[]),
            ("<html>", &[]),
            ("", &[]),
        ] {
            assert_eq!(shown(body), details, "{body}");
        }
    }

    #[test]
    fn the_number_of_errors_is_bounded() {
        let items = vec![r#"{"code":1}"#; 100_000].join(",");
        assert_eq!(shown(&format!(r#"{{"errors":[{items}]}}"#)).len(), MOST);
    }

    #[test]
    fn depth_does_not_overflow_the_stack() {
        let deep = "[".repeat(100_000);
        assert_eq!(
            shown(&format!(r#"{{"errors":[{{"code":1}},{deep}"#)),
            ["Some(1) "]
        );
        assert_eq!(shown(&format!(r#"{{"other":{deep}"#)).len(), 0);
    }
}
