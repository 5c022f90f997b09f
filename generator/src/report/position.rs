//! From places in the document to lines and columns, of any number of places in one reading.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::Event;
use saphyr_parser::Parser;
use saphyr_parser::Span;

use crate::pointer::Part;
use crate::pointer::Place;
use crate::pointer::Pointer;

/// A line and a column, counted from 1 in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    /// Where a byte of the text stands.
    pub(crate) fn of_offset(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

/// Where each place stands; `None` for one that the text does not have. What an alias stands for is where the alias is.
pub(crate) fn positions(text: &str, places: &[Place]) -> Vec<Option<Position>> {
    let mut wanted = Wanted::default();
    for (index, place) in places.iter().enumerate() {
        wanted.add(index, place);
    }
    let mut walk = Walk {
        wanted: &wanted,
        open: Vec::new(),
        found: vec![None; places.len()],
    };
    for event in Parser::new_from_str(&without_surrogates(text)) {
        let Ok((event, span)) = event else { break };
        walk.take(event, span);
    }
    walk.found
}

/// The text with other escapes in place of those that only JSON has: pairs that are one character in UTF-16.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with('{') || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("\\u");
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_surrogate = part.starts_with(['d', 'D']) && part.is_char_boundary(4);
        replaced += "\\u";
        replaced += if is_surrogate {
            "0020"
        } else {
            part.get(..4).unwrap_or_default()
        };
        replaced += part.get(4..).unwrap_or_default();
    }
    Cow::Owned(replaced)
}

/// The places that are looked for at a node and below it.
#[derive(Default)]
struct Wanted {
    places: Vec<(usize, Part)>,
    below: HashMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, index: usize, place: &Place) {
        let Place { pointer, part } = place;
        let mut here = self;
        for token in Pointer::tokens(pointer) {
            here = here.below.entry(token.to_owned()).or_default();
        }
        here.places.push((index, *part));
    }
}

/// A list or an object that is being read.
enum Open<'w> {
    List {
        wanted: Option<&'w Wanted>,
        next: usize,
    },
    Object {
        wanted: Option<&'w Wanted>,
        /// How often each key that is looked for came.
        times: HashMap<String, usize>,
        next: Next<'w>,
    },
}

/// What comes next in an object.
enum Next<'w> {
    Key,
    /// The value of a key, and what is looked for in it.
    Value(Option<&'w Wanted>),
}

struct Walk<'w> {
    wanted: &'w Wanted,
    open: Vec<Open<'w>>,
    found: Vec<Option<Position>>,
}

impl<'w> Walk<'w> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        let position = Position {
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        match event {
            Event::Scalar(text, ..) => {
                if !self.key(&text, position) {
                    self.value(position);
                }
            }
            Event::Alias(_) => {
                if let Some(wanted) = self.value(position) {
                    self.put_all(wanted, position);
                }
            }
            Event::SequenceStart(..) => {
                let wanted = self.value(position);
                self.open.push(Open::List { wanted, next: 0 });
            }
            Event::MappingStart(..) => {
                let wanted = self.value(position);
                self.open.push(Open::Object {
                    wanted,
                    times: HashMap::new(),
                    next: Next::Key,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    /// Takes a text for a key, where one comes next.
    fn key(&mut self, text: &str, position: Position) -> bool {
        let Some(Open::Object {
            wanted,
            times,
            next: next @ Next::Key,
        }) = self.open.last_mut()
        else {
            return false;
        };
        let below = wanted.and_then(|wanted| wanted.below.get(text));
        *next = Next::Value(below);
        if let Some(below) = below {
            let times = times.entry(text.to_owned()).or_default();
            let occurrence = *times;
            *times += 1;
            self.put(below, Part::Key { occurrence }, position);
        }
        true
    }

    /// A value begins; gives what is looked for in it.
    fn value(&mut self, position: Position) -> Option<&'w Wanted> {
        let wanted = match self.open.last_mut() {
            None => Some(self.wanted),
            Some(Open::List { wanted, next }) => {
                let index = next.to_string();
                *next += 1;
                wanted.and_then(|wanted| wanted.below.get(&index))
            }
            Some(Open::Object { next, .. }) => match std::mem::replace(next, Next::Key) {
                Next::Value(wanted) => wanted,
                Next::Key => None,
            },
        };
        if let Some(wanted) = wanted {
            self.put(wanted, Part::Value, position);
            if matches!(self.open.last(), None | Some(Open::List { .. })) {
                self.put(wanted, Part::Key { occurrence: 0 }, position);
            }
        }
        wanted
    }

    fn put(&mut self, wanted: &Wanted, here: Part, position: Position) {
        for (index, _) in wanted.places.iter().filter(|(_, part)| *part == here) {
            if let Some(found @ None) = self.found.get_mut(*index) {
                *found = Some(position);
            }
        }
    }

    fn put_all(&mut self, wanted: &Wanted, position: Position) {
        for below in wanted.below.values() {
            for (index, _) in &below.places {
                if let Some(found @ None) = self.found.get_mut(*index) {
                    *found = Some(position);
                }
            }
            self.put_all(below, position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, place: Place) -> Option<(usize, usize)> {
        let found = positions(text, &[place]);
        let first = found.first().copied().flatten();
        first.map(|position| (position.line, position.column))
    }

    #[test]
    fn keys_and_values_have_lines_and_columns() {
        let text = "a: &a\n  - b: 1\n    b: 2\nc: *a\nd: {e: [f]}\n";
        let at = Pointer::of_reference;
        assert_eq!(position(text, at("#/a").key()), Some((1, 1)));
        assert_eq!(position(text, at("#/a/0/b").key()), Some((2, 5)));
        assert_eq!(position(text, at("#/a/0/b").repeated_key(1)), Some((3, 5)));
        assert_eq!(position(text, at("#/a/0/b").value()), Some((2, 8)));
        assert_eq!(position(text, at("#/c/0/b").value()), Some((4, 4)));
        assert_eq!(position(text, at("#/d/e/0").key()), Some((5, 9)));
        assert_eq!(position(text, at("#/d/f").key()), None);
    }

    #[test]
    fn json_is_yaml() {
        let text = "{\n  \"a\": [\n    {\"b\": true}\n  ], \"c\": \"\\ud83d\\ude00\"\n}\n";
        let at = Pointer::of_reference("#/a/0/b");
        assert_eq!(position(text, at.key()), Some((3, 6)));
        assert_eq!(position(text, at.value()), Some((3, 11)));
    }
}
