//! What JSON is written with: the bytes of `serde_json` behind [`Finite`], in a buffer that rarely grows.

use std::fmt::Display;
use std::fmt::Write as _;

use serde::Serialize;
use serde::Serializer;
use serde::ser::Error as _;
use serde::ser::Impossible;
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
        self.push("{");
        self.string(variant);
        self.push(":");
    }

    fn items(&mut self, length: Option<usize>, end: &'static str) -> Items<'_> {
        self.push("[");
        Items {
            start: self.text.len(),
            left: length.unwrap_or_default(),
            is_first: true,
            end,
            writer: self,
        }
    }

    fn properties(&mut self, end: &'static str) -> Properties<'_> {
        self.push("{");
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
        self.push("}");
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
        self.push("\"");
        write!(escape::Escaped(&mut self.text), "{value}").map_err(Error::custom)?;
        self.push("\"");
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
            self.writer.push(",");
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
            self.writer.push(",");
        }
        self.is_first = false;
    }

    fn property(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if self.is_text {
            return self.text(value);
        }
        self.comma();
        self.writer.string(name);
        self.writer.push(":");
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

/// Writes a text, and nothing else.
struct Text<'a> {
    writer: &'a mut Writer,
    /// Whether it was given something else.
    is_other: bool,
}

impl Text<'_> {
    fn reject<T>(&mut self) -> Result<T, Error> {
        self.is_other = true;
        Err(Error::custom("no text"))
    }
}

/// Methods for what is no text.
macro_rules! reject {
    ($($method:ident($($type:ty),*) -> $result:ty;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$result, Error> {
            self.reject()
        }
    )*};
}

