//! A serializer for which a whole number has no fraction, and what is no number is an error.
//!
//! JSON has neither NaN nor infinities, for which `serde_json` writes `null`: a value that a caller has is lost, or means
//! something else. And servers that read an integer do not read `80.0`. This wrapper decides both at every depth, for JSON and
//! for what is written from it: queries, headers, cookies and forms. All else is passed on as it is.

use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;
use serde::ser::SerializeMap;
use serde::ser::SerializeSeq;
use serde::ser::SerializeStruct;
use serde::ser::SerializeStructVariant;
use serde::ser::SerializeTuple;
use serde::ser::SerializeTupleStruct;
use serde::ser::SerializeTupleVariant;

use crate::value::number;
use crate::value::number::Spelling;

/// Wraps a serializer, what it gives out for lists and objects, and the values that are handed to those.
pub(crate) struct Finite<T>(pub(crate) T);

/// Methods that write nothing nested.
macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $method(self, $($argument: $type),*) -> Result<S::Ok, S::Error> {
            self.0.$method($($argument),*)
        }
    )*};
}

/// Methods that write a value within something.
macro_rules! pass_on_value {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $method<T: Serialize + ?Sized>(self, $($argument: $type,)* value: &T) -> Result<S::Ok, S::Error> {
            self.0.$method($($argument,)* &Finite(value))
        }
    )*};
}

/// Methods that begin a list or an object.
macro_rules! pass_on_begun {
    ($($method:ident($($argument:ident: $type:ty),*) -> $begun:ident)*) => {$(
        fn $method(self, $($argument: $type),*) -> Result<Self::$begun, S::Error> {
            self.0.$method($($argument),*).map(Finite)
        }
    )*};
}

impl<S: Serializer> Serializer for Finite<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Finite<S::SerializeSeq>;
    type SerializeTuple = Finite<S::SerializeTuple>;
    type SerializeTupleStruct = Finite<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Finite<S::SerializeTupleVariant>;
    type SerializeMap = Finite<S::SerializeMap>;
    type SerializeStruct = Finite<S::SerializeStruct>;
    type SerializeStructVariant = Finite<S::SerializeStructVariant>;

    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        match number::spelling(value.into()) {
            Some(Spelling::Whole(whole)) => self.0.serialize_i64(whole),
            Some(Spelling::Fraction(_)) => self.0.serialize_f32(value),
            None => Err(S::Error::custom(number::NOT_FINITE)),
        }
    }

    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        match number::spelling(value) {
            Some(Spelling::Whole(whole)) => self.0.serialize_i64(whole),
            Some(Spelling::Fraction(value)) => self.0.serialize_f64(value),
            None => Err(S::Error::custom(number::NOT_FINITE)),
        }
    }

    pass_on! {
        serialize_bool(value: bool)
        serialize_i8(value: i8) serialize_i16(value: i16) serialize_i32(value: i32) serialize_i64(value: i64)
        serialize_i128(value: i128)
        serialize_u8(value: u8) serialize_u16(value: u16) serialize_u32(value: u32) serialize_u64(value: u64)
        serialize_u128(value: u128)
        serialize_char(value: char) serialize_str(value: &str) serialize_bytes(value: &[u8])
        serialize_none() serialize_unit()
        serialize_unit_struct(name: &'static str)
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str)
    }

    pass_on_value! {
        serialize_some()
        serialize_newtype_struct(name: &'static str)
        serialize_newtype_variant(name: &'static str, index: u32, variant: &'static str)
    }

    pass_on_begun! {
        serialize_seq(length: Option<usize>) -> SerializeSeq
        serialize_tuple(length: usize) -> SerializeTuple
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant
        serialize_map(length: Option<usize>) -> SerializeMap
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

impl<T: Serialize + ?Sized> Serialize for Finite<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Finite(serializer))
    }
}

/// What is written of a list, item by item.
macro_rules! items {
    ($($begun:ident $method:ident)*) => {$(
        impl<S: $begun> $begun for Finite<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.0.$method(&Finite(value))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
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
        impl<S: $begun> $begun for Finite<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
                self.0.serialize_field(key, &Finite(value))
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), S::Error> {
                self.0.skip_field(key)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

properties! { SerializeStruct SerializeStructVariant }

impl<S: SerializeMap> SerializeMap for Finite<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(&Finite(key))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Finite(value))
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), S::Error> {
        self.0.serialize_entry(&Finite(key), &Finite(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use crate::DecimalNumber;
    use crate::value::json;

    #[derive(Serialize)]
    struct Reading {
        value: f64,
        more: Vec<Option<f64>>,
        shape: Shape,
        exact: DecimalNumber,
        #[serde(flatten)]
        others: BTreeMap<String, f64>,
    }

    #[derive(Serialize)]
    #[serde(tag = "kind")]
    enum Shape {
        Circle { radius: f64 },
    }

    fn reading(value: f64, more: f64, radius: f64, other: f64) -> Reading {
        Reading {
            value,
            more: vec![None, Some(more)],
            shape: Shape::Circle { radius },
            exact: DecimalNumber::new("1.50").unwrap(),
            others: BTreeMap::from([("other".to_owned(), other)]),
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction_at_any_depth() {
        let written = json::write(&reading(80.0, -3.0, 0.5, 1e30)).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            r#"{"value":80,"more":[null,-3],"shape":{"kind":"Circle","radius":0.5},"exact":1.50,"other":1e+30}"#
        );
        let value = json::value(&reading(80.0, -3.0, 0.5, 0.0)).unwrap();
        let shape = serde_json::json!({"kind": "Circle", "radius": 0.5});
        assert_eq!(
            value,
            serde_json::json!({"value": 80, "more": [null, -3], "shape": shape, "exact": 1.5, "other": 0})
        );
    }

    #[test]
    fn what_is_no_number_is_an_error_at_its_place() {
        let reason = "a number has to be finite, and this one is NaN or infinite";
        for (unwritable, place) in [
            (reading(f64::NAN, 0.0, 0.0, 0.0), "value"),
            (reading(0.0, f64::INFINITY, 0.0, 0.0), "more[1]"),
            (reading(0.0, 0.0, f64::NEG_INFINITY, 0.0), "shape.radius"),
            (reading(0.0, 0.0, 0.0, f64::NAN), "other"),
        ] {
            let error = json::write(&unwritable).unwrap_err();
            assert_eq!(error.to_string(), format!("at `{place}`: {reason}"));
            assert!(json::value(&unwritable).is_err());
        }
        assert_eq!(json::write(&f32::NAN).unwrap_err().to_string(), reason);
    }
}
