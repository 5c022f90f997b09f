//! A JSON body as a typed value, and where it stops being one.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::de::DeserializeSeed;

use crate::error::Mismatch;
use crate::object::Strict;

/// Reads the whole of `body` as a `T`.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    read_with(PhantomData, body)
}

/// Reads the whole of `body` with `seed`.
///
/// Only when that fails, it is read once more with an eye on the path, which costs an allocation for each member.
pub(crate) fn read_with<'de, S>(seed: S, body: &'de [u8]) -> Result<S::Value, Mismatch>
where
    S: DeserializeSeed<'de> + Clone,
{
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = seed.clone().deserialize(Strict(&mut deserializer));
    read.and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Mismatch {
            path: path_of_failure(seed, body),
            message: error.to_string(),
            line: error.line(),
            column: error.column(),
        })
}

/// Where in `body` reading with `seed` fails: `.` when it is the body itself, or what stands behind it.
fn path_of_failure<'de, S: DeserializeSeed<'de>>(seed: S, body: &'de [u8]) -> String {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(Strict(&mut deserializer), &mut track);
    match seed.deserialize(tracked) {
        Ok(_) => ".".to_owned(),
        Err(_) => known_part(&track.path().to_string()).to_owned(),
    }
}

/// A path without the `?` that stands for a member whose name was not reached.
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
