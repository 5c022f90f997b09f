//! Requests that the server makes.

use super::Docs;
use super::Name;
use super::Type;
use super::Verb;

/// A request that the server makes to an address of its user's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Its name: as the document has it, and as a variant.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// The method of the request.
    pub verb: Verb,
    /// Where it is sent, as a runtime expression, if the document has it.
    pub address: Option<String>,
    /// The type of its body, if it has one that is read.
    pub ty: Option<Type>,
}
