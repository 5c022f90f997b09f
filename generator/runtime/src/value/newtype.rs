//! What types have that are text, told apart from other text.

/// Gives a newtype of a `String` what every such type has: it is made of text, shown and taken apart as text.
///
/// - `impl_text!(Name)`: any text makes one.
/// - `impl_text!(Name, check)`: `check` is a function that checks the text first, so that making one can fail.
///
/// With `redacted` behind it, the text is shown nowhere:
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
/// # Ok::<(), client_runtime::Error>(())
/// ```
#[macro_export]
macro_rules! impl_text {
    ($name:ident) => {
        $crate::impl_text!(@any $name);
        $crate::impl_text!(@shown $name);
    };
    ($name:ident, redacted) => {
        $crate::impl_text!(@any $name);
        $crate::impl_text!(@redacted $name);
    };
    ($name:ident, $check:ident) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@shown $name);
    };
    ($name:ident, $check:ident, redacted) => {
        $crate::impl_text!(@checked $name, $check);
        $crate::impl_text!(@redacted $name);
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
