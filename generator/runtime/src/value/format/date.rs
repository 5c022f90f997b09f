//! `format: date`.

use super::grammar;
use super::text::text_of_format;

text_of_format! {
    /// A day, as RFC 3339 writes it, such as `2026-01-31`.
    ///
    /// ```
    /// use client_runtime::Date;
    ///
    /// assert_eq!(Date::new("2024-02-29")?, "2024-02-29");
    /// assert!(Date::new("2026-02-29").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    Date, "date of RFC 3339", grammar::is_date
}

#[cfg(feature = "jiff")]
impl Date {
    /// The day in the calendar.
    ///
    /// # Errors
    ///
    /// When the text is no date.
    pub fn civil(&self) -> Result<jiff::civil::Date, super::FormatError> {
        let parsed = self.as_str().parse();
        parsed.map_err(|error: jiff::Error| super::FormatError::new("date", &error))
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string())
    }
}
