//! What JSON is written with: the bytes of `serde_json` behind [`Finite`], in a buffer that rarely grows.

mod text;

#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::fmt::Write as _;

use serde::Serialize;
use serde::Serializer;
use serde::ser::Error as _;
use serde::ser::SerializeMap;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;
use serde::ser::SerializeStructVariant;
use serde::ser::SerializeTuple;
use serde::ser::SerializeTupleStruct;
use serde::ser::SerializeTupleVariant;
use serde_json::Error;
use serde_json::Value;

use crate::value::finite::Finite;
use crate::value::json::escape;
use crate::value::number;
use crate::value::number::Spelling;
use text::Text;

/// Room for a body of a few properties.
const FIRST: usize = 256;

/// The most room that is made ahead on the word of the first item of a list.
const MOST_AHEAD: usize = 1024 * 1024;

/// By these names `serde_json` says that a text is JSON: of its `RawValue`, and of numbers that keep their digits.
const JSON_TEXTS: [&str; 2] = [
    "$serde_json::private::RawValue",
    "$serde_json::private::Number",
];

/// Writes JSON into one buffer.
pub(super) struct Writer {
    text: Vec<u8>,
}

impl Writer {
    /// The text of `value`.
    pub(super) fn written(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, Error> {
        let mut writer = Self {
            text: Vec::with_capacity(FIRST),
        };
        value.serialize(&mut writer)?;
        Ok(writer.text)
    }

    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn string(&mut self, text: &str) {
        escape::append_quoted(&mut self.text, text);
    }

    /// Writes what has no texts in it.
    fn scalar(&mut self, value: impl Serialize) -> Result<(), Error> {
        value.serialize(&mut serde_json::Serializer::new(&mut self.text))
    }

    fn number(&mut self, number: f64, written: impl Serialize) -> Result<(), Error> {
        match number::spelling(number) {
            Some(Spelling::Whole(whole)) => self.scalar(whole),
            Some(Spelling::Fraction(_)) => self.scalar(written),
            None => Err(Error::custom(number::NOT_FINITE)),
        }
    }

    /// Begins an object with one property, which is a variant.
    fn variant(&mut self, variant: &str) {
        self.text.push(b'{');
        self.string(variant);
        self.text.push(b':');
    }

    fn items(&mut self, length: Option<usize>, end: &'static str) -> Items<'_> {
        self.text.push(b'[');
        Items {
            start: self.text.len(),
            left: length.unwrap_or_default(),
            is_first: true,
            end,
            writer: self,
        }
    }

    fn properties(&mut self, end: &'static str) -> Properties<'_> {
        self.text.push(b'{');
        Properties {
            is_first: true,
            is_text: false,
            end,
            writer: self,
        }
    }
}

/// Methods for what has no texts in it.
macro_rules! scalars {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.scalar(value)
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Properties<'a>;
    type SerializeStruct = Properties<'a>;
    type SerializeStructVariant = Properties<'a>;

    scalars! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.number(value.into(), value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.number(value, value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.push("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.text.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'a>, Error> {
        Ok(self.items(length, "]"))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Items<'a>, Error> {
        Ok(self.items(None, "]"))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Items<'a>, Error> {
        Ok(self.items(None, "]"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Items<'a>, Error> {
        self.variant(variant);
        Ok(self.items(None, "]}"))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Properties<'a>, Error> {
        Ok(self.properties("}"))
    }

    fn serialize_struct(self, name: &'static str, _length: usize) -> Result<Properties<'a>, Error> {
        if JSON_TEXTS.contains(&name) {
            return Ok(Properties {
                is_first: true,
                is_text: true,
                end: "",
                writer: self,
            });
        }
        Ok(self.properties("}"))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Properties<'a>, Error> {
        self.variant(variant);
        Ok(self.properties("}}"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.text.push(b'"');
        write!(escape::Escaped(&mut self.text), "{value}").map_err(Error::custom)?;
        self.text.push(b'"');
        Ok(())
    }
}

/// A list that was begun.
pub(super) struct Items<'a> {
    writer: &'a mut Writer,
    /// Where its first item begins.
    start: usize,
    /// How many items are to come, as far as it was said.
    left: usize,
    is_first: bool,
    end: &'static str,
}

impl Items<'_> {
    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if !self.is_first {
            self.writer.text.push(b',');
            return value.serialize(&mut *self.writer);
        }
        self.is_first = false;
        value.serialize(&mut *self.writer)?;
        // Items of a list are alike.
        let length = self.writer.text.len() - self.start + 1;
        let ahead = length.saturating_mul(self.left);
        self.writer.text.reserve(ahead.min(MOST_AHEAD));
        Ok(())
    }

    fn finish(self) {
        self.writer.push(self.end);
    }
}

/// An object that was begun, or a text that is JSON.
pub(super) struct Properties<'a> {
    writer: &'a mut Writer,
    is_first: bool,
    is_text: bool,
    end: &'static str,
}

impl Properties<'_> {
    fn comma(&mut self) {
        if !self.is_first {
            self.writer.text.push(b',');
        }
        self.is_first = false;
    }

    fn property(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if self.is_text {
            return self.text(value);
        }
        self.comma();
        self.writer.string(name);
        self.writer.text.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn text(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        match serde_json::to_value(value)? {
            Value::String(text) => {
                self.writer.push(&text);
                Ok(())
            }
            _ => Err(Error::custom("JSON as it stands has to be a text")),
        }
    }

    fn key(&mut self, key: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.comma();
        let mut text = Text {
            writer: self.writer,
            is_other: false,
        };
        match key.serialize(&mut text) {
            // A number, or no key at all: `serde_json` knows.
            Err(_) if text.is_other => {
                let object = [(Finite(key), ())];
                let mut text = Vec::new();
                serde_json::Serializer::new(&mut text).collect_map(object)?;
                let key = text
                    .strip_prefix(b"{")
                    .and_then(|text| text.strip_suffix(b":null}"));
                self.writer.text.extend_from_slice(key.unwrap_or_default());
                Ok(())
            }
            written => written,
        }
    }

    fn finish(self) {
        self.writer.push(self.end);
    }
}

/// What is written of a list, item by item.
macro_rules! items {
    ($($begun:ident $method:ident)*) => {$(
        impl $begun for Items<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// What is written of an object of known properties, one by one.
macro_rules! properties {
    ($($begun:ident)*) => {$(
        impl $begun for Properties<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.property(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

properties! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Properties<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.text.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}
