//! A JSON body as a typed value, and where it stops being one.

mod escape;
mod writer;

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::DeserializeSeed;
use serde::ser::Error;
use serde_json::Value;

use crate::error::Mismatch;
use crate::value::finite::Finite;
use crate::value::object::Strict;
use crate::value::object::Tolerance;
use writer::Writer;

/// How many levels of lists in lists, and of properties that only inform, are read on their own. Each costs another look at its
/// text, and some stack.
pub(crate) const LEVELS: u8 = 6;

/// Writes a value as JSON.
///
/// Only when that fails, it is written once more with an eye on the path.
pub(crate) fn write(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, serde_json::Error> {
    Writer::written(value).map_err(|error| at_its_path(value, &error))
}

/// A value as JSON that is not yet written.
pub(crate) fn value(value: &(impl Serialize + ?Sized)) -> Result<Value, serde_json::Error> {
    let written = value.serialize(Finite(serde_json::value::Serializer));
    written.map_err(|error| at_its_path(value, &error))
}

/// The same error, with the path to what cannot be written.
fn at_its_path(value: &(impl Serialize + ?Sized), error: &serde_json::Error) -> serde_json::Error {
    let mut track = serde_path_to_error::Track::new();
    let serializer = Finite(serde_json::value::Serializer);
    let outcome = value.serialize(serde_path_to_error::Serializer::new(serializer, &mut track));
    let path = match outcome {
        Ok(_) => ".".to_owned(),
        Err(_) => track.path().to_string(),
    };
    match known_part(&path) {
        "." => serde_json::Error::custom(error),
        path => serde_json::Error::custom(format!("at `{path}`: {error}")),
    }
}

/// Reads the whole of `body` as a `T`.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    read_with(PhantomData, body)
}

/// The same, where `[]` is an object too, if nothing is required of it.
pub(crate) fn read_described<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    read_in_turn(PhantomData, body, true)
}

/// Reads the whole of `body` with `seed`.
pub(crate) fn read_with<'de, S>(seed: S, body: &'de [u8]) -> Result<S::Value, Mismatch>
where
    S: DeserializeSeed<'de> + Clone,
{
    read_in_turn(seed, body, false)
}

/// Only when reading fails, it is done once more with an eye on unreadable items of lists, and then with one on the path.
fn read_in_turn<'de, S>(seed: S, body: &'de [u8], empty_objects: bool) -> Result<S::Value, Mismatch>
where
    S: DeserializeSeed<'de> + Clone,
{
    let of_lists = |lists: u8| Tolerance {
        lists: Some(lists),
        empty_objects,
        texts: false,
    };
    if let Ok(value) = read_tolerantly(seed.clone(), body, of_lists(0)) {
        return Ok(value);
    }
    let tolerance = of_lists(LEVELS);
    read_tolerantly(seed.clone(), body, tolerance).map_err(|error| Mismatch {
        path: path_of_failure(seed, body, tolerance),
        message: error.to_string(),
        line: error.line(),
        column: error.column(),
    })
}

/// Reads the whole of `body` with `seed`, with this tolerance.
pub(crate) fn read_tolerantly<'de, S: DeserializeSeed<'de>>(
    seed: S,
    body: &'de [u8],
    tolerance: Tolerance,
) -> Result<S::Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = seed.deserialize(Strict::tolerant(&mut deserializer, tolerance))?;
    deserializer.end()?;
    Ok(value)
}

/// Where in `body` reading with `seed` fails: `.` when it is the body itself, or what stands behind it.
pub(crate) fn path_of_failure<'de, S: DeserializeSeed<'de>>(
    seed: S,
    body: &'de [u8],
    tolerance: Tolerance,
) -> String {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let strict = Strict::tolerant(&mut deserializer, tolerance);
    let mut track = serde_path_to_error::Track::new();
    match seed.deserialize(serde_path_to_error::Deserializer::new(strict, &mut track)) {
        Ok(_) => ".".to_owned(),
        Err(_) => known_part(&track.path().to_string()).to_owned(),
    }
}

/// A path without the `?` that stands for a property whose name was not reached.
fn known_part(path: &str) -> &str {
    match path.strip_suffix('?') {
        None => path,
        Some("") => ".",
        Some(known) => known.strip_suffix('.').unwrap_or(known),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::read;

    #[derive(Debug, Deserialize)]
    struct Page {
        #[expect(dead_code, reason = "only read")]
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    struct Item {
        #[expect(dead_code, reason = "only read")]
        count: u32,
    }

    #[test]
    fn the_place_of_a_failure_is_named() {
        for (body, place) in [
            (
                r#"{"items":[{"count":1},{"count":"x"}]}"#,
                "items[1].count 1:34",
            ),
            ("{\"items\":\n [{}]}", "items[0] 2:4"),
            (r#"{"items":[[]]}"#, "items[0] 1:12"),
            ("[]", ". 1:2"),
            ("", ". 1:0"),
            (r#"{"items":[]} {}"#, ". 1:14"),
            (r#"{"items":[]}x"#, ". 1:13"),
            ("\u{feff}{}", ". 1:1"),
            (r#"{"items":[{"count":NaN}]}"#, "items[0].count 1:20"),
        ] {
            let mismatch = read::<Page>(body.as_bytes()).unwrap_err();
            assert_eq!(
                format!("{} {}:{}", mismatch.path, mismatch.line, mismatch.column),
                place,
                "{body}"
            );
        }
    }
}
