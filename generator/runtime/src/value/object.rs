//! A deserializer for which only an object is an object, and `5.0` is 5: what responses are read with.
//!
//! Derived code reads a struct from a list as well, by position, and so takes `[]` for a struct of which every field has a
//! default: a failure would look like an empty success. This wrapper rejects that at every depth, but for `[]` where
//! [`Tolerance`] has it be an object. A whole number may be written with a fraction of zero, since servers do. All else is
//! passed on as it is.
//!
//! What serde buffers first (untagged and internally tagged enums, flattened properties) leaves the wrapper, and comes back into
//! it by [`decode::buffered`](crate::decode::buffered). There `[]` is a list: it may be what tells one variant from another, unless
//! a discriminator does ([`decode::told`](crate::decode::told)).

use std::fmt;
use std::iter;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde::de::EnumAccess;
use serde::de::Error;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Unexpected;
use serde::de::VariantAccess;
use serde::de::Visitor;
use serde::de::value::MapDeserializer;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::value::fit;
use crate::value::format::DIGITS;
use crate::value::informative;
use crate::value::informative::INFORMATIVE;
use crate::value::item;
use crate::value::item::ITEM;
use crate::value::json::LEVELS;
use crate::value::limits;

/// Wraps a deserializer, the accesses it gives out, and the seeds that are handed to those.
pub(crate) struct Strict<T> {
    inner: T,
    tolerance: Tolerance,
    /// Whether it is for the name of a property.
    is_key: bool,
}

/// What is read although it is not as described.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tolerance {
    /// How many levels of lists are read item by item from here on, and of properties that only inform each on its own; `None`
    /// where there is no text to read them from.
    pub(crate) lists: Option<u8>,
    /// Whether `[]` is read as `{}` is, where an object is described: servers send it for one without properties (all those in
    /// PHP, where the two are one).
    pub(crate) empty_objects: bool,
    /// Whether a text that holds a number is read as that.
    pub(crate) texts: bool,
}

impl Tolerance {
    /// The same, with one level of lists less.
    fn within_a_list(self) -> Self {
        Self {
            lists: self.lists.map(|lists| lists.saturating_sub(1)),
            ..self
        }
    }

    /// As one byte, which [`of`](Self::of) reads, without texts.
    pub(crate) fn byte(self) -> u8 {
        self.lists.unwrap_or_default() << 1 | u8::from(self.empty_objects)
    }

    /// The one that `byte` is.
    pub(crate) fn of(byte: u8) -> Self {
        Self {
            lists: Some(byte >> 1),
            empty_objects: byte & 1 == 1,
            texts: false,
        }
    }
}

impl<T> Strict<T> {
    /// One for which every item of a list is as described, or the list is not.
    pub(crate) fn exact(inner: T) -> Self {
        Self::tolerant(inner, Tolerance::of(0))
    }

    /// One that hands the items of lists over as text, for some levels of lists in lists.
    pub(crate) fn tolerant(inner: T, tolerance: Tolerance) -> Self {
        Self::with(inner, tolerance)
    }

    /// One for values that were read before, of which there is no text.
    pub(crate) fn buffered(inner: T) -> Self {
        Self::with(inner, Tolerance::default())
    }

    /// One for a value that was read before as a variant that is known: `[]` is no sign of another.
    pub(crate) fn told(inner: T) -> Self {
        let tolerance = Tolerance {
            empty_objects: true,
            ..Tolerance::default()
        };
        Self::with(inner, tolerance)
    }

    /// One within another, for which a number may also be written as text.
    pub(crate) fn or_text(inner: T) -> Self {
        let tolerance = Tolerance {
            texts: true,
            ..Tolerance::default()
        };
        Self::with(inner, tolerance)
    }

    fn with(inner: T, tolerance: Tolerance) -> Self {
        let is_key = false;
        Self {
            inner,
            tolerance,
            is_key,
        }
    }
}

/// Wraps a visitor; `is_object` when it is for a struct or a map.
struct Nested<V> {
    visitor: V,
    is_object: bool,
    /// What an object takes in memory besides its values, in bytes.
    memory: usize,
    tolerance: Tolerance,
}

impl<T> Strict<T> {
    fn value<V>(&self, visitor: V) -> Nested<V> {
        Nested {
            visitor,
            is_object: false,
            memory: 0,
            tolerance: self.tolerance,
        }
    }

