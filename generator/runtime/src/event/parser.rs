//! The lines of an event stream (HTML, section 9.2.6).
//!
//! By hand: it bounds the memory of an event, and bytes of a stream end anywhere.

use std::collections::VecDeque;
use std::time::Duration;

/// An event as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// `None` when it was too long to be kept.
    pub(super) data: Option<String>,
    pub(super) event: String,
    pub(super) id: String,
}

/// Takes a stream apart, in whatever pieces it comes.
pub(super) struct Parser {
    limit: usize,
    line: Vec<u8>,
    /// Whether the line before ended in a carriage return, so that a line feed now belongs to it.
    after_return: bool,
    is_first_line: bool,
    data: Option<String>,
    event: String,
    id: String,
    last_id: String,
    retry: Option<Duration>,
    /// Whether more came for the event in hand than may be kept.
    is_too_long: bool,
}

impl Parser {
    /// One that keeps so many bytes of one event.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_return: false,
            is_first_line: true,
            data: None,
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            is_too_long: false,
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

    /// Takes the next piece, and adds the events that it completes.
    pub(super) fn feed(&mut self, piece: &[u8], events: &mut VecDeque<Message>) {
        let mut rest = piece;
        while let Some((first, others)) = rest.split_first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                rest = others;
                continue;
            }
            let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
            let Some(end) = rest.iter().position(is_end) else {
                self.keep(rest);
                return;
            };
            let (line, ending) = rest.split_at(end);
            self.keep(line);
            self.after_return = ending.first() == Some(&b'\r');
            rest = ending.get(1..).unwrap_or_default();
            self.end_line(events);
        }
    }

    fn keep(&mut self, part: &[u8]) {
        if self.line.first().or(part.first()) == Some(&b':') {
            // Of a comment only the colon is kept, which tells it from an empty line.
            self.line.splice(.., [b':']);
            return;
        }
        let kept = self.line.len() + self.data.as_ref().map_or(0, String::len);
        if kept + part.len() > self.limit {
            self.is_too_long = true;
            self.data = None;
            // What is left of the line is passed over like a comment.
            self.line.splice(.., [b':']);
        } else {
            self.line.extend_from_slice(part);
        }
    }

    fn end_line(&mut self, events: &mut VecDeque<Message>) {
        let line = std::mem::take(&mut self.line);
        let mut line = String::from_utf8_lossy(&line);
        if std::mem::take(&mut self.is_first_line)
            && let Some(rest) = line.strip_prefix('\u{feff}')
        {
            line = rest.to_owned().into();
        }
        if line.is_empty() {
            events.extend(self.dispatch());
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" if !self.is_too_long => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let milliseconds = value.parse().ok();
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
    }

    /// The event in hand, if there is one.
    fn dispatch(&mut self) -> Option<Message> {
        self.id.clone_into(&mut self.last_id);
        let event = std::mem::take(&mut self.event);
        let data = self.data.take();
        let is_too_long = std::mem::take(&mut self.is_too_long);
        if data.is_none() && !is_too_long {
            return None;
        }
        Some(Message {
            data,
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: self.last_id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pieces: &[&[u8]], limit: usize) -> Vec<Message> {
        let mut parser = Parser::new(limit);
        let mut events = VecDeque::new();
        for piece in pieces {
            parser.feed(piece, &mut events);
        }
        events.into()
    }

    fn message(data: &str, event: &str, id: &str) -> Message {
        Message {
            data: Some(data.to_owned()),
            event: event.to_owned(),
            id: id.to_owned(),
        }
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
        parser.feed(SAMPLE, &mut VecDeque::new());
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
            let data: Vec<Option<&str>> =
                events.iter().map(|event| event.data.as_deref()).collect();
            assert_eq!(data, [None, Some("short"), Some("last")], "{size}");
        }
    }
}
