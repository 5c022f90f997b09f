//! What all types of a format have in common.

use crate::Error;
use crate::error::excerpt;

/// How much of a rejected text an error shows, in characters.
const SHOWN: usize = 64;

/// The text, when it is of the format that `name` is the type of.
pub(super) fn checked(
    name: &str,
    what: &str,
    is_of_format: fn(&str) -> bool,
    text: String,
) -> Result<String, Error> {
    if is_of_format(&text) {
        return Ok(text);
    }
    let shown = excerpt::one_line(&text, SHOWN);
    Err(Error::invalid_argument(
        name,
        format!("\"{shown}\" is no {what}"),
    ))
}

/// A type that is a text of a format: made checked, read as it comes, given back as it came.
macro_rules! text_of_format {
    ($(#[$docs:meta])* $name:ident, $what:literal, $is_of_format:path) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        impl $name {
            /// Checks the text.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Error::InvalidArgument`](crate::Error::InvalidArgument) when it is no ", $what, ".")]
            pub fn new(text: impl Into<String>) -> Result<Self, crate::Error> {
                let name = stringify!($name);
                $crate::value::format::text::checked(name, $what, $is_of_format, text.into()).map(Self)
            }

            /// The text as it came, or as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::value::format::text::conversions!($name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        /// Takes every text: an invalid one does not lose the response that it stands in.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                if $crate::value::fit::is_compared() && !$is_of_format(&text) {
                    $crate::value::fit::note_unlisted();
                }
                Ok(Self(text))
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// What a type with `new` and `as_str` converts from, and how it is compared and printed.
macro_rules! conversions {
    ($name:ident) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::Error;

            fn from_str(text: &str) -> Result<Self, crate::Error> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::Error;

            fn try_from(text: &str) -> Result<Self, crate::Error> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::Error;

            fn try_from(text: String) -> Result<Self, crate::Error> {
                Self::new(text)
            }
        }
    };
}

pub(super) use conversions;
pub(super) use text_of_format;
