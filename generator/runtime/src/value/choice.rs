//! What enums have whose values are texts.

/// Gives an enum of texts what every such enum has: it is read, written and shown as text, and keeps a text that it does not know.
///
/// `impl_choice!(Name::Unknown)`: the variant `Unknown` holds any other text, and a constant `KNOWN` has all the others, each with
/// its text.
///
/// ```
/// use client_runtime::impl_choice;
///
/// /// The state of a queue.
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum State {
///     /// Takes messages.
///     Open,
///     /// A value that is not in the API description.
///     Unknown(String),
/// }
///
/// impl State {
///     const KNOWN: &[(Self, &str)] = &[(Self::Open, "open")];
/// }
///
/// impl_choice!(State::Unknown);
///
/// let states: Vec<State> = serde_json::from_str(r#"["open", "shut"]"#)?;
/// assert_eq!(states, [State::Open, State::Unknown("shut".to_owned())]);
/// assert_eq!(states[0].as_str(), "open");
/// assert_eq!(serde_json::to_string(&states)?, r#"["open","shut"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! impl_choice {
    ($name:ident::$unknown:ident) => {
        impl $name {
            /// Returns the value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::$unknown(value) => value,
                    known => $crate::choice::text(Self::KNOWN, known),
                }
            }
        }

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
                $crate::choice::read(deserializer, Self::KNOWN, Self::$unknown)
            }
        }
    };
}

use std::fmt;

use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde::de::EnumAccess;
use serde::de::Error;
use serde::de::VariantAccess as _;
use serde::de::Visitor;

use crate::value::fit;

/// The text of a value among the `known` ones; none of another.
#[must_use]
pub fn text<T: PartialEq>(known: &[(T, &'static str)], value: &T) -> &'static str {
    let mut known = known.iter();
    let known = known.find(|(known, _)| known == value);
    known.map_or("", |(_, text)| text)
}

/// The value among the `known` ones whose text it is, or else what `unknown` makes of it, which a union that compares its types is
/// told of.
///
/// # Errors
///
/// For what is no text.
pub fn read<'de, D: Deserializer<'de>, T: Clone>(
    deserializer: D,
    known: &[(T, &'static str)],
    unknown: fn(String) -> T,
) -> Result<T, D::Error> {
    let choice = Choice { known, unknown };
    // As an enum, so that what reads plain text knows that one is asked for.
    deserializer.deserialize_enum("", &[], choice)
}

struct Choice<'k, T> {
    known: &'k [(T, &'static str)],
    unknown: fn(String) -> T,
}

impl<'de, T: Clone> Visitor<'de> for Choice<'_, T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        let mut known = self.known.iter();
        if let Some((known, _)) = known.find(|(_, text)| *text == value) {
            return Ok(known.clone());
        }
        fit::note_unlisted();
        Ok((self.unknown)(value.to_owned()))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let (value, variant) = access.variant_seed(self)?;
        variant.unit_variant()?;
        Ok(value)
    }
}

impl<'de, T: Clone> DeserializeSeed<'de> for Choice<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}
