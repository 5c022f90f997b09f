//! A JSON body as a typed value, and where it stops being one.

mod escape;
mod writer;

use std::borrow::Cow;
use std::marker::PhantomData;

use memchr::memchr_iter;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::DeserializeSeed;
use serde::ser::Error;
use serde_json::Value;

use crate::error::Mismatch;
use crate::value::finite::Finite;
use crate::value::limits;
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
pub(crate) fn read_with<V, S>(seed: S, body: &[u8]) -> Result<V, Mismatch>
where
    S: for<'de> DeserializeSeed<'de, Value = V> + Clone,
{
    read_in_turn(seed, body, false)
}

/// Only when reading fails, it is done once more with an eye on unreadable items of lists, and then with one on the path.
fn read_in_turn<V, S>(seed: S, body: &[u8], empty_objects: bool) -> Result<V, Mismatch>
where
    S: for<'de> DeserializeSeed<'de, Value = V> + Clone,
{
    let of_lists = |lists: u8| Tolerance {
        lists: Some(lists),
        empty_objects,
        texts: false,
    };
    let text = text_of(body)?;
    let is_text = matches!(text, Cow::Borrowed(_));
    limits::begin();
    let error = match read_tolerantly(seed.clone(), &text, of_lists(0)) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let tolerance = of_lists(LEVELS);
    if !limits::begin_again() {
        return Err(mismatch(".".to_owned(), &error, is_text));
    }
    read_tolerantly(seed.clone(), &text, tolerance).map_err(|error| {
        let path = if limits::begin_again() {
            path_of_failure(seed, &text, tolerance)
        } else {
            ".".to_owned()
        };
        mismatch(path, &error, is_text)
    })
}

fn mismatch(path: String, error: &serde_json::Error, is_text: bool) -> Mismatch {
    Mismatch {
        path,
        message: if is_text {
            error.to_string()
        } else {
            format!("not UTF-8: {error}")
        },
        line: error.line(),
        column: error.column(),
    }
}

/// What stands for bytes that are no text: nobody can read it in a string, whatever stands around it, and it does no harm in one that
/// is ignored.
const NO_TEXT: &str = r"u\udc00";

/// The most places with bytes that are no text. Where there are more, the body is something else.
const MOST_WITHOUT_TEXT: usize = 10_000;

/// `body` as text, which is checked as a whole in much less time than each string of it.
fn text_of(body: &[u8]) -> Result<Cow<'_, str>, Mismatch> {
    let error = match str::from_utf8(body) {
        Ok(text) => return Ok(text.into()),
        Err(error) => error,
    };
    let mut text = String::with_capacity(body.len());
    let mut without_text = 0;
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(NO_TEXT);
            without_text += 1;
        }
        if without_text > MOST_WITHOUT_TEXT {
            let before = body.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.rsplit(|byte| *byte == b'\n').next();
            return Err(Mismatch {
                path: ".".to_owned(),
                message: format!("not UTF-8: {error}"),
                line: memchr_iter(b'\n', before).count() + 1,
                column: line.map_or(0, <[u8]>::len) + 1,
            });
        }
    }
    limits::keep(text.capacity());
    Ok(text.into())
}

/// Reads the whole of `text` with `seed`, with this tolerance.
pub(crate) fn read_tolerantly<'de, S: DeserializeSeed<'de>>(
    seed: S,
    text: &'de str,
    tolerance: Tolerance,
) -> Result<S::Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(Strict::tolerant(&mut deserializer, tolerance))?;
    deserializer.end()?;
    Ok(value)
}

/// Where in `text` reading with `seed` fails: `.` when it is the text itself, or what stands behind it.
pub(crate) fn path_of_failure<'de, S: DeserializeSeed<'de>>(
    seed: S,
    text: &'de str,
    tolerance: Tolerance,
) -> String {
    let mut deserializer = serde_json::Deserializer::from_str(text);
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
    use serde::de::IgnoredAny;

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

    #[test]
    fn what_is_no_text_is_an_error_where_it_is_read_and_none_where_it_is_ignored() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Named {
            name: String,
        }

        let named = |body: &[u8]| read::<Named>(body).map(|named| named.name);
        assert_eq!(named(b"{\"name\":\"a\",\"note\":\"\xe9\"}").unwrap(), "a");
        assert_eq!(
            named(b"{\"note\":\"\\\\\xff\xfe\",\"name\":\"\xc3\xb6\"}").unwrap(),
            "ö"
        );
        for (body, message) in [
            (&b"{\"name\":\"\xe9\"}"[..], "not UTF-8: "),
            (b"{\"name\":\"\\ud800\xe9\"}", "not UTF-8: "),
            (b"{\"name\":\"\xe9\\udc00\"}", "not UTF-8: "),
            (b"{\"name\":\"\\\xe9\"}", "not UTF-8: "),
            (b"{\"name\":\"a\",\"note\":\"\\\xe9\"}", "not UTF-8: "),
            (b"{\"name\":\"a\"}\xe9", "not UTF-8: "),
            (b"{\"name\":\"a\",\xe9:1}", "not UTF-8: "),
        ] {
            let error = named(body).unwrap_err();
            assert!(error.message.starts_with(message), "{}", error.message);
        }
    }

    #[test]
    fn what_is_no_text_at_all_is_not_read() {
        let body = |count| [b"[\n\"".as_slice(), &b"a\xff".repeat(count), b"\"]"].concat();
        assert!(read::<[IgnoredAny; 1]>(&body(10_000)).is_ok());
        let error = read::<[IgnoredAny; 1]>(&body(10_001)).unwrap_err();
        assert_eq!((error.line, error.column), (2, 3));
        assert_eq!(
            error.message,
            "not UTF-8: invalid utf-8 sequence of 1 bytes from index 4"
        );
    }
}
