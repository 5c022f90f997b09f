//! The lines of an event stream (HTML, section 9.2.6).
//!
//! By hand: it bounds the memory of an event, and bytes of a stream end anywhere.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Buf as _;
use bytes::Bytes;
use memchr::memchr2;

/// The most bytes that are kept for the next event, so that one long one does not hold its memory for as long as the stream.
const KEPT: usize = 64 * 1024;

/// An event as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message<'a> {
    /// `None` when it was too long to be kept.
    pub(super) data: Option<Cow<'a, str>>,
    pub(super) event: &'a str,
    pub(super) id: &'a str,
}

/// Takes a stream apart, in whatever pieces it comes, one event after another.
pub(super) struct Parser {
    limit: usize,
    /// The beginning of a line that goes on in the next piece.
    line: Vec<u8>,
    /// Whether the line before ended in a carriage return, so that a line feed now belongs to it.
    after_return: bool,
    is_first_line: bool,
    data: Vec<u8>,
    has_data: bool,
    event: String,
    id: String,
    last_id: String,
    retry: Option<Duration>,
    /// Whether more came for the event in hand than may be kept.
    is_too_long: bool,
    /// Whether the event in hand was given.
    is_given: bool,
}

impl Parser {
    /// One that keeps so many bytes of one event.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_return: false,
            is_first_line: true,
            data: Vec::new(),
            has_data: false,
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            is_too_long: false,
            is_given: false,
        }
    }

    /// Begins with the id of an event that came before.
    pub(super) fn continue_after(&mut self, last_id: &str) {
        last_id.clone_into(&mut self.id);
        last_id.clone_into(&mut self.last_id);
    }

    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Takes as much of `piece` as the next event needs; `None` where more has to come.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Option<Message<'_>> {
        if std::mem::take(&mut self.is_given) {
            self.begin();
        }
        while let Some(first) = piece.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                piece.advance(1);
                continue;
            }
            let Some(end) = memchr2(b'\r', b'\n', piece) else {
                self.keep(piece);
                piece.clear();
                break;
            };
            self.after_return = piece.get(end) == Some(&b'\r');
            let is_event = self.end_line(piece.get(..end).unwrap_or_default());
            piece.advance(end + 1);
            if is_event {
                return Some(self.message());
            }
        }
        None
    }

    /// Keeps the beginning of a line.
    fn keep(&mut self, part: &[u8]) {
        if self.fits(part) {
            self.line.extend_from_slice(part);
        } else {
            // What is left of the line is passed over like a comment, of which the colon tells it from an empty line.
            self.line.splice(.., [b':']);
        }
    }

    /// Whether what comes next of a line is to be kept: it is none of a comment, nor too long.
    fn fits(&mut self, part: &[u8]) -> bool {
        if self.line.first().or(part.first()) == Some(&b':') {
            return false;
        }
        if self.line.len() + self.data.len() + part.len() > self.limit {
            self.is_too_long = true;
            self.data.clear();
            return false;
        }
        true
    }

    /// Takes a line, of which this is the end; whether an event is complete.
    fn end_line(&mut self, end: &[u8]) -> bool {
        let fits = self.fits(end);
        if self.line.is_empty() {
            return if fits { self.read(end) } else { false };
        }
        self.keep(end);
        let mut line = std::mem::take(&mut self.line);
        let is_event = self.read(&line);
        line.clear();
        if line.capacity() <= KEPT {
            self.line = line;
        }
        is_event
    }

    fn read(&mut self, line: &[u8]) -> bool {
        let is_first = std::mem::take(&mut self.is_first_line);
        let mark = "\u{feff}".as_bytes();
        let line = match line.strip_prefix(mark) {
            Some(rest) if is_first => rest,
            _ => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"data" if !self.is_too_long => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
            }
            b"event" => set(&mut self.event, value),
            b"id" if !value.contains(&0) => set(&mut self.id, value),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = text(value).parse().ok();
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        false
    }

    /// Ends the event in hand; whether it is one.
    fn dispatch(&mut self) -> bool {
        self.id.clone_into(&mut self.last_id);
        self.is_given = self.has_data || self.is_too_long;
        if !self.is_given {
            self.begin();
        }
        self.is_given
    }

    /// Begins with another event.
    fn begin(&mut self) {
        self.data.clear();
        self.data.shrink_to(KEPT);
        self.has_data = false;
        self.event.clear();
        self.is_too_long = false;
    }

    /// The event in hand.
    fn message(&self) -> Message<'_> {
        let event = self.event.as_str();
        Message {
            data: (!self.is_too_long).then(|| text(&self.data)),
            event: if event.is_empty() { "message" } else { event },
            id: &self.last_id,
        }
    }
}

