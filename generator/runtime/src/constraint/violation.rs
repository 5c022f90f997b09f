//! How a value violates a constraint, worded for a value at a path and for a text that is shown.

use std::fmt;

/// How a value violates a constraint.
pub(super) enum Violation {
    /// It has fewer of something than needed.
    TooFew(usize, &'static str, usize),
    /// It has more of something than allowed.
    TooMany(usize, &'static str, usize),
    /// It has a character that is not allowed.
    Character(char),
    /// Something else.
    Other(String),
}

/// Of a value at a path. It may be a secret: no part of a text is shown.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew(count, what, limit) => {
                write!(f, "it has {count} {what}, less than {limit}")
            }
            Self::TooMany(count, what, limit) => {
                write!(f, "it has {count} {what}, more than {limit}")
            }
            Self::Character(_) => f.write_str("it has a character that is not allowed"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl Violation {
    /// Of a text: the end of a sentence that begins with it.
    pub(super) fn of_text(&self, is_sensitive: bool) -> String {
        match self {
            Self::TooFew(count, what, limit) => {
                format!("has {count} {what}, and at least {limit} are needed")
            }
            Self::TooMany(count, what, limit) => {
                format!("has {count} {what}, and at most {limit} are allowed")
            }
            Self::Character(_) if is_sensitive => {
                "contains a character that is not allowed".to_owned()
            }
            Self::Character(character) => format!("contains {character:?}, which is not allowed"),
            Self::Other(message) => message.clone(),
        }
    }
}
