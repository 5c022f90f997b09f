//! JSON text as events of YAML, much faster than the YAML library, which also does not know all escapes of JSON.

use std::borrow::Cow;

use saphyr_parser::Event;
use saphyr_parser::Marker;
use saphyr_parser::ScalarStyle;
use serde::de::IgnoredAny;

/// The events of a text, and where each begins.
pub(crate) struct JsonEvents<'t> {
    rest: &'t str,
    index: usize,
    line: usize,
    column: usize,
}

impl<'t> JsonEvents<'t> {
    /// `None` if the text is no JSON object.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        let may_be = text.trim_start().starts_with('{');
        let is_json = may_be && serde_json::from_str::<IgnoredAny>(text).is_ok();
        is_json.then_some(Self {
            rest: text,
            index: 0,
            line: 1,
            column: 0,
        })
    }

    fn skip_separators(&mut self) {
        let is_separator = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
        let mut skipped = 0;
        for byte in self.rest.bytes().take_while(is_separator) {
            skipped += 1;
            self.column += 1;
            if byte == b'\n' {
                self.line += 1;
                self.column = 0;
            }
        }
        self.index += skipped;
        self.rest = &self.rest[skipped..];
    }
}

impl<'t> Iterator for JsonEvents<'t> {
    type Item = (Event<'t>, Marker);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_separators();
        let start = Marker::new(self.index, self.line, self.column);
        let first = *self.rest.as_bytes().first()?;
        let (token, rest) = self.rest.split_at(match first {
            b'{' | b'}' | b'[' | b']' => 1,
            b'"' => string_length(self.rest),
            _ => self.rest.find(is_end).unwrap_or(self.rest.len()),
        });
        let characters = token.chars().count();
        self.rest = rest;
        self.index += characters;
        self.column += characters;
        let event = match first {
            b'{' => Event::MappingStart(0, None),
            b'}' => Event::MappingEnd,
            b'[' => Event::SequenceStart(0, None),
            b']' => Event::SequenceEnd,
            b'"' => Event::Scalar(unquoted(token), ScalarStyle::DoubleQuoted, 0, None),
            _ => Event::Scalar(Cow::Borrowed(token), ScalarStyle::Plain, 0, None),
        };
        Some((event, start))
    }
}

/// Whether a number or a word ends before this.
fn is_end(c: char) -> bool {
    matches!(c, ',' | '}' | ']') || c.is_ascii_whitespace()
}

/// How many bytes the string has with which a text begins, quotes included.
fn string_length(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'"' => return index + 1,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    text.len()
}

fn unquoted(string: &str) -> Cow<'_, str> {
    let raw = string.trim_matches('"');
    if !string.contains('\\') {
        return Cow::Borrowed(raw);
    }
    serde_json::from_str(string).map_or(Cow::Borrowed(raw), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_those_of_the_yaml_library() {
        let text =
            "{\n  \"é\": [1, true,null , {\"b\\\"\\n\": \"\"}],\r\n  \"c\" : {},\"d\":-1.5e3}\n";
        let of_yaml = saphyr_parser::Parser::new_from_str(text).flatten();
        let of_yaml = of_yaml.map(|(event, span)| (event, span.start));
        let is_of_json = |(event, _): &(Event<'_>, Marker)| {
            use Event::{DocumentEnd, DocumentStart, StreamEnd, StreamStart};
            !matches!(
                event,
                StreamStart | StreamEnd | DocumentStart(_) | DocumentEnd
            )
        };
        let of_yaml: Vec<_> = of_yaml.filter(is_of_json).collect();
        let of_json: Vec<_> = JsonEvents::of(text).unwrap().collect();
        assert_eq!(of_json, of_yaml);
    }

    #[test]
    fn other_texts_have_none() {
        for text in ["", "a: 1", "{a: 1}", "{\"a\": 1} # YAML", "[1]"] {
            assert!(JsonEvents::of(text).is_none(), "{text}");
        }
    }
}
