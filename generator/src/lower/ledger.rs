//! What went in and what came out, counted.

use std::fmt;

use indexmap::IndexSet;

use super::reference::resolve;
use crate::diagnostic::Report;
use crate::model::Api;
use crate::model::Resource;
use crate::spec::Document;
use crate::spec::Operation;
use crate::spec::Parameter;
use crate::spec::PathItem;
use crate::spec::RefOr;

/// What a document has, and what its client has of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The operations of the document.
    pub operations: usize,
    /// Their parameters.
    pub parameters: usize,
    /// The schemas in `components`.
    pub schemas: usize,
    /// The methods of the client.
    pub methods: usize,
    /// The parameters that calls take.
    pub taken: usize,
    /// The types.
    pub types: usize,
}

impl Ledger {
    pub(super) fn new(document: &Document, api: &Api) -> Self {
        let mut ledger = Self {
            schemas: document.components.schemas.len(),
            types: api.types.len(),
            ..Self::default()
        };
        for item in document.paths.values() {
            let item = resolved(item, document);
            for operation in item.operations.values() {
                ledger.operations += 1;
                ledger.parameters += parameters(item, operation, document);
            }
        }
        ledger.add(&api.root);
        ledger
    }

    fn add(&mut self, resource: &Resource) {
        for operation in &resource.operations {
            self.methods += 1;
            self.taken += operation.parameters.len();
            self.types += operation.types.len();
        }
        resource.resources.iter().for_each(|below| self.add(below));
    }
}

/// In one line.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operations,
            parameters,
            schemas,
            methods,
            taken,
            types,
        } = self;
        write!(
            f,
            "{} with {}, and {}, became {} with {}, and {}",
            count(*operations, "operation"),
            count(*parameters, "parameter"),
            count(*schemas, "schema"),
            count(*methods, "method"),
            count(*taken, "parameter"),
            count(*types, "type")
        )
    }
}

fn count(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn resolved<'d>(item: &'d PathItem, document: &'d Document) -> &'d PathItem {
    let reference = item
        .reference
        .as_ref()
        .filter(|_| item.operations.is_empty());
    let found = reference.and_then(|target| {
        let mut unsaid = Report::default();
        let items = &document.components.path_items;
        let key = super::reference::component_key(target, "pathItems", &mut unsaid)?;
        resolve(items.get(&key)?, "pathItems", items, &mut unsaid)
    });
    found.unwrap_or(item)
}

/// How many parameters an operation has, its own and those of its path.
fn parameters(item: &PathItem, operation: &Operation, document: &Document) -> usize {
    let components = &document.components.parameters;
    let key = |parameter: &'_ RefOr<Parameter>| {
        let found = resolve(parameter, "parameters", components, &mut Report::default())?;
        Some((found.location.value.clone(), found.name.value.clone()))
    };
    let all = item.parameters.iter().chain(&operation.parameters);
    all.filter_map(key).collect::<IndexSet<_>>().len()
}
