//! Lists whose elements are each described by their place, read into objects and written from them.
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
//!         let mut elements = tuple::Reader::new(deserializer)?;
//!         Ok(Self {
//!             name: elements.read()?,
//!             size: elements.read()?,
//!             others: elements.rest()?,
//!         })
//!     }
//! }
//!
//! impl Serialize for Entry {
//!     fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
//!         let mut elements = tuple::Writer::new(serializer)?;
//!         elements.write(&self.name)?;
//!         elements.optional(self.size.as_ref())?;
//!         elements.rest(self.others.as_deref())?;
//!         elements.end()
//!     }
//! }
//!
//! for text in [r#"["a"]"#, r#"["a",5]"#, r#"["a",null,true]"#, r#"["a",5,true,false]"#] {
//!     let entry: Entry = serde_json::from_str(text)?;
//!     assert_eq!(serde_json::to_string(&entry)?, text);
//! }
//! let error = serde_json::from_str::<Entry>("[]").err();
//! assert!(error.is_some_and(|error| error.to_string().starts_with("element 1 is missing")));
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

/// The elements of a list, to be read one after the other. Those that are not read are passed over.
pub struct Reader<E> {
    elements: vec::IntoIter<Value>,
    place: usize,
    error: PhantomData<E>,
}

impl<E: Error> Reader<E> {
    /// The elements of the list that `deserializer` has.
    ///
    /// # Errors
    ///
    /// For anything but a list.
    pub fn new<'de, D: Deserializer<'de, Error = E>>(deserializer: D) -> Result<Self, E> {
        let elements = Vec::deserialize(deserializer)?;
        Ok(Self {
            elements: elements.into_iter(),
            place: 0,
            error: PhantomData,
        })
    }

    /// The next element; as `null` is read where there is none.
    ///
    /// # Errors
    ///
    /// For an element that is no `T`, and for one that is not there where `T` is not read from `null`.
    pub fn read<T: DeserializeOwned>(&mut self) -> Result<T, E> {
        self.place += 1;
        let place = self.place;
        match self.elements.next() {
            Some(element) => T::deserialize(element)
                .map_err(|error| E::custom(format_args!("element {place}: {error}"))),
            None => T::deserialize(Value::Null)
                .map_err(|_| E::custom(format_args!("element {place} is missing"))),
        }
    }

    /// All elements that were not read yet, as a list; as `null` is read where there are none.
    ///
    /// # Errors
    ///
    /// For elements that are not those of a `T`.
    pub fn rest<T: DeserializeOwned>(&mut self) -> Result<T, E> {
        let rest: Vec<Value> = self.elements.by_ref().collect();
        let rest = if rest.is_empty() {
            Value::Null
        } else {
            Value::Array(rest)
        };
        T::deserialize(rest).map_err(E::custom)
    }
}

/// A list to which elements are written one after the other. Those that are missing at its end are left out, and any other
/// that is missing is `null`.
pub struct Writer<S: Serializer> {
    elements: S::SerializeSeq,
    missing: usize,
}

impl<S: Serializer> Writer<S> {
    /// A list without elements.
    ///
    /// # Errors
    ///
    /// Where `serializer` takes no list.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            elements: serializer.serialize_seq(None)?,
            missing: 0,
        })
    }

    /// Writes an element.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write<T: Serialize>(&mut self, element: &T) -> Result<(), S::Error> {
        for _ in 0..std::mem::take(&mut self.missing) {
            self.elements.serialize_element(&())?;
        }
        self.elements.serialize_element(element)
    }

    /// Writes an element that may be missing.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn optional<T: Serialize>(&mut self, element: Option<&T>) -> Result<(), S::Error> {
        if let Some(element) = element {
            return self.write(element);
        }
        self.missing += 1;
        Ok(())
    }

    /// Writes further elements.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub fn rest<T: Serialize>(&mut self, elements: Option<&[T]>) -> Result<(), S::Error> {
        let mut elements = elements.into_iter().flatten();
        elements.try_for_each(|element| self.write(element))
    }

    /// Ends the list.
    ///
    /// # Errors
    ///
    /// Where it cannot be ended.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.elements.end()
    }
}
