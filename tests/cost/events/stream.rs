//! The events that the server sends.

use std::io;
use std::io::Write;

use crate::Outcome;

/// How the events are sent.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Each as it comes, in a chunk of its own.
    OneByOne,
    /// As many together as there are.
    Together,
}

impl Form {
    pub(super) const ALL: [Self; 2] = [Self::OneByOne, Self::Together];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::OneByOne => "one-by-one",
            Self::Together => "together",
        }
    }

    pub(super) fn description(self) -> &'static str {
        match self {
            Self::OneByOne => "each in a chunk",
            Self::Together => "many in a piece",
        }
    }

    pub(crate) fn named(name: &str) -> Outcome<Self> {
        let form = Self::ALL.into_iter().find(|form| form.name() == name);
        Ok(form.ok_or("no such form")?)
    }
}

/// Writes a response of so many events, and ends it.
pub(crate) fn write(connection: &mut impl Write, form: Form, events: u64) -> io::Result<()> {
    let framing = match form {
        Form::OneByOne => "transfer-encoding: chunked",
        Form::Together => "connection: close",
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{framing}\r\n\r\n");
    let mut buffered = io::BufWriter::with_capacity(1 << 16, connection);
    buffered.write_all(head.as_bytes())?;
    for number in 0..events {
        let event = event(number);
        match form {
            Form::OneByOne => write!(buffered, "{:x}\r\n{event}\r\n", event.len())?,
            Form::Together => buffered.write_all(event.as_bytes())?,
        }
    }
    if let Form::OneByOne = form {
        buffered.write_all(b"0\r\n\r\n")?;
    }
    buffered.flush()
}

/// One of about 200 bytes.
pub(super) fn event(number: u64) -> String {
    let number = number + 100_000;
    format!(
        "id: {number}\nevent: reading\ndata: {{\"sensor\":\"north-terrace-07\",\"celsius\":21.53,\"humidity\":0.41,\
         \"taken_at\":\"2026-11-30T12:00:00Z\",\"number\":{number},\"note\":\"light rain since the morning\"}}\n\n"
    )
}
