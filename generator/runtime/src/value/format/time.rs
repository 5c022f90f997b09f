//! `format: time`.

#[cfg(feature = "jiff")]
use super::date_time::to_nanoseconds;
use super::grammar;
use super::text::text_of_format;

text_of_format! {
    /// A time of the day, as RFC 3339 writes it, such as `12:30:00Z`. The offset may be missing, since most APIs mean the clock
    /// on the wall.
    ///
    /// ```
    /// use client_runtime::Time;
    ///
    /// assert_eq!(Time::new("12:30:00")?, "12:30:00");
    /// assert!(Time::new("noon").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    Time, "time of RFC 3339", grammar::is_time
}

#[cfg(feature = "jiff")]
impl Time {
    /// What the clock shows; an offset is in the text alone, and so is what is less than a nanosecond.
    ///
    /// # Errors
    ///
    /// When the text is no time of the day.
    pub fn civil(&self) -> Result<jiff::civil::Time, super::FormatError> {
        let parsed = to_nanoseconds(grammar::clock(self.as_str())).parse();
        parsed.map_err(|error: jiff::Error| super::FormatError::new("time", &error))
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Time> for Time {
    fn from(time: jiff::civil::Time) -> Self {
        Self(time.to_string())
    }
}