fn set(field: &mut String, value: &[u8]) {
    field.clear();
    field.push_str(&text(value));
}

/// Text, with a sign in place of what is none.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message that is kept.
    type Kept = (Option<String>, String, String);

    fn parse(pieces: &[&[u8]], limit: usize) -> Vec<Kept> {
        let mut parser = Parser::new(limit);
        let mut events = Vec::new();
        for piece in pieces {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(Message { data, event, id }) = parser.next(&mut piece) {
                events.push((data.map(Cow::into_owned), event.to_owned(), id.to_owned()));
            }
            assert!(piece.is_empty());
        }
        events
    }

    fn message(data: &str, event: &str, id: &str) -> Kept {
        (Some(data.to_owned()), event.to_owned(), id.to_owned())
    }

    const SAMPLE: &[u8] = "\u{feff}: a comment\r\ndata: first\n\r\rid: 7\revent:add\ndata:  two\r\ndata: lines\r\n\
        unknown: field\r\nretry: 250\r\n\r\ndata\n\ndata:\u{e9}t\u{e9}\n\nid\ndata: x\n\nid: 9\n\nevent: lost\n\ndata: unfinished\n"
        .as_bytes();

    #[test]
    fn lines_fields_and_comments_are_read_as_html_says() {
        let expected = [
            message("first", "message", ""),
            message(" two\nlines", "add", "7"),
            message("", "message", "7"),
            message("été", "message", "7"),
            message("x", "message", ""),
        ];
        assert_eq!(parse(&[SAMPLE], 1000), expected);
        let mut parser = Parser::new(1000);
        let mut piece = Bytes::from_static(SAMPLE);
        while parser.next(&mut piece).is_some() {}
        assert_eq!(parser.last_id(), "9");
        assert_eq!(parser.retry(), Some(Duration::from_millis(250)));
    }

    #[test]
    fn pieces_end_anywhere() {
        let whole = parse(&[SAMPLE], 1000);
        for first in 0..=SAMPLE.len() {
            let (one, rest) = SAMPLE.split_at(first);
            assert_eq!(parse(&[one, rest], 1000), whole, "{first}");
            for second in 0..=rest.len() {
                let (two, three) = rest.split_at(second);
                assert_eq!(parse(&[one, two, three], 1000), whole, "{first} {second}");
            }
        }
        let bytes: Vec<&[u8]> = SAMPLE.chunks(1).collect();
        assert_eq!(parse(&bytes, 1000), whole);
    }

    #[test]
    fn an_event_that_is_too_long_is_not_kept_and_comments_may_be_of_any_length() {
        let long = "x".repeat(50);
        let stream =
            format!("data: {long}\ndata: more\n\ndata: short\n\n: {long}\n\ndata: last\n\n");
        for size in [1, 7, 1000] {
            let pieces: Vec<&[u8]> = stream.as_bytes().chunks(size).collect();
            let events = parse(&pieces, 20);
            let data: Vec<Option<&str>> = events.iter().map(|(data, ..)| data.as_deref()).collect();
            assert_eq!(data, [None, Some("short"), Some("last")], "{size}");
        }
    }

    #[test]
    fn no_more_is_held_than_one_event() {
        let mut parser = Parser::new(1 << 20);
        let mut most_held = |length: usize, times: u32| {
            let event = Bytes::from(format!("id: 7\ndata: {}\n\n", "x".repeat(length)));
            let mut most = 0;
            for _ in 0..times {
                let (mut first, mut rest) = (event.slice(..10), event.slice(10..));
                assert_eq!(parser.next(&mut first), None);
                assert!(parser.next(&mut rest).is_some());
                assert_eq!(parser.next(&mut rest), None);
                let fields = [&parser.event, &parser.id, &parser.last_id];
                let fields: usize = fields.iter().map(|field| field.capacity()).sum();
                most = most.max(parser.line.capacity() + parser.data.capacity() + fields);
            }
            most
        };
        assert_eq!(most_held(200, 1_000), most_held(200, 10_000));
        most_held(500_000, 1);
        assert!(most_held(200, 1) <= 2 * KEPT);
    }
}
