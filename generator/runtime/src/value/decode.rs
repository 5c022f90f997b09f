//! Reads values as servers really send them: functions for `deserialize_with`, and one for a whole value.
//!
//! A list or a map may be `null`, and what serde had to look at first is read as the rest of a response is: an integer may be
//! written `5.0`. Nothing is rounded, and nothing is guessed from text: `"5"` is not a number.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::Error;

use crate::value::informative::Informative;
use crate::value::json;
use crate::value::object::Strict;

/// Reads a value from JSON as a call reads its response, such as one that was kept.
///
/// What `serde_json` wrote of a response comes back as it was, with the items of a [`List`](crate::List) that could not be read.
///
/// ```
/// use client_runtime::{List, decode};
///
/// let counts: List<u32> = decode::from_slice(br#"[1, "two", 3.0]"#)?;
/// assert_eq!(*counts, [1, 3]);
/// let kept = serde_json::to_vec(&counts)?;
/// assert_eq!(kept, br#"[1,"two",3]"#);
/// assert_eq!(decode::from_slice::<List<u32>>(&kept)?.unreadable().len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// When the text is no JSON, or not that of a `T`.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    json::read(json).map_err(|mismatch| {
        let (path, message) = (mismatch.path, mismatch.message);
        serde_json::Error::custom(format_args!("at `{path}`: {message}"))
    })
}

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

/// The same for a variant that its discriminator has told from the others: `[]` within it may be an object.
///
/// # Errors
///
/// For anything but a `T` as responses have it.
pub fn told<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(Strict::told(deserializer))
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

/// A property that only informs: what is not a `T` is what a `T` is by default, as if it were absent.
///
/// So it is in the response of a call. Read with serde from elsewhere, a value that is not a `T` is an error.
///
/// # Errors
///
/// For what is no JSON.
pub fn informative<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let Informative(value) = Informative::deserialize(deserializer)?;
    Ok(value.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::Value;

    use super::buffered;
    use crate::List;
    use crate::value::informative::OrEmpty;
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

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct Batch {
        #[serde(default, deserialize_with = "super::informative")]
        backlog: Option<u64>,
        #[serde(default, deserialize_with = "super::informative")]
        metadata: Option<Metadata>,
        #[serde(default, deserialize_with = "super::informative")]
        notes: BTreeMap<String, i32>,
        #[serde(default)]
        leases: List<Lease>,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct Metadata {
        #[serde(default, deserialize_with = "super::informative")]
        size: Option<u64>,
        count: Option<u64>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Lease {
        id: String,
        #[serde(default, deserialize_with = "super::informative")]
        at: Option<u64>,
    }

    #[test]
    fn what_only_informs_costs_nothing_else() {
        let metadata = |size, count| Some(Metadata { size, count });
        let deep = "[".repeat(200) + &"]".repeat(200);
        for (written, backlog, read) in [
            (
                r#""backlog":5,"metadata":{"size":5.0}"#,
                Some(5),
                metadata(Some(5), None),
            ),
            (
                r#""backlog":-1,"metadata":{"size":-1,"count":1}"#,
                None,
                metadata(None, Some(1)),
            ),
            (
                r#""backlog":5.5,"metadata":{"size":1,"count":-1}"#,
                None,
                None,
            ),
            (r#""backlog":"5","metadata":"none""#, None, None),
            (r#""backlog":null,"metadata":null"#, None, None),
            (r#""backlog":{"a":[1]},"metadata":[]"#, None, None),
            (
                &format!(r#""backlog":{deep},"metadata":{{"size":1}}"#),
                None,
                metadata(Some(1), None),
            ),
        ] {
            for (notes, lease) in [("{}", "1"), ("[5]", r#""x""#), (r#"{"a":"b"}"#, "null")] {
                let text = format!(
                    r#"{{{written},"notes":{notes},"leases":[{{"id":"a","at":{lease}}},{{"id":5}},{{"id":"b"}}]}}"#
                );
                let batch: Batch = json::read(text.as_bytes()).unwrap();
                assert_eq!(batch.backlog, backlog, "{text}");
                assert_eq!(batch.metadata, read, "{text}");
                assert_eq!(batch.notes, BTreeMap::new(), "{text}");
                let leases: Vec<&str> =
                    batch.leases.iter().map(|lease| lease.id.as_str()).collect();
                assert_eq!(leases, ["a", "b"], "{text}");
                assert_eq!(batch.leases[0].at, lease.parse().ok(), "{text}");
                assert_eq!(batch.leases.unreadable().len(), 1, "{text}");
            }
        }
        json::read::<Batch>(br#"{"backlog":5,"leases":{}}"#).unwrap_err();
        json::read::<Batch>(br#"{"backlog":tru}"#).unwrap_err();
    }

    #[test]
    fn what_only_informs_does_so_in_what_serde_buffers() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(untagged)]
        enum Either {
            #[serde(deserialize_with = "super::buffered")]
            Batch(Batch),
            Unknown(Value),
        }
        let read: Either =
            json::read(br#"{"backlog":"5","metadata":{"size":[],"count":2}}"#).unwrap();
        let metadata = Some(Metadata {
            size: None,
            count: Some(2),
        });
        assert_eq!(
            read,
            Either::Batch(Batch {
                metadata,
                ..Batch::default()
            })
        );
    }

    #[test]
    fn a_result_that_only_informs_is_empty_if_it_is_none() {
        for (text, unsigned) in [
            (r#"{"unsigned":5}"#, Some(5)),
            ("null", None),
            ("[]", None),
            ("5", None),
            (r#"{"unsigned":-1}"#, None),
        ] {
            let OrEmpty(counts) = json::read::<OrEmpty<Counts>>(text.as_bytes()).unwrap();
            assert_eq!(counts.unsigned, unsigned, "{text}");
        }
        assert!(json::read::<OrEmpty<Lease>>(b"null").is_err());
        assert!(json::read::<OrEmpty<Counts>>(b"{").is_err());
    }
}
