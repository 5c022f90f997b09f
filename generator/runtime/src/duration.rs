//! Functions for `serialize_with` and `deserialize_with`: a [`Duration`] as the whole number of seconds or milliseconds that the wire carries.
//!
//! What is written is rounded up, since a wait must not become shorter than was asked for.

use std::time::Duration;

use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;

use crate::decode;

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
