//! Why a fake did not start.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a fake did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The port cannot be listened on.
    Listen {
        /// The port, 0 for any.
        port: u16,
        /// What the system says.
        error: io::Error,
    },
    /// The file cannot be used: it is locked by another fake, is no file of one, or is damaged.
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The account id is not one by the description of the API.
    AccountId(String),
    /// The description of the API cannot be used.
    Description(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen { port, error } => {
                write!(formatter, "cannot listen on 127.0.0.1:{port}: {error}")
            }
            Self::File { path, reason } => {
                let path = path.display();
                write!(formatter, "cannot keep queues in `{path}`: {reason}")
            }
            Self::AccountId(id) => write!(
                formatter,
                "{id:?} is no account id: it must be 1 to 32 letters, digits, `_` and `-`"
            ),
            Self::Description(reason) => {
                write!(formatter, "the API description cannot be used: {reason}")
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { error, .. } => Some(error),
            _ => None,
        }
    }
}
