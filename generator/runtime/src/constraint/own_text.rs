//! Rules for texts that have a type of their own, such as identifiers.

use std::ops::RangeInclusive;

use crate::Error;
use crate::error::excerpt;
use crate::format;

/// How much of a refused value an error shows, in characters.
const SHOWN: usize = 64;

/// What a text must look like, checked when a value of its type is made, so that nothing is sent for a bad one.
///
/// ```
/// use client_runtime::TextRule;
///
/// const RULE: TextRule = TextRule::new("QueueId").max_length(32).characters(&['0'..='9', 'a'..='f']).path_segment();
///
/// assert_eq!(RULE.check("023e105f".to_owned()).unwrap(), "023e105f");
/// assert_eq!(
///     RULE.check("a/b".to_owned()).unwrap_err().to_string(),
///     "invalid argument `QueueId`: \"a/b\" contains '/', which is not allowed",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct TextRule {
    name: &'static str,
    min_length: usize,
    max_length: usize,
    characters: Option<&'static [RangeInclusive<char>]>,
    path_segment: bool,
    uuid: bool,
    sensitive: bool,
}

impl TextRule {
    /// A rule that allows every text; `name` is how an error calls the value.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            min_length: 0,
            max_length: usize::MAX,
            characters: None,
            path_segment: false,
            uuid: false,
            sensitive: false,
        }
    }

    /// The fewest characters (Unicode scalar values, as JSON Schema counts).
    pub const fn min_length(mut self, min_length: usize) -> Self {
        self.min_length = min_length;
        self
    }

    /// The most characters (Unicode scalar values, as JSON Schema counts).
    pub const fn max_length(mut self, max_length: usize) -> Self {
        self.max_length = max_length;
        self
    }

    /// The only characters allowed, as ranges.
    pub const fn characters(mut self, characters: &'static [RangeInclusive<char>]) -> Self {
        self.characters = Some(characters);
        self
    }

    /// The text becomes one segment of a path: neither empty, nor `.` or `..`, which no encoding makes safe.
    pub const fn path_segment(mut self) -> Self {
        self.path_segment = true;
        self
    }

    /// The text is a UUID in the form of RFC 9562.
    pub const fn uuid(mut self) -> Self {
        self.uuid = true;
        self
    }

    /// The text is secret, or half so: an error says what is wrong without showing it.
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Gives the text back when it obeys the rule.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] with the name of the rule and what is wrong.
    pub fn check(&self, value: String) -> Result<String, Error> {
        match self.complaint(&value) {
            None => Ok(value),
            Some(complaint) if self.sensitive => Err(Error::invalid_argument(
                self.name,
                format!("the value {complaint}"),
            )),
            Some(complaint) => {
                let shown = excerpt::one_line(&value, SHOWN);
                Err(Error::invalid_argument(
                    self.name,
                    format!("\"{shown}\" {complaint}"),
                ))
            }
        }
    }

    /// What is wrong with `value`: the end of a sentence that begins with it.
    fn complaint(&self, value: &str) -> Option<String> {
        let length = value.chars().count();
        if length < self.min_length {
            Some(format!(
                "has {length} characters, and at least {} are needed",
                self.min_length
            ))
        } else if length > self.max_length {
            Some(format!(
                "has {length} characters, and at most {} are allowed",
                self.max_length
            ))
        } else if self.path_segment && matches!(value, "" | "." | "..") {
            Some("cannot be a segment of a path".to_owned())
        } else if self.uuid && !format::is_uuid(value) {
            Some("is no UUID".to_owned())
        } else {
            let stranger = value.chars().find(|character| !self.allows(*character))?;
            if self.sensitive {
                Some("contains a character that is not allowed".to_owned())
            } else {
                Some(format!("contains {stranger:?}, which is not allowed"))
            }
        }
    }

    fn allows(&self, character: char) -> bool {
        self.characters
            .is_none_or(|ranges| ranges.iter().any(|range| range.contains(&character)))
    }
}

#[cfg(test)]
mod tests {
    use super::TextRule;

    const IDENTIFIER: TextRule = TextRule::new("QueueId")
        .min_length(1)
        .max_length(32)
        .characters(&['-'..='-', '0'..='9', 'A'..='Z', '_'..='_', 'a'..='z']);

    #[test]
    fn a_text_that_obeys_is_given_back() {
        for value in ["a", "023e105f4ecef8ad9ca31a8372d0c353", "A-b_9"] {
            assert_eq!(IDENTIFIER.check(value.to_owned()).unwrap(), value);
        }
        assert_eq!(
            TextRule::new("Any")
                .check("anything, ö".to_owned())
                .unwrap(),
            "anything, ö"
        );
    }

    #[test]
    fn a_text_that_does_not_is_refused_with_the_reason() {
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
            let error = IDENTIFIER.check(value.to_owned()).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("invalid argument `QueueId`: {reason}")
            );
            assert_eq!(error.parameter(), Some("QueueId"));
        }
    }

    #[test]
    fn dots_are_no_segment_of_a_path() {
        let rule = TextRule::new("Name").path_segment();
        for value in ["", ".", ".."] {
            rule.check(value.to_owned()).unwrap_err();
        }
        for value in ["...", ".a", "a/b"] {
            rule.check(value.to_owned()).unwrap();
        }
    }

    #[test]
    fn what_is_sensitive_is_not_shown() {
        let rule = TextRule::new("LeaseId")
            .max_length(4)
            .characters(&['a'..='z'])
            .sensitive();
        for value in ["canary", "CAN"] {
            let text = rule.check(value.to_owned()).unwrap_err().to_string();
            assert!(!text.contains(value) && !text.contains('C'), "{text}");
        }
    }
}
