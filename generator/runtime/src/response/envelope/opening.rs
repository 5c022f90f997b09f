//! One pass over an envelope that reads the verdict and one property, and skips the rest.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde::de::Error;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde::de::value::UnitDeserializer;
use serde_json::value::RawValue;

use super::Envelope;

/// An envelope that was read.
#[derive(Debug)]
pub(crate) enum Opened<T> {
    /// It announces success, and this is its content.
    Success(T),
    /// It does not.
    Error,
}

/// Reads an envelope and the property `content` of it; without a name, no content is looked for.
pub(super) struct Opening<'a, T> {
    envelope: &'a Envelope,
    content: Option<&'a str>,
    of: PhantomData<T>,
}

impl<'a, T> Opening<'a, T> {
    pub(super) fn new(envelope: &'a Envelope, content: Option<&'a str>) -> Self {
        Self {
            envelope,
            content,
            of: PhantomData,
        }
    }
}

impl<T> Clone for Opening<'_, T> {
    fn clone(&self) -> Self {
        Self::new(self.envelope, self.content)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Opening<'_, T> {
    type Value = Opened<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Opened<T>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Opening<'_, T> {
    type Value = Opened<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Envelope {
            success, errors, ..
        } = self.envelope;
        write!(
            formatter,
            "an object with the properties `{success}` and `{errors}`"
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Opened<T>, A::Error> {
        let success = self.envelope.success;
        let mut verdict: Option<&RawValue> = None;
        let mut content = None;
        while let Some(property) = properties.next_key_seed(&self)? {
            match property {
                Property::Verdict => fill(&mut verdict, success, &mut properties)?,
                Property::Content(name) => fill(&mut content, name, &mut properties)?,
                Property::Other => drop(properties.next_value::<IgnoredAny>()?),
            }
        }
        // `true` is the one value that announces success, and any other is read without complaint.
        if verdict.is_none_or(|verdict| verdict.get() != "true") {
            return Ok(Opened::Error);
        }
        let content = content.map_or_else(|| self.read_null(), Ok);
        content.map(Opened::Success)
    }
}

/// A property of an envelope.
pub(super) enum Property<'a> {
    Verdict,
    Content(&'a str),
    Other,
}

/// Tells the properties apart by their names, and keeps none of these.
impl<'de, 'a, T> DeserializeSeed<'de> for &Opening<'a, T> {
    type Value = Property<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property<'a>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'a, T> Visitor<'_> for &Opening<'a, T> {
    type Value = Property<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Property<'a>, E> {
        Ok(match self.content {
            _ if name == self.envelope.success => Property::Verdict,
            Some(content) if name == content => Property::Content(content),
            _ => Property::Other,
        })
    }
}

/// Reads the value of a property into `slot`, which must still be empty.
fn fill<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &str,
    properties: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::custom(format_args!(
            "the property `{name}` is there twice"
        )));
    }
    *slot = Some(properties.next_value()?);
    Ok(())
}

impl<'de, T: Deserialize<'de>> Opening<'_, T> {
    /// The content of an envelope that has none.
    fn read_null<E: Error>(&self) -> Result<T, E> {
        let name = self.content.unwrap_or_default();
        T::deserialize(UnitDeserializer::<E>::new())
            .map_err(|_| E::custom(format_args!("the property `{name}` is missing")))
    }
}
