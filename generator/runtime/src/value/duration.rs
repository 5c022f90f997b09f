//! Functions for `serialize_with` and `deserialize_with`: a [`Duration`] as the whole number of seconds or milliseconds that the wire carries.
//!
//! What is written is rounded up, since a wait must not become shorter than was asked for.

use std::fmt;
use std::time::Duration;

use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;

use crate::Field;
use crate::value::decode;

/// Writes whole seconds, rounded up.
///
/// # Errors
///
/// When the number does not fit 64 bits.
pub fn seconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    whole_seconds::<S::Error>(*duration)?.serialize(serializer)
}

/// Writes whole seconds, rounded up, or null.
///
/// # Errors
///
/// As [`seconds`].
pub fn optional_seconds<S: Serializer>(
    duration: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    duration
        .map(whole_seconds::<S::Error>)
        .transpose()?
        .serialize(serializer)
}

/// Writes whole milliseconds, rounded up.
///
/// # Errors
///
/// When the number does not fit 64 bits.
pub fn milliseconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    whole_milliseconds::<S::Error>(*duration)?.serialize(serializer)
}

/// Writes whole milliseconds, rounded up, or null.
///
/// # Errors
///
/// As [`milliseconds`].
pub fn optional_milliseconds<S: Serializer>(
    duration: &Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    duration
        .map(whole_milliseconds::<S::Error>)
        .transpose()?
        .serialize(serializer)
}

/// Writes whole seconds, rounded up, or null; a member that is absent is skipped by `skip_serializing_if`.
///
/// # Errors
///
/// As [`seconds`].
pub fn field_seconds<S: Serializer>(
    duration: &Field<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    optional_seconds(&duration.value().copied(), serializer)
}

/// Writes whole milliseconds, rounded up, or null; a member that is absent is skipped by `skip_serializing_if`.
///
/// # Errors
///
/// As [`milliseconds`].
pub fn field_milliseconds<S: Serializer>(
    duration: &Field<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    optional_milliseconds(&duration.value().copied(), serializer)
}

/// Reads whole seconds as [`decode_seconds`] does, or null; a member that is absent is left to `default`.
///
/// # Errors
///
/// As [`decode_seconds`].
pub fn decode_field_seconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Field<Duration>, D::Error> {
    decode_optional_seconds(deserializer).map(Field::from)
}

/// Reads whole milliseconds as [`decode_milliseconds`] does, or null; a member that is absent is left to `default`.
///
/// # Errors
///
/// As [`decode_milliseconds`].
pub fn decode_field_milliseconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Field<Duration>, D::Error> {
    decode_optional_milliseconds(deserializer).map(Field::from)
}

/// A [`Duration`] as a parameter writes it: whole seconds, rounded up.
#[derive(Clone, Copy, Debug)]
pub struct Seconds(pub Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.as_nanos().div_ceil(1_000_000_000);
        write!(f, "{whole}")
    }
}

/// A [`Duration`] as a parameter writes it: whole milliseconds, rounded up.
#[derive(Clone, Copy, Debug)]
pub struct Milliseconds(pub Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.as_nanos().div_ceil(1_000_000);
        write!(f, "{whole}")
    }
}

/// Reads whole seconds, written `5` or `5.0`.
///
/// # Errors
///
/// For a negative number, a fraction, or no number at all.
pub fn decode_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    decode::integer(deserializer).map(Duration::from_secs)
}

/// Reads whole seconds as [`decode_seconds`] does, or null.
///
/// # Errors
///
/// As [`decode_seconds`].
pub fn decode_optional_seconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    Ok(decode::optional_integer(deserializer)?.map(Duration::from_secs))
}

/// Reads whole milliseconds, written `5` or `5.0`.
///
/// # Errors
///
/// For a negative number, a fraction, or no number at all.
pub fn decode_milliseconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    decode::integer(deserializer).map(Duration::from_millis)
}

/// Reads whole milliseconds as [`decode_milliseconds`] does, or null.
///
/// # Errors
///
/// As [`decode_milliseconds`].
pub fn decode_optional_milliseconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    Ok(decode::optional_integer(deserializer)?.map(Duration::from_millis))
}

fn whole_seconds<E: Error>(duration: Duration) -> Result<u64, E> {
    let started = u64::from(duration.subsec_nanos() > 0);
    duration
        .as_secs()
        .checked_add(started)
        .ok_or_else(|| too_long(duration))
}

fn whole_milliseconds<E: Error>(duration: Duration) -> Result<u64, E> {
    let whole = duration.as_nanos().div_ceil(1_000_000);
    u64::try_from(whole).map_err(|_| too_long(duration))
}

fn too_long<E: Error>(duration: Duration) -> E {
    E::custom(format_args!(
        "a duration of {} seconds is too long to be sent",
        duration.as_secs()
    ))
}

#[cfg(test)]
mod parameter_tests {
    use super::*;

    #[test]
    fn a_parameter_is_rounded_up() {
        assert_eq!(Seconds(Duration::from_millis(1_001)).to_string(), "2");
        assert_eq!(Seconds(Duration::ZERO).to_string(), "0");
        assert_eq!(Milliseconds(Duration::from_micros(1)).to_string(), "1");
        assert_eq!(Seconds(Duration::MAX).to_string(), "18446744073709551616");
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde::Deserialize;
    use serde::Serialize;

    #[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
    struct Delays {
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "super::optional_seconds",
            deserialize_with = "super::decode_optional_seconds"
        )]
        seconds: Option<Duration>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            serialize_with = "super::optional_milliseconds",
            deserialize_with = "super::decode_optional_milliseconds"
        )]
        milliseconds: Option<Duration>,
    }

    fn of_seconds(duration: Duration) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Delays {
            seconds: Some(duration),
            ..Delays::default()
        })
    }

    fn of_milliseconds(duration: Duration) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Delays {
            milliseconds: Some(duration),
            ..Delays::default()
        })
    }

    #[test]
    fn what_is_written_is_rounded_up() {
        for (duration, seconds, milliseconds) in [
            (Duration::ZERO, 0, 0),
            (Duration::from_nanos(1), 1, 1),
            (Duration::from_millis(1_500), 2, 1_500),
            (Duration::from_secs(30), 30, 30_000),
        ] {
            assert_eq!(
                of_seconds(duration).unwrap(),
                format!(r#"{{"seconds":{seconds}}}"#)
            );
            assert_eq!(
                of_milliseconds(duration).unwrap(),
                format!(r#"{{"milliseconds":{milliseconds}}}"#)
            );
        }
        assert_eq!(serde_json::to_string(&Delays::default()).unwrap(), "{}");
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        of_seconds(Duration::MAX).unwrap_err();
        of_milliseconds(Duration::MAX).unwrap_err();
    }

    #[test]
    fn what_is_read_is_whole_and_not_negative() {
        for (text, read) in [
            (r#"{"seconds":5}"#, Some(Duration::from_secs(5))),
            (r#"{"seconds":5.0}"#, Some(Duration::from_secs(5))),
            (r#"{"milliseconds":5.0}"#, Some(Duration::from_millis(5))),
            (r#"{"seconds":null}"#, None),
            ("{}", None),
        ] {
            let delays: Delays = serde_json::from_str(text).unwrap();
            assert_eq!(delays.seconds.or(delays.milliseconds), read, "{text}");
        }
        for wrong in ["-5", "1.5", r#""5""#, "1e400"] {
            serde_json::from_str::<Delays>(&format!(r#"{{"seconds":{wrong}}}"#)).unwrap_err();
        }
    }
}
