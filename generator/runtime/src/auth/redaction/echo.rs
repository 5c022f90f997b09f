//! Where a text says a secret: as it is, cut off, and with characters escaped.

use std::ops::Range;

use memchr::memchr3_iter;
use memchr::memmem;

use super::escape;

/// The most characters that the beginning of a secret may have and be shown. Of what is longer, half may be.
const MOST_SHOWN: usize = 16;

/// The places of `bytes` that say `secret`, or enough of its beginning: a text may break off within it.
///
/// Each of its characters may be escaped, as in JSON, in URLs and in HTML.
pub(super) fn places(bytes: &[u8], secret: &[u8]) -> Vec<Range<usize>> {
    let echo = Echo::of(secret);
    let mut places: Vec<_> = echo.plain(bytes).chain(echo.escaped(bytes)).collect();
    places.extend(echo.cut_off(bytes));
    places
}

/// A secret that is looked for.
struct Echo<'a> {
    secret: &'a [u8],
    /// How much of its beginning is as good as the whole.
    enough: usize,
}

impl<'a> Echo<'a> {
    fn of(secret: &'a [u8]) -> Self {
        let half = secret.len().div_ceil(2);
        let enough = half.clamp(super::SHORTEST, MOST_SHOWN).min(secret.len());
        Self { secret, enough }
    }

    /// Where the text says enough of the secret as it is.
    fn plain<'b>(&self, bytes: &'b [u8]) -> impl Iterator<Item = Range<usize>> + use<'a, 'b> {
        let (secret, enough) = (self.secret, self.enough);
        let mut last = 0;
        memmem::find_iter(bytes, &secret[..enough]).filter_map(move |start| {
            let is_new = start >= last;
            is_new.then(|| {
                let (_, length) = common(&bytes[start + enough..], &secret[enough..]);
                last = start + enough + length;
                start..last
            })
        })
    }

    /// Where it says enough, and one of these first characters is escaped.
    fn escaped<'b>(&self, bytes: &'b [u8]) -> impl Iterator<Item = Range<usize>> + use<'a, 'b> {
        let Self { secret, enough } = *self;
        let mut last = 0;
        memchr3_iter(b'\\', b'%', b'&', bytes).filter_map(move |place| {
            if place < last {
                return None;
            }
            let (byte, length) = escape::read(&bytes[place..])?;
            let before = (0..enough)
                .filter(|before| secret[*before] == byte)
                .find(|before| bytes[..place].ends_with(&secret[..*before]))?;
            let end = place + length;
            let (count, length) = common(&bytes[end..], &secret[before + 1..]);
            last = end + length;
            let is_enough = before + 1 + count >= enough;
            is_enough.then(|| place - before..end + length)
        })
    }

    /// The end of a text that breaks off in the first characters of the secret.
    fn cut_off(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let mut lengths = (super::SHORTEST..self.enough).rev();
        let length = lengths.find(|length| bytes.ends_with(&self.secret[..*length]))?;
        Some(bytes.len() - length..bytes.len())
    }
}

/// How many bytes of `secret` the text begins with, and how long it is in saying them.
fn common(bytes: &[u8], secret: &[u8]) -> (usize, usize) {
    let (mut count, mut length) = (0, 0);
    while let (Some(wanted), Some(first)) = (secret.get(count), bytes.get(length)) {
        let written = match escape::read(&bytes[length..]) {
            Some((byte, escape)) if byte == *wanted => escape,
            _ if first == wanted => 1,
            _ => break,
        };
        count += 1;
        length += written;
    }
    (count, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "canary/token-0123456789";

    /// The text without what is found.
    fn without(text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for place in places(text.as_bytes(), SECRET.as_bytes()) {
            bytes[place].fill(b'*');
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_secret_is_found_in_every_way_to_write_it() {
        for (from, to) in [
            ("c", r"\u0063"),
            ("c", r"\U00000063"),
            ("c", r"\\u0063"),
            ("c", r"\x63"),
            ("c", "%63"),
            ("c", "%2563"),
            ("c", "&#99;"),
            ("c", "&#x63;"),
            ("a", r"\u0061"),
            ("y", r"\u0079"),
            ("9", r"\u0039"),
            ("-", r"\u002d"),
            ("-", r"\u002D"),
            ("-", "%2D"),
            ("-", "&#x002D;"),
            ("/", r"\/"),
            ("/", r"\\/"),
            ("/", "%2f"),
            ("/", "&#47;"),
            ("", ""),
        ] {
            let echo = SECRET.replace(from, to);
            let found = without(&format!("<{echo}>"));
            assert_eq!(found, format!("<{}>", "*".repeat(echo.len())), "{echo}");
        }
        let escapes: Vec<_> = SECRET
            .bytes()
            .map(|byte| format!("\\u{byte:04x}"))
            .collect();
        let all = escapes.concat();
        assert_eq!(without(&all), "*".repeat(all.len()));
    }

    #[test]
    fn no_more_than_half_of_a_secret_is_left_where_a_text_breaks_off() {
        for end in 0..SECRET.len() {
            let cut = &SECRET[..end];
            let left = without(&format!("{cut}…"));
            assert_eq!(left.starts_with(cut), end < 12, "{left}");
            let left = without(cut);
            assert_eq!(left.starts_with(cut), end < 4, "{left}");
            let escaped = without(&cut.replacen('a', r"\u0061", 1));
            assert_eq!(
                escaped.starts_with(r"c\u0061"),
                (2..12).contains(&end),
                "{escaped}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left() {
        for text in [
            "",
            "canary-canaries",
            r"\u0063\u0061",
            r"\",
            "%",
            "&",
            "%6",
            r"\u00",
            "&#",
            "a canary: \\u0063anaries",
        ] {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn a_short_secret_is_found_whole() {
        for (secret, text, count) in [
            ("abcd", "abcd abc abcd", 2),
            ("abcde", "abcd", 1),
            ("aaaa", "aaaaaaaa", 2),
        ] {
            assert_eq!(
                places(text.as_bytes(), secret.as_bytes()).len(),
                count,
                "{text}"
            );
        }
    }
}
