//! How an error reads, and what it is caused by.

use std::fmt;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(formatter),
            Self::InvalidArgument(error) => error.fmt(formatter),
            Self::Serialization(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Api(error) => error.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
            Self::Pagination(error) => error.fmt(formatter),
            Self::Token(error) => error.fmt(formatter),
        }?;
        self.history().write(formatter)
    }
}

/// The boxed error is the same error in more detail, so the chain goes on with its cause.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Configuration(error) => error.source(),
            Self::InvalidArgument(error) => error.source(),
            Self::Serialization(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Pagination(error) => error.source(),
            Self::Token(error) => error.source(),
        }
    }
}
