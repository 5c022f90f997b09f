//! What went in and what came out, counted.

use std::fmt;
use std::num::NonZeroUsize;

use serde::Serialize;

use crate::report::Diagnostics;
use crate::report::diagnostic::Effect;

/// What a document has, and what its client has of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// The operations of the document; the methods of the client.
    pub operations: Count,
    /// The parameters of operations; those that calls take.
    pub parameters: Count,
    /// The schemas in `components`; the types of the client, those of inline schemas too.
    pub schemas: Count,
    /// The responses of operations; the responses and errors of methods. Several kinds of success are one response.
    pub responses: Count,
    /// The security schemes in `components`; the credentials that the client takes.
    pub security_schemes: Count,
    /// The servers of the document, of paths and of operations; those that are called.
    pub servers: Count,
    /// The operations of webhooks and callbacks; the variants that read what they send.
    pub webhooks: Count,
}

/// How many went in, and how many came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In the document.
    #[serde(rename = "in")]
    pub read: usize,
    /// In the client.
    #[serde(rename = "out")]
    pub made: usize,
    /// Of those in the client, how many the document does not declare.
    #[serde(rename = "madeUp", skip_serializing_if = "Option::is_none")]
    pub made_up: Option<NonZeroUsize>,
    /// How many are any JSON value in the client, since what the document says of them cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<NonZeroUsize>,
}

impl Ledger {
    /// Adds what warnings say of it.
    pub(crate) fn warned_of(mut self, warnings: &Diagnostics) -> Self {
        let counted = |effect| NonZeroUsize::new(warnings.with_effect(effect));
        self.parameters.made_up = counted(Effect::ParameterMadeUp);
        self.schemas.lost = counted(Effect::TypeLost);
        self
    }
}

/// In one line.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operations,
            parameters,
            schemas,
            ..
        } = self;
        write!(
            f,
            "{} with {}, and {}, became {} with {}{}, and {}{}",
            count(operations.read, "operation"),
            count(parameters.read, "parameter"),
            count(schemas.read, "schema"),
            count(operations.made, "method"),
            count(parameters.made, "parameter"),
            aside(parameters.made_up, "made up"),
            count(schemas.made, "type"),
            aside(schemas.lost, "lost")
        )
    }
}

/// What is said of some, where there are any.
fn aside(count: Option<NonZeroUsize>, what: &str) -> String {
    count.map_or_else(String::new, |count| format!(" ({count} {what})"))
}

fn count(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
