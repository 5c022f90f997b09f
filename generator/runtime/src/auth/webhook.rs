//! What a server sends to an address of its user's own, read as tolerantly as its responses.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::error::Mismatch;
use crate::error::excerpt;
use crate::value::json;

/// The longest path and message shown, in characters. Both ends of them are kept.
const SHOWN: usize = 120;

/// A body that is not what was described.
///
/// Its text may quote the body, bounded.
#[derive(Debug)]
pub struct WebhookError(Mismatch);

impl WebhookError {
    /// Where in the body reading stopped, such as `events[3].id`; `.` is the body itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line where reading stopped, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column where reading stopped, in bytes, from 1; 0 when the line is empty.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = excerpt::both_ends(&self.0.path, SHOWN);
        let message = excerpt::both_ends(&self.0.message, SHOWN);
        write!(
            formatter,
            "the body of the request cannot be read: at `{path}`: {message}"
        )
    }
}

impl std::error::Error for WebhookError {}

/// Reads the body of a request that a server made. Check its signature before, if it has one.
///
/// # Errors
///
/// For a body that is no JSON, or no `T`.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, WebhookError> {
    json::read(body).map_err(WebhookError)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::read;
    use crate::List;

    #[derive(Debug, Deserialize)]
    struct Event {
        id: u64,
    }

    #[test]
    fn one_unreadable_item_does_not_lose_the_others() {
        let events: List<Event> = read(br#"[{"id": 1}, {"id": "2"}]"#).unwrap();
        assert_eq!(events.first().map(|event| event.id), Some(1));
        assert_eq!(events.unreadable().len(), 1);
    }

    #[test]
    fn an_error_says_where_and_why() {
        let error = read::<Event>(br#"{"id": "one"}"#).unwrap_err();
        assert_eq!((error.path(), error.line(), error.column()), ("id", 1, 12));
        let message = error.to_string();
        assert!(
            message.starts_with("the body of the request cannot be read: at `id`: "),
            "{message}"
        );
    }
}
