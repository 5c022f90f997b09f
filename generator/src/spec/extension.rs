//! The names of the extensions that mean something here.

/// The environment variable of a server's URL, of a credential, or of a client-wide parameter.
pub(super) const ENVIRONMENT: &str = "x-env";
/// A schema that announces the outcome of a call: the properties that do.
pub(super) const ENVELOPE: &str = "x-envelope";
/// The property of the envelope that an operation returns.
pub(super) const UNWRAP: &str = "x-unwrap";
/// Whether repeating an operation is safe.
pub(super) const RETRY: &str = "x-retry";
/// A parameter that is set once on the client.
pub(super) const CLIENT_PARAMETER: &str = "x-client-parameter";
/// The property that announces another's content type.
pub(super) const CONTENT_TYPE: &str = "x-content-type";
/// The unit in which an integer counts time.
pub(super) const UNIT: &str = "x-unit";
/// How the pages of a list follow each other.
pub(super) const PAGINATION: &str = "x-pagination";
/// Whether the limits of what is sent are checked in the client.
pub(super) const CHECK: &str = "x-check";
/// The Rust name, where the derived one will not do.
pub(super) const RUST_NAME: &str = "x-rust-name";
