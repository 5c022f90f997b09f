//! The boundaries of a body of parts (RFC 2046, section 5.1).
//!
//! By hand: it bounds the memory of a part, and bytes of a stream end anywhere.

use bytes::Buf as _;
use bytes::Bytes;
use http::HeaderMap;
use http::HeaderName;
use http::HeaderValue;
use memchr::memmem::Finder;

/// A part as it came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Whole {
        headers: HeaderMap,
        body: Bytes,
    },
    /// It was too long to be kept.
    TooLong,
}

/// Where in the body it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first boundary.
    Preamble,
    /// In a part.
    Part,
    /// Behind the last boundary.
    Epilogue,
}

/// Takes a stream apart, in whatever pieces it comes, one part after another.
pub(super) struct Splitter {
    /// A line feed and the boundary: a carriage return before that belongs to it.
    delimiter: Finder<'static>,
    limit: usize,
    place: Place,
    /// The part in hand, and what stood on the line of the boundary before it.
    held: Vec<u8>,
    /// How many of these bytes have no delimiter that begins in them.
    searched: usize,
    /// Whether more came of the part in hand than may be kept.
    is_too_long: bool,
}

impl Splitter {
    /// One that keeps so many bytes of one part.
    pub(super) fn new(boundary: &[u8], limit: usize) -> Self {
        let delimiter = [b"\n--", boundary].concat();
        Self {
            delimiter: Finder::new(&delimiter).into_owned(),
            limit,
            place: Place::Preamble,
            // The first boundary may be on the first line.
            held: b"\n".to_vec(),
            searched: 0,
            is_too_long: false,
        }
    }

    /// Takes as much of `piece` as the next part needs; `None` where more has to come.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Option<Piece> {
        while self.place != Place::Epilogue {
            if !self.take_delimiter(piece) {
                self.held.extend_from_slice(piece);
                let most = self.delimiter.needle().len() - 1;
                self.searched = self.held.len().saturating_sub(most);
                self.keep_within_limit();
                break;
            }
            let part = self.end();
            if part.is_some() {
                return part;
            }
        }
        piece.clear();
        None
    }

    /// Takes all up to the end of the next delimiter, and keeps what stands before it; whether there is one.
    fn take_delimiter(&mut self, piece: &mut Bytes) -> bool {
        // It may begin in what came before.
        let known = self.held.len();
        let most = (self.delimiter.needle().len() - 1).min(piece.len());
        self.held
            .extend_from_slice(piece.get(..most).unwrap_or_default());
        let unsearched = self.held.get(self.searched..).unwrap_or_default();
        if let Some(found) = self.delimiter.find(unsearched) {
            let start = self.searched + found;
            piece.advance(start + self.delimiter.needle().len() - known);
            self.held.truncate(start);
            return true;
        }
        self.held.truncate(known);
        let Some(start) = self.delimiter.find(piece) else {
            return false;
        };
        self.held.extend_from_slice(&piece.split_to(start));
        piece.advance(self.delimiter.needle().len());
        true
    }

    /// Ends the part in hand, if there is one, where a delimiter or the end of the body is.
    pub(super) fn end(&mut self) -> Option<Piece> {
        let mut held = std::mem::take(&mut self.held);
        self.searched = 0;
        let is_too_long = std::mem::take(&mut self.is_too_long);
        let is_part = std::mem::replace(&mut self.place, Place::Part) == Place::Part;
        if is_part && held.starts_with(b"--") {
            self.place = Place::Epilogue;
        }
        if self.place == Place::Epilogue || !is_part {
            return None;
        }
        if is_too_long || held.len() > self.limit {
            return Some(Piece::TooLong);
        }
        if held.last() == Some(&b'\r') {
            held.pop();
        }
        whole(&held.into())
    }

    /// Drops what is no part, or more than may be kept of one, but for what a delimiter may begin with.
    fn keep_within_limit(&mut self) {
        let is_closed = self.place == Place::Part && self.held.starts_with(b"--");
        if is_closed {
            self.place = Place::Epilogue;
            self.held = Vec::new();
        } else if self.place == Place::Preamble || self.is_too_long || self.held.len() > self.limit
        {
            self.is_too_long |= self.place == Place::Part;
            self.held.drain(..self.searched);
            self.held.shrink_to(self.delimiter.needle().len());
            self.searched = 0;
        }
    }
}

/// The headers and the body of a part, behind the rest of the line of its boundary; `None` where that line has not ended.
fn whole(part: &Bytes) -> Option<Piece> {
    let line = part.iter().position(|byte| *byte == b'\n')?;
    let mut rest = part.slice(line + 1..);
    let mut headers = HeaderMap::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = rest.split_to(end.unwrap_or(rest.len()));
        if end.is_some() {
            rest.advance(1);
        }
        let line = line.trim_ascii_end();
        if line.is_empty() || end.is_none() {
            return Some(Piece::Whole {
                headers,
                body: rest,
            });
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or_default().trim_ascii();
        let name = HeaderName::from_bytes(name.trim_ascii());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(stream: &[u8], size: usize, limit: usize) -> Vec<Option<(usize, Vec<u8>)>> {
        let mut splitter = Splitter::new(b"cut", limit);
        let mut parts = Vec::new();
        for piece in stream.chunks(size) {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(part) = splitter.next(&mut piece) {
                parts.push(part);
            }
            assert!(piece.is_empty());
        }
        parts.extend(splitter.end());
        let parts = parts.into_iter().map(|part| match part {
            Piece::Whole { headers, body } => Some((headers.len(), body.to_vec())),
            Piece::TooLong => None,
        });
        parts.collect()
    }

    fn part(headers: usize, body: &[u8]) -> (usize, Vec<u8>) {
        (headers, body.to_vec())
    }

    #[test]
    fn parts_are_told_apart_wherever_pieces_end() {
        let stream = b"before\r\n--cut  \r\nContent-Type: text/plain\r\nX-Id:1\r\n\r\none\r\n\r\n--cut\r\n\r\n--cu\r\n-\r\n--cut\r\n\r\n\r\n--cut--\r\nbehind\r\n--cut\r\n\r\nno";
        let expected = [part(2, b"one\r\n"), part(0, b"--cu\r\n-"), part(0, b"")].map(Some);
        for size in 1..=stream.len() {
            assert_eq!(split(stream, size, 1000), expected, "{size}");
        }
    }

    #[test]
    fn the_first_line_may_be_a_boundary_and_the_last_part_without_one() {
        let stream = b"--cut\nA: b\n\none\n--cut\n\ntwo";
        let expected = [part(1, b"one"), part(0, b"two")].map(Some);
        for size in 1..=stream.len() {
            assert_eq!(split(stream, size, 1000), expected, "{size}");
        }
        for none in ["", "--cut--", "--cut--\r\n", "nothing", "--cut"] {
            assert_eq!(split(none.as_bytes(), 3, 1000), [], "{none}");
        }
    }

    #[test]
    fn a_part_that_is_too_long_is_not_kept() {
        let long = "x".repeat(100);
        let stream = format!(
            "{long}\r\n--cut\r\n\r\n{long}\r\n--cut\r\n\r\nshort\r\n--cut\r\n\r\n{long}\r\n--cut--\r\n{long}"
        );
        for size in [1, 7, 1000] {
            let expected = [None, Some(part(0, b"short")), None];
            assert_eq!(split(stream.as_bytes(), size, 30), expected, "{size}");
        }
    }
}
