//! Why a request is rejected, with the status and the code of the service where they are known.

use std::fmt::Display;

use http::StatusCode;
use serde_json::Value;
use serde_json::json;

/// Why a request is rejected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ErrorResponse {
    pub(crate) status: StatusCode,
    code: u32,
    message: String,
    /// Where in the body the reason is, as a JSON pointer.
    pointer: Option<String>,
}

impl ErrorResponse {
    pub(crate) fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            pointer: None,
        }
    }

    /// Says where in the body the reason is.
    pub(crate) fn at(mut self, pointer: String) -> Self {
        self.pointer = Some(pointer);
        self
    }

    /// The envelope that says so.
    pub(crate) fn envelope(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(pointer) = &self.pointer {
            error["source"] = json!({ "pointer": pointer });
        }
        json!({ "success": false, "errors": [error], "messages": [], "result": null })
    }

    pub(crate) fn no_route(path: &str) -> Self {
        let message = format!(
            "Could not route to {path}, perhaps your object identifier is invalid? No route for the URI"
        );
        Self::new(StatusCode::NOT_FOUND, 7003, message)
    }

    pub(crate) fn method_not_allowed(allowed: &str) -> Self {
        let message =
            format!("Method not allowed for this authentication scheme; the route takes {allowed}");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 10405, message)
    }

    /// The credentials are good, but of a kind that no operation on messages takes.
    pub(crate) fn credential_kind() -> Self {
        let message = "Method not allowed for this authentication scheme";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 10405, message)
    }

    pub(crate) fn no_credentials() -> Self {
        let message = "Missing X-Auth-Key, X-Auth-Email or Authorization headers";
        Self::new(StatusCode::BAD_REQUEST, 9106, message)
    }

    pub(crate) fn wrong_credentials() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 10000, "Authentication error")
    }

    /// The credentials are good, but not for this account.
    pub(crate) fn other_account() -> Self {
        let message = "Authentication error: account mismatch";
        Self::new(StatusCode::FORBIDDEN, 10000, message)
    }

    pub(crate) fn malformed_queue_id() -> Self {
        let message = "The queue ID in the request URL is not a valid queue identifier";
        Self::new(StatusCode::BAD_REQUEST, 10107, message)
    }

    pub(crate) fn unknown_queue() -> Self {
        Self::new(StatusCode::NOT_FOUND, 10104, "Queue does not exist")
    }

    pub(crate) fn media_type() -> Self {
        let message = "The Content-Type of the request must be application/json";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, 10026, message)
    }

    pub(crate) fn request_size(most: usize) -> Self {
        let message = format!("The request body has more than {most} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, 10205, message)
    }

    /// The connection broke before the whole request had come.
    pub(crate) fn disconnected() -> Self {
        let message = "Client disconnected during request processing";
        Self::new(StatusCode::BAD_REQUEST, 10201, message)
    }

    pub(crate) fn malformed(reason: &dyn Display) -> Self {
        let message = format!("Request body is not valid JSON: {reason}");
        Self::new(StatusCode::BAD_REQUEST, 10208, message)
    }

    pub(crate) fn invalid(reason: &dyn Display) -> Self {
        Self::mismatch(10207, "", reason)
    }

    /// The body is not what the description asks for, at `pointer`.
    pub(crate) fn mismatch(code: u32, pointer: &str, reason: &dyn Display) -> Self {
        let place = if pointer.is_empty() {
            "the body"
        } else {
            pointer
        };
        let message =
            format!("Request JSON body does not match expected schema: {place}: {reason}");
        Self::new(StatusCode::BAD_REQUEST, code, message).at(pointer.to_owned())
    }

    /// The real code is not published.
    pub(crate) fn parameter(name: &str, reason: &str) -> Self {
        let message = format!("The parameter `{name}` {reason}");
        Self::new(StatusCode::BAD_REQUEST, 10400, message)
    }

    /// The fake does not do the operation, and cannot make up a response to it either.
    pub(crate) fn not_shown(id: &str) -> Self {
        let message = format!(
            "The fake does not do `{id}`, and the description has no example of a response from which it could respond"
        );
        Self::new(StatusCode::NOT_IMPLEMENTED, 15000, message)
    }

    /// The body of a message is JSON of a kind that the service does not take, at the `place` in the body of the request.
    pub(crate) fn json_body(kind: &str, place: &str, pointer: String) -> Self {
        let message = format!("Validation error: Expected object, received {kind} at \"{place}\"");
        Self::new(StatusCode::BAD_REQUEST, 10207, message).at(pointer)
    }

    pub(crate) fn message_size(size: u64, most: u64) -> Self {
        let message = format!("Message size out of bounds: {size} bytes, and at most {most} go");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, 10204, message)
    }

    pub(crate) fn batch_size(size: u64, most: u64) -> Self {
        let message = format!("Batch size out of bounds: {size} bytes, and at most {most} go");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, 10205, message)
    }

    /// The real code is not published.
    pub(crate) fn no_pull_consumer() -> Self {
        let message = "messages cannot be pulled unless http_pull mode is enabled";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 99405, message)
    }

    /// The real code is not published.
    pub(crate) fn delivery_paused() -> Self {
        let message = "queue_delivery_paused: delivery from the queue is paused";
        Self::new(StatusCode::CONFLICT, 10409, message)
    }

    pub(crate) fn internal(reason: &dyn Display) -> Self {
        let message = format!("Internal error: {reason}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, 15000, message)
    }
}
