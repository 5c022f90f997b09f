//! The response to an operation that the fake does not do: an example of the description, or one made up from its schema.

use std::error::Error;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;
use serde_json::json;

use super::Document;
use super::sample;
use crate::response::PlannedResponse;

/// A successful response, as the description shows or allows it.
#[derive(Debug)]
pub(super) struct Response {
    status: StatusCode,
    /// Its media type and its bytes.
    content: Option<(String, Bytes)>,
}

impl Response {
    /// `None` where no success is described, or one that cannot be made up.
    pub(super) fn read(
        document: &Document,
        responses: &Value,
    ) -> Result<Option<Self>, Box<dyn Error>> {
        let mut responses = responses.as_object().into_iter().flatten();
        let success = responses.find_map(|(status, response)| Some((success(status)?, response)));
        let Some((status, response)) = success else {
            return Ok(None);
        };
        let contents = document.resolve(response)["content"].as_object();
        let Some(contents) = contents.filter(|contents| !contents.is_empty()) else {
            let content = None;
            return Ok(Some(Self { status, content }));
        };
        for (media_type, content) in contents {
            if let Some(bytes) = bytes(document, media_type, content)? {
                let content = Some((media_type.clone(), bytes));
                return Ok(Some(Self { status, content }));
            }
        }
        Ok(None)
    }

    pub(super) fn response(&self) -> PlannedResponse {
        match &self.content {
            Some((media_type, bytes)) => {
                PlannedResponse::new(self.status, media_type, bytes.clone())
            }
            None => PlannedResponse::empty(self.status),
        }
    }
}

/// The status that a key of `responses` stands for, if it is one of a success.
fn success(key: &str) -> Option<StatusCode> {
    let status = match key {
        "default" => StatusCode::OK,
        key => key.to_uppercase().replace("XX", "00").parse().ok()?,
    };
    status.is_success().then_some(status)
}

/// What a response of that media type can be: JSON that the schema allows, and else a text.
fn bytes(
    document: &Document,
    media_type: &str,
    content: &Value,
) -> Result<Option<Bytes>, Box<dyn Error>> {
    let schema = &content["schema"];
    let shown = sample::shown(&document.0, content);
    let Some(mut value) = shown.or_else(|| sample(&document.0, schema)) else {
        return Ok(None);
    };
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    if !is_json {
        return Ok(value.as_str().map(|text| Bytes::from(text.to_owned())));
    }
    succeed(&mut value);
    let is_valid = schema.is_null() || document.validator(schema)?.is_valid(&value);
    Ok(is_valid.then(|| value.to_string().into()))
}

/// Has an envelope say what that of a success says.
fn succeed(value: &mut Value) {
    let Some(properties) = value.as_object_mut() else {
        return;
    };
    if properties.contains_key("success") {
        properties.insert("success".to_owned(), json!(true));
        for list in ["errors", "messages"] {
            properties.insert(list.to_owned(), json!([]));
        }
    }
}
