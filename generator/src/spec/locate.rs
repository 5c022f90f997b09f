//! From a place in the document to a span of its text.

use std::ops::Range;

use super::yaml;
use crate::diagnostic::At;

/// The bytes that a diagnostic underlines: a key, a scalar, or the first token of a larger value.
pub(crate) fn span(text: &str, at: &At) -> Range<usize> {
    let start = match at {
        At::Offset(offset) => *offset,
        At::Place(place) => yaml::offset(text, place).unwrap_or(0),
    };
    let start = start.min(text.len());
    start..start + token_length(&text[start..])
}

/// How far a scalar or a key reaches on its line; at least one character where there is one.
fn token_length(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or_default();
    let quoted = line
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let length = match quoted {
        Some(quote) => line[1..].find(quote).map_or(line.len(), |end| end + 2),
        None => plain_length(line),
    };
    let first = line.chars().next().map_or(0, char::len_utf8);
    length.max(first)
}

fn plain_length(line: &str) -> usize {
    let ends = [": ", ", ", " #", "}", "]"];
    let end = ends
        .iter()
        .filter_map(|end| line.find(end))
        .min()
        .unwrap_or(line.len());
    line[..end].trim_end().trim_end_matches(':').len()
}
