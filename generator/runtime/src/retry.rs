//! When a request is sent again, and when it is not.
//!
//! The [rules] say whether a failed attempt may be followed by another one. How long to wait is up to the server, if it
//! says [when](after), and else to the [backoff]; how often, to the number of attempts and the [budget] of the client.
//!
//! By hand: what the rules decide by (the class of an operation, proof that nothing was processed, codes of an envelope) no
//! layer of another crate is told.

pub(crate) mod after;
pub(crate) mod backoff;
pub(crate) mod budget;
mod http_date;
pub(crate) mod policy;
pub(crate) mod rules;

use http::Method;

/// Whether retrying an operation that may have taken place does harm.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum RetryClass {
    /// Done twice, it has the effect of once. So are `GET`, `HEAD`, `QUERY`, `PUT`, `DELETE`, `OPTIONS` and `TRACE` unless a
    /// request says otherwise (RFC 9110, 9.2.2; RFC 10008, 2).
    Idempotent,
    /// Done twice, it has another effect than once. So are `POST`, `PATCH` and all others unless a request says otherwise.
    Unsafe,
}

impl RetryClass {
    /// What HTTP says of a method.
    pub(crate) fn of(method: &Method) -> Self {
        if method.is_idempotent() {
            Self::Idempotent
        } else {
            Self::Unsafe
        }
    }
}

/// When a client sends a request again after an attempt that failed.
///
/// In no mode is a request retried after a complete 2xx response, a redirect, 409, 501, 505, a 4xx but
/// 408 and 429, or an error with a code that the API says [is permanent](crate::Envelope::permanent).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum RetryMode {
    /// Not at all.
    Never,
    /// When it does no harm.
    ///
    /// An [unsafe](RetryClass::Unsafe) operation is retried only on proof that it was not processed: no connection could be
    /// made, the server gave the request back over HTTP/2, or it answered 429. An [idempotent](RetryClass::Idempotent) one is
    /// retried also when no complete response came, and after the statuses 408, 500, 502, 503, 504 and 520 to 524.
    #[default]
    Safe,
    /// As if every operation were [idempotent](RetryClass::Idempotent): what is not may take place more than once.
    AtLeastOnce,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_follows_the_method() {
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(RetryClass::of(&method), RetryClass::Idempotent, "{method}");
        }
        for method in ["POST", "PATCH", "CONNECT", "PURGE", "query"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(RetryClass::of(&method), RetryClass::Unsafe, "{method}");
        }
    }
}
