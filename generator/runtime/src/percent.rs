//! Percent-encoding of one value.

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
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                self.0.push(char::from(byte));
            } else {
                self.0.push('%');
                self.0.push(char::from(DIGITS[usize::from(byte >> 4)]));
                self.0.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
        Ok(())
    }
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

/// Whether `path` consists of what a path may hold, so that it ends neither in a query nor in an error.
pub(crate) fn is_path(path: &str) -> bool {
    path.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::encoded;

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
