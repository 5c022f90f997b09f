//! One entry of the errors that an envelope lists.

/// What a server says about one thing that was wrong.
///
/// It is read tolerantly: what is missing or of another type is left out, and what else there is stays in the body.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The number by which the server's documentation lists this error; also read when it was sent as text.
    pub code: Option<i64>,
    /// The server's words, as they were sent: bound and escape them before they go to a log. Empty when there were none.
    pub message: String,
    /// Where this error is explained.
    pub documentation_url: Option<String>,
    /// The part of the request that is wrong, as a JSON pointer.
    pub pointer: Option<String>,
}
