//! A [`Duration`] as the whole number of seconds or milliseconds that the wire carries.
//!
//! What is written is rounded up, since a wait must not become shorter than requested. What is read is whole, and not
//! negative.
//!
//! ```
//! use std::time::Duration;
//! use client_runtime::duration;
//!
//! #[derive(serde::Deserialize, serde::Serialize)]
//! struct Delay {
//!     #[serde(with = "duration::seconds")]
//!     delay: Duration,
//! }
//!
//! let delay = Duration::from_millis(1_500);
//! assert_eq!(serde_json::to_string(&Delay { delay }).unwrap(), r#"{"delay":2}"#);
//! ```

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::ser::Error;

use crate::Field;

/// A property that is a length of time: one that has to be there, may be missing, or may also be null.
pub trait Property: Sized {
    /// The same property as a number.
    type Number: DeserializeOwned + Serialize;

    /// The property as the number that `whole` makes of its length of time.
    ///
    /// # Errors
    ///
    /// Those of `whole`.
    fn number<E>(&self, whole: fn(Duration) -> Result<u64, E>) -> Result<Self::Number, E>;

    /// The property with the length of time that `unit` makes of the number.
    fn of(number: Self::Number, unit: fn(u64) -> Duration) -> Self;
}

impl Property for Duration {
    type Number = u64;

    fn number<E>(&self, whole: fn(Self) -> Result<u64, E>) -> Result<u64, E> {
        whole(*self)
    }

    fn of(number: u64, unit: fn(u64) -> Self) -> Self {
        unit(number)
    }
}

impl Property for Option<Duration> {
    type Number = Option<u64>;

    fn number<E>(&self, whole: fn(Duration) -> Result<u64, E>) -> Result<Option<u64>, E> {
        self.map(whole).transpose()
    }

    fn of(number: Option<u64>, unit: fn(u64) -> Duration) -> Self {
        number.map(unit)
    }
}

impl Property for Field<Duration> {
    type Number = Option<u64>;

    fn number<E>(&self, whole: fn(Duration) -> Result<u64, E>) -> Result<Option<u64>, E> {
        self.value().copied().number(whole)
    }

    fn of(number: Option<u64>, unit: fn(u64) -> Duration) -> Self {
        number.map(unit).into()
    }
}

macro_rules! unit {
    ($name:ident, $Parameter:ident, $unit:literal, $nanoseconds:literal, $from:path) => {
        #[doc = concat!("A [`Duration`] as a parameter writes it: whole ", $unit, ", rounded up.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $Parameter(pub Duration);

        impl fmt::Display for $Parameter {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let whole = self.0.as_nanos().div_ceil($nanoseconds);
                write!(formatter, "{whole}")
            }
        }

        #[doc = concat!("For `with`: whole ", $unit, ".")]
        pub mod $name {
            use std::time::Duration;

            use serde::Deserialize as _;
            use serde::Deserializer;
            use serde::Serialize as _;
            use serde::Serializer;

            use super::Property;

            #[doc = concat!("Writes whole ", $unit, ", rounded up.")]
            ///
            /// # Errors
            ///
            /// When the number does not fit 64 bits.
            pub fn serialize<P: Property, S: Serializer>(
                property: &P,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let whole = |duration| super::whole(duration, $nanoseconds);
                property.number(whole)?.serialize(serializer)
            }

            #[doc = concat!("Reads whole ", $unit, ".")]
            ///
            /// # Errors
            ///
            /// For a negative number, a fraction, or no number at all.
            pub fn deserialize<'de, P: Property, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<P, D::Error> {
                P::Number::deserialize(deserializer).map(|number| P::of(number, $from))
            }
        }
    };
}

unit!(
    seconds,
    Seconds,
    "seconds",
    1_000_000_000,
    Duration::from_secs
);
unit!(
    milliseconds,
    Milliseconds,
    "milliseconds",
    1_000_000,
    Duration::from_millis
);

fn whole<E: Error>(duration: Duration, nanoseconds: u128) -> Result<u64, E> {
    let whole = duration.as_nanos().div_ceil(nanoseconds);
    u64::try_from(whole).map_err(|_| {
        let seconds = duration.as_secs();
        E::custom(format_args!(
            "a duration of {seconds} seconds is too long to be sent"
        ))
    })
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

    use crate::Field;
    use crate::value::json;

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Waits {
        #[serde(with = "super::seconds")]
        always: Duration,
        #[serde(
            default,
            skip_serializing_if = "Field::is_absent",
            with = "super::seconds"
        )]
        sometimes: Field<Duration>,
    }

    #[test]
    fn what_is_required_and_what_may_be_null_survives_a_round_trip() {
        let seconds = Duration::from_secs;
        for (text, always, sometimes) in [
            (r#"{"always":5}"#, seconds(5), Field::Absent),
            (r#"{"always":0,"sometimes":null}"#, seconds(0), Field::Null),
            (
                r#"{"always":5,"sometimes":7}"#,
                seconds(5),
                Field::Value(seconds(7)),
            ),
        ] {
            let waits = Waits { always, sometimes };
            assert_eq!(serde_json::to_string(&waits).unwrap(), text);
            assert_eq!(json::read::<Waits>(text.as_bytes()).unwrap(), waits);
        }
    }

    #[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
    struct Delays {
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "super::seconds"
        )]
        seconds: Option<Duration>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "super::milliseconds"
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
            let delays: Delays = json::read(text.as_bytes()).unwrap();
            assert_eq!(delays.seconds.or(delays.milliseconds), read, "{text}");
        }
        for wrong in ["-5", "1.5", r#""5""#, "1e400"] {
            json::read::<Delays>(format!(r#"{{"seconds":{wrong}}}"#).as_bytes()).unwrap_err();
        }
    }
}
