//! Texts of a format: moments, days, ids, URIs, bytes, exact numbers.
//!
//! Each type keeps the text: what came goes back byte for byte. Reading a response takes every text, so that an invalid one does
//! not lose the rest; making a value checks it. The features `jiff`, `uuid`, `url` and `rust_decimal` read the text as a type
//! of the crate of that name, and take such a value for a text.

mod base64;
mod date;
mod date_time;
mod decimal;
mod error;
pub(crate) mod grammar;
mod text;
mod time;
mod uri;
mod uuid;

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;

pub use self::base64::Base64;
pub use self::date::Date;
pub use self::date_time::DateTime;
pub(crate) use self::decimal::DIGITS;
pub use self::decimal::Decimal;
pub use self::decimal::DecimalNumber;
pub use self::error::FormatError;
pub(crate) use self::grammar::is_uuid;
pub use self::time::Time;
pub use self::uri::Uri;
pub use self::uuid::Uuid;

/// For `deserialize_with` on the variant of a union: a value only if its text is of the format, so that another text is left to
/// the other variants.
///
/// # Errors
///
/// For a text that is not of the format.
pub fn exact<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Display + FromStr<Err = crate::Error>,
{
    let value = T::deserialize(deserializer)?;
    match T::from_str(&value.to_string()) {
        Ok(_) => Ok(value),
        Err(error) => Err(D::Error::custom(error)),
    }
}

/// Whether the text of a value is of its format: where a union leaves another text to its other branches.
pub fn is_exact<T: Display + FromStr<Err = crate::Error>>(value: &T) -> bool {
    T::from_str(&value.to_string()).is_ok()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::Serialize;

    use super::*;
    use crate::value::json;

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Order {
        at: DateTime,
        prices: Vec<DecimalNumber>,
        total: Decimal,
    }

    #[test]
    fn what_came_goes_back_byte_for_byte() {
        for text in [
            r#"{"at":"2026-01-31T12:00:00.500+01:00","prices":[1.50,100000000000000000000.1,"2"],"total":"03,50"}"#,
            r#"{"at":"yesterday","prices":[-0.0,1E2],"total":3.50}"#,
        ] {
            let order: Order = json::read(text.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&order).unwrap(), text);
        }
        json::read::<Order>(br#"{"at":"","prices":[null],"total":""}"#).unwrap_err();
        json::read::<Order>(br#"{"at":"","prices":[],"total":{}}"#).unwrap_err();
    }

    #[test]
    fn numbers_are_read_from_elsewhere_too() {
        let value = serde_json::json!(["1.50", 1.5, -2, 3]);
        let read: Vec<Decimal> = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(read[1], "1.5");
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }

    #[test]
    fn a_text_of_another_format_is_left_to_other_variants() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(untagged)]
        enum When {
            Day(#[serde(deserialize_with = "exact")] Date),
            Moment(#[serde(deserialize_with = "exact")] DateTime),
            Text(String),
        }
        let read = |text: &str| serde_json::from_str::<When>(text).unwrap();
        assert!(matches!(read(r#""2026-01-31""#), When::Day(_)));
        assert!(matches!(read(r#""2026-01-31T12:00:00Z""#), When::Moment(_)));
        assert!(matches!(read(r#""soon""#), When::Text(_)));
    }

    #[test]
    fn a_text_that_is_kept_may_be_of_another_format() {
        let read = |text: &str| serde_json::from_value::<DateTime>(text.into()).unwrap();
        assert!(is_exact(&read("2026-01-31T12:00:00Z")));
        assert!(!is_exact(&read("soon")));
    }

    #[test]
    fn what_is_made_is_checked_and_an_error_says_why() {
        assert_eq!(
            DateTime::try_from("soon").unwrap_err().to_string(),
            "invalid argument `DateTime`: \"soon\" is no date and time of RFC 3339"
        );
        assert!(Time::try_from("12:30:00".to_owned()).is_ok());
        assert!("1.5".parse::<Decimal>().is_ok());
    }

    #[test]
    fn bytes_are_read_as_servers_write_them() {
        let read = |text: &str| {
            let text: Base64 = serde_json::from_value(text.into()).unwrap();
            text.decode()
        };
        assert_eq!(read("aGVs\r\nbG8").unwrap(), b"hello");
        assert_eq!(
            read("?").unwrap_err().to_string(),
            "the text is no base64: Invalid symbol 63, offset 0."
        );
        assert_eq!(Base64::from(vec![0xff, 0xfe]), "//4=");
    }

    #[test]
    #[cfg(all(
        feature = "jiff",
        feature = "rust_decimal",
        feature = "url",
        feature = "uuid"
    ))]
    fn they_become_the_types_of_other_crates_and_come_from_them() {
        let moment = DateTime::new("2026-01-31T12:00:00.5+01:00").unwrap();
        let timestamp = moment.timestamp().unwrap();
        assert_eq!(DateTime::from(timestamp), "2026-01-31T11:00:00.5Z");
        let fine = DateTime::new("2026-01-31T12:00:00.1234567899+01:00").unwrap();
        let timestamp = fine.timestamp().unwrap();
        assert_eq!(DateTime::from(timestamp), "2026-01-31T11:00:00.123456789Z");
        let fine = Time::new("12:30:00.00000000011").unwrap();
        assert_eq!(Time::from(fine.civil().unwrap()), "12:30:00");
        let date = Date::new("2026-01-31").unwrap();
        assert_eq!(Date::from(date.civil().unwrap()), date);
        let time = Time::new("12:30:00+02:00").unwrap();
        assert_eq!(Time::from(time.civil().unwrap()), "12:30:00");
        let id = Uuid::new("67E55044-10B1-426F-9247-BB680E5FE0C8").unwrap();
        assert_eq!(
            Uuid::from(id.uuid().unwrap()),
            id.as_str().to_lowercase().as_str()
        );
        let uri = Uri::new("https://example.com").unwrap();
        assert_eq!(Uri::from(uri.url().unwrap()), "https://example.com/");
        let of = |digits| Decimal::new(digits).unwrap().decimal().unwrap().to_string();
        assert_eq!(
            (of("1.50"), of("2e3")),
            ("1.50".to_owned(), "2000".to_owned())
        );
        for digits in ["1.50", "2e3", "-0.000001"] {
            let exact = Decimal::new(digits).unwrap().decimal().unwrap();
            assert_eq!(DecimalNumber::from(exact).decimal().unwrap(), exact);
        }
        let unreadable: DateTime = serde_json::from_value("soon".into()).unwrap();
        assert!(unreadable.timestamp().is_err());
    }
}
