//! An object with one property more: the one by which a union tells its branch, where the branch may be without.

use std::fmt::Display;

use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;
use serde::ser::Impossible;
use serde::ser::SerializeMap;
use serde::ser::SerializeStruct;

/// Writes an object with a property in front that counts before one of the same name.
///
/// ```
/// use client_runtime::branch;
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Cat {
///     kind: Option<String>,
///     lives: u32,
/// }
///
/// let cat = Cat { kind: None, lives: 9 };
/// let mut written = Vec::new();
/// branch::tagged("kind", "cat", &cat, &mut serde_json::Serializer::new(&mut written)).unwrap();
/// assert_eq!(written, br#"{"kind":"cat","lives":9}"#);
/// ```
///
/// # Errors
///
/// For what is written as anything but an object.
pub fn tagged<S: Serializer>(
    property: &'static str,
    value: impl Serialize,
    object: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    object.serialize(Tagged {
        inner: serializer,
        property,
        value,
        state: State::Written,
    })
}

/// Writes an object with a property behind the others, unless it has one of the same name.
///
/// # Errors
///
/// For what is written as anything but an object.
pub fn tagged_unless_set<S: Serializer>(
    property: &'static str,
    value: impl Serialize,
    object: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    object.serialize(Tagged {
        inner: serializer,
        property,
        value,
        state: State::Due,
    })
}

/// Wraps a serializer, or the object that it has begun.
struct Tagged<T, V> {
    inner: T,
    property: &'static str,
    value: V,
    state: State,
}

/// What is known of the property.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It stands in front, and counts before one of the object.
    Written,
    /// It is written behind the others, unless the object has one.
    Due,
    /// The object has one, which counts.
    Set,
}

fn no_object<E: Error>() -> E {
    E::custom("only an object can have a discriminator")
}

/// Methods for what is no object.
macro_rules! reject {
    ($($method:ident($($type:ty),*) -> $result:ty;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$result, S::Error> {
            Err(no_object())
        }
    )*};
}

impl<S: Serializer, V: Serialize> Serializer for Tagged<S, V> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Tagged<S::SerializeMap, V>;
    type SerializeStruct = Tagged<S::SerializeStruct, V>;

    reject! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(no_object())
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        // Of an object that has the property, nobody knows yet.
        let length = length
            .map(|length| length + 1)
            .filter(|_| self.state == State::Written);
        let mut inner = self.inner.serialize_map(length)?;
        if self.state == State::Written {
            inner.serialize_entry(self.property, &self.value)?;
        }
        Ok(Tagged {
            inner,
            property: self.property,
            value: self.value,
            state: self.state,
        })
    }

    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        let mut inner = self.inner.serialize_struct(name, length + 1)?;
        if self.state == State::Written {
            inner.serialize_field(self.property, &self.value)?;
        }
        Ok(Tagged {
            inner,
            property: self.property,
            value: self.value,
            state: self.state,
        })
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        Err(no_object())
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

impl<T, V> Tagged<T, V> {
    /// Whether a property of the object is left out, for the one of this name that was written before it.
    fn leaves_out(&mut self, is_it: bool) -> bool {
        if is_it && self.state == State::Due {
            self.state = State::Set;
        }
        is_it && self.state == State::Written
    }
}

impl<S: SerializeStruct, V: Serialize> SerializeStruct for Tagged<S, V> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        if self.leaves_out(name == self.property) {
            return Ok(());
        }
        self.inner.serialize_field(name, value)
    }

    fn skip_field(&mut self, name: &'static str) -> Result<(), S::Error> {
        self.inner.skip_field(name)
    }

    fn end(mut self) -> Result<S::Ok, S::Error> {
        if self.state == State::Due {
            self.inner.serialize_field(self.property, &self.value)?;
        }
        self.inner.end()
    }
}

impl<S: SerializeMap, V> Tagged<S, V> {
    /// Whether a key is the property.
    fn is_property<K: Serialize + ?Sized>(&self, key: &K) -> bool {
        serde_json::to_value(key).is_ok_and(|key| key == self.property)
    }
}

impl<S: SerializeMap, V: Serialize> SerializeMap for Tagged<S, V> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &T,
    ) -> Result<(), S::Error> {
        if self.leaves_out(self.is_property(key)) {
            return Ok(());
        }
        self.inner.serialize_entry(key, value)
    }

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), S::Error> {
        if self.leaves_out(self.is_property(key)) {
            return Err(S::Error::custom("the discriminator is written already"));
        }
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.inner.serialize_value(value)
    }

    fn end(mut self) -> Result<S::Ok, S::Error> {
        if self.state == State::Due {
            self.inner.serialize_entry(self.property, &self.value)?;
        }
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde::Serializer;
    use serde::ser::SerializeMap as _;

    use super::tagged;
    use super::tagged_unless_set;

    #[derive(Serialize)]
    struct Sound {
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<&'static str>,
        minutes: u32,
    }

    fn written(object: &impl Serialize) -> String {
        let mut written = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut written);
        tagged_unless_set("kind", "audio", object, &mut serializer).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_property_that_is_set_counts_before_the_default() {
        let minutes = 4;
        let kind = Some("tape");
        assert_eq!(
            written(&Sound { kind, minutes }),
            r#"{"kind":"tape","minutes":4}"#
        );
        let kind = None;
        assert_eq!(
            written(&Sound { kind, minutes }),
            r#"{"minutes":4,"kind":"audio"}"#
        );
        let map = BTreeMap::from([("kind", "tape")]);
        assert_eq!(written(&map), r#"{"kind":"tape"}"#);
        let map = BTreeMap::from([("size", "s")]);
        assert_eq!(written(&map), r#"{"size":"s","kind":"audio"}"#);
    }

    /// One that writes the key of a property apart from its value.
    struct Apart(&'static str);

    impl Serialize for Apart {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key(self.0)?;
            map.serialize_value("s")?;
            map.end()
        }
    }

    #[test]
    fn a_property_that_tells_the_branch_comes_first_in_objects_of_any_kind() {
        #[derive(Serialize)]
        struct Empty {}

        fn written(object: &impl Serialize) -> Result<String, serde_json::Error> {
            let mut written = Vec::new();
            let mut serializer = serde_json::Serializer::new(&mut written);
            tagged("kind", "audio", object, &mut serializer)?;
            Ok(String::from_utf8(written).unwrap_or_default())
        }
        let minutes = 4;
        let kind = Some("tape");
        let sound = Sound { kind, minutes };
        for (is, expected) in [
            (written(&sound), r#"{"kind":"audio","minutes":4}"#),
            (written(&Empty {}), r#"{"kind":"audio"}"#),
            (written(&BTreeMap::<u8, u8>::new()), r#"{"kind":"audio"}"#),
            (
                written(&BTreeMap::from([("kind", "tape"), ("size", "s")])),
                r#"{"kind":"audio","size":"s"}"#,
            ),
            (written(&Apart("size")), r#"{"kind":"audio","size":"s"}"#),
        ] {
            assert_eq!(is.unwrap(), expected);
        }
        assert!(written(&Apart("kind")).is_err());
        assert!(written(&[1]).is_err());
    }
}
