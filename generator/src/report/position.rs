//! Where the nodes of a text stand: any number of them, found in one reading of its events.

use std::collections::HashMap;

use saphyr_parser::Event;
use saphyr_parser::Marker;
use saphyr_parser::Parser;
use saphyr_parser::ScalarStyle;

use crate::pointer::KeyOrValue;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::json::JsonEvents;

/// A byte of a text, with its line and column as people count them: from 1, in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) offset: usize,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    /// Where a byte of the text stands.
    pub(crate) fn of_offset(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            offset: before.len(),
            line: newlines(before) + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

/// How many lines end in a text: counted in runs whose sum fits into a byte, which takes a tenth of looking at one after the other.
fn newlines(text: &str) -> usize {
    let runs = text.as_bytes().chunks(usize::from(u8::MAX));
    let ends = |run: &[u8]| run.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    runs.map(|run| usize::from(ends(run))).sum()
}

/// The positions of those nodes of a text that were looked for, and of the nodes around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Positions(Vec<Node>);

/// A node that is looked for, or around one that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    /// Its key, as often as it is repeated. What has no key stands where its value does.
    keys: Vec<Position>,
    value: Option<Position>,
    /// What is written there without quotes.
    scalar: Option<String>,
    /// The properties and items that are looked for, by their tokens.
    below: HashMap<String, usize>,
}

impl Positions {
    /// Reads the text once to find these places. What stands behind an alias is where it was written.
    pub(crate) fn find(text: &str, places: &[&Place]) -> Self {
        let mut positions = Self(vec![Node::default()]);
        for place in places {
            positions.want(&place.pointer);
        }
        let mut walk = Walk {
            text,
            positions,
            open: Vec::new(),
            anchors: HashMap::new(),
            is_ascii: text.is_ascii(),
            offset: 0,
            characters: 0,
        };
        if let Some(events) = JsonEvents::of(text) {
            for (event, start) in events {
                walk.take(&event, start);
            }
        } else {
            for event in Parser::new_from_str(text) {
                let Ok((event, span)) = event else { break };
                walk.take(&event, span.start);
            }
        }
        walk.positions
    }

    fn want(&mut self, pointer: &Pointer) {
        let mut here = 0;
        for token in pointer.tokens() {
            let new = self.0.len();
            let below = &mut self.0[here].below;
            here = *below.entry(token.to_owned()).or_insert(new);
            if here == new {
                self.0.push(Node::default());
            }
        }
    }

    fn node(&self, pointer: &Pointer) -> Option<&Node> {
        let mut tokens = pointer.tokens().into_iter();
        tokens.try_fold(self.0.first()?, |node, token| {
            self.0.get(*node.below.get(token)?)
        })
    }

    /// What is written at a place without quotes, to the letter.
    pub(crate) fn scalar(&self, place: &Place) -> Option<&str> {
        self.node(&place.pointer)?.scalar.as_deref()
    }

    /// Where a place stands; `None` for one that the text does not have.
    pub(crate) fn get(&self, place: &Place) -> Option<Position> {
        let node = self.node(&place.pointer)?;
        match place.part {
            KeyOrValue::Key { occurrence } if !node.keys.is_empty() => {
                node.keys.get(occurrence).copied()
            }
            KeyOrValue::Key { .. } | KeyOrValue::Value => node.value,
        }
    }

    /// Where a place stands, or the nearest object around it: what a merge key brought in is written elsewhere.
    pub(crate) fn nearest(&self, place: &Place) -> Option<Position> {
        let mut around = std::iter::successors(place.pointer.parent(), |pointer| pointer.parent());
        self.get(place)
            .or_else(|| around.find_map(|pointer| self.get(&pointer.key())))
    }
}

/// A list or an object that is being read, with its node if anything in it is looked for.
struct Open {
    node: Option<usize>,
    next: Next,
    /// Whether an alias may stand for it, so that everything in it is kept.
    is_anchored: bool,
}

