//! What can be had of a body that cannot be read.

use serde::de::DeserializeOwned;

/// The values of the properties called `name`, at any depth and in their order, as far as each is a `T`.
///
/// The body is looked through text by text, so that it may be cut off, be malformed, or hold JSON among other things. What
/// stands in a text is no property.
pub(crate) fn properties<T: DeserializeOwned>(name: &str, body: &[u8]) -> Vec<T> {
    let mut values = Vec::new();
    let mut rest = body;
    while let Some((text, behind)) = next_text(rest) {
        rest = behind;
        let Some(value) = after_colon(rest) else {
            continue;
        };
        rest = value;
        let is_named = serde_json::from_slice::<String>(text).is_ok_and(|text| text == name);
        if is_named && let Some((value, behind)) = leading(value) {
            values.push(value);
            rest = behind;
        }
    }
    values
}

/// The next text with its quotes, and what stands behind it; `None` if there is none with an end.
fn next_text(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = body.iter().position(|byte| *byte == b'"')?;
    let mut is_escaped = false;
    let mut inner = body.iter().enumerate().skip(start + 1);
    let (end, _) = inner.find(|(_, byte)| {
        let is_end = **byte == b'"' && !is_escaped;
        is_escaped = **byte == b'\\' && !is_escaped;
        is_end
    })?;
    let (before, behind) = body.split_at(end + 1);
    Some((before.get(start..)?, behind))
}

/// What stands behind the colon that follows the name of a property.
fn after_colon(body: &[u8]) -> Option<&[u8]> {
    body.trim_ascii_start().strip_prefix(b":")
}

/// The value that `body` begins with, and what stands behind it.
fn leading<T: DeserializeOwned>(body: &[u8]) -> Option<(T, &[u8])> {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter();
    let value = values.next()?.ok()?;
    Some((value, body.get(values.byte_offset()..)?))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use serde_json::json;

    use super::properties;

    #[test]
    fn what_is_whole_is_found_whatever_stands_around_it() {
        for (body, found) in [
            (r#"{"id":"a"}"#, &["a"][..]),
            (
                r#"{"list":[{"id":"a"},{"x":1,"id" : "b"}],"id":"c"}"#,
                &["a", "b", "c"],
            ),
            (r#"{"list":[{"id":"a"},{"id":"b"#, &["a"]),
            (r#"{"list":[{"id":"a"},{"id":"b"},{"i"#, &["a", "b"]),
            (r#"{"list":[{"id":"a"} oops {"id":"b"}"#, &["a", "b"]),
            (r#"<html>{"id":"a"}</html>"#, &["a"]),
            (r#"{"id":5,"\u0069d":"a"}"#, &["a"]),
            (r#"{"id":{"id":"a"}}"#, &["a"]),
            (r#"{"a":"\"id\":\"no\"","id":"\"b\\"}"#, &["\"b\\"]),
            (r#"{"a":"\"","id":"b"}"#, &["b"]),
            (r#"["id","a"]"#, &[]),
            (r#"{"a":"id","b":"c"}"#, &[]),
            (r#"{"id":"\ud800"}"#, &[]),
            (r#"{"id":"a\"#, &[]),
            ("", &[]),
            ("\"", &[]),
            ("id: a", &[]),
        ] {
            assert_eq!(properties::<String>("id", body.as_bytes()), found, "{body}");
        }
        assert_eq!(properties::<String>("id", b"\xff{\"id\":\"a\",\xff"), ["a"]);
    }

    #[test]
    fn what_is_found_has_the_type_that_was_asked_for() {
        let body = br#"{"n":1,"m":[{"n":"x"},{"n":-2},{"n":[1]}]}"#;
        assert_eq!(properties::<u8>("n", body), [1]);
        assert_eq!(properties::<i8>("n", body), [1, -2]);
        let all = [json!(1), json!("x"), json!(-2), json!([1])];
        assert_eq!(properties::<Value>("n", body), all);
    }

    #[test]
    fn a_long_body_takes_no_more_than_its_length() {
        let body = r#"{"id":"a","list":"#.to_owned() + &"[".repeat(1_000_000);
        assert_eq!(properties::<String>("id", body.as_bytes()), ["a"]);
        let body = r#"{"id":"#.repeat(200_000);
        assert!(properties::<String>("id", body.as_bytes()).is_empty());
    }
}
