//! Where the places of a report stand in its texts, each of which is read at most once to find them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::pointer::Place;
use crate::report::Texts;
use crate::report::diagnostic::At;
use crate::report::position::Position;
use crate::report::position::Positions;

/// The positions of places, by the text that they are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places(BTreeMap<usize, Positions>);

impl Places {
    /// Finds these places in the texts.
    pub(crate) fn find<'a>(texts: &Texts, places: impl Iterator<Item = &'a At>) -> Self {
        let mut of_texts: BTreeMap<usize, Vec<&Place>> = BTreeMap::new();
        for at in places {
            let of_text = of_texts.entry(at.text()).or_default();
            of_text.extend(at.place());
        }
        let positions = of_texts.into_iter().map(|(number, places)| {
            let text = &texts.get(number).text;
            (number, Positions::find(text, &places))
        });
        Self(positions.collect())
    }

    /// The line and column of a place; `None` for one that its text does not have.
    pub(crate) fn position(&self, texts: &Texts, at: &At) -> Option<Position> {
        match at {
            At::Offset(number, offset) => {
                Some(Position::of_offset(&texts.get(*number).text, *offset))
            }
            At::Place(place) | At::InText(_, place) => self.0.get(&at.text())?.get(place),
        }
    }

    /// The byte at which a place begins, or else the nearest object around it.
    pub(crate) fn start(&self, at: &At) -> usize {
        match at {
            At::Offset(_, offset) => *offset,
            At::Place(place) | At::InText(_, place) => {
                let positions = self.0.get(&at.text());
                let position = positions.and_then(|positions| positions.nearest(place));
                position.unwrap_or_default().offset
            }
        }
    }

    /// The bytes that a diagnostic underlines: a key, a scalar, or the first token of a larger value.
    pub(crate) fn span(&self, texts: &Texts, at: &At) -> Range<usize> {
        let text = &texts.get(at.text()).text;
        let start = self.start(at).min(text.len());
        start..start + token_length(&text[start..])
    }
}

/// How far a scalar or a key reaches on its line; at least one character where there is one.
fn token_length(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let quoted = line
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let length = match (quoted, brackets_length(line)) {
        (Some(quote), _) => line[1..].find(quote).map_or(line.len(), |end| end + 2),
        (None, Some(length)) => length,
        (None, None) => plain_length(line),
    };
    let first = line.chars().next().map_or(0, char::len_utf8);
    length.max(first)
}

/// The most characters that are underlined: a document of JSON may be one line.
const LONGEST: usize = 400;

/// How far brackets reach with what is in them, where they are closed on the line; if not, the first is meant. `None` for what
/// does not begin with one.
fn brackets_length(line: &str) -> Option<usize> {
    line.starts_with(['{', '[']).then_some(())?;
    let mut depth = 0_usize;
    for (index, c) in line.char_indices().take(LONGEST) {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    Some(1)
}

/// How far a text without quotes reaches. A bracket ends it, unless it was opened in it.
fn plain_length(line: &str) -> usize {
    let ends = [": ", ", ", " #"];
    let end = ends.iter().filter_map(|end| line.find(end)).min();
    let mut depth = 0_usize;
    let closing = line.char_indices().take(LONGEST).find_map(|(index, c)| {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 0 => return Some(index),
            '}' | ']' => depth -= 1,
            _ => {}
        }
        None
    });
    let end = end.into_iter().chain(closing).min().unwrap_or(line.len());
    line[..end].trim_end().trim_end_matches(':').len()
}
