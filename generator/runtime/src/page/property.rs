//! Properties of the JSON object that is a body.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// The whole number that a body has along a path such as `page/number`; `None` where it has none.
pub(super) fn number(body: &[u8], path: &str) -> Option<i64> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let mut properties = path.split('/');
    properties
        .try_fold(&body, |here, name| here.get(name))
        .and_then(Value::as_i64)
}

/// The body with `value`, which is JSON, along the path; objects on the way are made where they are missing, and all else
/// stays as it is written. `None` where something on the way is no object.
pub(super) fn replaced(body: &[u8], path: &str, value: &str) -> Option<String> {
    let (name, rest) = match path.split_once('/') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let mut properties: BTreeMap<String, Box<RawValue>> = match body {
        b"" | b"null" => BTreeMap::new(),
        body => serde_json::from_slice(body).ok()?,
    };
    let value = match rest {
        None => value.to_owned(),
        Some(rest) => {
            let inner = properties.get(name).map_or("", |inner| inner.get());
            replaced(inner.as_bytes(), rest, value)?
        }
    };
    properties.insert(name.to_owned(), RawValue::from_string(value).ok()?);
    serde_json::to_string(&properties).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_takes_the_place_of_the_one_before() {
        for (body, path, expected) in [
            ("", "cursor", r#"{"cursor":"x"}"#),
            ("null", "page/cursor", r#"{"page":{"cursor":"x"}}"#),
            (
                r#"{"cursor":"w","price":1.100}"#,
                "cursor",
                r#"{"cursor":"x","price":1.100}"#,
            ),
            (
                r#"{"page":{"cursor":null,"size":5}}"#,
                "page/cursor",
                r#"{"page":{"cursor":"x","size":5}}"#,
            ),
        ] {
            let replaced = replaced(body.as_bytes(), path, r#""x""#);
            assert_eq!(replaced.as_deref(), Some(expected));
        }
        for body in ["[]", r#"{"page":1}"#, "text"] {
            assert_eq!(
                replaced(body.as_bytes(), "page/cursor", "1"),
                None,
                "{body}"
            );
        }
    }

    #[test]
    fn a_number_is_found_along_its_path() {
        let body = br#"{"page": {"number": 4, "size": "5"}}"#;
        assert_eq!(number(body, "page/number"), Some(4));
        assert_eq!(number(body, "page/size"), None);
        assert_eq!(number(b"", "page/number"), None);
    }
}
