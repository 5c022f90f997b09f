//! Lists whose items are each described by their place, read into objects and written from them.
//!
//! ```
//! use client_runtime::tuple;
//! use serde::Deserialize;
//! use serde::Deserializer;
//! use serde::Serialize;
//! use serde::Serializer;
//!
//! struct Entry {
//!     name: String,
//!     size: Option<u64>,
//!     others: Option<Vec<bool>>,
//! }
//!
//! impl<'de> Deserialize<'de> for Entry {
//!     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
//!         let mut items = tuple::Reader::new(deserializer)?;
//!         Ok(Self {
//!             name: items.read()?,
//!             size: items.read()?,
//!             others: items.rest()?,
//!         })
//!     }
//! }
//!
//! impl Serialize for Entry {
//!     fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
//!         let mut items = tuple::Writer::new(serializer)?;
//!         items.write(&self.name)?;
//!         items.optional(self.size.as_ref())?;
//!         items.rest(self.others.as_deref())?;
//!         items.end()
//!     }
//! }
//!
//! for text in [r#"["a"]"#, r#"["a",5]"#, r#"["a",null,true]"#, r#"["a",5,true,false]"#] {
//!     let entry: Entry = serde_json::from_str(text)?;
//!     assert_eq!(serde_json::to_string(&entry)?, text);
//! }
//! let error = serde_json::from_str::<Entry>("[]").err();
//! assert!(error.is_some_and(|error| error.to_string().starts_with("item 1 is missing")));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::marker::PhantomData;
use std::vec;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::DeserializeOwned;
use serde::de::Error;
use serde::ser::SerializeSeq;
use serde_json::Value;

use crate::value::decode;

/// The items of a list, to be read one after the other. Those that are not read are passed over.
pub struct Reader<E> {
    items: vec::IntoIter<Value>,
    position: usize,
    error: PhantomData<E>,
}

impl<E: Error> Reader<E> {
    /// The items of the list that `deserializer` has.
    ///
    /// # Errors
    ///
    /// For anything but a list.
    pub fn new<'de, D: Deserializer<'de, Error = E>>(deserializer: D) -> Result<Self, E> {
        let items = Vec::deserialize(deserializer)?;
        Ok(Self {
            items: items.into_iter(),
            position: 0,
            error: PhantomData,
        })
    }

    /// The next item; as `null` is read where there is none.
    ///
    /// # Errors
    ///
    /// For an item that is no `T`, and for one that is not there where `T` is not read from `null`.
    pub fn read<T: DeserializeOwned>(&mut self) -> Result<T, E> {
        self.position += 1;
        let position = self.position;
        match self.items.next() {
            Some(item) => decode::buffered(item)
                .map_err(|error| E::custom(format_args!("item {position}: {error}"))),
            None => T::deserialize(Value::Null)
                .map_err(|_| E::custom(format_args!("item {position} is missing"))),
        }
    }

    /// All items that were not read yet, as a list; as `null` is read where there are none.
    ///
    /// # Errors
    ///
    /// For items that are not those of a `T`.
    pub fn rest<T: DeserializeOwned>(&mut self) -> Result<T, E> {
        let rest: Vec<Value> = self.items.by_ref().collect();
        let rest = if rest.is_empty() {
            Value::Null
        } else {
            Value::Array(rest)
        };
        decode::buffered(rest).map_err(E::custom)
    }
}

/// A list to which items are written one after the other. Those that are missing at its end are left out, and any other
/// that is missing is `null`.
pub struct Writer<S: Serializer> {
    items: S::SerializeSeq,
    missing: usize,
}

impl<S: Serializer> Writer<S> {
    /// A list without items.
    ///
    /// # Errors
    ///
    /// Where `serializer` takes no list.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            items: serializer.serialize_seq(None)?,
            missing: 0,
        })
    }

    /// Writes an item.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write<T: Serialize>(&mut self, item: &T) -> Result<(), S::Error> {
        for _ in 0..std::mem::take(&mut self.missing) {
            self.items.serialize_element(&())?;
        }
        self.items.serialize_element(item)
    }

    /// Writes an item that may be missing.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn optional<T: Serialize>(&mut self, item: Option<&T>) -> Result<(), S::Error> {
        if let Some(item) = item {
            return self.write(item);
        }
        self.missing += 1;
        Ok(())
    }

    /// Writes further items.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub fn rest<T: Serialize>(&mut self, items: Option<&[T]>) -> Result<(), S::Error> {
        let mut items = items.into_iter().flatten();
        items.try_for_each(|item| self.write(item))
    }

    /// Ends the list.
    ///
    /// # Errors
    ///
    /// Where it cannot be ended.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.items.end()
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use super::Writer;

    /// A name, two sizes that may be missing, and further texts.
    type Entry = (String, Option<u64>, Option<u64>, Option<Vec<String>>);

    fn read(text: &str) -> Result<Entry, String> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let mut read = || {
            let mut items = Reader::new(&mut deserializer)?;
            Ok((items.read()?, items.read()?, items.read()?, items.rest()?))
        };
        read().map_err(|error: serde_json::Error| error.to_string())
    }

    fn written((name, size, other, further): &Entry) -> String {
        let mut written = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut written);
        let mut items = Writer::new(&mut serializer).unwrap();
        items.write(name).unwrap();
        items.optional(size.as_ref()).unwrap();
        items.optional(other.as_ref()).unwrap();
        items.rest(further.as_deref()).unwrap();
        items.end().unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn what_is_missing_is_left_out_at_the_end_and_null_before_others() {
        for text in [
            r#"["a"]"#,
            r#"["a",5]"#,
            r#"["a",null,6]"#,
            r#"["a",null,null,"b","c"]"#,
        ] {
            assert_eq!(written(&read(text).unwrap()), text);
        }
    }

    #[test]
    fn an_error_says_which_item_is_wrong() {
        for (text, message) in [
            ("[]", "item 1 is missing"),
            ("[1]", "item 1: invalid type"),
            (r#"["a",1,"b"]"#, "item 3: invalid type"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
