//! Errors of the caller, found before anything is sent.

use std::fmt;

use crate::error::excerpt;

/// The longest name and the longest reason shown, in characters.
const SHOWN: usize = 300;

/// A client that cannot be made as configured.
#[derive(Clone, Debug)]
pub struct ConfigurationError {
    message: String,
}

impl ConfigurationError {
    pub(super) fn new(message: String) -> Self {
        Self { message }
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ConfigurationError {}

/// A value given to a call that is missing or cannot be sent.
#[derive(Clone, Debug)]
pub struct InvalidArgument {
    name: String,
    reason: String,
}

impl InvalidArgument {
    pub(super) fn new(name: &str, reason: String) -> Self {
        Self {
            name: name.to_owned(),
            reason,
        }
    }

    /// The name of the parameter.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with its value.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = excerpt::one_line(&self.name, SHOWN);
        let reason = excerpt::one_line(&self.reason, SHOWN);
        write!(formatter, "invalid argument `{name}`: {reason}")
    }
}

impl std::error::Error for InvalidArgument {}
