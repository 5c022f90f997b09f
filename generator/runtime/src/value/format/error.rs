//! Why a text is not read as what its format says.

use std::fmt;

/// A text that a response held is not what its format says.
///
/// The text itself is not shown: it is with whoever asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FormatError {
    what: &'static str,
    reason: String,
}

impl FormatError {
    pub(super) fn new(what: &'static str, reason: &impl ToString) -> Self {
        Self {
            what,
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the text is no {}: {}", self.what, self.reason)
    }
}

impl std::error::Error for FormatError {}
