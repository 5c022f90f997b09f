//! Pages that lead nowhere.

use std::fmt;

/// A page whose next one cannot be requested: the server named it before, or it is at another server.
#[derive(Clone, Debug)]
pub struct PaginationError {
    message: &'static str,
}

impl PaginationError {
    pub(super) fn new(message: &'static str) -> Self {
        Self { message }
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message)
    }
}

impl std::error::Error for PaginationError {}
