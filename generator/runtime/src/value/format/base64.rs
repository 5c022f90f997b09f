//! `format: byte` and `contentEncoding: base64`.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::GeneralPurposeConfig;
use base64::engine::general_purpose::STANDARD;

use super::FormatError;
use super::grammar;
use super::text::text_of_format;

/// What is read: base64 with padding or without, and with bits left over.
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

text_of_format! {
    /// Bytes, as base64 of RFC 4648 writes them.
    ///
    /// ```
    /// use client_runtime::Base64;
    ///
    /// let file = Base64::encode("hello");
    /// assert_eq!(file, "aGVsbG8=");
    /// assert_eq!(file.decode()?, b"hello");
    /// # Ok::<(), client_runtime::FormatError>(())
    /// ```
    Base64, "base64 of RFC 4648", grammar::is_base64
}

impl Base64 {
    /// The text for these bytes.
    #[must_use]
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// The bytes. Padding may be missing, and lines may be broken.
    ///
    /// # Errors
    ///
    /// When the text is no base64.
    pub fn decode(&self) -> Result<Vec<u8>, FormatError> {
        let is_digit = |byte: &u8| !byte.is_ascii_whitespace();
        let digits: Vec<u8> = self.as_str().bytes().filter(is_digit).collect();
        let decoded = TOLERANT.decode(digits);
        decoded.map_err(|error| FormatError::new("base64", &error))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(bytes)
    }
}

impl From<bytes::Bytes> for Base64 {
    fn from(bytes: bytes::Bytes) -> Self {
        Self::encode(bytes)
    }
}
