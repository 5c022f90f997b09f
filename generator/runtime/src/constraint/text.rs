//! Texts, whose characters are counted and looked at; those of a type of its own are checked when they are made.

use super::Checked;
use super::Checks;
use super::Path;
use super::Present;
use super::path::TypedText;
use crate::Error;

/// A text, or something in the place of one that may be absent.
pub trait Text {
    /// Its characters as they are sent, if it is there.
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

macro_rules! text {
    ($($name:ident),*) => {
        $(impl Text for crate::$name {
            fn text(&self) -> Option<&str> {
                Some(self.as_str())
            }
        })*
    };
}

// Of bytes in base64, what is sent.
text!(Base64, Date, DateTime, Decimal, Time, Uri, Uuid);

impl<P: Present<Value: Text>> Text for P {
    fn text(&self) -> Option<&str> {
        self.present()?.text()
    }
}

/// Gives a text back that meets its constraints, so that nothing is sent for a bad one; `name` is how an error calls it.
///
/// ```
/// use client_runtime::constraint;
///
/// let id = |text: &str| {
///     constraint::text("QueueId", text.to_owned(), |text| {
///         text.max_length(32).path_segment().characters(&['0'..='9', 'a'..='f']);
///     })
/// };
/// assert_eq!(id("023e105f").unwrap(), "023e105f");
/// assert_eq!(
///     id("a/b").unwrap_err().to_string(),
///     "invalid argument `QueueId`: \"a/b\" contains '/', which is not allowed",
/// );
/// ```
///
/// # Errors
///
/// [`Error::InvalidArgument`] with the name and what is wrong.
pub fn text(
    name: &str,
    text: String,
    check: impl FnOnce(&mut Checked<'_, String>),
) -> Result<String, Error> {
    let mut violation = None;
    let path = Path::Text(TypedText {
        name,
        text: &text,
        is_sensitive: false,
    });
    check(&mut Checked {
        checks: Checks {
            path,
            violation: &mut violation,
        },
        value: &text,
    });
    violation.map_or(Ok(text), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(value: &str) -> Result<String, Error> {
        text("QueueId", value.to_owned(), |text| {
            text.min_length(1).max_length(32).characters(&[
                '-'..='-',
                '0'..='9',
                'A'..='Z',
                '_'..='_',
                'a'..='z',
            ]);
        })
    }

    #[test]
    fn a_text_that_obeys_is_given_back() {
        for value in ["a", "023e105f4ecef8ad9ca31a8372d0c353", "A-b_9"] {
            assert_eq!(identifier(value).unwrap(), value);
        }
        let any = text("Any", "anything, ö".to_owned(), |_| ());
        assert_eq!(any.unwrap(), "anything, ö");
    }

    #[test]
    fn a_text_that_does_not_is_rejected_with_the_reason() {
        for (value, reason) in [
            ("", r#""" has 0 characters, and at least 1 are needed"#),
            (" ", r#"" " contains ' ', which is not allowed"#),
            (".", r#""." contains '.', which is not allowed"#),
            ("../..", r#""../.." contains '.', which is not allowed"#),
            ("%2e%2e", r#""%2e%2e" contains '%', which is not allowed"#),
            ("a\r\nb", r#""a\r\nb" contains '\r', which is not allowed"#),
            ("a\0", r#""a\u{0}" contains '\0', which is not allowed"#),
            ("ö", r#""ö" contains 'ö', which is not allowed"#),
            (
                "012345678901234567890123456789012",
                r#""012345678901234567890123456789012" has 33 characters, and at most 32 are allowed"#,
            ),
        ] {
            let error = identifier(value).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("invalid argument `QueueId`: {reason}")
            );
            assert_eq!(error.parameter(), Some("QueueId"));
        }
    }

    #[test]
    fn dots_are_no_segment_of_a_path() {
        let name = |value: &str| {
            text("Name", value.to_owned(), |text| {
                text.path_segment();
            })
        };
        for value in ["", ".", ".."] {
            name(value).unwrap_err();
        }
        for value in ["...", ".a", "a/b"] {
            name(value).unwrap();
        }
    }

    #[test]
    fn what_is_sensitive_is_not_shown() {
        let lease = |value: &str| {
            text("LeaseId", value.to_owned(), |text| {
                text.sensitive().max_length(4).characters(&['a'..='z']);
            })
        };
        for value in ["canary", "CAN"] {
            let text = lease(value).unwrap_err().to_string();
            assert!(!text.contains(value) && !text.contains('C'), "{text}");
        }
    }
}
