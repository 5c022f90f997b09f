//! The headers of a response, read as a type.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::iter;
use std::ops::Deref;

use http::HeaderMap;
use http::HeaderName;
use serde::de::DeserializeOwned;
use serde::de::Deserializer;
use serde::de::Error as _;
use serde::de::IntoDeserializer;
use serde::de::Visitor;
use serde::de::value::Error;
use serde::de::value::MapDeserializer;
use serde::de::value::SeqDeserializer;

/// The headers of a response as a `T`, and those of them that could not be read: one unreadable header does not cost the others.
///
/// ```
/// # use client_runtime::{Error, Response};
/// #[derive(Default, serde::Deserialize)]
/// struct Limits {
///     #[serde(rename = "x-ratelimit-remaining")]
///     remaining: Option<u32>,
/// }
///
/// # fn example(response: Response<()>) {
/// let headers = response.typed_headers::<Limits>();
/// println!("{:?} left", headers.remaining);
/// for header in headers.unreadable() {
///     eprintln!("{}: {}", header.name(), header.reason());
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TypedHeaders<T> {
    value: T,
    unreadable: Vec<UnreadableHeader>,
}

impl<T> TypedHeaders<T> {
    /// The headers that could be read.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The headers that could not be read as what they are described to be.
    #[must_use]
    pub fn unreadable(&self) -> &[UnreadableHeader] {
        &self.unreadable
    }
}

impl<T> Deref for TypedHeaders<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A header that could not be read as what it is described to be.
#[derive(Clone)]
pub struct UnreadableHeader {
    name: HeaderName,
    reason: String,
}

impl UnreadableHeader {
    fn new(name: &HeaderName, error: &Error) -> Self {
        Self {
            name: name.clone(),
            reason: error.to_string(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &HeaderName {
        &self.name
    }

    /// What is wrong with it, which may quote the server: to be bounded and escaped before it goes to a log.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Headers may hold secrets, so that only the name is shown.
impl fmt::Debug for UnreadableHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnreadableHeader({})", self.name)
    }
}

/// Reads `headers` as a `T`, without those that cannot be read.
pub(crate) fn read<T: DeserializeOwned + Default>(headers: &HeaderMap) -> TypedHeaders<T> {
    let mut unreadable = Vec::new();
    let mut lines = Vec::new();
    for name in headers.keys() {
        match joined(headers, name) {
            Ok(line) => lines.push((name, line)),
            Err(error) => unreadable.push(UnreadableHeader::new(name, &error)),
        }
    }
    let value = loop {
        let current = Cell::new(None);
        let properties = lines.iter().enumerate().map(|(index, (name, line))| {
            current.set(Some(index));
            (name.as_str(), HeaderText(line.clone()))
        });
        let end = iter::from_fn(|| {
            current.set(None);
            None
        });
        let properties = MapDeserializer::<_, Error>::new(properties.chain(end));
        match (T::deserialize(properties), current.get()) {
            (Ok(value), _) => break value,
            (Err(error), Some(index)) => {
                let (name, _) = lines.remove(index);
                unreadable.push(UnreadableHeader::new(name, &error));
            }
            (Err(_), None) => break T::default(),
        }
    };
    unreadable.sort_by_key(|one| headers.keys().position(|name| *name == one.name));
    TypedHeaders { value, unreadable }
}

/// The lines of a header as one (RFC 9110, section 5.2).
fn joined<'de>(headers: &'de HeaderMap, name: &HeaderName) -> Result<Cow<'de, str>, Error> {
    let mut joined = Cow::Borrowed("");
    for (index, line) in headers.get_all(name).iter().enumerate() {
        let line = str::from_utf8(line.as_bytes()).map_err(|_| Error::custom("not UTF-8"))?;
        if index == 0 {
            joined = Cow::Borrowed(line);
        } else {
            let joined = joined.to_mut();
            joined.push_str(", ");
            joined.push_str(line);
        }
    }
    Ok(joined)
}

/// The text of a header as what is asked for: style `simple` of OpenAPI, or JSON.
struct HeaderText<'de>(Cow<'de, str>);

