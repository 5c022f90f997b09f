//! From a place in the document to a span of its text.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::Value;

use crate::pointer::Part;
use crate::pointer::Place;
use crate::report::diagnostic::At;
use crate::spec::yaml;

/// The bytes that a diagnostic underlines: a key, a scalar, or the first token of a larger value.
pub(crate) fn span(text: &str, at: &At) -> Range<usize> {
    let start = match at {
        At::Offset(_, offset) => *offset,
        At::Place(place) | At::InText(_, place) => written(text, place).unwrap_or(0),
    };
    let start = start.min(text.len());
    start..start + token_length(&text[start..])
}

/// Where a place is written. What a merge key brought in stands elsewhere: the nearest object around it is named instead.
fn written(text: &str, place: &Place) -> Option<usize> {
    let around = std::iter::successors(place.pointer.parent(), |pointer| pointer.parent());
    yaml::offset(text, place).or_else(|| {
        around
            .into_iter()
            .find_map(|pointer| yaml::offset(text, &pointer.key()))
    })
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

/// The order in which these places come in the text, found in one reading: a number for each, equal for one place.
pub(crate) fn order<'a>(text: &str, places: impl Iterator<Item = &'a At>) -> Vec<usize> {
    let mut wanted = Wanted::default();
    let mut order = Vec::new();
    for (index, at) in places.enumerate() {
        order.push(0);
        if let At::Place(place) | At::InText(_, place) = at {
            let mut here = &mut wanted;
            for token in place.pointer.tokens() {
                here = here.below.entry(token.to_owned()).or_default();
            }
            here.places.push((index, place.part));
        }
    }
    if let Ok(parsed) = yaml::parse(text) {
        wanted.count(Some(&parsed.value), &mut 0, &mut order);
    }
    order
}

/// The places that are looked for at a node and below it.
#[derive(Default)]
struct Wanted {
    places: Vec<(usize, Part)>,
    below: HashMap<String, Wanted>,
}

impl Wanted {
    fn count(&self, value: Option<&Value>, counted: &mut usize, order: &mut [usize]) {
        *counted += 2;
        for (index, part) in &self.places {
            order[*index] = match part {
                Part::Key { .. } => *counted,
                Part::Value => *counted + 1,
            };
        }
        match value {
            Some(Value::Object(members)) => {
                for (key, member) in members {
                    if let Some(wanted) = self.below.get(key) {
                        wanted.count(Some(member), counted, order);
                    }
                }
            }
            Some(Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    if let Some(wanted) = self.below.get(&index.to_string()) {
                        wanted.count(Some(element), counted, order);
                    }
                }
            }
            _ => {}
        }
    }
}
