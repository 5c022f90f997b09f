//! Values out of a text, counted while they are read.

use std::collections::HashMap;
use std::fmt;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::EnumAccess;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde_json::Map;
use serde_json::Number;
use serde_json::Value;

use super::Parsed;
use super::RepeatedKey;
use super::TOO_LARGE;
use crate::budget::Budget;
use crate::pointer::Path;
use crate::pointer::Pointer;

/// The key whose properties YAML 1.1 puts into the object around it.
const MERGE_KEY: &str = "<<";

/// What is counted and noted during one reading.
#[derive(Default)]
pub(super) struct Reading {
    nodes: usize,
    scalar_bytes: usize,
    /// The largest number of nodes after aliases are expanded.
    most_nodes: usize,
    /// The largest size of all scalars after aliases are expanded, in bytes.
    most_bytes: usize,
    repeated: Vec<RepeatedKey>,
    merged: Vec<Pointer>,
    unquoted: Vec<Pointer>,
    /// Whether `<<` is a merge key: to JSON it is a key like any other.
    is_yaml: bool,
}

impl Reading {
    /// Of a text of so many bytes.
    pub(super) fn of_json(bytes: usize, budget: Budget) -> Self {
        Self {
            most_nodes: budget.nodes(bytes),
            most_bytes: budget.scalars(bytes),
            ..Self::default()
        }
    }

    /// Of a text of so many bytes.
    pub(super) fn of_yaml(bytes: usize, budget: Budget) -> Self {
        Self {
            is_yaml: true,
            ..Self::of_json(bytes, budget)
        }
    }

    pub(super) fn parsed(self, value: Value) -> Parsed {
        Parsed {
            value,
            repeated: self.repeated,
            merged: self.merged,
            unquoted: self.unquoted,
        }
    }

    /// Puts what a merge key holds into the object that it stands in, whose own properties win.
    fn merge<E: Error>(&mut self, map: &mut Map<String, Value>, path: Path<'_>) -> Result<(), E> {
        let Some(held) = map.shift_remove(MERGE_KEY) else {
            return Ok(());
        };
        let parts = match held {
            Value::Array(parts) => parts,
            part => vec![part],
        };
        for part in parts {
            let Value::Object(properties) = part else {
                return Err(E::custom(
                    "a merge key (`<<`) takes an object, or a list of objects",
                ));
            };
            for (key, value) in properties {
                map.entry(key).or_insert(value);
            }
        }
        self.merged.push(path.pointer().child(MERGE_KEY));
        Ok(())
    }

    /// Notes what is no text though the schema that it stands in has texts only.
    fn note_unquoted(&mut self, map: &Map<String, Value>, path: Path<'_>) {
        if is_of_texts(map) {
            let keywords = ["const", "default", "example", "enum", "examples"];
            self.note_unquoted_at(&keywords, map, path);
            for keyword in ["oneOf", "anyOf"] {
                self.note_unquoted_in_branches(keyword, map, path);
            }
        } else if map
            .get("schema")
            .and_then(Value::as_object)
            .is_some_and(is_of_texts)
        {
            self.note_unquoted_at(&["example"], map, path);
        }
    }

    fn note_unquoted_at(
        &mut self,
        keywords: &[&'static str],
        map: &Map<String, Value>,
        path: Path<'_>,
    ) {
        for keyword in keywords {
            let path = Path::Property(&path, keyword);
            let is_unquoted = |value: &Value| is_unquoted(keyword, value);
            match map.get(*keyword) {
                Some(Value::Array(items)) => {
                    let items = items.iter().enumerate();
                    let unquoted = items.filter(|(_, item)| is_unquoted(item));
                    let unquoted = unquoted.map(|(index, _)| Path::Item(&path, index).pointer());
                    self.unquoted.extend(unquoted);
                }
                Some(value) if is_unquoted(value) => self.unquoted.push(path.pointer()),
                _ => {}
            }
        }
    }

    /// The same in branches that leave the type to the schema around them.
    fn note_unquoted_in_branches(
        &mut self,
        keyword: &str,
        map: &Map<String, Value>,
        path: Path<'_>,
    ) {
        let branches = map.get(keyword).and_then(Value::as_array);
        let path = Path::Property(&path, keyword);
        for (index, branch) in branches.into_iter().flatten().enumerate() {
            let branch = branch.as_object();
            if let Some(branch) = branch.filter(|branch| !branch.contains_key("type")) {
                self.note_unquoted_at(&["const", "enum"], branch, Path::Item(&path, index));
            }
        }
    }

    fn count<E: Error>(&mut self, scalar_bytes: usize) -> Result<(), E> {
        self.nodes += 1;
        self.scalar_bytes += scalar_bytes;
        if self.nodes > self.most_nodes {
            return Err(E::custom(format!(
                "{TOO_LARGE} {} nodes, its aliases expanded",
                self.most_nodes
            )));
        }
        if self.scalar_bytes > self.most_bytes {
            return Err(E::custom(format!(
                "{TOO_LARGE} {} bytes of text, its aliases expanded",
                self.most_bytes
            )));
        }
        Ok(())
    }
}

/// Whether an object is a schema of texts, and of nothing else but null.
fn is_of_texts(map: &Map<String, Value>) -> bool {
    match map.get("type") {
        Some(Value::String(name)) => name == "string",
        Some(Value::Array(names)) => {
            names.iter().any(|name| name == "string")
                && names.iter().all(|name| name == "string" || name == "null")
        }
        _ => false,
    }
}

/// Whether a value under a keyword is no text. Of the many whole numbers that are examples none looks otherwise as text.
fn is_unquoted(keyword: &str, value: &Value) -> bool {
    value.is_f64() || !keyword.starts_with("example") && (value.is_number() || value.is_boolean())
}

/// Reads one value.
pub(super) struct ValueSeed<'r, 'w> {
    reading: &'r mut Reading,
    path: Path<'w>,
}

impl<'r> ValueSeed<'r, '_> {
    pub(super) fn root(reading: &'r mut Reading) -> Self {
        let path = Path::Root;
        Self { reading, path }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_> {
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.reading.count(0)?;
        let mut list = Vec::new();
        loop {
            let seed = ValueSeed {
                reading: &mut *self.reading,
                path: Path::Item(&self.path, list.len()),
            };
            match items.next_element_seed(seed)? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Value, A::Error> {
        self.reading.count(0)?;
        let mut map = Map::new();
        let mut repeated = HashMap::<String, usize>::new();
        while let Some(key) = properties.next_key_seed(KeySeed {
            reading: &mut *self.reading,
        })? {
            let path = Path::Property(&self.path, &key);
            let value = properties.next_value_seed(ValueSeed {
                reading: &mut *self.reading,
                path,
            })?;
            if map.contains_key(&key) {
                let pointer = path.pointer();
                let occurrence = repeated.entry(key).or_default();
                *occurrence += 1;
                self.reading.repeated.push(RepeatedKey {
                    pointer,
                    occurrence: *occurrence,
                });
            } else {
                map.insert(key, value);
            }
        }
        if self.reading.is_yaml {
            self.reading.merge(&mut map, self.path)?;
        }
        self.reading.note_unquoted(&map, self.path);
        Ok(Value::Object(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom(
            "a YAML tag (`!name`) has no meaning in an OpenAPI document",
        ))
    }
}

/// Reads a key as it is written: text, or what would be a number elsewhere, such as a status code.
struct KeySeed<'r> {
    reading: &'r mut Reading,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
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
}
