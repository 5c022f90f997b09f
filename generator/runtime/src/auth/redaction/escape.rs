//! The one character that an escape stands for, in JSON, in URLs and in HTML.

/// The most backslashes before one escape: JSON in JSON has three.
const MOST_BACKSLASHES: usize = 8;

/// The ASCII character that `bytes` begin with, where it is escaped, and how long the escape is.
pub(super) fn read(bytes: &[u8]) -> Option<(u8, usize)> {
    match bytes.first()? {
        b'\\' => backslash(bytes),
        b'%' => percent(bytes),
        b'&' => reference(bytes),
        _ => None,
    }
}

/// `\/`, `\u002f`, `\U0000002f` and `\x2f`, be it in a text within a text.
fn backslash(bytes: &[u8]) -> Option<(u8, usize)> {
    let count = bytes.iter().take_while(|byte| **byte == b'\\').count();
    let after = bytes.get(count.min(MOST_BACKSLASHES)..)?;
    let digits = match after.first()? {
        b'u' => 4,
        b'U' => 8,
        b'x' => 2,
        punctuation if punctuation.is_ascii_punctuation() => {
            return Some((*punctuation, count + 1));
        }
        _ => return None,
    };
    let number = number(after.get(1..=digits)?, 16)?;
    Some((number, count + 1 + digits))
}

/// `%2f`, be it in a URL within a URL.
fn percent(bytes: &[u8]) -> Option<(u8, usize)> {
    let mut start = 1;
    while bytes.get(start..start + 2) == Some(b"25") && start < MOST_BACKSLASHES {
        start += 2;
    }
    let number = number(bytes.get(start..start + 2)?, 16)?;
    Some((number, start + 2))
}

/// `&#47;` and `&#x2f;`, and the characters that HTML always escapes.
fn reference(bytes: &[u8]) -> Option<(u8, usize)> {
    let end = bytes.iter().take(10).position(|byte| *byte == b';')?;
    let byte = match bytes.get(1..end)? {
        b"amp" => b'&',
        b"lt" => b'<',
        b"gt" => b'>',
        b"quot" => b'"',
        b"apos" => b'\'',
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    Some((byte, end + 1))
}

fn number(digits: &[u8], radix: u32) -> Option<u8> {
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    let number = u8::from_str_radix(str::from_utf8(digits).ok()?, radix).ok();
    number.filter(|number| is_number && number.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_escape_stands_for_nothing() {
        for text in [
            "",
            "a",
            "\\",
            "\\n",
            "\\u",
            "\\u00",
            "\\u00zz",
            "\\u00e9",
            "\\u+063",
            "\\x6",
            "%",
            "%6",
            "%zz",
            "%e9",
            "%25",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#233;",
            "&#+9;",
            "&nbsp;",
            "&#000000000099;",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn an_escape_is_as_long_as_it_is() {
        for (text, length) in [
            ("\\/", 2),
            ("\\\\\\/", 4),
            ("\\u002f", 6),
            ("\\\\u002f", 7),
            ("\\U0000002f", 10),
            ("\\x2f", 4),
            ("%2f", 3),
            ("%252F", 5),
            ("&#47;", 5),
            ("&#x2f;", 6),
        ] {
            assert_eq!(
                read(format!("{text}f").as_bytes()),
                Some((b'/', length)),
                "{text}"
            );
        }
        assert_eq!(read(b"&amp;"), Some((b'&', 5)));
    }
}