impl Serializer for &mut Text<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.writer.string(value);
        Ok(())
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

    reject! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_i128(i128) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_u128(u128) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<(), Error> {
        self.reject()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<(), Error> {
        self.reject()
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.writer.collect_str(value)
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
        self.writer.push(":");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::collections::HashMap;
    use std::fmt;

    use serde::Serialize;
    use serde_json::Value;
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::Writer;
    use crate::value::finite::Finite;

    /// Both writers give the same text, or the same message.
    #[track_caller]
    fn compare(value: &(impl Serialize + ?Sized)) -> Result<String, String> {
        let written = Writer::written(value)
            .map(|text| String::from_utf8(text).unwrap())
            .map_err(|error| error.to_string());
        let mut expected = Vec::new();
        let outcome = value.serialize(Finite(&mut serde_json::Serializer::new(&mut expected)));
        let expected = outcome
            .map(|()| String::from_utf8(expected).unwrap())
            .map_err(|error| error.to_string());
        assert_eq!(written, expected);
        written
    }

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Newtype(String);

    #[derive(Serialize)]
    struct Pair(u8, &'static str);

    #[derive(Serialize)]
    struct Empty {}

    #[derive(Serialize)]
    enum Shape {
        Nothing,
        Radius(f32),
        Sides(i16, i16),
        Named { width: u64, note: Option<char> },
    }

    #[derive(Serialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        One { number: i128 },
        Two(BTreeMap<String, u128>),
    }

    #[derive(Serialize)]
    #[serde(untagged)]
    enum Untagged {
        Text(&'static str),
        List(Vec<Untagged>),
    }

    #[derive(Serialize)]
    struct Everything {
        #[serde(rename = "a \"name\"\n")]
        unit: Unit,
        newtype: Newtype,
        pair: Pair,
        empty: Empty,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<u8>,
        shapes: [Shape; 4],
        tagged: (Tagged, Tagged),
        untagged: Untagged,
        raw: Box<RawValue>,
        #[serde(flatten)]
        others: BTreeMap<&'static str, Value>,
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        let everything = Everything {
            unit: Unit,
            newtype: Newtype("ö\u{1}".to_owned()),
            pair: Pair(255, "\\"),
            empty: Empty {},
            left_out: None,
            shapes: [
                Shape::Nothing,
                Shape::Radius(0.1),
                Shape::Sides(-1, i16::MIN),
                Shape::Named {
                    width: u64::MAX,
                    note: Some('"'),
                },
            ],
            tagged: (
                Tagged::One { number: i128::MIN },
                Tagged::Two(BTreeMap::from([("\t".to_owned(), u128::MAX)])),
            ),
            untagged: Untagged::List(vec![Untagged::Text(""), Untagged::List(Vec::new())]),
            raw: RawValue::from_string(r#"{ "as" : 1.50 }"#.to_owned()).unwrap(),
            others: BTreeMap::from([("other", json!([null, true, 1e300, {"a": {}}]))]),
        };
        let written = compare(&everything).unwrap();
        assert!(written.contains(r#""raw":{ "as" : 1.50 }"#), "{written}");
        compare(&[&everything, &everything][..]).unwrap();
        compare(&()).unwrap();
        compare("").unwrap();
        compare(&Some(&b"bytes"[..])).unwrap();
        compare(&format_args!("an \"argument\" {}", 5)).unwrap();
    }

    #[test]
    fn numbers_are_written_as_before_and_what_is_none_is_an_error() {
        let edges = [
            0.0,
            -0.0,
            1.0,
            1.5,
            1e15,
            1e16,
            1e21,
            1e300,
            5e-324,
            f64::MAX,
            f64::EPSILON,
        ];
        for number in edges.into_iter().flat_map(|number| [number, -number]) {
            compare(&number).unwrap();
            #[expect(clippy::cast_possible_truncation, reason = "any number will do")]
            let _ = compare(&(number as f32));
        }
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            compare(&[number]).unwrap_err();
        }
        compare(&f32::NAN).unwrap_err();
    }

    #[test]
    fn keys_are_texts_or_become_such() {
        #[derive(Eq, Hash, PartialEq, Serialize)]
        #[serde(transparent)]
        struct Key(Option<i8>);

        /// A key that is a number.
        #[derive(Serialize)]
        struct Real(f64);

        /// Writes its one key.
        struct One<K>(K);

        impl<K: Serialize> Serialize for One<K> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map([(&self.0, 1), (&self.0, 2)])
            }
        }

        compare(&BTreeMap::from([("\"", 1), ("b", 2)])).unwrap();
        compare(&BTreeMap::from([(5_u64, 1), (6, 2)])).unwrap();
        compare(&BTreeMap::from([(i128::MIN, 1), (i128::MAX, 2)])).unwrap();
        compare(&HashMap::from([(true, 1)])).unwrap();
        compare(&HashMap::from([('ö', 1)])).unwrap();
        compare(&HashMap::from([(Key(Some(-5)), 1)])).unwrap();
        compare(&One(Shape::Nothing)).unwrap();
        compare(&One(Newtype("n".to_owned()))).unwrap();
        compare(&One(format_args!("\"{}\"", 5))).unwrap();
        compare(&One(Real(1.0))).unwrap();
        compare(&One(Real(1.5))).unwrap();
        compare(&One(Real(f64::NAN))).unwrap_err();
        compare(&HashMap::from([(Key(None), 1)])).unwrap_err();
        compare(&BTreeMap::from([(vec![1], 1)])).unwrap_err();
        compare(&BTreeMap::from([((), 1)])).unwrap_err();
        compare(&One(Shape::Radius(1.0))).unwrap_err();
        compare(&One(Empty {})).unwrap_err();
    }

    #[test]
    fn what_cannot_be_shown_is_an_error() {
        struct Unshowable;

        impl fmt::Display for Unshowable {
            fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                Err(fmt::Error)
            }
        }

        impl Serialize for Unshowable {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        struct Key;

        impl Serialize for Key {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map([(Unshowable, 1)])
            }
        }

        assert!(Writer::written(&Unshowable).is_err());
        assert!(Writer::written(&Key).is_err());
    }

    /// Numbers that look like chance, and are the same in every run.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % bound
        }

        fn text(&mut self) -> String {
            let length = self.below(90);
            let characters = [
                'a',
                'b',
                '"',
                '\\',
                '\n',
                '\u{0}',
                '\u{1f}',
                ' ',
                'ö',
                '\u{1F30D}',
                '\u{7f}',
            ];
            (0..length)
                .map(|_| {
                    // Mostly what is not escaped, so that there are long runs of it too.
                    let index = self.below(60).min(10);
                    let index = if index == 10 { self.below(2) } else { index };
                    characters[usize::try_from(index).unwrap()]
                })
                .collect()
        }

        #[expect(clippy::cast_possible_wrap, reason = "any number will do")]
        fn value(&mut self, depth: u64) -> Value {
            match self.below(6 + 2 * depth.min(1)) {
                0 => Value::Null,
                1 => (self.below(2) == 0).into(),
                2 => self.below(u64::MAX).into(),
                3 => (self.below(u64::MAX) as i64).into(),
                4 => f64::from_bits(self.below(u64::MAX)).into(),
                5 => self.text().into(),
                6 => (0..self.below(5)).map(|_| self.value(depth - 1)).collect(),
                _ => {
                    let properties = 0..self.below(5);
                    let properties = properties.map(|_| (self.text(), self.value(depth - 1)));
                    Value::Object(properties.collect())
                }
            }
        }
    }

    #[test]
    fn any_value_is_written_as_serde_json_writes_it() {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        for _ in 0..3_000 {
            let _ = compare(&chance.value(4));
        }
    }

    #[test]
    fn room_for_a_list_is_made_once() {
        let items = vec!["x".repeat(512); 100];
        let written = Writer::written(&items).unwrap();
        assert!(
            written.capacity() <= written.len() + 1024,
            "{}",
            written.capacity()
        );
        let one = vec!["x".repeat(2 * 1024 * 1024), String::new(), String::new()];
        assert!(Writer::written(&one).unwrap().capacity() <= 6 * 1024 * 1024);
    }
}
