//! Text of others, made safe to show.
//!
//! A file name or a line of a file may hold an escape sequence that repaints the terminal, or a mark
//! that turns the reading direction. Both are shown as what they are.

/// Shows control characters and direction marks as escapes (`\u{1b}`); tabs stay.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '\t' && (letter.is_control() || is_direction_mark(letter)) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn letters_stay_and_escape_sequences_do_not() {
        assert_eq!(printable("\tgrün, 緑"), "\tgrün, 緑");
        assert_eq!(printable("\u{1b}[31m\r\u{202e}"), "\\u{1b}[31m\\r\\u{202e}");
    }
}
