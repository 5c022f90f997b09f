//! Who may call.

use http::HeaderMap;
use http::HeaderName;
use http::header::AUTHORIZATION;

use crate::error_response::ErrorResponse;

pub(crate) const X_AUTH_EMAIL: HeaderName = HeaderName::from_static("x-auth-email");
pub(crate) const X_AUTH_KEY: HeaderName = HeaderName::from_static("x-auth-key");

/// The only account there is, and what opens it.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) api_token: String,
    pub(crate) api_email: String,
    pub(crate) api_key: String,
}

impl Account {
    /// Checks the bearer token if there is an `Authorization`, and else email and key, of which one alone is none.
    pub(crate) fn authenticate(&self, headers: &HeaderMap) -> Result<(), ErrorResponse> {
        let text = |name| headers.get(name).map(|value| value.to_str().ok());
        let is_right = match (text(AUTHORIZATION), text(X_AUTH_EMAIL), text(X_AUTH_KEY)) {
            (Some(authorization), _, _) => authorization.and_then(bearer) == Some(&self.api_token),
            (None, Some(email), Some(key)) => {
                email == Some(&self.api_email) && key == Some(&self.api_key)
            }
            _ => return Err(ErrorResponse::no_credentials()),
        };
        is_right
            .then_some(())
            .ok_or_else(ErrorResponse::wrong_credentials)
    }
}

/// The token of `Bearer TOKEN`; the name of a scheme has no case.
fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| token.trim())
}
