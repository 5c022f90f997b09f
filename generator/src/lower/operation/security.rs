//! The credentials that an operation takes.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::count;
use crate::lower::operation::operations::Operations;
use crate::markdown::code;
use crate::model::Alternative;
use crate::model::Placement;
use crate::model::Security;
use crate::spec;
use crate::spec::Document;
use crate::spec::SecurityRequirement;

/// The security schemes that the client sends secrets for, and whether operations take different ones.
#[derive(Default)]
pub(crate) struct Schemes {
    placements: IndexMap<String, Placement>,
    /// Whether the credentials of one operation are not those of another.
    pub(crate) differ: bool,
}

impl Schemes {
    pub(crate) fn new(document: &Document, alternatives: &[Alternative]) -> Self {
        let schemes = alternatives.iter().flat_map(|one| &one.schemes);
        let placements =
            schemes.map(|scheme| (scheme.name.wire().to_owned(), scheme.placement.clone()));
        let mut schemes = Self {
            placements: placements.collect(),
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
            let known = one
                .schemes
                .keys()
                .filter(|name| self.placements.contains_key(*name));
            known.cloned().collect()
        };
        requirements.iter().map(names).collect()
    }
}

impl Operations<'_> {
    /// The security scheme of the operation whose credential a parameter is.
    pub(crate) fn credential(
        &self,
        operation: &spec::Operation,
        parameter: &spec::Parameter,
    ) -> Option<String> {
        let taken = self.credentials.taken_by(operation, self.schemas.document);
        let is_it = |name: &String| {
            let placement = self.credentials.placements.get(name);
            placement.is_some_and(|placement| is_placed_as(placement, parameter))
        };
        taken.into_iter().flatten().find(is_it)
    }

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

/// Whether a credential is sent where a parameter would be.
fn is_placed_as(placement: &Placement, parameter: &spec::Parameter) -> bool {
    let (place, name) = (
        parameter.location.value.as_str(),
        parameter.name.value.as_str(),
    );
    match placement {
        Placement::Bearer | Placement::Basic => {
            place == "header" && name.eq_ignore_ascii_case("authorization")
        }
        Placement::Header(header) => place == "header" && name.eq_ignore_ascii_case(header),
        Placement::Query(pair) => place == "query" && name == pair,
        Placement::Cookie(cookie) => place == "cookie" && name == cookie,
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
