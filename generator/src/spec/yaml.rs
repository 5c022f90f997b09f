//! YAML and JSON text to plain values, within limits. The only module that names the YAML library.
//!
//! The library keeps no places, merges equal keys into typed maps, expands aliases without a budget and takes quadratic
//! time on deep flow nesting. So the text is read through its `Deserializer` into [`Value`] by a visitor that counts
//! nodes, notes repeated keys, and refuses what OpenAPI has no meaning for; a scan before it refuses deep nesting. A
//! second kind of visitor fails on purpose at a given place: the position in the library's error is the answer.

use std::cell::RefCell;
use std::fmt;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::EnumAccess;
use serde::de::Error;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde_json::Map;
use serde_json::Number;
use serde_json::Value;

use crate::pointer::Part;
use crate::pointer::Place;
use crate::pointer::Pointer;

/// The deepest nesting of `[` and `{` in the text: well above any document, well below what takes long.
const MAX_FLOW_DEPTH: usize = 1_000;
/// The largest number of nodes after aliases are expanded.
const MAX_NODES: usize = 2_000_000;
/// The largest size of all scalars after aliases are expanded, in bytes.
const MAX_SCALAR_BYTES: usize = 64 * 1024 * 1024;

/// The key whose members YAML 1.1 puts into the object around it.
const MERGE_KEY: &str = "<<";

/// A text that is no YAML, or more than is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// What is wrong.
    pub(super) message: String,
    /// Where, as a byte offset.
    pub(super) offset: usize,
}

/// A key that stands more than once in an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RepeatedKey {
    pub(super) pointer: Pointer,
    pub(super) occurrence: usize,
}

/// A text as it was read.
pub(super) struct Parsed {
    /// The whole of it.
    pub(super) value: Value,
    /// The keys that stand again in one object: the first value is kept.
    pub(super) repeated: Vec<RepeatedKey>,
    /// The merge keys (`<<`) of YAML 1.1, whose members are put into the objects around them.
    pub(super) merged: Vec<Pointer>,
}

/// Reads the whole text.
pub(super) fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    refuse_deep_flow(text)?;
    if let Some(read) = parse_json(text) {
        return Ok(read);
    }
    let reading = Reading {
        is_yaml: true,
        ..Reading::default()
    };
    let value = ValueSeed::root(&reading)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| syntax_error(&error, text))?;
    Ok(reading.parsed(value))
}

/// The text as JSON, if it is that: the YAML library does not know all escapes of JSON. What is no JSON is read as YAML, which
/// says what is wrong with it.
fn parse_json(text: &str) -> Option<Parsed> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let reading = Reading::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = ValueSeed::root(&reading)
        .deserialize(&mut deserializer)
        .ok()?;
    deserializer.end().ok()?;
    Some(reading.parsed(value))
}

/// The byte offset at which a key or value begins; `None` when there is no such node.
pub(super) fn offset(text: &str, place: &Place) -> Option<usize> {
    let tokens = place.pointer.tokens();
    let seed = || LocateSeed {
        tokens: &tokens,
        part: place.part,
    };
    if text.trim_start().starts_with('{')
        && let Some(offset) = json_offset(text, seed())
    {
        return Some(offset);
    }
    let error = seed()
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    error
        .to_string()
        .contains(FOUND)
        .then(|| byte_offset(&error, text))
}

/// The same for JSON, which is read much faster as what it is. The error tells where the node ends, or where a list or an
/// object has begun.
fn json_offset(text: &str, seed: LocateSeed<'_>) -> Option<usize> {
    let error = seed
        .deserialize(&mut serde_json::Deserializer::from_str(text))
        .err()
        .filter(|error| error.to_string().contains(FOUND))?;
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(error.line().checked_sub(1)?).map(str::len).sum();
    let read = text.get(..before + error.column())?.trim_end();
    let inside = &read[..read.len().checked_sub(1)?];
    Some(match read.as_bytes().last()? {
        b'"' => opening_quote(inside)?,
        b'{' | b'[' => inside.len(),
        b'}' | b']' => inside.trim_end().len().checked_sub(1)?,
        _ => read
            .rfind(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c))
            .map_or(0, |end| end + 1),
    })
}

/// Where the string began that ended here.
fn opening_quote(inside: &str) -> Option<usize> {
    let is_escaped = |quote: &usize| {
        let slashes = inside[..*quote]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\');
        slashes.count() % 2 == 1
    };
    let quotes = inside.rmatch_indices('"').map(|(quote, _)| quote);
    quotes.into_iter().find(|quote| !is_escaped(quote))
}

fn refuse_deep_flow(text: &str) -> Result<(), SyntaxError> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_FLOW_DEPTH {
            let message = format!("more than {MAX_FLOW_DEPTH} brackets are open here");
            return Err(SyntaxError { message, offset });
        }
    }
    Ok(())
}

fn syntax_error(error: &serde_yaml::Error, text: &str) -> SyntaxError {
    let full = error.to_string();
    // The library ends its message with the place, which is said apart.
    let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
    SyntaxError {
        message,
        offset: byte_offset(error, text),
    }
}

/// The library counts characters; everything else here counts bytes.
fn byte_offset(error: &serde_yaml::Error, text: &str) -> usize {
    let Some(location) = error.location() else {
        return 0;
    };
    let line_start: usize = text
        .split_inclusive('\n')
        .take(location.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text.get(line_start..).unwrap_or_default();
    let column = location.column().saturating_sub(1);
    let within = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(offset, _)| offset);
    line_start + within
}

