//! Text from elsewhere, made fit for one line of a log: bounded, and without a character that a terminal obeys.

use std::fmt::Write as _;

/// `text` with its control characters escaped, cut before what would make it longer than `limit` characters.
pub(crate) fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::with_capacity(text.len().min(limit));
    let mut length = 0;
    for character in text.chars() {
        let end = line.len();
        push_escaped(&mut line, character);
        length += line[end..].chars().count();
        if length > limit {
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

/// [`one_line`], with the middle cut out instead of the end: what a decoder says stands at both ends of its message.
pub(crate) fn both_ends(text: &str, limit: usize) -> String {
    let length = text.chars().count();
    if length <= limit {
        return one_line(text, limit);
    }
    let half = limit / 2;
    let tail: String = text.chars().skip(length - half).collect();
    one_line(text, half) + &one_line(&tail, half)
}

/// The beginning of a body as one line; what is not UTF-8 shows as `�`.
pub(crate) fn of_bytes(bytes: &[u8], limit: usize) -> String {
    // A character has at most four bytes, so that this many hold `limit` characters and one more.
    let start = bytes
        .get(..limit.saturating_add(1).saturating_mul(4))
        .unwrap_or(bytes);
    one_line(&String::from_utf8_lossy(start), limit)
}

/// From how many characters on a word may be a lease or a token, or enough of one.
const LONG_WORD: usize = 12;

/// How many characters are shown of a word that is that long.
const BEGINNING: usize = 4;

/// `text` with no more than the beginning of each long word: of a response it may show what only the caller should read.
pub(crate) fn without_long_words(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    for word in text.split_inclusive(|character| !is_of_a_word(character)) {
        let characters = word.trim_end_matches(|character| !is_of_a_word(character));
        if characters.chars().count() < LONG_WORD {
            short.push_str(word);
        } else {
            short.extend(characters.chars().take(BEGINNING));
            short.push('…');
            short.push_str(&word[characters.len()..]);
        }
    }
    short
}

/// What a decoder says, in one line of at most `limit` characters: [without long words](without_long_words) where it quotes the
/// response.
pub(crate) fn of_decoder(message: &str, limit: usize) -> String {
    let line = both_ends(message, limit);
    let quoted = ["string \"", "unknown variant `", "character `"];
    let start = quoted
        .iter()
        .find_map(|before| Some(line.find(before)? + before.len()));
    let Some(start) = start else {
        return line;
    };
    let end = line.rfind(['"', '`']).filter(|end| *end > start);
    let (quote, after) = line[start..].split_at(end.map_or(line.len(), |end| end) - start);
    format!("{}{}{after}", &line[..start], without_long_words(quote))
}

/// Whether a token or a lease may hold `character`, be it in base64, or with an escape in it.
fn is_of_a_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(
            character,
            '…' | '-' | '_' | '+' | '/' | '=' | '.' | '~' | '\\' | '%'
        )
}

fn push_escaped(line: &mut String, character: char) {
    if character.is_control() || turns_text_around(character) {
        // Writing to a string does not fail.
        let _ = write!(line, "{}", character.escape_default());
    } else {
        line.push(character);
    }
}

/// Separators of lines, and marks that reorder what follows on a screen.
fn turns_text_around(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_the_length_is_bounded() {
        for (text, line) in [
            ("plain", "plain"),
            ("häß", "häß"),
            ("two\r\nlines", r"two\r\nlines"),
            ("\u{1b}[31mred", r"\u{1b}[31mred"),
            ("\u{202e}back", r"\u{202e}back"),
            ("exactly 13 ch", "exactly 13 ch"),
            ("exactly 14 ch!", "exactly 14 ch…"),
            ("\0\0\0", r"\u{0}\u{0}…"),
        ] {
            assert_eq!(one_line(text, 13), line);
        }
        assert_eq!(one_line(&"x".repeat(1_000_000), 100).chars().count(), 101);
    }

    #[test]
    fn both_ends_are_kept() {
        assert_eq!(both_ends("short", 10), "short");
        assert_eq!(
            both_ends("from the beginning to the end", 10),
            "from …e end"
        );
    }

    #[test]
    fn a_long_word_may_be_a_secret() {
        for (text, short) in [
            ("", ""),
            ("eleven-char, eleven-char", "eleven-char, eleven-char"),
            ("twelve-chars, twelve-chars", "twel…, twel…"),
            (
                r#"{"lease_id":"canary-lease","x"#,
                r#"{"lease_id":"cana…","x"#,
            ),
            (r"can\u0061ry-lease", "can\\…"),
            ("ary+lease/0123456789==", "ary+…"),
            (
                "<html><title>502 Bad Gateway</title>",
                "<html><title>502 Bad Gateway</title>",
            ),
        ] {
            assert_eq!(without_long_words(text), short);
        }
    }

    #[test]
    fn what_a_decoder_quotes_of_a_response_is_cut_and_what_it_says_itself_is_not() {
        for (message, line) in [
            (
                "missing field `message_backlog_count`",
                "missing field `message_backlog_count`",
            ),
            (
                r#"invalid type: string "canary-lease", expected struct PulledMessage"#,
                r#"invalid type: string "cana…", expected struct PulledMessage"#,
            ),
            (
                r#"invalid value: string "a canary-lease \"b\"", expected a moment"#,
                r#"invalid value: string "a cana… \"b\"", expected a moment"#,
            ),
            (
                r#"invalid type: string "short", expected u8"#,
                r#"invalid type: string "short", expected u8"#,
            ),
        ] {
            assert_eq!(of_decoder(message, 120), line);
        }
        let long = format!(
            "invalid type: string {:?}, expected a list",
            "canary-lease".repeat(99)
        );
        assert_eq!(
            of_decoder(&long, 120),
            "invalid type: string \"cana…\", expected a list"
        );
    }

    #[test]
    fn bytes_that_are_not_text_are_shown_as_such() {
        assert_eq!(of_bytes(b"<html>\xff", 100), "<html>\u{fffd}");
        assert_eq!(of_bytes(&[b'x'; 50], 3), "xxx…");
    }
}
