// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use serde::Deserialize;

/// One error that the service reports.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct ResponseInfo {
    /// The number of the error, such as 7003.
    pub code: i64,
    /// What went wrong, in words for people.
    pub message: String,
    /// The address of a page about the error.
    pub documentation_url: Option<String>,
    /// The part of the request that caused the error.
    pub source: Option<ResponseInfoSource>,
}

/// The part of the request that caused the error.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(not(feature = "testing"), non_exhaustive)]
pub struct ResponseInfoSource {
    /// Where the part is, as a JSON pointer.
    pub pointer: Option<String>,
}
