//! Where an API is served.

use super::Docs;
use super::Name;

/// The server of a client whose document gives none: a name that leads nowhere (RFC 6761), by which the runtime knows that a
/// program has to set the base URL.
pub const NO_SERVER: &str = "https://base-url-not-set.invalid";

/// Where an API is served.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The URL before each path, where nothing else is chosen or set.
    pub url: String,
    /// What it is, in Markdown.
    pub description: Option<String>,
    /// The environment variable that names another.
    pub environment: Option<String>,
    /// What a program chooses from; empty where there is one server, whose URL has no variables.
    pub choices: Vec<ServerChoice>,
    /// The variables of all of them.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// A base URL as a program sets it, where the document names no server, or only its path.
    #[must_use]
    pub fn to_be_set(&self) -> Option<String> {
        let path = self.url.strip_prefix(NO_SERVER)?;
        Some(format!("https://api.example.com{path}"))
    }
}

/// One of the servers.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerChoice {
    /// Its name.
    pub name: Name,
    /// The URL before each path, with its variables in braces.
    pub url: String,
    /// What it is.
    pub docs: Docs,
    /// The variables of its URL.
    pub variables: Vec<ServerValues>,
}

/// The server of one operation, where that is not the client's.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationServer {
    /// The URL with the defaults of its variables.
    pub url: String,
    /// The URL with its variables in braces.
    pub template: String,
    /// What they stand for, each with the setter of the call.
    pub variables: Vec<(ServerValues, ServerVariable)>,
}

/// What a variable can stand for in the URL of one server.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerValues {
    /// The name of the variable, as the URL has it.
    pub variable: String,
    /// What stands for it, unless it is set.
    pub default: String,
    /// What it can be set to; empty where that is anything.
    pub values: Vec<String>,
}

/// A variable of the URLs.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
}
