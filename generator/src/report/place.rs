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
