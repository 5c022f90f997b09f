//! Where a node begins: a visitor walks to it and fails there on purpose, and the position in the error is the answer.

use std::fmt;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::Error;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;

use super::byte_offset;
use crate::pointer::Part;
use crate::pointer::Place;

/// The byte offset at which a key or value begins; `None` when there is no such node.
pub(crate) fn offset(text: &str, place: &Place) -> Option<usize> {
    let tokens = place.pointer.tokens();
    let seed = || LocateSeed {
        tokens: &tokens,
        part: place.part,
    };
    if text.trim_start().starts_with('{')
        && let Some(offset) = json_offset(text, seed())
    {
        return Some(offset);
    }
    let error = seed()
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    error
        .to_string()
        .contains(FOUND)
        .then(|| byte_offset(&error, text))
}

/// The same for JSON, which is read much faster as what it is. The error tells where the node ends, or where a list or an
/// object has begun.
fn json_offset(text: &str, seed: LocateSeed<'_>) -> Option<usize> {
    let error = seed
        .deserialize(&mut serde_json::Deserializer::from_str(text))
        .err()
        .filter(|error| error.to_string().contains(FOUND))?;
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(error.line().checked_sub(1)?).map(str::len).sum();
    let read = text.get(..before + error.column())?.trim_end();
    let inside = &read[..read.len().checked_sub(1)?];
    Some(match read.as_bytes().last()? {
        b'"' => opening_quote(inside)?,
        b'{' | b'[' => inside.len(),
        b'}' | b']' => inside.trim_end().len().checked_sub(1)?,
        _ => read
            .rfind(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c))
            .map_or(0, |end| end + 1),
    })
}

/// Where the string began that ended here.
fn opening_quote(inside: &str) -> Option<usize> {
    let is_escaped = |quote: &usize| {
        let slashes = inside[..*quote]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\');
        slashes.count() % 2 == 1
    };
    let quotes = inside.rmatch_indices('"').map(|(quote, _)| quote);
    quotes.into_iter().find(|quote| !is_escaped(quote))
}

/// The words by which [`offset`] knows its own error.
const FOUND: &str = "found the place";

/// Walks to a node and fails there on purpose.
struct LocateSeed<'t> {
    tokens: &'t [&'t str],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for LocateSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tokens {
            [] => deserializer.deserialize_any(FailHere),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for LocateSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node on the way")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let [token, rest @ ..] = self.tokens else {
            return Ok(());
        };
        let wanted: usize = token.parse().map_err(A::Error::custom)?;
        for _ in 0..wanted {
            if elements.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        elements.next_element_seed(LocateSeed {
            tokens: rest,
            part: self.part,
        })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let [token, rest @ ..] = self.tokens else {
            return Ok(());
        };
        let wanted = match (rest, self.part) {
            ([], Part::Key { occurrence }) => Some(occurrence),
            _ => None,
        };
        let mut seen = 0;
        while let Some(matches) = members.next_key_seed(MatchKey {
            token,
            fail: wanted == Some(seen),
        })? {
            if matches && wanted.is_none() {
                return members.next_value_seed(LocateSeed {
                    tokens: rest,
                    part: self.part,
                });
            }
            seen += usize::from(matches);
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Compares a key, and fails on purpose at the one that is looked for.
struct MatchKey<'t> {
    token: &'t str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for MatchKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for MatchKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        match value == self.token {
            true if self.fail => Err(E::custom(FOUND)),
            matches => Ok(matches),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
}

/// Fails at whatever value it is given.
struct FailHere;

impl<'de> Visitor<'de> for FailHere {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FOUND)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }
}
