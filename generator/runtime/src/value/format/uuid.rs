//! `format: uuid`.

use super::grammar;
use super::text::text_of_format;

text_of_format! {
    /// A UUID, as RFC 9562 writes it, such as `67e55044-10b1-426f-9247-bb680e5fe0c8`. It is compared as text: upper and lower
    /// case differ.
    ///
    /// ```
    /// use client_runtime::Uuid;
    ///
    /// let id: Uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse()?;
    /// assert_eq!(id.to_string(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
    /// assert!(Uuid::new("67e55044").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    Uuid, "UUID", grammar::is_uuid
}

#[cfg(feature = "uuid")]
impl Uuid {
    /// The 128 bits.
    ///
    /// # Errors
    ///
    /// When the text is no UUID.
    pub fn uuid(&self) -> Result<uuid::Uuid, super::FormatError> {
        let parsed = uuid::Uuid::parse_str(self.as_str());
        parsed.map_err(|error| super::FormatError::new("UUID", &error))
    }
}

#[cfg(feature = "uuid")]
impl From<uuid::Uuid> for Uuid {
    fn from(uuid: uuid::Uuid) -> Self {
        Self(uuid.to_string())
    }
}
