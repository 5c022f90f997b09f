//! What can go wrong, sorted by what a person does about it.

mod api;
mod argument;
mod condition;
mod decode;
mod detail;
pub(crate) mod excerpt;
mod history;
mod pagination;
mod serialization;
mod token;
mod transport;

pub use api::ApiError;
pub use argument::ConfigurationError;
pub use argument::InvalidArgument;
pub use condition::ErrorMatch;
pub use decode::DecodeError;
pub use detail::ErrorDetail;
pub use pagination::PaginationError;
pub use serialization::SerializationError;
pub use token::TokenError;
pub use transport::TransportError;

pub(crate) use decode::Mismatch;
pub(crate) use decode::Reason;
pub(crate) use history::History;

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::TypedHeaders;
use crate::response::headers;
use crate::response::received::Received;
use crate::value::json;
use crate::value::salvage;

/// Why a call has no result.
///
/// The variants are sorted by what to do about them: the first three mean that **nothing was sent**; after
/// [`Error::Transport`] the server may or may not have acted, as [`maybe_processed`](Self::maybe_processed) tells;
/// [`Error::Api`] is the server's own error response; after [`Error::Decode`] the server has acted, and its response is at hand
/// in [`body`](Self::body).
///
/// `Display` is one line of bounded length, without control characters, without the query of the request, and without the
/// secrets of the client, also where the server echoes them. `Debug` keeps the same promise.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be made as configured, or a call not be made where it is: correct the settings, the credentials,
    /// the environment or the caller. Nothing was sent.
    Configuration(Box<ConfigurationError>),
    /// A value given to the call is missing or cannot be sent: correct the caller. Nothing was sent.
    InvalidArgument(Box<InvalidArgument>),
    /// The body of the request cannot be written as JSON: correct the caller. Nothing was sent.
    Serialization(Box<SerializationError>),
    /// No complete response came: no connection, a connection that broke, or a timeout.
    Transport(Box<TransportError>),
    /// The server sent an error response: a status other than 2xx, or an envelope that does not announce success.
    Api(Box<ApiError>),
    /// The request succeeded, and its response cannot be read: the response is kept whole, as far as it was received.
    Decode(Box<DecodeError>),
    /// A page of a list came, and the next one cannot be requested: the server named it before, or it is at another
    /// server. What came before is right.
    Pagination(Box<PaginationError>),
    /// There is no token to send the call with, since its source gave none. Nothing was sent, at least not with a token that
    /// the server took.
    Token(Box<TokenError>),
}

impl Error {
    /// A parameter that the client can hold for all calls, given neither there nor on the call.
    #[must_use]
    pub fn missing_parameter(name: &str) -> Self {
        Self::invalid_argument(name, "it is set neither on the client nor on this call")
    }

    /// A value that cannot be sent: `name` of the parameter, and what is wrong with it. The reason must not hold secrets.
    #[must_use]
    pub fn invalid_argument(name: &str, reason: impl Into<String>) -> Self {
        Self::InvalidArgument(Box::new(InvalidArgument::new(name, reason.into())))
    }

    /// A value that cannot be written as JSON.
    pub(crate) fn serialization(error: serde_json::Error) -> Self {
        Self::Serialization(Box::new(SerializationError::new(error)))
    }

    /// A client without credentials that an operation takes.
    pub(crate) fn without_credentials(alternatives: &[&[&str]]) -> Self {
        let quoted = |name: &&str| format!("`{name}`");
        let alternative = |names: &&[&str]| {
            let names: Vec<String> = names.iter().map(quoted).collect();
            names.join(" and ")
        };
        let alternatives: Vec<String> = alternatives.iter().map(alternative).collect();
        Self::configuration(format!(
            "the operation takes the credentials {}, which the client does not have: give them to its builder",
            alternatives.join(", or ")
        ))
    }

    /// A client that cannot be made, and why. The message must not hold secrets.
    #[must_use]
    pub fn configuration(message: impl Into<String>) -> Self {
        Self::Configuration(Box::new(ConfigurationError::new(message.into())))
    }

