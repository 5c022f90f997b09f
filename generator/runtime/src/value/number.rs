//! Numbers as the wire has them: one spelling in JSON, queries, headers and forms.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;

use crate::value::object::Strict;

/// Why a number cannot be sent.
pub(crate) const NOT_FINITE: &str = "a number has to be finite, and this one is NaN or infinite";

/// How a finite number is written.
pub(crate) enum Spelling {
    /// Without a fraction: `80`, which is read as an integer too.
    Whole(i64),
    /// As JSON has it.
    Fraction(f64),
}

/// From here on not every whole number has a floating point number of its own: what stands there is no count.
const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;

/// How a number is written; `None` where JSON has no such number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole, and of no more than 53 bits"
)]
pub(crate) fn spelling(number: f64) -> Option<Spelling> {
    if !number.is_finite() {
        return None;
    }
    let is_whole = number.fract() == 0.0 && number.abs() <= FIRST_INEXACT;
    Some(if is_whole {
        Spelling::Whole(number as i64)
    } else {
        Spelling::Fraction(number)
    })
}

/// For `deserialize_with`: numbers, each of which may also come as text, at any depth.
///
/// ```
/// use client_runtime::number;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Item {
///     #[serde(deserialize_with = "number::or_text")]
///     prices: Vec<f64>,
/// }
///
/// let item: Item = serde_json::from_str(r#"{"prices":[1.5,"2.5"]}"#)?;
/// assert_eq!(item.prices, [1.5, 2.5]);
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// # Errors
///
/// For what `T` does not read, and for a text that is no number that it holds.
pub fn or_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(Strict::or_text(deserializer))
}

/// For `deserialize_with`: the same in a list; null is an empty one.
///
/// # Errors
///
/// For anything but a list of `T` or null.
pub fn list_or_text<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    or_text(deserializer).map(Option::unwrap_or_default)
}

/// For `deserialize_with`: the same in a map; null is an empty one.
///
/// # Errors
///
/// For anything but an object with values of `T`, or null.
pub fn map_or_text<'de, D, K, T>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    T: Deserialize<'de>,
{
    or_text(deserializer).map(Option::unwrap_or_default)
}

/// A number as a parameter writes it, like in JSON. One that is not finite cannot be written.
///
/// ```
/// use client_runtime::number::Written;
///
/// assert_eq!(format!("{} {} {}", Written(80.0), Written(0.5), Written(1e21)), "80 0.5 1e+21");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Written(pub f64);

impl From<&f64> for Written {
    fn from(number: &f64) -> Self {
        Self(*number)
    }
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match spelling(self.0) {
            Some(Spelling::Whole(whole)) => write!(formatter, "{whole}"),
            Some(Spelling::Fraction(number)) => {
                write!(formatter, "{}", serde_json::Value::from(number))
            }
            None => Err(fmt::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use crate::Field;
    use crate::List;
    use crate::value::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Item {
        #[serde(deserialize_with = "super::or_text")]
        count: i32,
        #[serde(default, deserialize_with = "super::or_text")]
        price: Option<f64>,
        #[serde(default, deserialize_with = "super::or_text")]
        stock: Field<u64>,
        #[serde(default, deserialize_with = "super::or_text")]
        ids: List<i64>,
        #[serde(default, deserialize_with = "super::list_or_text")]
        codes: Vec<u64>,
        #[serde(default, deserialize_with = "super::map_or_text")]
        rates: BTreeMap<String, f64>,
    }

    #[test]
    fn a_text_is_read_as_the_number_that_it_holds() {
        let numbers = r#"{"count":5,"price":1.5,"stock":7,"ids":[1,-2],"codes":[9007199254740993],"rates":{"a":3}}"#;
        let texts = r#"{"count":"5","price":"1.5","stock":"7","ids":["1","-2"],"codes":["9007199254740993"],"rates":{"a":"3"}}"#;
        let read = |text: &str| json::read::<Item>(text.as_bytes()).unwrap();
        assert_eq!(read(texts), read(numbers));
        assert_eq!(read(texts).stock, Field::Value(7));
        assert_eq!(read(texts).codes, [9_007_199_254_740_993]);
        assert_eq!(read(r#"{"count":"5.0"}"#).count, 5);
        let absent = read(r#"{"count":5.0,"stock":null,"rates":null}"#);
        assert_eq!((absent.price, absent.stock), (None, Field::Null));
        assert!(absent.ids.is_empty() && absent.rates.is_empty());
    }

    #[test]
    fn a_parameter_is_written_as_in_json() {
        assert_eq!(super::Written(80.0).to_string(), "80");
        assert_eq!(super::Written(0.5).to_string(), "0.5");
    }

    #[test]
    fn a_text_that_holds_no_such_number_is_an_error() {
        for wrong in [
            r#""x""#,
            r#""3000000000""#,
            r#""1.5""#,
            r#""""#,
            r#""NaN""#,
            "true",
        ] {
            let text = format!(r#"{{"count":{wrong}}}"#);
            assert!(json::read::<Item>(text.as_bytes()).is_err(), "{wrong}");
        }
        for wrong in [r#""x""#, r#""NaN""#, r#""inf""#] {
            let text = format!(r#"{{"count":1,"price":{wrong}}}"#);
            assert!(json::read::<Item>(text.as_bytes()).is_err(), "{wrong}");
        }
    }
}
