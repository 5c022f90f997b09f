//! Numbers as the wire has them: one spelling in JSON, queries, headers and forms.

use std::fmt;

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
