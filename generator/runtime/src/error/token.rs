//! A token that could not be had.

use std::fmt;

use crate::auth::token::Cause;

/// The [source of tokens](crate::TokenSource) gave none.
pub struct TokenError {
    cause: Option<Cause>,
}

impl TokenError {
    pub(super) fn new(cause: Option<Cause>) -> Self {
        Self { cause }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.cause {
            Some(_) => "the source of tokens failed, so that nothing was sent",
            None => "the source of tokens gave none in time, so that nothing was sent",
        })
    }
}

/// The cause is the program's own, and may hold secrets, so that it is not shown.
impl fmt::Debug for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenError")
            .field("has_cause", &self.cause.is_some())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
