//! Functions for `deserialize_with`: properties as servers really send them.
//!
//! A list or a map may be `null`, and what serde had to look at first is read as the rest of a response is: an integer may be
//! written `5.0`. Nothing is rounded, and nothing is guessed from text: `"5"` is not a number.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Deserializer;

use crate::value::object::Strict;

/// A value that serde has buffered, to find out which variant of a union it is or which property nobody else reads.
///
/// # Errors
///
/// For anything but a `T` as responses have it: an integer is written `5`, `5.0` or `5e0`, and an object is no list.
pub fn buffered<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(Strict::buffered(deserializer))
}

/// A list; null is an empty one.
///
/// # Errors
///
/// For anything but a list of `T` or null.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A map with text as keys; null is an empty one.
///
/// # Errors
///
/// For anything but an object with values of `T`, or null.
pub fn map<'de, D, K, T>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::Value;

    use super::buffered;
    use crate::value::json;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Counts {
        unsigned: Option<u64>,
        signed: Option<i32>,
        #[serde(default, deserialize_with = "super::list")]
        list: Vec<String>,
        #[serde(default, deserialize_with = "super::map")]
        map: BTreeMap<String, i32>,
    }

    #[test]
    fn integers_are_read_exactly_or_not_at_all() {
        for (written, read) in [
            ("5", Some(Some(5))),
            ("5.0", Some(Some(5))),
            ("5e0", Some(Some(5))),
            ("0", Some(Some(0))),
            ("-0.0", Some(Some(0))),
            ("null", Some(None)),
            ("1.7e12", Some(Some(1_700_000_000_000))),
            ("9007199254740993", Some(Some(9_007_199_254_740_993))),
            ("18446744073709551615", Some(Some(u64::MAX))),
            ("9007199254740993.0", None),
            ("18446744073709551616", None),
            ("1e20", None),
            ("1e400", None),
            ("5.5", None),
            ("-1", None),
            ("-1.0", None),
            (r#""5""#, None),
            ("true", None),
            ("[]", None),
        ] {
            let text = format!(r#"{{"unsigned":{written}}}"#);
            let counts = json::read::<Counts>(text.as_bytes()).ok();
            assert_eq!(counts.map(|counts| counts.unsigned), read, "{written}");
            let counts = serde_json::from_str(&text).ok();
            let counts = counts.and_then(|value: Value| buffered::<_, Counts>(value).ok());
            assert_eq!(counts.map(|counts| counts.unsigned), read, "{written}");
        }
    }

    #[test]
    fn an_integer_out_of_range_is_named_with_its_range() {
        let mismatch = json::read::<Counts>(br#"{"signed":3000000000}"#).unwrap_err();
        assert_eq!(
            mismatch.message,
            "invalid value: integer `3000000000`, expected an integer in the range of i32 at line 1 column 20"
        );
    }

    #[test]
    fn null_and_absent_are_empty_and_another_kind_of_value_is_an_error() {
        assert_eq!(
            serde_json::from_str::<Counts>("{}").unwrap(),
            Counts::default()
        );
        assert_eq!(
            serde_json::from_str::<Counts>(r#"{"list":null,"map":null}"#).unwrap(),
            Counts::default()
        );
        for wrong in [
            r#"{"list":{}}"#,
            r#"{"list":"x"}"#,
            r#"{"map":[]}"#,
            r#"{"map":5}"#,
        ] {
            serde_json::from_str::<Counts>(wrong).unwrap_err();
        }
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(tag = "kind")]
    enum Tagged {
        #[serde(rename = "counts")]
        #[serde(deserialize_with = "super::buffered")]
        Counts(Counts),
        #[serde(untagged)]
        Unknown(Value),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(untagged)]
    enum Untagged {
        #[serde(deserialize_with = "super::buffered")]
        Counts(Box<Counts>),
        Unknown(Value),
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Open {
        known: i8,
        #[serde(flatten, deserialize_with = "super::buffered")]
        others: BTreeMap<String, Counts>,
    }

    #[test]
    fn what_serde_buffers_is_read_as_the_rest() {
        let counts = || Counts {
            unsigned: Some(5),
            ..Counts::default()
        };
        let tagged: Tagged = json::read(br#"{"kind":"counts","unsigned":5.0}"#).unwrap();
        assert_eq!(tagged, Tagged::Counts(counts()));
        let untagged: Untagged = json::read(br#"{"unsigned":5e0}"#).unwrap();
        assert_eq!(untagged, Untagged::Counts(Box::new(counts())));
        let list: Untagged = json::read(b"[]").unwrap();
        assert_eq!(list, Untagged::Unknown(Value::Array(Vec::new())));
        let open: Open = json::read(br#"{"known":1.0,"other":{"unsigned":5.0}}"#).unwrap();
        assert_eq!(open.known, 1);
        assert_eq!(open.others["other"], counts());
    }
}
