//! A message as a push sends it.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::number;
use crate::error_response::ErrorResponse;
use crate::queue::Content;

/// The most bytes of one message.
const MOST_BYTES: u64 = 128_000;

/// A message as a push sends it.
#[derive(Deserialize)]
pub(super) struct SentMessage<'a> {
    #[serde(borrow)]
    body: &'a RawValue,
    /// JSON when it is absent.
    #[serde(borrow)]
    content_type: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "number::whole")]
    delay_seconds: Option<u64>,
}

impl SentMessage<'_> {
    pub(super) fn delay(&self) -> Option<Duration> {
        self.delay_seconds.map(Duration::from_secs)
    }

    /// What it holds. `pointer` is where it stands in the body of the request.
    pub(super) fn content(&self, pointer: &str) -> Result<Content, ErrorResponse> {
        let json = self.body.get();
        let content = if self.content_type.as_deref() == Some("text") {
            Content::Text(
                serde_json::from_str(json).map_err(|error| ErrorResponse::invalid(&error))?,
            )
        } else {
            Content::Json(json.to_owned())
        };
        let size = content.size();
        if size > MOST_BYTES {
            return Err(ErrorResponse::message_size(size, MOST_BYTES).at(format!("{pointer}/body")));
        }
        Ok(content)
    }
}
