//! What types have that are text, told apart from other text.

/// Gives a newtype of a `String` what every such type has: it is made of text, shown, read and written as text.
///
/// - `impl_text!(Name)`: any text makes one.
/// - `impl_text!(Name, check)`: `check` is a function that checks the text first, so that making and reading one can fail.
/// - `impl_text!(Name, check, received)`: the same, where responses have it; read from one, it is kept as it came.
///
/// With `redacted` behind it, the text is not shown. It is written all the same:
///
/// ```
/// use client_runtime::{constraint, impl_text};
///
/// /// Identifies a queue.
/// #[derive(Clone, PartialEq)]
/// pub struct QueueId(String);
///
/// fn check(text: &mut constraint::Checked<'_, String>) {
///     text.min_length(1).max_length(32);
/// }
///
/// impl_text!(QueueId, check, redacted);
///
/// assert!(QueueId::new("").is_err());
/// assert_eq!(format!("{:?}", QueueId::new("jobs")?), "QueueId([redacted])");
/// assert!(serde_json::from_str::<QueueId>(r#""""#).is_err());
/// # Ok::<(), client_runtime::Error>(())
/// ```
#[macro_export]
macro_rules! impl_text {
    ($name:ident) => {
        $crate::impl_text!(@any $name);
        $crate::impl_text!(@read $name, |text| ::std::result::Result::Ok(Self(text)));
        $crate::impl_text!(@shown $name);
    };
    ($name:ident, redacted) => {
        $crate::impl_text!(@any $name);
        $crate::impl_text!(@read $name, |text| ::std::result::Result::Ok(Self(text)));
        $crate::impl_text!(@redacted $name);
    };
    ($name:ident, $check:ident) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@read $name, Self::new);
        $crate::impl_text!(@shown $name);
    };
    ($name:ident, $check:ident, redacted) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@read $name, Self::new);
        $crate::impl_text!(@redacted $name);
    };
    ($name:ident, $check:ident, received) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@read $name, |text| ::std::result::Result::Ok(Self(text)));
        $crate::impl_text!(@shown $name);
    };
    ($name:ident, $check:ident, received, redacted) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@read $name, |text| ::std::result::Result::Ok(Self(text)));
        $crate::impl_text!(@redacted $name);
    };
    (@read $name:ident, $made:expr) => {
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = $crate::serde::Deserialize::deserialize(deserializer)?;
                let made: fn(::std::string::String) -> ::std::result::Result<Self, $crate::Error> = $made;
                made(text).map_err($crate::serde::de::Error::custom)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
    (@any $name:ident) => {
        impl $name {
            #[doc = ::std::concat!("Creates a new `", ::std::stringify!($name), "` from any text.")]
            #[must_use]
            pub fn new(value: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(value.into())
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self(value)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(::std::borrow::ToOwned::to_owned(value))
            }
        }
    };
    (@checked $name:ident, $check:ident) => {
        impl $name {
            #[doc = ::std::concat!("Creates a new `", ::std::stringify!($name), "` from a valid text.")]
            ///
            /// # Errors
            ///
            /// `Error::InvalidArgument` when the text is not valid.
            pub fn new(
                value: impl ::std::convert::Into<::std::string::String>,
            ) -> ::std::result::Result<Self, $crate::Error> {
                $crate::constraint::text(::std::stringify!($name), value.into(), $check).map(Self)
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(value: &str) -> ::std::result::Result<Self, $crate::Error> {
                Self::new(value)
            }
        }
    };
    (@shown $name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter
                    .debug_tuple(::std::stringify!($name))
                    .field(&self.0)
                    .finish()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
    (@redacted $name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(::std::concat!(::std::stringify!($name), "([redacted])"))
            }
        }
    };
}
