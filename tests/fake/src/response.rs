//! Responses before a fault befalls them.

mod body;
mod style;

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::HeaderValue;
use http::StatusCode;
use http::header::ALLOW;
use http::header::CONTENT_LENGTH;
use http::header::CONTENT_TYPE;
use http::header::RETRY_AFTER;
use serde_json::Value;
use serde_json::json;

pub(crate) use self::body::HangUp;
pub(crate) use self::body::ResponseBody;
pub use self::style::AckResult;
pub use self::style::BacklogNumbers;
pub use self::style::JsonBodies;
pub use self::style::PushResult;
pub use self::style::ResponseStyle;
pub use self::style::Warnings;
use crate::error_response::ErrorResponse;

/// A response before a fault befalls it.
#[derive(Clone, Debug)]
pub(crate) struct PlannedResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl PlannedResponse {
    /// The envelope of a success.
    pub(crate) fn success(result: Option<Value>) -> Self {
        let mut envelope = json!({ "success": true, "errors": [], "messages": [] });
        if let Some(result) = result {
            envelope["result"] = result;
        }
        Self::json(StatusCode::OK, &envelope)
    }

    pub(crate) fn error(error: &ErrorResponse) -> Self {
        Self::json(error.status, &error.envelope())
    }

    /// What a gateway shows when what is behind it fails.
    pub(crate) fn html_page(status: StatusCode, ray: &str) -> Self {
        let reason = status.canonical_reason().unwrap_or("Unknown error");
        let code = status.as_u16();
        let page = format!(
            "<!DOCTYPE html>\n<html><head><title>{code} {reason}</title></head>\
             <body><h1>{reason}</h1><p>Error {code}, Ray ID: {ray}</p></body></html>\n"
        );
        Self::new(status, "text/html; charset=UTF-8", page.into())
    }

    /// Says which methods there are.
    pub(crate) fn allow(mut self, methods: &str) -> Self {
        if let Ok(methods) = HeaderValue::from_str(methods) {
            self.headers.insert(ALLOW, methods);
        }
        self
    }

    /// Says when to come back, in whole seconds, rounded up.
    pub(crate) fn retry_after(mut self, wait: Option<Duration>) -> Self {
        if let Some(wait) = wait {
            let is_part = wait.subsec_nanos() > 0;
            let seconds = wait.as_secs().saturating_add(u64::from(is_part));
            self.headers.insert(RETRY_AFTER, seconds.into());
        }
        self
    }

    fn json(status: StatusCode, value: &Value) -> Self {
        Self::new(status, "application/json", value.to_string().into())
    }

    pub(crate) fn new(status: StatusCode, content_type: &str, body: Bytes) -> Self {
        let mut headers = HeaderMap::new();
        if let Ok(content_type) = HeaderValue::from_str(content_type) {
            headers.insert(CONTENT_TYPE, content_type);
        }
        headers.insert(CONTENT_LENGTH, body.len().into());
        Self {
            status,
            headers,
            body,
        }
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }
}