    fn object<V>(&self, visitor: V) -> Nested<V> {
        Nested {
            is_object: true,
            ..self.value(visitor)
        }
    }
}

/// What a value takes in memory that can be anything, in bytes: lists grow by doubling.
const ANY: usize = 2 * size_of::<Value>();

/// What the smallest map takes, in bytes: a node of a tree with places for eleven properties.
const MAP: usize = 11 * (size_of::<String>() + size_of::<Value>());

/// Methods that read nothing nested: the visitor goes through as it is.
macro_rules! pass_on {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(visitor)
        }
    )*};
}

/// Methods that read a whole number, also one written `5.0`, which what serde has buffered gives only to who takes anything.
macro_rules! pass_on_whole {
    ($($method:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            let texts = self.tolerance.texts;
            self.inner.deserialize_any(Whole::<V, $type> { visitor, texts, number: PhantomData })
        }
    )*};
}

/// Methods that may read something nested.
macro_rules! pass_on_nested {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            let nested = self.value(visitor);
            self.inner.$method($($argument,)* nested)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    pass_on_whole! {
        deserialize_i8 i8; deserialize_i16 i16; deserialize_i32 i32; deserialize_i64 i64;
        deserialize_u8 u8; deserialize_u16 u16; deserialize_u32 u32; deserialize_u64 u64;
    }

    pass_on! {
        deserialize_bool deserialize_i128 deserialize_u128 deserialize_f32
        deserialize_char deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        if self.is_key {
            fit::note_unnamed();
        }
        self.inner.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        if self.is_key {
            fit::note_unnamed();
        }
        self.inner.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        fit::note_lost();
        self.inner.deserialize_ignored_any(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        if self.tolerance.texts {
            self.inner.deserialize_any(Real(visitor))
        } else {
            self.inner.deserialize_f64(visitor)
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        limits::take(ANY)?;
        let nested = Nested {
            memory: MAP,
            ..self.value(visitor)
        };
        self.inner.deserialize_any(nested)
    }

    pass_on_nested! {
        deserialize_option()
        deserialize_unit_struct(name: &'static str)
        deserialize_seq()
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        match (name, self.tolerance.lists) {
            (ITEM | INFORMATIVE, Some(1..)) => {
                let item = <&'de RawValue>::deserialize(self.inner)?;
                visitor.visit_map(item::as_text(item.get(), self.tolerance.within_a_list()))
            }
            (INFORMATIVE, None) => {
                // Serde has read it before, so that there is no text but the one that is written of it.
                let text = Value::deserialize(self.inner)?.to_string();
                let tolerance = Tolerance {
                    lists: Some(LEVELS),
                    ..self.tolerance
                };
                visitor.visit_map(informative::as_owned_text(text, tolerance))
            }
            (DIGITS, Some(_)) => digits(<&'de RawValue>::deserialize(self.inner)?.get(), visitor),
            _ => {
                let nested = self.value(visitor);
                self.inner.deserialize_newtype_struct(name, nested)
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let nested = Nested {
            memory: MAP,
            ..self.object(visitor)
        };
        if self.tolerance.empty_objects {
            // Asked for a map, JSON has no list to offer.
            self.inner.deserialize_any(nested)
        } else {
            self.inner.deserialize_map(nested)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let nested = self.object(visitor);
        self.inner.deserialize_struct(name, fields, nested)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// An exact number: its digits as they were written, or what else there is.
fn digits<'de, V: Visitor<'de>, E: Error>(text: &'de str, visitor: V) -> Result<V::Value, E> {
    if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return visitor.visit_map(item::as_text(text, Tolerance::of(0)));
    }
    let mut other = serde_json::Deserializer::from_str(text);
    other.deserialize_any(visitor).map_err(E::custom)
}

/// Wraps a visitor of a whole number that a `T` can hold.
struct Whole<V, T> {
    visitor: V,
    /// Whether it may be written as text.
    texts: bool,
    number: PhantomData<T>,
}

/// From here on a floating point number has no place for a fraction: what is read as whole need not have been written so.
const FIRST_WHOLE: f64 = 4_503_599_627_370_496.0;

impl<'de, V: Visitor<'de>, T: TryFrom<i128>> Whole<V, T> {
    fn pass_on<E: Error>(self, number: i128, unexpected: Unexpected<'_>) -> Result<V::Value, E> {
        if T::try_from(number).is_err() {
            let range = format!("an integer in the range of {}", std::any::type_name::<T>());
            return Err(E::invalid_value(unexpected, &range.as_str()));
        }
        match (u64::try_from(number), i64::try_from(number)) {
            (Ok(number), _) => self.visitor.visit_u64(number),
            (_, Ok(number)) => self.visitor.visit_i64(number),
            _ => Err(E::invalid_value(unexpected, &self)),
        }
    }
}

impl<'de, V: Visitor<'de>, T: TryFrom<i128>> Visitor<'de> for Whole<V, T> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.pass_on(value.into(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.pass_on(value.into(), Unexpected::Unsigned(value))
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2⁵²")]
    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        let unexpected = Unexpected::Float(value);
        if value.abs() < FIRST_WHOLE && value.fract() == 0.0 {
            self.pass_on(value as i128, unexpected)
        } else {
            Err(E::invalid_value(unexpected, &self))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        let unexpected = Unexpected::Str(text);
        if !self.texts {
            return Err(E::invalid_type(unexpected, &self));
        }
        match (text.parse::<i128>(), text.parse::<f64>()) {
            (Ok(number), _) => self.pass_on(number, unexpected),
            (_, Ok(number)) => self.visit_f64(number),
            _ => Err(E::invalid_value(unexpected, &self)),
        }
    }
}

/// Wraps a visitor of a number that may be written as text.
struct Real<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Real<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        self.0.visit_f64(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => self.0.visit_f64(number),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

macro_rules! visit {
    ($($method:ident($type:ty))*) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.visitor.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Nested<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    visit! {
        visit_bool(bool)
        visit_i8(i8) visit_i16(i16) visit_i32(i32) visit_i64(i64) visit_i128(i128)
        visit_u8(u8) visit_u16(u16) visit_u32(u32) visit_u64(u64) visit_u128(u128)
        visit_f32(f32) visit_f64(f64)
        visit_char(char) visit_str(&str) visit_borrowed_str(&'de str) visit_string(String)
        visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visitor
            .visit_some(Strict::with(deserializer, self.tolerance))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.visitor
            .visit_newtype_struct(Strict::with(deserializer, self.tolerance))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<V::Value, A::Error> {
        if !self.is_object {
            return self.visitor.visit_seq(Strict::with(access, self.tolerance));
        }
        let error = A::Error::invalid_type(Unexpected::Seq, &self);
        if !self.tolerance.empty_objects || access.next_element::<IgnoredAny>()?.is_some() {
            return Err(error);
        }
        let no_properties = iter::empty::<(&str, ())>();
        let read = self.visitor.visit_map(MapDeserializer::new(no_properties));
        read.map_err(|_: A::Error| error)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        limits::take(self.memory)?;
        self.visitor.visit_map(Strict::with(access, self.tolerance))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.visitor
            .visit_enum(Strict::with(access, self.tolerance))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Strict {
            inner: deserializer,
            tolerance: self.tolerance,
            is_key: self.is_key,
        })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        limits::step()?;
        self.inner
            .next_element_seed(Strict::with(seed, self.tolerance))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        limits::step()?;
        self.inner.next_key_seed(Strict {
            inner: seed,
            tolerance: self.tolerance,
            is_key: true,
        })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner
            .next_value_seed(Strict::with(seed, self.tolerance))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, variant) = self.inner.variant_seed(seed)?;
        let variant = Strict::with(variant, self.tolerance);
        Ok((value, variant))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.inner
            .newtype_variant_seed(Strict::with(seed, self.tolerance))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let nested = self.value(visitor);
        self.inner.tuple_variant(length, nested)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let nested = self.object(visitor);
        self.inner.struct_variant(fields, nested)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::Strict;
    use super::Tolerance;

    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        read_with(text, Tolerance::default())
    }

    /// Reads with `[]` as an object, too.
    fn read_tolerantly<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        let empty_objects = true;
        read_with(
            text,
            Tolerance {
                lists: Some(0),
                texts: false,
                empty_objects,
            },
        )
    }

    fn read_with<T: DeserializeOwned>(text: &str, tolerance: Tolerance) -> Result<T, String> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let strict = Strict::tolerant(&mut deserializer, tolerance);
        T::deserialize(strict).map_err(|error| error.to_string())
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Leaf {
        number: i64,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Wrapper(Leaf);

    #[derive(Debug, Deserialize, PartialEq)]
    enum Choice {
        Nothing,
        Pair(i64, i64),
        One(Leaf),
        Named { number: i64 },
    }

    #[test]
    fn a_list_is_no_struct_at_any_depth() {
        for rejected in [
            read::<Leaf>("[]").map(drop),
            read::<Leaf>("[5]").map(drop),
            read::<Vec<Leaf>>("[{},[]]").map(drop),
            read::<Option<Leaf>>("[]").map(drop),
            read::<Wrapper>("[]").map(drop),
            read::<BTreeMap<String, Leaf>>(r#"{"a":[]}"#).map(drop),
            read::<Choice>(r#"{"One":[]}"#).map(drop),
            read::<Choice>(r#"{"Named":[5]}"#).map(drop),
            read_tolerantly::<Leaf>("[5]").map(drop),
            read_tolerantly::<Choice>(r#"{"Named":[]}"#).map(drop),
        ] {
            let message = rejected.unwrap_err();
            assert!(
                message.starts_with("invalid type: sequence, expected struct"),
                "{message}"
            );
        }
    }

    #[test]
    fn an_empty_list_may_be_an_object_of_which_nothing_is_required() {
        let leaf = Leaf::default;
        assert_eq!(read_tolerantly("[]"), Ok(leaf()));
        assert_eq!(read_tolerantly(" [ ] "), Ok(Some(leaf())));
        assert_eq!(read_tolerantly("[[],{}]"), Ok(vec![leaf(), leaf()]));
        assert_eq!(read_tolerantly("[]"), Ok(Wrapper(leaf())));
        assert_eq!(read_tolerantly("[]"), Ok(BTreeMap::<String, u8>::new()));
        let nested = BTreeMap::from([("a".to_owned(), leaf())]);
        assert_eq!(read_tolerantly(r#"{"a":[]}"#), Ok(nested));
        assert_eq!(read_tolerantly("[]"), Ok(Vec::<Leaf>::new()));
        assert_eq!(read_tolerantly("[]"), Ok(serde_json::json!([])));
    }

    #[test]
    fn an_empty_list_is_a_list_where_it_may_tell_one_variant_from_another() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(untagged)]
        enum Either {
            #[serde(deserialize_with = "crate::decode::buffered")]
            Leaf(Leaf),
            Map(BTreeMap<String, u8>),
            List(Vec<u8>),
        }
        assert_eq!(read_tolerantly("[]"), Ok(Either::List(Vec::new())));
        assert_eq!(read_tolerantly("{}"), Ok(Either::Leaf(Leaf::default())));
    }

    #[test]
    fn a_tolerance_is_a_byte() {
        for (lists, empty_objects) in [(0, false), (3, true), (2, false)] {
            let byte = Tolerance {
                lists: Some(lists),
                texts: false,
                empty_objects,
            }
            .byte();
            let read = Tolerance::of(byte);
            assert_eq!(
                (read.lists, read.empty_objects),
                (Some(lists), empty_objects)
            );
        }
    }

    #[test]
    fn all_else_is_read_as_ever() {
        let leaf = |number| Leaf { number };
        assert_eq!(read(r#"{"number":5,"unknown":[{}]}"#), Ok(leaf(5)));
        assert_eq!(read(r#"[{"number":5},{}]"#), Ok(vec![leaf(5), leaf(0)]));
        assert_eq!(read("null"), Ok(None::<Leaf>));
        assert_eq!(read(r#"{"number":5}"#), Ok(Wrapper(leaf(5))));
        assert_eq!(read(r#""Nothing""#), Ok(Choice::Nothing));
        assert_eq!(read(r#"{"Pair":[1,2]}"#), Ok(Choice::Pair(1, 2)));
        assert_eq!(read(r#"{"One":{"number":1}}"#), Ok(Choice::One(leaf(1))));
        assert_eq!(
            read(r#"{"Named":{"number":1}}"#),
            Ok(Choice::Named { number: 1 })
        );
        assert_eq!(
            read(r#"[1,"a",true,2.5,null]"#),
            Ok((1_u8, "a".to_owned(), true, 2.5, ()))
        );
        assert_eq!(
            read(r#"{"a":[1,{"b":null}]}"#),
            Ok(serde_json::json!({"a": [1, {"b": null}]}))
        );
    }
}
