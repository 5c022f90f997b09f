//! A property of a JSON object that can be left out, be null, or have a value.

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;

/// A property whose absence and whose `null` mean different things, as in a merge patch: leave it alone, clear it, or set it.
///
/// The three states survive a round trip only together with two attributes of serde:
///
/// ```
/// use client_runtime::Field;
/// use serde::Serialize;
///
/// #[derive(Default, Serialize)]
/// struct Patch {
///     #[serde(default, skip_serializing_if = "Field::is_absent")]
///     nickname: Field<String>,
/// }
///
/// let written = |nickname| serde_json::to_string(&Patch { nickname }).unwrap();
/// assert_eq!(written(Field::Absent), "{}");
/// assert_eq!(written(Field::Null), r#"{"nickname":null}"#);
/// assert_eq!(written(Field::from("Ann".to_owned())), r#"{"nickname":"Ann"}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Field<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there, and is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Field<T> {
    /// Whether the property is not there; what `skip_serializing_if` asks.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The same as [`value`](Self::value).
    #[must_use]
    pub const fn as_ref(&self) -> Option<&T> {
        self.value()
    }

    /// The value, if there is one, to be changed.
    #[must_use]
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if there is one, taken out.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Field::Null`]: whoever passes an option names the property, so it is sent.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// [`Field::Absent`] is written as `null` where it is not skipped.
impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
    use serde::Deserialize;
    use serde::Serialize;

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Field::is_absent")]
        nickname: Field<String>,
    }

    #[test]
    fn the_three_states_survive_a_round_trip() {
        for (text, nickname) in [
            ("{}", Field::Absent),
            (r#"{"nickname":null}"#, Field::Null),
            (r#"{"nickname":"Ann"}"#, Field::Value("Ann".to_owned())),
        ] {
            let patch = Patch { nickname };
            assert_eq!(serde_json::to_string(&patch).unwrap(), text);
            assert_eq!(serde_json::from_str::<Patch>(text).unwrap(), patch);
        }
    }

    #[test]
    fn what_is_given_as_an_option_is_sent() {
        assert_eq!(Field::from(Some(5)), Field::Value(5));
        assert_eq!(Field::<i32>::from(None), Field::Null);
        assert_eq!(Field::from(5), Field::Value(5));
        assert_eq!(Field::Value(5).into_value(), Some(5));
        assert_eq!(Field::<i32>::Null.into_value(), None);
        assert_eq!(
            serde_json::to_string(&Field::<i32>::Absent).unwrap(),
            "null"
        );
    }
}
