//! A body that cannot be written as JSON.

use std::fmt;
use std::sync::Arc;

use crate::error::excerpt;

/// The longest message shown, in characters.
const MESSAGE: usize = 200;

/// A request body that cannot be written as JSON.
#[derive(Clone, Debug)]
pub struct SerializationError {
    source: Arc<serde_json::Error>,
}

impl SerializationError {
    pub(crate) fn new(source: serde_json::Error) -> Self {
        Self {
            source: Arc::new(source),
        }
    }
}

impl fmt::Display for SerializationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = excerpt::one_line(&self.source.to_string(), MESSAGE);
        write!(
            formatter,
            "the body of the request cannot be written as JSON: {message}"
        )
    }
}

impl std::error::Error for SerializationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
