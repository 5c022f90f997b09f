//! What a value does wrong, told of a value at a place and of a text that is shown.

use std::fmt;

/// What a value does wrong.
pub(super) enum Breach {
    /// It has fewer of something than needed.
    Few(usize, &'static str, usize),
    /// It has more of something than allowed.
    Many(usize, &'static str, usize),
    /// It has a character that is not allowed.
    Character(char),
    /// Something else.
    Other(String),
}

/// Of a value at a place. It may be a secret: no part of a text is shown.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Few(count, what, limit) => write!(f, "it has {count} {what}, less than {limit}"),
            Self::Many(count, what, limit) => write!(f, "it has {count} {what}, more than {limit}"),
            Self::Character(_) => f.write_str("it has a character that is not allowed"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl Breach {
    /// Of a text: the end of a sentence that begins with it.
    pub(super) fn of_text(&self, is_sensitive: bool) -> String {
        match self {
            Self::Few(count, what, limit) => {
                format!("has {count} {what}, and at least {limit} are needed")
            }
            Self::Many(count, what, limit) => {
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
