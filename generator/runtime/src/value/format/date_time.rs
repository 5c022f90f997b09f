//! `format: date-time`.

use super::grammar;
use super::text::text_of_format;

text_of_format! {
    /// A moment, as RFC 3339 writes it, such as `2026-01-31T12:30:00Z`.
    ///
    /// It is compared and ordered as text; where offsets differ, compare what `timestamp()` gives (feature
    /// `jiff`).
    ///
    /// ```
    /// use client_runtime::DateTime;
    ///
    /// let noon = DateTime::new("2026-01-31T12:00:00+01:00")?;
    /// assert_eq!(noon.as_str(), "2026-01-31T12:00:00+01:00");
    /// assert!(DateTime::new("yesterday").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    DateTime, "date and time of RFC 3339", grammar::is_date_time
}

#[cfg(feature = "jiff")]
impl DateTime {
    /// The moment; which offset it was written with is in the text alone, and so is what is less than a nanosecond.
    ///
    /// # Errors
    ///
    /// When the text is no date and time with an offset.
    pub fn timestamp(&self) -> Result<jiff::Timestamp, super::FormatError> {
        let parsed = to_nanoseconds(self.as_str()).parse();
        parsed.map_err(|error: jiff::Error| super::FormatError::new("date and time", &error))
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.to_string())
    }
}

/// The text without the digits of a second that are less than a nanosecond: some servers write them, and no clock has them.
#[cfg(feature = "jiff")]
pub(super) fn to_nanoseconds(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((whole, rest)) = text.split_once('.') else {
        return text.into();
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, offset) = rest.split_at(digits);
    match fraction.get(..9) {
        Some(nanoseconds) if digits > 9 => format!("{whole}.{nanoseconds}{offset}").into(),
        _ => text.into(),
    }
}
