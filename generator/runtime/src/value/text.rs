//! A value that came as text, whether it is a text, or one that text may stand for.

use std::fmt;

use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::Visitor;
use serde::forward_to_deserialize_any;

use crate::error::Mismatch;
use crate::value::json;

/// Reads the text as it is where a `T` is text, else as JSON, or as what text without quotes may stand for.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mismatch> {
    let is_text = Text::of(text, Takers::Texts);
    if let Ok(text) = T::deserialize(is_text) {
        return Ok(text);
    }
    let mismatch = match json::read_described(text.as_bytes()) {
        Ok(value) => return Ok(value),
        Err(mismatch) => mismatch,
    };
    let stands_for_it = Text::of(text.trim(), Takers::All);
    T::deserialize(stands_for_it).map_err(|_| mismatch)
}

/// The text is none that a type takes. Why is not said: it costs much, and nobody asks.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("unfit")
    }
}

impl std::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(_reason: T) -> Self {
        Self
    }
}

/// Which types are given the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takers {
    /// Those that ask for a string.
    Texts,
    /// All.
    All,
}

/// Text as a deserializer. Where `null` is a value, the word stands for it.
struct Text<'t> {
    text: &'t str,
    takers: Takers,
}

impl<'t> Text<'t> {
    fn of(text: &'t str, takers: Takers) -> Self {
        Self { text, takers }
    }
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Unfit;

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_str(self.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_str(self.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.text {
            "null" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// As the languages of servers print one, too: `True`.
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let is = |word: &str| self.takers == Takers::All && self.text.eq_ignore_ascii_case(word);
        if is("true") {
            visitor.visit_bool(true)
        } else if is("false") {
            visitor.visit_bool(false)
        } else {
            self.deserialize_any(visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.takers {
            Takers::Texts => Err(Unfit),
            Takers::All => visitor.visit_enum(self.text.into_deserializer()),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.takers {
            Takers::Texts => Err(Unfit),
            Takers::All => visitor.visit_str(self.text),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::Value;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
        #[serde(untagged)]
        Unknown(String),
    }

    #[test]
    fn a_text_is_taken_as_it_is_where_text_is_asked_for() {
        for text in ["plain", "\"quoted\"", "7", "[1]", " two\nlines", ""] {
            assert_eq!(read::<String>(text).unwrap(), text);
            assert_eq!(read::<Option<String>>(text).unwrap().as_deref(), Some(text));
        }
        assert_eq!(read::<String>("null").unwrap(), "null");
        assert_eq!(read::<Option<String>>("null").unwrap(), None);
    }

    #[test]
    fn what_is_no_text_is_read_as_json() {
        assert_eq!(read("\"quoted\"").ok(), Some(json!("quoted")));
        assert_eq!(read("7").ok(), Some(7));
        assert_eq!(read(" 7\n").ok(), Some(7));
        assert_eq!(read("null").ok(), Some(None::<bool>));
        assert_eq!(read("[1, 2]").ok(), Some(vec![1, 2]));
        assert_eq!(read("\"red\"").ok(), Some(Colour::Red));
    }

    #[test]
    fn text_without_quotes_stands_for_what_can_be_one() {
        assert_eq!(read("red\n").ok(), Some(Colour::Red));
        assert_eq!(read("blue").ok(), Some(Colour::Unknown("blue".to_owned())));
        assert_eq!(read("red").ok(), Some(Some(Colour::Red)));
        assert_eq!(read("True").ok(), Some(true));
        assert_eq!(read("FALSE").ok(), Some(Some(false)));
        assert_eq!(read::<Value>("words").ok(), Some(json!("words")));
        assert!(read::<u8>("seven").is_err());
        assert!(read::<bool>("yes").is_err());
        assert!(read::<Vec<u8>>("seven").is_err());
    }
}