    /// A source of tokens that failed, and with what.
    pub(crate) fn token(cause: crate::auth::token::Cause) -> Self {
        Self::Token(Box::new(TokenError::new(Some(cause))))
    }

    /// A source of tokens that took too long.
    pub(crate) fn no_token_in_time() -> Self {
        Self::Token(Box::new(TokenError::new(None)))
    }

    /// A page whose next one cannot be requested, and why.
    pub(crate) fn pagination(message: &'static str) -> Self {
        Self::Pagination(Box::new(PaginationError::new(message)))
    }

    /// The status of the response, as far as one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.received().map(|received| received.status)
    }

    /// The headers of the response, as far as one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.received().map(|received| &received.headers)
    }

    /// The headers of the response as a `T`, but for those that cannot be read as what they are described to be; `None` as far as
    /// no response came.
    #[must_use]
    pub fn typed_headers<H: DeserializeOwned + Default>(&self) -> Option<TypedHeaders<H>> {
        self.headers().map(headers::read)
    }

    /// The body of the response: all that was received of it, with the client's own secrets redacted.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.received().map(|received| &received.body)
    }

    /// The body of an [`Error::Api`], read as JSON; `None` when it is another error, or when the body is something else. What
    /// was read is the server's, to be bounded and escaped before it goes to a log.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        match self {
            Self::Api(error) => json::read(error.body()).ok(),
            _ => None,
        }
    }

    /// The values of all properties of the response that are called `name`, at any depth and in their order, as far as each is a
    /// `T`: what stands for something that has to be dealt with, such as a lease, though the response as a whole cannot be read.
    ///
    /// It looks through what was received of the [`body`](Self::body), be it cut off, malformed, or not what was described; what
    /// it finds was not validated by anything but `T`. A `T` that hides itself from `Debug` keeps it out of logs.
    #[must_use]
    pub fn salvage<T: DeserializeOwned>(&self, name: &str) -> Vec<T> {
        let body = self.body().map(Bytes::as_ref);
        salvage::properties(name, body.unwrap_or_default())
    }

    /// What the server calls this exchange (`cf-ray`, else `x-request-id`): the thing to tell its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.received().and_then(Received::request_id)
    }

    /// What the server says was wrong, from the errors of its envelope. Empty for other errors.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        match self {
            Self::Api(error) => error.details(),
            _ => &[],
        }
    }

    /// The codes among the [`details`](Self::details), in the order of the server.
    pub fn codes(&self) -> impl Iterator<Item = i64> {
        self.details().iter().filter_map(|detail| detail.code)
    }

    /// The parameter that is missing or invalid.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::InvalidArgument(error) => Some(error.name()),
            _ => None,
        }
    }

    /// Whether no connection could be made (name, address, TLS), so that the request was not sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Whether a bound of time was exceeded: that for a connection, for an attempt, or for the whole call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// The error in more detail.
    fn inner(&self) -> &(dyn std::error::Error + 'static) {
        match self {
            Self::Configuration(error) => &**error,
            Self::InvalidArgument(error) => &**error,
            Self::Serialization(error) => &**error,
            Self::Transport(error) => &**error,
            Self::Api(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Pagination(error) => &**error,
            Self::Token(error) => &**error,
        }
    }

    fn received(&self) -> Option<&Received> {
        match self {
            Self::Transport(error) => error.received(),
            Self::Api(error) => Some(error.received()),
            Self::Decode(error) => Some(error.received()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), formatter)?;
        self.history().write(formatter)
    }
}

/// The boxed error is the same error in more detail, so the chain goes on with its cause.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn an_error_is_small_and_travels() {
        fn travels<T: std::error::Error + Send + Sync + 'static>() {}
        travels::<Error>();
        assert!(size_of::<Error>() <= 16);
    }

    #[test]
    fn a_missing_parameter_says_where_it_can_be_set() {
        let error = Error::missing_parameter("account_id");
        assert_eq!(
            error.to_string(),
            "invalid argument `account_id`: it is set neither on the client nor on this call"
        );
        assert_eq!(error.parameter(), Some("account_id"));
        assert_eq!(
            (error.status(), error.details().len(), error.is_timeout()),
            (None, 0, false)
        );
    }
}
