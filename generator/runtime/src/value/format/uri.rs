//! `format: uri` and `format: url`.

use super::grammar;
use super::text::text_of_format;

text_of_format! {
    /// A URI with its scheme, as RFC 3986 writes it, such as `https://example.com/a?b#c`. Nothing of it is normalized.
    ///
    /// ```
    /// use client_runtime::Uri;
    ///
    /// assert_eq!(Uri::new("https://example.com")?, "https://example.com");
    /// assert!(Uri::new("/a path").is_err());
    /// # Ok::<(), client_runtime::Error>(())
    /// ```
    Uri, "URI of RFC 3986 with its scheme", grammar::is_uri
}

#[cfg(feature = "url")]
impl Uri {
    /// Its parts, normalized as browsers do.
    ///
    /// # Errors
    ///
    /// When the text is no absolute URL.
    pub fn url(&self) -> Result<url::Url, super::FormatError> {
        let parsed = url::Url::parse(self.as_str());
        parsed.map_err(|error| super::FormatError::new("URL", &error))
    }
}

#[cfg(feature = "url")]
impl From<url::Url> for Uri {
    fn from(url: url::Url) -> Self {
        Self(url.into())
    }
}