/// What is counted and noted during one reading.
#[derive(Default)]
struct Reading {
    nodes: RefCell<usize>,
    scalar_bytes: RefCell<usize>,
    repeated: RefCell<Vec<RepeatedKey>>,
    merged: RefCell<Vec<Pointer>>,
    /// Whether `<<` is a merge key: to JSON it is a key like any other.
    is_yaml: bool,
}

impl Reading {
    fn parsed(self, value: Value) -> Parsed {
        Parsed {
            value,
            repeated: self.repeated.into_inner(),
            merged: self.merged.into_inner(),
        }
    }

    /// Puts what a merge key holds into the object that it stands in, whose own members win.
    fn merge<E: Error>(&self, map: &mut Map<String, Value>, at: &Pointer) -> Result<(), E> {
        let Some(held) = map.shift_remove(MERGE_KEY) else {
            return Ok(());
        };
        let parts = match held {
            Value::Array(parts) => parts,
            part => vec![part],
        };
        for part in parts {
            let Value::Object(members) = part else {
                return Err(E::custom(
                    "a merge key (`<<`) takes an object, or a list of objects",
                ));
            };
            for (key, value) in members {
                map.entry(key).or_insert(value);
            }
        }
        self.merged.borrow_mut().push(at.child(MERGE_KEY));
        Ok(())
    }

    fn count<E: Error>(&self, scalar_bytes: usize) -> Result<(), E> {
        *self.nodes.borrow_mut() += 1;
        *self.scalar_bytes.borrow_mut() += scalar_bytes;
        if *self.nodes.borrow() > MAX_NODES {
            return Err(E::custom(format!(
                "the document has more than {MAX_NODES} nodes"
            )));
        }
        if *self.scalar_bytes.borrow() > MAX_SCALAR_BYTES {
            return Err(E::custom(format!(
                "the document has more than {MAX_SCALAR_BYTES} bytes of text"
            )));
        }
        Ok(())
    }
}

/// Reads one value.
struct ValueSeed<'r> {
    reading: &'r Reading,
    at: Pointer,
}

impl<'r> ValueSeed<'r> {
    fn root(reading: &'r Reading) -> Self {
        Self {
            reading,
            at: Pointer::root(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Number(value.into()))
    }

    /// Larger than any whole number of Rust's usual ones: as near as a number with a fraction comes.
    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON numbers have no more of it"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON numbers have no more of it"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.reading.count(0)?;
        let number = Number::from_f64(value);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number has to be finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.reading.count(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.reading.count(0)?;
        let mut list = Vec::new();
        loop {
            let seed = ValueSeed {
                reading: self.reading,
                at: self.at.child(list.len()),
            };
            match elements.next_element_seed(seed)? {
                Some(element) => list.push(element),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.reading.count(0)?;
        let mut map = Map::new();
        let mut occurrences = indexmap::IndexMap::<String, usize>::new();
        while let Some(key) = members.next_key_seed(KeySeed {
            reading: self.reading,
        })? {
            let at = self.at.child(&key);
            let value = members.next_value_seed(ValueSeed {
                reading: self.reading,
                at: at.clone(),
            })?;
            let occurrence = occurrences.entry(key.clone()).or_default();
            if *occurrence > 0 {
                let repeated = RepeatedKey {
                    pointer: at,
                    occurrence: *occurrence,
                };
                self.reading.repeated.borrow_mut().push(repeated);
            } else {
                map.insert(key, value);
            }
            *occurrence += 1;
        }
        if self.reading.is_yaml {
            self.reading.merge(&mut map, &self.at)?;
        }
        Ok(Value::Object(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom(
            "a YAML tag (`!name`) has no meaning in an OpenAPI document",
        ))
    }
}

/// Reads a key: text, or a number such as a status code, which becomes text.
struct KeySeed<'r> {
    reading: &'r Reading,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        self.reading.count(value.len())?;
        Ok(value.to_owned())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        self.visit_str(&value.to_string())
    }
}

/// The words by which [`offset`] knows its own error.
const FOUND: &str = "found the place";

/// Walks to a node and fails there on purpose.
struct LocateSeed<'t> {
    tokens: &'t [&'t str],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for LocateSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tokens {
            [] => deserializer.deserialize_any(FailHere),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for LocateSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node on the way")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let [token, rest @ ..] = self.tokens else {
            return Ok(());
        };
        let wanted: usize = token.parse().map_err(A::Error::custom)?;
        for _ in 0..wanted {
            if elements.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        elements.next_element_seed(LocateSeed {
            tokens: rest,
            part: self.part,
        })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let [token, rest @ ..] = self.tokens else {
            return Ok(());
        };
        let wanted = match (rest, self.part) {
            ([], Part::Key { occurrence }) => Some(occurrence),
            _ => None,
        };
        let mut seen = 0;
        while let Some(matches) = members.next_key_seed(MatchKey {
            token,
            fail: wanted == Some(seen),
        })? {
            if matches && wanted.is_none() {
                return members.next_value_seed(LocateSeed {
                    tokens: rest,
                    part: self.part,
                });
            }
            seen += usize::from(matches);
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Compares a key, and fails on purpose at the one that is looked for.
struct MatchKey<'t> {
    token: &'t str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for MatchKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for MatchKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        match value == self.token {
            true if self.fail => Err(E::custom(FOUND)),
            matches => Ok(matches),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.visit_str(&value.to_string())
    }
}

/// Fails at whatever value it is given.
struct FailHere;

impl<'de> Visitor<'de> for FailHere {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FOUND)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }
}
