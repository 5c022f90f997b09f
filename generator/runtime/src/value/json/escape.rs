//! Texts as JSON has them, in which what must be escaped is found many bytes at a time.

use std::fmt;

/// Each byte of a word.
const EACH: u64 = u64::from_ne_bytes([0x01; 8]);

/// The highest bit of each byte of a word.
const HIGH: u64 = EACH << 7;

/// Appends `text` in quotes.
pub(super) fn append_quoted(target: &mut Vec<u8>, text: &str) {
    target.reserve(text.len() + 2);
    target.push(b'"');
    append(target, text);
    target.push(b'"');
}

/// Appends what stands between the quotes: pieces as they are, each taken back from its first byte on that is escaped.
fn append(target: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some((piece, behind)) = rest.split_first_chunk::<16>() {
        target.extend_from_slice(piece);
        rest = if is_plain(piece) {
            behind
        } else {
            escape_first(target, piece, rest)
        };
    }
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        target.extend_from_slice(word);
        rest = if first_in_word(*word).is_none() {
            behind
        } else {
            escape_first(target, word, rest)
        };
    }
    for byte in rest {
        if is_escaped(*byte) {
            append_escape(target, *byte);
        } else {
            target.push(*byte);
        }
    }
}

/// Takes `piece`, which `rest` begins with, back from the end of `target`, but for what stands before its first byte that is
/// escaped. Escapes that byte, and gives what stands behind it.
fn escape_first<'a>(target: &mut Vec<u8>, piece: &[u8], rest: &'a [u8]) -> &'a [u8] {
    let (words, _) = piece.as_chunks::<8>();
    let mut words = words.iter().enumerate();
    let place = words.find_map(|(index, word)| Some(index * 8 + first_in_word(*word)?));
    let kept = place.unwrap_or(piece.len());
    target.truncate(target.len() - (piece.len() - kept));
    let Some((byte, behind)) = rest[kept..].split_first() else {
        return &[];
    };
    append_escape(target, *byte);
    behind
}

/// Writes texts between quotes.
pub(super) struct Escaped<'a>(pub(super) &'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        append(self.0, text);
        Ok(())
    }
}

/// Out of line, so that the loops that find nothing to escape keep their registers.
#[inline(never)]
fn append_escape(target: &mut Vec<u8>, byte: u8) {
    match LETTERS[usize::from(byte)] {
        0 => append_code(target, byte),
        letter => target.extend_from_slice(&[b'\\', letter]),
    }
}

/// The letters that bytes are escaped with, of those that have one.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    letters[b'"' as usize] = b'"';
    letters[b'\\' as usize] = b'\\';
    letters[b'\n' as usize] = b'n';
    letters[b'\r' as usize] = b'r';
    letters[b'\t' as usize] = b't';
    letters[0x08] = b'b';
    letters[0x0C] = b'f';
    letters
};

#[cold]
fn append_code(target: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
    target.extend_from_slice(&[b'\\', b'u', b'0', b'0', DIGITS[high], DIGITS[low]]);
}

/// With this bit turned, a quote is 0x20, and the space and `!` come behind it: all that is escaped but the backslash is below 0x21.
const TURNED: u8 = 0x02;

fn is_escaped(byte: u8) -> bool {
    byte ^ TURNED < 0x21 || byte == b'\\'
}

/// Whether nothing of this is escaped. Without a branch, so that it is a few instructions on vectors.
fn is_plain(piece: &[u8; 16]) -> bool {
    let escaped = piece
        .iter()
        .fold(0, |escaped, byte| escaped | u8::from(is_escaped(*byte)));
    escaped == 0
}

/// Where the first byte is that is escaped. What is subtracted carries over only from such a byte to those behind it.
fn first_in_word(word: [u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(word);
    let turned = word ^ (EACH * u64::from(TURNED));
    let controls_and_quotes = turned.wrapping_sub(EACH * 0x21) & !turned;
    let others = word ^ (EACH * u64::from(b'\\'));
    let backslashes = others.wrapping_sub(EACH) & !others;
    let escaped = (controls_and_quotes | backslashes) & HIGH;
    (escaped != 0).then(|| escaped.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::append_quoted;

    fn written(text: &str) -> String {
        let mut written = Vec::new();
        append_quoted(&mut written, text);
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn each_character_is_escaped_as_serde_json_escapes_it_wherever_it_stands() {
        let controls = (0..=0x20).map(char::from);
        let others = [
            '"',
            '\\',
            '/',
            '!',
            '#',
            '[',
            ']',
            '\u{7f}',
            '\u{80}',
            'ö',
            '\u{2028}',
            '\u{1F30D}',
        ];
        for character in controls.chain(others) {
            for before in 0..70 {
                for behind in [0, 1, 7, 8, 31, 32, 40] {
                    let text = format!("{}{character}{}", "x".repeat(before), "y".repeat(behind));
                    assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }

    #[test]
    fn pairs_of_characters_are_told_apart() {
        for first in 0..=0xFF_u8 {
            for second in 0..=0xFF_u8 {
                let text: String = [char::from(first), char::from(second), '!']
                    .iter()
                    .collect();
                let text = text.repeat(5);
                assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }
}
