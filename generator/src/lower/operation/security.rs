//! The credentials that an operation takes.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use crate::lower::count;
use crate::lower::operation::operations::Operations;
use crate::markdown::code;
use crate::model::Alternative;
use crate::model::Security;
use crate::spec;
use crate::spec::Document;
use crate::spec::SecurityRequirement;

/// The security schemes that the client sends secrets for, and whether operations take different ones.
#[derive(Default)]
pub(crate) struct Schemes {
    names: IndexSet<String>,
    /// Whether the credentials of one operation are not those of another.
    pub(crate) differ: bool,
}

impl Schemes {
    pub(crate) fn new(document: &Document, alternatives: &[Alternative]) -> Self {
        let schemes = alternatives.iter().flat_map(|one| &one.schemes);
        let names = schemes.map(|scheme| scheme.name.wire().to_owned());
        let mut schemes = Self {
            names: names.collect(),
            differ: false,
        };
        let sets = operations(document).map(|operation| schemes.taken_by(operation, document));
        let sets: IndexSet<BTreeSet<Vec<String>>> = sets
            .filter(|alternatives| !alternatives.is_empty())
            .map(|alternatives| alternatives.into_iter().collect())
            .collect();
        schemes.differ = sets.len() > 1;
        schemes
    }

    /// The alternatives of an operation, each the names of the schemes that go together.
    fn taken_by(&self, operation: &spec::Operation, document: &Document) -> Vec<Vec<String>> {
        let requirements = operation.security.as_ref().unwrap_or(&document.security);
        let names = |one: &SecurityRequirement| {
            let known = one.schemes.keys().filter(|name| self.names.contains(*name));
            known.cloned().collect()
        };
        requirements.iter().map(names).collect()
    }
}

impl Operations<'_> {
    /// The credentials that an operation takes.
    pub(crate) fn security(&self, operation: &spec::Operation) -> Security {
        let alternatives = self.credentials.taken_by(operation, self.schemas.document);
        if alternatives.iter().all(Vec::is_empty) {
            Security::Anonymous
        } else if self.credentials.differ {
            Security::Chosen(alternatives)
        } else {
            Security::Client
        }
    }
}

/// The scopes that the credentials of an operation have to have, in a sentence.
pub(super) fn scopes(operation: &spec::Operation, document: &Document) -> Option<String> {
    let requirements = operation.security.as_ref().unwrap_or(&document.security);
    let schemes = requirements.iter().flat_map(|one| &one.schemes);
    let mut needed: Vec<String> = Vec::new();
    for (name, scopes) in schemes.filter(|(_, scopes)| !scopes.is_empty()) {
        let scopes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        let one = format!("{} needs {}", code(name), scopes.join(" and "));
        if !needed.contains(&one) {
            needed.push(one);
        }
    }
    (!needed.is_empty()).then(|| format!("Scopes: {}.", needed.join("; ")))
}

/// The operations of the document, with references of path items resolved.
pub(crate) fn operations(document: &Document) -> impl Iterator<Item = &spec::Operation> {
    let items = document.paths.values();
    items.flat_map(|item| count::resolved(item, document).operations.values())
}
