//! What enums have whose values are texts.

/// Gives an enum of texts what every such enum has: it is read, written and shown as text, and keeps a text that it does not know.
///
/// `impl_choice!(Name::Unknown)`: the variant `Unknown` holds any other text, a constant `KNOWN` has all the others, and a
/// method `as_str` gives the text of each.
///
/// ```
/// use client_runtime::impl_choice;
///
/// /// The state of a queue.
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum State {
///     /// `open`.
///     Open,
///     /// A value that is not in the API description.
///     Unknown(String),
/// }
///
/// impl State {
///     const KNOWN: &[Self] = &[Self::Open];
///
///     /// Returns the value as it is sent.
///     pub fn as_str(&self) -> &str {
///         match self {
///             Self::Open => "open",
///             Self::Unknown(value) => value,
///         }
///     }
/// }
///
/// impl_choice!(State::Unknown);
///
/// let states: Vec<State> = serde_json::from_str(r#"["open", "shut"]"#)?;
/// assert_eq!(states, [State::Open, State::Unknown("shut".to_owned())]);
/// assert_eq!(serde_json::to_string(&states)?, r#"["open","shut"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! impl_choice {
    ($name:ident::$unknown:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::choice::read(deserializer, Self::KNOWN, Self::as_str, Self::$unknown)
            }
        }
    };
}

use serde::Deserialize;
use serde::Deserializer;

use crate::value::fit;

/// The value among the `known` ones whose text it is, or else what `unknown` makes of it, which a union that compares its types is
/// told of.
///
/// # Errors
///
/// For what is no text.
pub fn read<'de, D: Deserializer<'de>, T: Clone>(
    deserializer: D,
    known: &[T],
    text: fn(&T) -> &str,
    unknown: fn(String) -> T,
) -> Result<T, D::Error> {
    let value = String::deserialize(deserializer)?;
    let mut known = known.iter();
    if let Some(known) = known.find(|known| text(known) == value) {
        return Ok(known.clone());
    }
    fit::note_unlisted();
    Ok(unknown(value))
}
