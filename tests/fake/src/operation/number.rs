//! Whole numbers, which JSON may also write `5.0` or `5e0`.

use std::time::Duration;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;
use serde_json::Number;

/// A whole number that is not negative.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let number = Number::deserialize(deserializer)?;
    // As a length of time a floating-point number is checked and converted by the standard library.
    let float = || Duration::try_from_secs_f64(number.as_f64()?).ok();
    let whole = number
        .as_u64()
        .or_else(|| float().map(|seconds| seconds.as_secs()));
    whole
        .map(Some)
        .ok_or_else(|| D::Error::custom("not a whole number from 0 on"))
}