/// What comes next in a list or an object.
enum Next {
    Item(usize),
    Key,
    /// The value of a key, and its node.
    Value(Option<usize>),
}

struct Walk<'t> {
    text: &'t str,
    positions: Positions,
    open: Vec<Open>,
    /// The nodes that aliases stand for.
    anchors: HashMap<usize, usize>,
    /// Whether each character is a byte.
    is_ascii: bool,
    /// How far the last position was into the text, in bytes and in characters.
    offset: usize,
    characters: usize,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>, start: Marker) {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                if !self.key(text, start) {
                    self.value(event, *anchor, start);
                }
            }
            Event::Alias(anchor) => {
                let node = self.value(event, 0, start);
                if let (Some(node), Some(written)) = (node, self.anchors.get(anchor)) {
                    self.copy(*written, node);
                }
            }
            Event::SequenceStart(anchor, _) => {
                let node = self.value(event, *anchor, start);
                self.open(node, *anchor, Next::Item(0));
            }
            Event::MappingStart(anchor, _) => {
                let node = self.value(event, *anchor, start);
                self.open(node, *anchor, Next::Key);
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

    fn open(&mut self, node: Option<usize>, anchor: usize, next: Next) {
        let is_inside = self.open.last().is_some_and(|around| around.is_anchored);
        self.open.push(Open {
            node,
            next,
            is_anchored: anchor > 0 || is_inside,
        });
    }

    /// Takes a text for a key, where one comes next. What is in the value of a repeated key is not looked for.
    fn key(&mut self, text: &str, start: Marker) -> bool {
        let Some(Open { next, .. }) = self.open.last_mut() else {
            return false;
        };
        if !matches!(next, Next::Key) {
            return false;
        }
        *next = Next::Value(None);
        if let Some(below) = self.below(|| text.to_owned()) {
            let position = self.position(start);
            let keys = &mut self.positions.0[below].keys;
            keys.push(position);
            if let ([_], Some(open)) = (keys.as_slice(), self.open.last_mut()) {
                open.next = Next::Value(Some(below));
            }
        }
        true
    }

    /// The node of a property or an item of what is being read, if it is looked for.
    fn below(&mut self, token: impl Fn() -> String) -> Option<usize> {
        let open = self.open.last()?;
        let nodes = &mut self.positions.0;
        let (node, new) = (open.node?, nodes.len());
        let token = token();
        let known = nodes[node].below.get(&token).copied();
        if known.is_none() && open.is_anchored {
            nodes[node].below.insert(token, new);
            nodes.push(Node::default());
            return Some(new);
        }
        known
    }

    /// A value begins; gives its node, if it is looked for.
    fn value(&mut self, event: &Event<'_>, anchor: usize, start: Marker) -> Option<usize> {
        let mut has_key = false;
        let mut node = match self.open.last_mut().map(|open| &mut open.next) {
            None => Some(0),
            Some(Next::Item(index)) => {
                let item = *index;
                *index += 1;
                self.below(|| item.to_string())
            }
            Some(next) => {
                has_key = true;
                match std::mem::replace(next, Next::Key) {
                    Next::Value(node) => node,
                    // A key that is no text: its value comes next.
                    Next::Item(_) | Next::Key => {
                        *next = Next::Value(None);
                        None
                    }
                }
            }
        };
        if anchor > 0 {
            let nodes = &mut self.positions.0;
            let anchored = *node.get_or_insert(nodes.len());
            if anchored == nodes.len() {
                nodes.push(Node::default());
            }
            self.anchors.insert(anchor, anchored);
        }
        let node = node?;
        let position = self.position(start);
        let position = self.beginning(event, has_key, position);
        self.positions.0[node].value = Some(position);
        if let Event::Scalar(text, ScalarStyle::Plain, ..) = event {
            self.positions.0[node].scalar = Some(text.to_string());
        }
        Some(node)
    }

    /// What an alias stands for is where it was written.
    fn copy(&mut self, written: usize, alias: usize) {
        let Node {
            value,
            scalar,
            below,
            ..
        } = self.positions.0[written].clone();
        self.positions.0[alias].value = value;
        self.positions.0[alias].scalar = scalar;
        for (token, written) in below {
            let known = self.positions.0[alias].below.get(&token).copied();
            if let Some(below) = known {
                let keys = self.positions.0[written].keys.clone();
                self.positions.0[below].keys = keys;
                self.copy(written, below);
            } else {
                self.positions.0[alias].below.insert(token, written);
            }
        }
    }

    /// Where a value begins. In three cases the library gives another place: for a block of text, that of its first line; for
    /// a list that is indented no further than its key, that of its first item; for an absent value, that of the colon.
    fn beginning(&self, event: &Event<'_>, has_key: bool, position: Position) -> Position {
        let (before, after) = self.text.split_at(position.offset);
        let offset = match event {
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                before.rfind(['|', '>'])
            }
            Event::Scalar(text, ..) if text.is_empty() && after.starts_with(':') => {
                Some(position.offset + 1)
            }
            Event::SequenceStart(..) => {
                let line = before.rfind('\n').map_or(0, |end| end + 1);
                let dash = before[line..].trim_start();
                let is_dash = dash.strip_prefix('-').is_some_and(is_blank);
                (has_key && is_dash).then(|| before.len() - dash.len())
            }
            _ => None,
        };
        offset.map_or(position, |offset| Position::of_offset(self.text, offset))
    }

    /// The library counts characters: bytes are counted on from the last position, or back to one before it.
    fn position(&mut self, marker: Marker) -> Position {
        let index = marker.index();
        let (before, after) = self.text.split_at(self.offset);
        if self.is_ascii {
            self.offset = index.min(self.text.len());
        } else if let Some(more) = index.checked_sub(self.characters) {
            self.offset += after.chars().take(more).map(char::len_utf8).sum::<usize>();
        } else {
            let back = before.chars().rev().take(self.characters - index);
            self.offset -= back.map(char::len_utf8).sum::<usize>();
        }
        self.characters = index;
        Position {
            offset: self.offset,
            line: marker.line(),
            column: marker.col() + 1,
        }
    }
}

