//! Functions for `deserialize_with`: members as servers really send them.
//!
//! An integer may be written `5.0`, a list or a map may be `null`. Nothing is rounded, and nothing is guessed from text: `"5"` is not a number.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::Unexpected;
use serde::de::Visitor;

/// From here on a float has no place for a fraction: what is read as whole need not have been written so.
const FIRST_WHOLE: f64 = 4_503_599_627_370_496.0;

/// An integer, written `5`, `5.0` or `5e0`.
///
/// # Errors
///
/// For anything else: a fraction, a number out of the range of `T`, a float of 2⁵² or more, null, text.
pub fn integer<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    deserializer.deserialize_any(IntegerVisitor(PhantomData))
}

/// An integer as [`integer`] reads it, or null.
///
/// # Errors
///
/// As [`integer`].
pub fn optional_integer<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    deserializer.deserialize_option(OptionalIntegerVisitor(PhantomData))
}

/// `true`: where an object is told from others by a member that is always so.
///
/// ```
/// use client_runtime::decode;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Done {
///     #[serde(deserialize_with = "decode::only_true")]
///     ok: bool,
/// }
///
/// assert!(serde_json::from_str::<Done>(r#"{"ok":true}"#).is_ok_and(|done| done.ok));
/// assert!(serde_json::from_str::<Done>(r#"{"ok":false}"#).is_err());
/// ```
///
/// # Errors
///
/// For anything else.
pub fn only_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    only(true, deserializer)
}

/// `false`: where an object is told from others by a member that is always so.
///
/// # Errors
///
/// For anything else.
pub fn only_false<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    only(false, deserializer)
}

fn only<'de, D: Deserializer<'de>>(expected: bool, deserializer: D) -> Result<bool, D::Error> {
    let read = bool::deserialize(deserializer)?;
    if read == expected {
        return Ok(read);
    }
    let expected = if expected { "true" } else { "false" };
    Err(D::Error::invalid_value(Unexpected::Bool(read), &expected))
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

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i128>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        in_range(value.into(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        in_range(value.into(), Unexpected::Unsigned(value))
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2⁵²")]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let unexpected = Unexpected::Float(value);
        if value.abs() < FIRST_WHOLE && value.fract() == 0.0 {
            in_range(value as i128, unexpected)
        } else {
            Err(E::invalid_value(unexpected, &self))
        }
    }
}

fn in_range<T: TryFrom<i128>, E: Error>(value: i128, unexpected: Unexpected<'_>) -> Result<T, E> {
    T::try_from(value).map_err(|_| {
        let name = std::any::type_name::<T>();
        E::invalid_value(
            unexpected,
            &format!("an integer in the range of {name}").as_str(),
        )
    })
}

struct OptionalIntegerVisitor<T>(PhantomData<T>);

impl<'de, T: TryFrom<i128>> Visitor<'de> for OptionalIntegerVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an integer or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        integer(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct Counts {
        #[serde(default, deserialize_with = "super::optional_integer")]
        unsigned: Option<u64>,
        #[serde(default, deserialize_with = "super::optional_integer")]
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
            let counts = serde_json::from_str::<Counts>(&format!(r#"{{"unsigned":{written}}}"#));
            assert_eq!(counts.ok().map(|counts| counts.unsigned), read, "{written}");
        }
    }

    #[test]
    fn an_integer_out_of_range_is_named_with_its_range() {
        let error = serde_json::from_str::<Counts>(r#"{"signed":3000000000}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
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
}
