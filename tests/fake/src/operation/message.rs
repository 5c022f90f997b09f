//! A message as a push sends it.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::number;
use crate::OpenQuestions;
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

/// Where a message stands in the body of a request.
pub(super) enum Place {
    /// It is the body.
    Whole,
    /// It is the message of that index, from 0.
    InBatch(usize),
}

impl Place {
    /// A property of it, as a JSON pointer.
    fn pointer(&self, property: &str) -> String {
        match self {
            Self::Whole => format!("/{property}"),
            Self::InBatch(index) => format!("/messages/{index}/{property}"),
        }
    }

    /// The same, as the service writes it. That of a batch is made up.
    fn name(&self, property: &str) -> String {
        match self {
            Self::Whole => property.to_owned(),
            Self::InBatch(index) => format!("messages[{index}].{property}"),
        }
    }
}

impl SentMessage<'_> {
    pub(super) fn delay(&self) -> Option<Duration> {
        self.delay_seconds.map(Duration::from_secs)
    }

    /// What it holds, if the service takes that there.
    pub(super) fn content(
        &self,
        place: &Place,
        questions: OpenQuestions,
    ) -> Result<Content, ErrorResponse> {
        questions.check_delay(self.delay(), 10203, &place.pointer("delay_seconds"))?;
        let json = self.body.get();
        let content = if self.content_type.as_deref() == Some("text") {
            Content::Text(
                serde_json::from_str(json).map_err(|error| ErrorResponse::invalid(&error))?,
            )
        } else {
            // A number is of any size, and is not looked at as one.
            let value = serde_json::from_str(json).unwrap_or(Value::Number(0.into()));
            if let Some(kind) = questions.rejected_kind(&value) {
                let (name, pointer) = (place.name("body"), place.pointer("body"));
                return Err(ErrorResponse::json_body(kind, &name, pointer));
            }
            Content::Json(json.to_owned())
        };
        let size = content.size();
        if size > MOST_BYTES {
            return Err(ErrorResponse::message_size(size, MOST_BYTES).at(place.pointer("body")));
        }
        Ok(content)
    }
}
