//! YAML and JSON text to plain values, of a bounded size. The only module that names the YAML library.
//!
//! The library keeps no places, merges equal keys into typed maps, expands aliases without a budget and takes a thousand
//! times as long for brackets that are open close together. So the text is read through its `Deserializer` into [`Value`] by a
//! visitor that counts nodes, notes repeated keys, and rejects what OpenAPI has no meaning for; a look at the text before it
//! rejects such brackets.

mod brackets;
mod explain;
mod scan;
mod tags;
mod value;

use serde::de::DeserializeSeed;
use serde_json::Value;

use self::brackets::check_brackets;
use self::explain::explain;
use self::tags::check_tags;
use self::value::Reading;
use self::value::ValueSeed;
use crate::budget::Budget;
use crate::budget::HELP;
use crate::pointer::Pointer;

/// How the visitor of the values begins what it says of a text that has too much.
const TOO_LARGE: &str = "the document has more than";

/// What the library says of aliases that would expand to far more than the text.
const TOO_MANY_ALIASES: &str = "repetition limit exceeded";

/// A text that is no YAML, or more than is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// What is wrong.
    pub(crate) message: String,
    /// Where, as a byte offset.
    pub(crate) offset: usize,
    /// A second place, and why it matters.
    pub(crate) related: Option<(usize, String)>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// Whether it may be YAML, of which more is not read.
    pub(crate) is_too_large: bool,
}

/// A key that stands more than once in an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepeatedKey {
    pub(crate) pointer: Pointer,
    pub(crate) occurrence: usize,
}

/// A text as it was read.
pub(crate) struct Parsed {
    /// The whole of it.
    pub(crate) value: Value,
    /// The keys that stand again in one object: the first value is kept.
    pub(crate) repeated: Vec<RepeatedKey>,
    /// The merge keys (`<<`) of YAML 1.1, whose properties are put into the objects around them.
    pub(crate) merged: Vec<Pointer>,
    /// The numbers and truth values that stand where a schema has texts.
    pub(crate) unquoted: Vec<Pointer>,
}

/// Reads the whole text.
pub(crate) fn parse(text: &str, budget: Budget) -> Result<Parsed, SyntaxError> {
    if let Some(read) = parse_json(text, budget) {
        return Ok(read);
    }
    check_brackets(text)?;
    check_tags(text)?;
    let mut reading = Reading::of_yaml(text.len(), budget);
    let value = ValueSeed::root(&mut reading)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| syntax_error(&error, text))?;
    Ok(reading.parsed(value))
}

/// The text as JSON, if it is that: the YAML library does not know all escapes of JSON. What is no JSON is read as YAML, which
/// says what is wrong with it.
fn parse_json(text: &str, budget: Budget) -> Option<Parsed> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut reading = Reading::of_json(text.len(), budget);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = ValueSeed::root(&mut reading)
        .deserialize(&mut deserializer)
        .ok()?;
    deserializer.end().ok()?;
    Some(reading.parsed(value))
}

fn syntax_error(error: &serde_yaml::Error, text: &str) -> SyntaxError {
    let full = error.to_string();
    // The library ends its message with the place, which is reported separately.
    let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
    // It counts characters; everything else here counts bytes.
    let index = error.location().map_or(0, |location| location.index());
    let character = text.char_indices().nth(index);
    let offset = character.map_or(text.len(), |(offset, _)| offset);
    let is_too_large = message.contains(TOO_LARGE) || message == TOO_MANY_ALIASES;
    match ours(&message) {
        Some(message) => SyntaxError {
            message,
            offset,
            related: None,
            help: is_too_large.then(|| HELP.to_owned()),
            is_too_large,
        },
        None => explain(text, offset, &message),
    }
}

/// What the visitor of the values says of one, without the path that the library puts before it; a tag is a mistake of YAML.
fn ours(message: &str) -> Option<String> {
    if message == TOO_MANY_ALIASES {
        return Some("the aliases of the document stand for far more than it has".to_owned());
    }
    let beginnings = [TOO_LARGE, "a merge key (", "a number has to be finite"];
    let start = beginnings.iter().find_map(|begin| message.find(begin))?;
    Some(message[start..].to_owned())
}
