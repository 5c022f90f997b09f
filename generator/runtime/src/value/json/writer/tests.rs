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
