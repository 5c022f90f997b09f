//! What the fake was asked, for tests to look at.

use bytes::Bytes;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::Fault;
use crate::Operation;
use crate::authentication::X_AUTH_EMAIL;
use crate::authentication::X_AUTH_KEY;

/// A request that the fake received whole, and what it made of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReceivedCall {
    /// The operation, if the path and the method are those of one that the fake does.
    pub operation: Option<Operation>,
    /// The `operationId`, if the path and the method are those of an operation in the description.
    pub operation_id: Option<String>,
    /// The method, such as `POST`.
    pub method: String,
    /// The path and the query.
    pub path: String,
    /// The headers without the credentials, by name in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// The fault that befell the call.
    pub fault: Option<Fault>,
    /// The status of the response; `None` when a fault let no response through.
    pub status: Option<u16>,
    /// The body of the response, whole even if a fault cut it; empty when there was no response.
    pub response: Bytes,
}

/// The headers without the credentials.
pub(crate) fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let hidden = [AUTHORIZATION, X_AUTH_EMAIL, X_AUTH_KEY];
    let shown = headers.iter().filter(|(name, _)| !hidden.contains(name));
    shown
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.into_owned())
        })
        .collect()
}
