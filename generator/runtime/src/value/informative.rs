//! A property that only informs: one that cannot be read costs nothing that stands beside it.

use std::fmt;
use std::iter;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde::de::value::MapDeserializer;

use crate::value::json;
use crate::value::object::Tolerance;

/// The name by which such a property asks the deserializer for its text.
pub(crate) const INFORMATIVE: &str = "$client_runtime::Informative";

/// The value of a property that only informs, if it can be read.
///
/// A body is first read as if there were no such thing, which costs nothing more; the text of the property is looked at only
/// when that fails.
pub(crate) struct Informative<T>(pub(crate) Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Informative<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = InformativeVisitor(PhantomData);
        deserializer.deserialize_newtype_struct(INFORMATIVE, visitor)
    }
}

struct InformativeVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for InformativeVisitor<T> {
    type Value = Informative<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that only informs")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Informative<T>, D::Error> {
        T::deserialize(deserializer).map(|value| Informative(Some(value)))
    }

    /// A property that is missing.
    fn visit_unit<E: Error>(self) -> Result<Informative<T>, E> {
        Ok(Informative(json::read(b"null").ok()))
    }

    /// What [`as_text`](crate::value::item::as_text) and [`as_owned_text`] give.
    fn visit_map<A: MapAccess<'de>>(self, mut text: A) -> Result<Informative<T>, A::Error> {
        let Some((tolerance, text)) = text.next_entry::<u8, String>()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        let tolerance = Tolerance::of(tolerance);
        let read = json::read_tolerantly(PhantomData, text.as_bytes(), tolerance);
        Ok(Informative(read.ok()))
    }
}

/// What a deserializer gives such a property to visit that has no text of it but what it writes itself.
pub(crate) fn as_owned_text<'de, E: Error>(
    text: String,
    tolerance: Tolerance,
) -> impl MapAccess<'de, Error = E> {
    MapDeserializer::new(iter::once((tolerance.byte(), text)))
}

/// What a call gives where the whole of its result only informs: one that is missing, null or unreadable is an empty one.
pub(crate) struct OrEmpty<T>(pub(crate) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for OrEmpty<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Informative(value) = Informative::deserialize(deserializer)?;
        let empty = || json::read(b"null").or_else(|_| json::read(b"{}"));
        let value = value.map_or_else(empty, Ok);
        let missing = |_| D::Error::custom("there is no result, and no empty one either");
        value.map(Self).map_err(missing)
    }
}