impl HeaderText<'_> {
    fn is_json(&self, opening: char) -> bool {
        self.0.trim_start().starts_with(opening)
    }

    fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.0).map_err(Error::custom)
    }

    fn parts(&self) -> impl Iterator<Item = String> {
        let parts = self.0.split(',').map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty())
    }

    /// The keys and values of an object: `a,1,b,2` or, exploded, `a=1,b=2`.
    fn pairs(&self) -> Vec<(String, String)> {
        let parts: Vec<String> = self.parts().collect();
        if parts.iter().all(|part| part.contains('=')) {
            let pairs = parts.iter().filter_map(|part| part.split_once('='));
            return pairs
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
        }
        let pairs = parts.chunks_exact(2).filter_map(|pair| match pair {
            [key, value] => Some((key.clone(), value.clone())),
            _ => None,
        });
        pairs.collect()
    }
}

impl<'de> IntoDeserializer<'de, Error> for HeaderText<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn text<'de>(text: String) -> HeaderText<'de> {
    HeaderText(Cow::Owned(text))
}

/// Methods for numbers: one written `5.0` is a whole one too.
macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let text = self.0.trim();
            let whole = text.strip_suffix(".0").unwrap_or(text);
            match whole.parse::<$type>() {
                Ok(number) => visitor.$visit(number),
                Err(_) => Err(Error::custom(concat!("not a number in the range of ", stringify!($type)))),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for HeaderText<'de> {
    type Error = Error;

    /// What describes itself nowhere: a number or a boolean where it looks like one, else text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.json::<serde_json::Value>() {
            Ok(value) => value.deserialize_any(visitor).map_err(Error::custom),
            Err(_) => self.deserialize_str(visitor),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            _ => Err(Error::custom("neither `true` nor `false`")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_json('[') {
            let values: serde_json::Value = self.json()?;
            return values.deserialize_seq(visitor).map_err(Error::custom);
        }
        visitor.visit_seq(SeqDeserializer::new(self.parts().map(text)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_json('{') {
            let properties: serde_json::Value = self.json()?;
            return properties.deserialize_map(visitor).map_err(Error::custom);
        }
        let pairs = self.pairs().into_iter();
        visitor.visit_map(MapDeserializer::new(
            pairs.map(|(key, value)| (text(key), text(value))),
        ))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_owned().into_deserializer())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use http::HeaderValue;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    struct Known {
        text: Option<String>,
        count: Option<u32>,
        ratio: Option<f64>,
        more: Option<bool>,
        list: Option<Vec<u8>>,
        pairs: Option<BTreeMap<String, i64>>,
        exploded: Option<BTreeMap<String, i64>>,
        json: Option<Point>,
        any: Option<serde_json::Value>,
    }

    #[derive(Debug, Default, Deserialize)]
    struct Point {
        x: u8,
    }

    fn headers(lines: &[(&'static str, &'static [u8])]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    #[test]
    fn headers_are_read_as_what_they_are_described_to_be() {
        let headers = headers(&[
            ("unknown", b"x"),
            ("text", b"5"),
            ("count", b"7.0"),
            ("ratio", b"0.5"),
            ("more", b"True"),
            ("list", b"1, 2"),
            ("list", b"3"),
            ("pairs", b"a,1,b,2"),
            ("exploded", b"a=1,b=2"),
            ("json", br#"{"x":9}"#),
            ("any", b"free text"),
        ]);
        let read = read::<Known>(&headers);
        assert!(read.unreadable().is_empty(), "{:?}", read.unreadable());
        let pairs = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        assert_eq!(read.text.as_deref(), Some("5"));
        assert_eq!(
            (read.count, read.ratio, read.more),
            (Some(7), Some(0.5), Some(true))
        );
        assert_eq!(read.list.as_deref(), Some(&[1, 2, 3][..]));
        assert_eq!(
            (&read.pairs, &read.exploded),
            (&Some(pairs.clone()), &Some(pairs))
        );
        assert_eq!(read.json.as_ref().map(|point| point.x), Some(9));
        assert_eq!(read.any, Some("free text".into()));
    }

    #[test]
    fn an_unreadable_header_does_not_cost_the_others() {
        let headers = headers(&[
            ("count", b"many"),
            ("text", b"\xff"),
            ("more", b"maybe"),
            ("ratio", b"1"),
        ]);
        let read = read::<Known>(&headers);
        let unreadable: Vec<String> = read
            .unreadable()
            .iter()
            .map(|header| format!("{}: {}", header.name(), header.reason()))
            .collect();
        assert_eq!(
            unreadable,
            [
                "count: not a number in the range of u32",
                "text: not UTF-8",
                "more: neither `true` nor `false`"
            ]
        );
        assert_eq!(read.ratio, Some(1.0));
        assert_eq!(
            format!("{:?}", read.unreadable()[0]),
            "UnreadableHeader(count)"
        );
    }
}
