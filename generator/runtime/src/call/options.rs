//! What one call does otherwise than its client, and what it sends besides.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use crate::Error;
use crate::Request;
use crate::RetryClass;
use crate::RetryMode;

/// What is set for one call; the rest is as the client's settings say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) retry_class: Option<RetryClass>,
    pub(crate) retry_mode: Option<RetryMode>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}

/// How one call is made where it differs from its client, and what it sends that the description does not know.
///
/// A value that cannot be used is reported by the call, before anything is sent.
///
/// ```
/// use std::time::Duration;
/// use client_runtime::CallOptions;
///
/// let options = CallOptions::new()
///     .timeout(Duration::from_secs(5))
///     .header("x-trace", "4711")
///     .body_property("priority", 9);
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    retry_mode: Option<RetryMode>,
    attempt_timeout: Option<Duration>,
    timeout: Option<Duration>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body_properties: Vec<(String, Value)>,
}

impl CallOptions {
    /// All as the client does it, and nothing besides.
    pub fn new() -> Self {
        Self::default()
    }

    /// When the call is sent again, in place of [`Settings::retry_mode`](crate::Settings::retry_mode).
    pub fn retry_mode(mut self, retry_mode: RetryMode) -> Self {
        self.retry_mode = Some(retry_mode);
        self
    }

    /// How long one attempt may take, in place of [`Settings::attempt_timeout`](crate::Settings::attempt_timeout).
    /// Zero is rejected. [`Duration::MAX`] is no bound.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// How long the call may take with all its attempts, in place of [`Settings::timeout`](crate::Settings::timeout).
    /// Zero is rejected. [`Duration::MAX`] is no bound.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends a header besides the call's own. The call rejects what [`Request::header`] rejects.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends `name=value` in the query, behind the call's own pairs; both are percent-encoded.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sends a property in the JSON object that is the body, behind the call's own properties. The call rejects what
    /// [`Request::body_property`] rejects.
    pub fn body_property(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.body_properties.push((name.into(), value.into()));
        self
    }
}

/// Values may be secret, so that only names are shown.
impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CallOptions")
            .field("retry_mode", &self.retry_mode)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("headers", &names(&self.headers))
            .field("query", &names(&self.query))
            .field("body_properties", &names(&self.body_properties))
            .finish()
    }
}

fn names<V>(pairs: &[(String, V)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}

/// How this call is made.
impl Request<'_> {
    /// Applies what is set for one call, once the body is there, which it may add properties to.
    pub(crate) fn with_options(self, options: CallOptions) -> Self {
        let mut request = self
            .when(options.retry_mode, Self::retry_mode)
            .when(options.attempt_timeout, Self::attempt_timeout)
            .when(options.timeout, Self::timeout);
        for (name, value) in options.headers {
            request = request.add_header(&name, &value);
        }
        for (name, value) in options.query {
            request = request.attempt(|request| request.push_query(&name, &value));
        }
        for (name, value) in options.body_properties {
            request = request.body_property(&name, &value);
        }
        request
    }

    /// Says whether retrying the operation does harm; otherwise its method does.
    pub fn retry_class(mut self, retry_class: RetryClass) -> Self {
        self.overrides.retry_class = Some(retry_class);
        self
    }

    /// Says when the request is sent again, in place of [`Settings::retry_mode`](crate::Settings::retry_mode).
    pub fn retry_mode(mut self, retry_mode: RetryMode) -> Self {
        self.overrides.retry_mode = Some(retry_mode);
        self
    }

    /// Says how long one attempt may take, in place of [`Settings::attempt_timeout`](crate::Settings::attempt_timeout).
    /// Zero is rejected. [`Duration::MAX`] is no bound.
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        self.attempt(|request| {
            request.overrides.attempt_timeout = Some(bound("attempt_timeout", attempt_timeout)?);
            Ok(())
        })
    }

    /// Says how long the call may take with all its attempts, in place of [`Settings::timeout`](crate::Settings::timeout).
    /// Zero is rejected. [`Duration::MAX`] is no bound.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.attempt(|request| {
            request.overrides.timeout = Some(bound("timeout", timeout)?);
            Ok(())
        })
    }
}

fn bound(name: &str, bound: Duration) -> Result<Duration, Error> {
    if bound.is_zero() {
        return Err(Error::invalid_argument(name, "zero lets no call succeed"));
    }
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::CallOptions;

    #[test]
    fn debug_shows_names_and_no_values() {
        let options = CallOptions::new()
            .header("x-signature", "canary")
            .query("key", "canary")
            .body_property("password", "canary");
        let shown = format!("{options:?}");
        assert!(!shown.contains("canary"), "{shown}");
        for name in ["x-signature", "key", "password"] {
            assert!(shown.contains(name), "{shown}");
        }
    }
}
