//! JSON texts one after another, read as they come: one on each line, or each behind a record separator (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Buf as _;
use bytes::Bytes;
use futures_core::Stream;
use memchr::memchr;
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
    /// What has come and was not looked at yet.
    piece: Bytes,
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
            piece: Bytes::new(),
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
            if let Some(text) = self.splitter.next(&mut self.piece) {
                return Poll::Ready(Some(self.read(text)));
            }
            if self.has_ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(error)) => {
                    self.has_ended = true;
                    self.splitter.end();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.has_ended = true;
                    let last = self.splitter.end().map(|text| self.read(text));
                    return Poll::Ready(last);
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
        json::read_described(&text).map_err(|mismatch| {
            origin.unreadable(Bytes::copy_from_slice(&text), Reason::Json(mismatch))
        })
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
    Whole(Bytes),
    /// It was too long to be kept.
    TooLong,
}

/// Takes a stream apart, in whatever pieces it comes, one text after another.
struct Splitter {
    separator: u8,
    limit: usize,
    /// The beginning of a text that goes on in the next piece.
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

    /// Takes as much of `piece` as the next text needs; `None` where more has to come.
    fn next(&mut self, piece: &mut Bytes) -> Option<Text> {
        while let Some(end) = memchr(self.separator, piece) {
            let part = piece.split_to(end);
            piece.advance(1);
            let text = self.with(part);
            if text.is_some() {
                return text;
            }
        }
        self.keep(piece);
        piece.clear();
        None
    }

    /// The text of which this is the last part, if there is one.
    fn with(&mut self, part: Bytes) -> Option<Text> {
        if self.text.is_empty() && !self.is_too_long && part.len() <= self.limit {
            return whole(part);
        }
        self.keep(&part);
        self.end()
    }

    fn keep(&mut self, part: &[u8]) {
        if self.is_too_long || self.text.len() + part.len() > self.limit {
            self.is_too_long = true;
            self.text = Vec::new();
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
        whole(text.into())
    }
}

/// A text, unless it is blank.
fn whole(text: Bytes) -> Option<Text> {
    let is_blank = text.trim_ascii().is_empty();
    (!is_blank).then_some(Text::Whole(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(separator: u8, stream: &[u8], size: usize) -> Vec<Text> {
        let mut splitter = Splitter::new(separator, 20);
        let mut texts = Vec::new();
        for piece in stream.chunks(size) {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(text) = splitter.next(&mut piece) {
                texts.push(text);
            }
        }
        texts.extend(splitter.end());
        texts
    }

    fn whole(text: &'static str) -> Text {
        Text::Whole(Bytes::from_static(text.as_bytes()))
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
