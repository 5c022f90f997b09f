//! The names of the extensions that mean something here, and where each may stand.

/// The environment variable of a server's URL, of a credential, or of a client-wide parameter.
pub(super) const ENVIRONMENT: &str = "x-env";
/// A schema that announces the outcome of a call: the members that do.
pub(super) const ENVELOPE: &str = "x-envelope";
/// The member of the envelope that an operation returns.
pub(super) const UNWRAP: &str = "x-unwrap";
/// Whether repeating an operation is safe.
pub(super) const RETRY: &str = "x-retry";
/// A parameter that is set once on the client.
pub(super) const CLIENT_PARAMETER: &str = "x-client-parameter";
/// The member that announces another's content type.
pub(super) const CONTENT_TYPE: &str = "x-content-type";
/// The unit in which an integer counts time.
pub(super) const UNIT: &str = "x-unit";
/// The Rust name, where the derived one will not do.
pub(super) const RUST_NAME: &str = "x-rust-name";

/// Every extension, with the places where it may stand.
const ALL: [(&str, &str); 8] = [
    (ENVIRONMENT, "a server, a security scheme or a parameter"),
    (ENVELOPE, "a schema"),
    (UNWRAP, "an operation"),
    (RETRY, "an operation"),
    (CLIENT_PARAMETER, "a parameter"),
    (CONTENT_TYPE, "a schema"),
    (UNIT, "a schema"),
    (RUST_NAME, "an operation, a parameter or a schema"),
];

/// Where the extension called `name` may stand; `None` for one that means nothing here.
pub(super) fn place_of(name: &str) -> Option<&'static str> {
    ALL.iter()
        .find(|(known, _)| *known == name)
        .map(|(_, place)| *place)
}

/// The extension that `name` is but for one slip of the pen. Names further away are those of other tools.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    let mut names = ALL.iter().map(|(known, _)| *known);
    names.find(|known| strsim::damerau_levenshtein(known, name) == 1)
}
