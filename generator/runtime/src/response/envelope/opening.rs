//! One pass over an envelope that reads the verdict and one member, and skips the rest.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde::de::Error;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::de::value::UnitDeserializer;

use super::Envelope;

/// An envelope that was read.
#[derive(Debug)]
pub(crate) enum Opened<T> {
    /// It announces success, and this is its content.
    Announced(T),
    /// It does not.
    Refused,
}

/// Reads an envelope and the member `content` of it; without a name, no content is looked for.
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
            "an object with the members `{success}` and `{errors}`"
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Opened<T>, A::Error> {
        let mut verdict = None;
        let mut content = None;
        while let Some(member) = members.next_key_seed(Key(&self))? {
            match member {
                Member::Success => fill(&mut verdict, self.envelope.success, &mut members)?,
                Member::Content(name) => fill(&mut content, name, &mut members)?,
                Member::Other => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        match (verdict, content) {
            (Some(Verdict { success: true }), Some(content)) => Ok(Opened::Announced(content)),
            (Some(Verdict { success: true }), None) => self.read_null().map(Opened::Announced),
            _ => Ok(Opened::Refused),
        }
    }
}

/// Reads the value of a member into `place`, which must still be empty.
fn fill<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    place: &mut Option<T>,
    name: &str,
    members: &mut A,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(A::Error::custom(format_args!(
            "the member `{name}` is there twice"
        )));
    }
    *place = Some(members.next_value()?);
    Ok(())
}

impl<'de, T: Deserialize<'de>> Opening<'_, T> {
    /// The content of an envelope that has none.
    fn read_null<E: Error>(&self) -> Result<T, E> {
        let name = self.content.unwrap_or_default();
        T::deserialize(UnitDeserializer::<E>::new())
            .map_err(|_| E::custom(format_args!("the member `{name}` is missing")))
    }
}

/// A member by its meaning.
enum Member<'a> {
    Success,
    Content(&'a str),
    Other,
}

/// Recognises the name of a member without making a string of it.
struct Key<'a, 'b, T>(&'b Opening<'a, T>);

impl<'de, 'a, T> DeserializeSeed<'de> for Key<'a, '_, T> {
    type Value = Member<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member<'a>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'a, T> Visitor<'_> for Key<'a, '_, T> {
    type Value = Member<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Member<'a>, E> {
        Ok(match self.0.content {
            _ if name == self.0.envelope.success => Member::Success,
            Some(content) if name == content => Member::Content(content),
            _ => Member::Other,
        })
    }
}

/// Whether a call succeeded: `true` is the one value that says so, and any other is read without complaint.
struct Verdict {
    success: bool,
}

impl<'de> Deserialize<'de> for Verdict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VerdictVisitor)
    }
}

struct VerdictVisitor;

impl<'de> Visitor<'de> for VerdictVisitor {
    type Value = Verdict;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("true or false")
    }

    fn visit_bool<E: Error>(self, success: bool) -> Result<Verdict, E> {
        Ok(Verdict { success })
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Verdict, E> {
        Ok(Verdict { success: false })
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Verdict, E> {
        Ok(Verdict { success: false })
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Verdict, E> {
        Ok(Verdict { success: false })
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Verdict, E> {
        Ok(Verdict { success: false })
    }

    fn visit_unit<E: Error>(self) -> Result<Verdict, E> {
        Ok(Verdict { success: false })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Verdict, A::Error> {
        IgnoredAny.visit_seq(items)?;
        Ok(Verdict { success: false })
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Verdict, A::Error> {
        IgnoredAny.visit_map(members)?;
        Ok(Verdict { success: false })
    }
}