/// Whether there is nothing in a part of a line, but for a comment.
fn is_blank(part: &str) -> bool {
    let part = part.trim_start();
    part.is_empty() || part.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, place: &Place) -> Option<(usize, usize)> {
        let found = Positions::find(text, &[place]).get(place);
        found.map(|position| (position.line, position.column))
    }

    #[test]
    fn keys_and_values_have_lines_and_columns() {
        let text = "a: &a\n  - b: 1\n    b: 2\nc: *a\nd: {e: [f]}\n";
        let at = Pointer::of_reference;
        assert_eq!(position(text, &at("#/a").key()), Some((1, 1)));
        assert_eq!(position(text, &at("#/a/0/b").key()), Some((2, 5)));
        assert_eq!(position(text, &at("#/a/0/b").repeated_key(1)), Some((3, 5)));
        assert_eq!(position(text, &at("#/a/0/b").value()), Some((2, 8)));
        assert_eq!(position(text, &at("#/c").value()), Some((1, 4)));
        assert_eq!(position(text, &at("#/c/0/b").value()), Some((2, 8)));
        assert_eq!(position(text, &at("#/d/e/0").key()), Some((5, 9)));
        assert_eq!(position(text, &at("#/d/f").key()), None);
    }

    #[test]
    fn json_is_yaml() {
        let text = "{\n  \"a\": [\n    {\"b\": true}\n  ], \"c\": \"\\ud83d\\ude00\"\n}\n";
        let at = Pointer::of_reference("#/a/0/b");
        assert_eq!(position(text, &at.key()), Some((3, 6)));
        assert_eq!(position(text, &at.value()), Some((3, 11)));
    }
}
