//! One item of a list: read, or kept with what could be read of it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::iter;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::IntoDeserializer;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;

use crate::error::excerpt;
use crate::value::json;
use crate::value::object::Strict;
use crate::value::object::Tolerance;

/// The name by which an item asks the deserializer for its text.
pub(crate) const ITEM: &str = "$client_runtime::Item";

/// The most properties that are left out of an item to read the rest.
const MOST_LEFT_OUT: usize = 8;

/// The longest path and message shown, in characters.
const SHOWN: usize = 120;

/// An item of a [`List`](crate::List) that is not what was described.
///
/// It was sent all the same, and may stand for something that has to be dealt with, such as a message under a lease. Its
/// `Display` says what is wrong with it, in one line of bounded length, with no more than the beginning of each long word: it may be
/// a lease. `Debug` does not show its text.
#[derive(Clone, PartialEq)]
pub struct Unreadable<T> {
    index: usize,
    json: Box<str>,
    path: String,
    message: String,
    readable: Option<T>,
    left_out: Vec<String>,
}

impl<T> Unreadable<T> {
    /// Its place among all items of the list, from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The item as it was sent.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What could be read of it: properties that are not what was described are left out, and look as if they had not been
    /// sent. [`left_out`](Self::left_out) tells which. Of a property that was sent twice, the last counts. `None` when it is no
    /// object, when one of those properties is needed, or when they are more than a few.
    #[must_use]
    pub fn readable(&self) -> Option<&T> {
        self.readable.as_ref()
    }

    /// The properties that [`readable`](Self::readable) is without, though they were sent.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The property that is not what was described, such as `attempts`; `.` is the item itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The item as it was sent, to be written so.
    pub(crate) fn raw(&self) -> Result<&RawValue, serde_json::Error> {
        serde_json::from_str(&self.json)
    }

    pub(crate) fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }
}

impl<T> fmt::Display for Unreadable<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "item {} of the list cannot be read: at `{}`: {}",
            self.index,
            excerpt::both_ends(&self.path, SHOWN),
            excerpt::of_decoder(&self.message, SHOWN)
        )
    }
}

impl<T> fmt::Debug for Unreadable<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Unreadable({self})")
    }
}

impl<T> std::error::Error for Unreadable<T> {}

/// An item, read or not.
pub(crate) enum Item<T> {
    Read(T),
    Unreadable(Unreadable<T>),
}

/// What a tolerant deserializer gives an item to visit: its text, and how tolerant to be with what is in it.
pub(crate) fn as_text<E: Error>(text: &str, tolerance: Tolerance) -> impl MapAccess<'_, Error = E> {
    let text = BorrowedStrDeserializer::<E>::new(text);
    MapDeserializer::new(iter::once((tolerance.byte(), text)))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ITEM, ItemVisitor(PhantomData))
    }
}

struct ItemVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemVisitor<T> {
    type Value = Item<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item of a list")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Item<T>, D::Error> {
        T::deserialize(deserializer).map(Item::Read)
    }

    /// What [`as_text`] gives.
    fn visit_map<A: MapAccess<'de>>(self, mut item: A) -> Result<Item<T>, A::Error> {
        let Some((tolerance, text)) = item.next_entry()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        Ok(read(text, Tolerance::of(tolerance)))
    }
}

fn read<'de, T: Deserialize<'de>>(text: &'de str, tolerance: Tolerance) -> Item<T> {
    let seed = PhantomData::<T>;
    match json::read_tolerantly(seed, text, tolerance) {
        Ok(value) => Item::Read(value),
        Err(error) => {
            let (readable, left_out) = readable(text).unzip();
            Item::Unreadable(Unreadable {
                index: 0,
                json: text.into(),
                path: json::path_of_failure(seed, text, tolerance),
                message: error.to_string(),
                readable,
                left_out: left_out.unwrap_or_default(),
            })
        }
    }
}

/// The object `text` without the properties that cannot be read, and those.
fn readable<'de, T: Deserialize<'de>>(text: &'de str) -> Option<(T, Vec<String>)> {
    // Of a property that is there twice, a map keeps the last.
    let properties: BTreeMap<String, &'de RawValue> = serde_json::from_str(text).ok()?;
    let mut properties: Vec<(String, &'de RawValue)> = properties.into_iter().collect();
    let mut left_out = Vec::new();
    for _ in 0..=MOST_LEFT_OUT {
        let current = Cell::new(None);
        let numbered = properties.iter().enumerate();
        let visited = numbered.map(|(index, (name, value))| {
            current.set(Some(index));
            (name.as_str(), Property(value))
        });
        let end = iter::from_fn(|| {
            current.set(None);
            None
        });
        match T::deserialize(MapDeserializer::<_, serde_json::Error>::new(
            visited.chain(end),
        )) {
            Ok(value) => return Some((value, left_out)),
            Err(_) => left_out.push(properties.remove(current.get()?).0),
        }
    }
    None
}

/// The value of a property, read as strictly as in a response.
struct Property<'de>(&'de RawValue);

impl<'de> IntoDeserializer<'de, serde_json::Error> for Property<'de> {
    type Deserializer = Strict<&'de RawValue>;

    fn into_deserializer(self) -> Self::Deserializer {
        Strict::exact(self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::readable;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Message {
        id: Option<String>,
        attempts: Option<u32>,
        lease_id: Option<String>,
    }

    #[test]
    fn what_can_be_read_of_an_object_is_read() {
        let message = |id: Option<&str>, attempts, lease_id: Option<&str>| {
            Some(Message {
                id: id.map(Into::into),
                attempts,
                lease_id: lease_id.map(Into::into),
            })
        };
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        for (text, read) in [
            (
                r#"{"id":"a","attempts":"x","lease_id":"l"}"#,
                message(Some("a"), None, Some("l")),
            ),
            (
                r#"{"id":"\ud800","attempts":5,"lease_id":"l"}"#,
                message(None, Some(5), Some("l")),
            ),
            (
                r#"{"id":{},"attempts":[],"lease_id":5}"#,
                message(None, None, None),
            ),
            (
                r#"{"lease_id":"l","id":"a","id":"b"}"#,
                message(Some("b"), None, Some("l")),
            ),
            (
                &format!(r#"{{"id":{deep},"lease_id":"l"}}"#),
                message(None, None, Some("l")),
            ),
            ("[]", None),
            ("5", None),
            (r#"{"id":"#, None),
        ] {
            assert_eq!(
                readable::<Message>(text).map(|(read, _)| read),
                read,
                "{}",
                &text[..text.len().min(99)]
            );
        }
    }

    #[test]
    fn an_object_without_a_property_that_it_needs_is_not_read() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Needs {
            id: String,
            count: Option<u32>,
        }
        let needs = |count| {
            Some(Needs {
                id: "a".to_owned(),
                count,
            })
        };
        for (text, read) in [
            (r#"{"id":"a","count":1}"#, needs(Some(1))),
            (r#"{"id":"a","count":-1}"#, needs(None)),
            (r#"{"id":5,"count":1}"#, None),
            (r#"{"count":1}"#, None),
        ] {
            let readable = readable::<Needs>(text).map(|(read, _)| read);
            assert_eq!(readable, read, "{text}");
        }
    }
}
