//! `format: decimal`: exact numbers, as text or as numbers of JSON.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::value::RawValue;

use super::grammar;
use super::text::checked;
use super::text::conversions;
use crate::Error;

/// The name by which an exact number asks the deserializer for its digits.
pub(crate) const DIGITS: &str = "$client_runtime::Digits";

/// The digits of a number, and whether it stands in JSON as a number.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Digits {
    text: String,
    is_number: bool,
}

impl Digits {
    fn checked(name: &str, text: String, is_number: bool) -> Result<Self, Error> {
        let text = checked(name, "decimal number", grammar::is_decimal, text)?;
        Ok(Self { text, is_number })
    }

    #[cfg(feature = "rust_decimal")]
    fn decimal(&self) -> Result<rust_decimal::Decimal, super::FormatError> {
        let parsed = if self.text.contains(['e', 'E']) {
            rust_decimal::Decimal::from_scientific(&self.text)
        } else {
            rust_decimal::Decimal::from_str_exact(&self.text)
        };
        parsed.map_err(|error| super::FormatError::new("decimal number", &error))
    }
}

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_number {
            return serializer.serialize_str(&self.text);
        }
        let number = RawValue::from_string(self.text.clone());
        let number = number.map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

/// Takes every text and every number: an invalid one does not lose the response that it stands in.
impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(DIGITS, DigitsVisitor)
    }
}

struct DigitsVisitor;

impl<'de> Visitor<'de> for DigitsVisitor {
    type Value = Digits;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, or one as text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Digits, E> {
        Ok(Digits {
            text: text.to_owned(),
            is_number: false,
        })
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Digits, E> {
        Ok(digits(number.to_string()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Digits, E> {
        Ok(digits(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Digits, E> {
        Ok(digits(serde_json::Value::from(number).to_string()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Digits, D::Error> {
        inner.deserialize_any(self)
    }

    /// The number as it was written, from a deserializer that knows the name.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Digits, A::Error> {
        match map.next_entry::<u8, String>()? {
            Some((_, text)) => Ok(digits(text)),
            None => Err(A::Error::custom("an object is no number")),
        }
    }
}

fn digits(text: String) -> Digits {
    Digits {
        text,
        is_number: true,
    }
}

macro_rules! decimal {
    ($(#[$docs:meta])* $name:ident, $is_number:literal) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Digits);

        impl $name {
            /// Checks the digits.
            ///
            /// # Errors
            ///
            /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) when they are no number as JSON writes it.
            pub fn new(digits: impl Into<String>) -> Result<Self, Error> {
                Digits::checked(stringify!($name), digits.into(), $is_number).map(Self)
            }

            /// The digits as they came, or as they were given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0.text
            }

            /// The number, exactly.
            ///
            /// # Errors
            ///
            /// When the text is no number, or one of more digits than fit.
            #[cfg(feature = "rust_decimal")]
            pub fn decimal(&self) -> Result<rust_decimal::Decimal, super::FormatError> {
                self.0.decimal()
            }
        }

        conversions!($name);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Digits::deserialize(deserializer).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.text
            }
        }

        #[cfg(feature = "rust_decimal")]
        impl From<rust_decimal::Decimal> for $name {
            fn from(decimal: rust_decimal::Decimal) -> Self {
                Self(Digits {
                    text: decimal.to_string(),
                    is_number: $is_number,
                })
            }
        }
    };
}

decimal! {
    /// An exact number that is sent as text, such as `"1.50"`. One that came as a number goes back as that number.
    ///
    /// ```
    /// use client_runtime::Decimal;
    ///
    /// let price = Decimal::new("1.50")?;
    /// assert_eq!(serde_json::to_string(&price).unwrap(), r#""1.50""#);
    /// assert!(Decimal::new("1,50").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    Decimal, false
}

decimal! {
    /// An exact number that is sent as a number, such as `1.50`. One that came as text goes back as that text.
    ///
    /// ```
    /// use client_runtime::DecimalNumber;
    ///
    /// let price = DecimalNumber::new("1.50")?;
    /// assert_eq!(serde_json::to_string(&price).unwrap(), "1.50");
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    DecimalNumber, true
}
