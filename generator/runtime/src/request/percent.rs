//! Percent-encoding of one value.
//!
//! By hand, since what `allowReserved` keeps is ours anyway, and the tree of a client is bounded in its crates.

use std::fmt;
use std::fmt::Display;
use std::fmt::Write as _;

/// Writes to a string, and encodes on the way all but the unreserved characters of RFC 3986 (`A-Z a-z 0-9 - . _ ~`).
///
/// What a URI gives a meaning to (`/`, `?`, `%`, `+`, `:`) thus stays part of the value, in a path and in a query alike.
pub(crate) struct Encoder<'a>(pub(crate) &'a mut String);

impl fmt::Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let mut rest = text;
        while let Some(place) = rest.bytes().position(|byte| !is_unreserved(byte)) {
            let (unreserved, others) = rest.split_at(place);
            self.0.push_str(unreserved);
            // What is encoded may be a character of several bytes, each of which is.
            let length = others.chars().next().map_or(0, char::len_utf8);
            let (character, behind) = others.split_at(length);
            for byte in character.bytes() {
                self.0.push('%');
                self.0.push(char::from(DIGITS[usize::from(byte >> 4)]));
                self.0.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
            rest = behind;
        }
        self.0.push_str(rest);
        Ok(())
    }
}

/// Whether a byte stands for itself.
pub(crate) fn is_unreserved(byte: u8) -> bool {
    UNRESERVED[usize::from(byte)]
}

/// Appends `value`, encoded. `Err` when its `Display` fails.
pub(crate) fn append(target: &mut String, value: &(impl Display + ?Sized)) -> fmt::Result {
    write!(Encoder(target), "{value}")
}

/// `value`, encoded. `Err` when its `Display` fails.
pub(crate) fn encoded(value: &(impl Display + ?Sized)) -> Result<String, fmt::Error> {
    // Room for most identifiers, so that the text does not grow step by step.
    let mut text = String::with_capacity(48);
    append(&mut text, value)?;
    Ok(text)
}

/// The reserved characters that have no other meaning in a query.
pub(crate) const IN_QUERY: &str = ":/?@!$'()*,;=";
/// Those that a segment of a path may hold.
pub(crate) const IN_PATH: &str = ":@!$&'()*+,;=";
/// Those that the value of a cookie may hold (RFC 6265, section 4.1.1).
pub(crate) const IN_COOKIE: &str = ":/?#[]@!$&'()*+=";

/// An encoded value with these of the reserved characters, and the triplets that it held before.
pub(crate) fn with_reserved(encoded: &str, kept: &str) -> String {
    let mut parts = encoded.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        let byte = u8::from_str_radix(code, 16).unwrap_or_default();
        let character = kept
            .chars()
            .find(|character| *character == char::from(byte));
        match character {
            Some(character) => text.push(character),
            None if code == "25" && is_code(rest) => text.push('%'),
            None => text.extend(["%", code]),
        }
        text.push_str(rest);
    }
    text
}

/// Whether what follows a percent sign makes it a triplet.
fn is_code(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    let mut is_digit = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    is_digit() && is_digit()
}

/// Whether `path` consists of what a path may hold, so that it ends neither in a query nor in an error.
pub(crate) fn is_path(path: &str) -> bool {
    path.bytes().all(|byte| PATH[usize::from(byte)])
}

/// Which bytes a path may hold.
const PATH: [bool; 256] = {
    let mut path = UNRESERVED;
    let others = b"!$&'()*+,;=:@/%";
    let mut place = 0;
    while place < others.len() {
        path[others[place] as usize] = true;
        place += 1;
    }
    path
};

/// Which bytes stand for themselves (RFC 3986, section 2.3).
const UNRESERVED: [bool; 256] = {
    let mut unreserved = [false; 256];
    let mut byte = 0;
    while byte < u8::MAX {
        unreserved[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    unreserved
};

#[cfg(test)]
mod tests {
    use super::IN_COOKIE;
    use super::IN_PATH;
    use super::IN_QUERY;
    use super::encoded;
    use super::with_reserved;

    #[test]
    fn reserved_characters_and_triplets_stay_where_they_may() {
        for (value, expected) in [
            ("a:/?@!$'()*,;=b", "a:/?@!$'()*,;=b"),
            ("a&b=c#d+e[f]", "a%26b=c%23d%2Be%5Bf%5D"),
            ("%26 %2f", "%26%20%2f"),
            ("100% 5%2", "100%25%205%252"),
            ("ö", "%C3%B6"),
            ("%%41", "%25%41"),
            ("", ""),
        ] {
            let kept = with_reserved(&encoded(&value).unwrap(), IN_QUERY);
            assert_eq!(kept, expected, "{value}");
        }
        let kept = |place| with_reserved(&encoded(":/?#[]@!$&'()*+,;= %2F%").unwrap(), place);
        assert_eq!(kept(IN_PATH), ":%2F%3F%23%5B%5D@!$&'()*+,;=%20%2F%25");
        assert_eq!(kept(IN_COOKIE), ":/?#[]@!$&'()*+%2C%3B=%20%2F%25");
    }

    #[test]
    fn only_unreserved_characters_stay() {
        for (value, expected) in [
            ("aZ09-._~", "aZ09-._~"),
            ("a/b", "a%2Fb"),
            ("a b+c", "a%20b%2Bc"),
            ("%2e%2e", "%252e%252e"),
            (
                "?#&=:@!$'()*,;[]\\",
                "%3F%23%26%3D%3A%40%21%24%27%28%29%2A%2C%3B%5B%5D%5C",
            ),
            ("ö\r\n\0", "%C3%B6%0D%0A%00"),
            ("", ""),
        ] {
            assert_eq!(encoded(&value).unwrap(), expected);
        }
    }
}
