//! JSON texts one after another, read as they come: one on each line, or each behind a record separator (RFC 7464).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Error;
use crate::error::Reason;
use crate::response::content_type::ContentType;
use crate::value::json;

/// What stands before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

/// JSON texts, read as they come: JSON Lines, or a JSON text sequence (RFC 7464).
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. A text that is not what was
/// described is an [`Error::Decode`], after which the stream goes on, and so is one longer than
/// [`max_response_bytes`](crate::Settings::max_response_bytes), which is not kept. Empty lines are passed over. The last text
/// need not end in a line feed.
///
/// A connection that breaks is an error too, after which the stream ends. Time is bounded between two pieces only, as with a
/// [`ByteStream`].
#[must_use = "values arrive while they are read"]
pub struct JsonStream<T> {
    bytes: ByteStream,
    splitter: Splitter,
    ready: VecDeque<Text>,
    has_ended: bool,
    values: PhantomData<fn() -> T>,
}

impl<T> JsonStream<T> {
    /// Texts on lines, unless the response says that they are a sequence.
    pub(crate) fn of_lines(bytes: ByteStream) -> Self {
        Self::new(bytes, b'\n')
    }

    /// Texts behind separators, unless the response says that they are lines.
    pub(crate) fn of_sequence(bytes: ByteStream) -> Self {
        Self::new(bytes, RECORD_SEPARATOR)
    }

    fn new(bytes: ByteStream, described: u8) -> Self {
        let separator = match ContentType::of(&bytes.origin.headers) {
            ContentType::JsonLines => b'\n',
            ContentType::JsonSequence => RECORD_SEPARATOR,
            ContentType::Json | ContentType::Text { .. } | ContentType::Other => described,
        };
        let limit = bytes.origin.client.shared.max_response_bytes;
        Self {
            bytes,
            splitter: Splitter::new(separator, limit),
            ready: VecDeque::new(),
            has_ended: false,
            values: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> JsonStream<T> {
    /// The next value; `None` when the server has ended the stream. What is dropped while it waits goes on when it is called
    /// again.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(text) = self.ready.pop_front() {
                return Poll::Ready(Some(self.read(text)));
            }
            if self.has_ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.splitter.feed(&piece, &mut self.ready),
                Some(Err(error)) => {
                    self.has_ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.has_ended = true;
                    self.ready.extend(self.splitter.end());
                }
            }
        }
    }

    fn read(&self, text: Text) -> Result<T, Error> {
        let origin = &self.bytes.origin;
        let Text::Whole(text) = text else {
            let limit = origin.client.shared.max_response_bytes;
            return Err(origin.unreadable(Bytes::new(), Reason::TooLarge { limit }));
        };
        json::read_described(&text)
            .map_err(|mismatch| origin.unreadable(text.into(), Reason::Json(mismatch)))
    }
}

impl<T: DeserializeOwned> Stream for JsonStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(context)
    }
}

/// Values may be what nobody should read in a log.
impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonStream({})", self.bytes.origin.operation)
    }
}

/// One of the texts.
#[derive(Debug, PartialEq, Eq)]
enum Text {
    Whole(Vec<u8>),
    /// It was too long to be kept.
    TooLong,
}

/// Takes a stream apart, in whatever pieces it comes.
struct Splitter {
    separator: u8,
    limit: usize,
    text: Vec<u8>,
    /// Whether more came of the text in hand than may be kept.
    is_too_long: bool,
}

impl Splitter {
    /// One that keeps so many bytes of one text.
    fn new(separator: u8, limit: usize) -> Self {
        Self {
            separator,
            limit,
            text: Vec::new(),
            is_too_long: false,
        }
    }

    /// Takes the next piece, and adds the texts that it completes.
    fn feed(&mut self, piece: &[u8], texts: &mut VecDeque<Text>) {
        let separator = self.separator;
        let mut parts = piece.split(|byte| *byte == separator);
        if let Some(first) = parts.next() {
            self.keep(first);
        }
        for part in parts {
            texts.extend(self.end());
            self.keep(part);
        }
    }

    fn keep(&mut self, part: &[u8]) {
        if self.is_too_long || self.text.len() + part.len() > self.limit {
            self.is_too_long = true;
            self.text.clear();
        } else {
            self.text.extend_from_slice(part);
        }
    }

    /// The text in hand, if there is one.
    fn end(&mut self) -> Option<Text> {
        let text = std::mem::take(&mut self.text);
        if std::mem::take(&mut self.is_too_long) {
            return Some(Text::TooLong);
        }
        let is_blank = text.trim_ascii().is_empty();
        (!is_blank).then_some(Text::Whole(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(separator: u8, stream: &[u8], size: usize) -> Vec<Text> {
        let mut splitter = Splitter::new(separator, 20);
        let mut texts = VecDeque::new();
        for piece in stream.chunks(size) {
            splitter.feed(piece, &mut texts);
        }
        texts.extend(splitter.end());
        texts.into()
    }

    fn whole(text: &str) -> Text {
        Text::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn texts_are_told_apart_wherever_pieces_end() {
        let lines = b"{\"n\":1}\r\n\n  \n[2]\n3";
        let sequence = b"\x1e{\"n\":\n1}\n\x1e\x1e[2]\n\x1e3\n";
        for size in 1..=lines.len() {
            let expected = [whole("{\"n\":1}\r"), whole("[2]"), whole("3")];
            assert_eq!(split(b'\n', lines, size), expected, "{size}");
        }
        for size in 1..=sequence.len() {
            let expected = [whole("{\"n\":\n1}\n"), whole("[2]\n"), whole("3\n")];
            assert_eq!(split(RECORD_SEPARATOR, sequence, size), expected, "{size}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_not_kept() {
        let stream = format!("1\n\"{}\"\n2\n{}", "x".repeat(50), "y".repeat(50));
        for size in [1, 7, 1000] {
            let expected = [whole("1"), Text::TooLong, whole("2"), Text::TooLong];
            assert_eq!(split(b'\n', stream.as_bytes(), size), expected, "{size}");
        }
    }
}
