//! Counting what a document has, and what its client has of it.

use indexmap::IndexSet;

use crate::lower::reference::component_key;
use crate::lower::reference::resolve;
use crate::model::Api;
use crate::report::Ledger;
use crate::report::Report;
use crate::spec::Document;
use crate::spec::Operation;
use crate::spec::Parameter;
use crate::spec::PathItem;
use crate::spec::RefOr;

impl Ledger {
    /// What a document has.
    pub(crate) fn of_document(document: &Document) -> Self {
        let mut ledger = Self::default();
        ledger.schemas.read = document.components.schemas.len();
        ledger.security_schemes.read = document.components.security_schemes.len();
        ledger.servers.read = document.servers.len();
        for item in document.paths.values() {
            let item = resolved(item, document);
            ledger.servers.read += item.servers.iter().flatten().count();
            for operation in item.operations.values() {
                ledger.read(item, operation, document);
            }
        }
        for webhook in document.webhooks.values() {
            ledger.webhooks.read += operations_below(webhook, document);
        }
        ledger
    }

    fn read(&mut self, item: &PathItem, operation: &Operation, document: &Document) {
        self.operations.read += 1;
        self.parameters.read += parameters(item, operation, document);
        self.responses.read += operation.responses.len();
        self.servers.read += operation.servers.iter().flatten().count();
        let components = &document.components.callbacks;
        for callback in operation.callbacks.values() {
            let callback = resolve(callback, "callbacks", components, &mut Report::default());
            let items = callback.iter().flat_map(|one| one.path_items.values());
            self.webhooks.read += items
                .map(|item| operations_below(item, document))
                .sum::<usize>();
        }
    }

    /// Adds what the client has.
    pub(crate) fn with(mut self, api: &Api) -> Self {
        self.schemas.made = api.types.len();
        let schemes = api.security.iter().flat_map(|one| &one.schemes);
        let names: IndexSet<&str> = schemes.map(|scheme| scheme.name.wire()).collect();
        self.security_schemes.made = names.len();
        let mut servers = IndexSet::from([api.server.url.as_str()]);
        for operation in api.operations() {
            self.operations.made += 1;
            self.parameters.made += operation.parameters.len();
            self.schemas.made += operation.types.len();
            self.responses.made += operation.error_responses.len() + 1;
            servers.extend(operation.server.as_ref().map(|server| server.url.as_str()));
        }
        self.servers.made = servers.len();
        self.webhooks.made = api.webhooks.len() + api.callbacks.len();
        self
    }
}

pub(crate) fn resolved<'d>(item: &'d PathItem, document: &'d Document) -> &'d PathItem {
    let reference = item
        .reference
        .as_ref()
        .filter(|_| item.operations.is_empty());
    let resolved = reference.and_then(|target| {
        let mut ignored = Report::default();
        let items = &document.components.path_items;
        let key = component_key(target, "pathItems", &mut ignored)?;
        resolve(items.get(&key)?, "pathItems", items, &mut ignored)
    });
    resolved.unwrap_or(item)
}

/// The operations of a webhook, or of what a callback calls.
fn operations_below(item: &RefOr<PathItem>, document: &Document) -> usize {
    let items = &document.components.path_items;
    let resolved = resolve(item, "pathItems", items, &mut Report::default());
    resolved.map_or(0, |item| item.operations.len())
}

/// How many parameters an operation has, its own and those of its path.
fn parameters(item: &PathItem, operation: &Operation, document: &Document) -> usize {
    let components = &document.components.parameters;
    let key = |parameter: &'_ RefOr<Parameter>| {
        let resolved = resolve(parameter, "parameters", components, &mut Report::default())?;
        Some((resolved.location.value.clone(), resolved.name.value.clone()))
    };
    let all = item.parameters.iter().chain(&operation.parameters);
    all.filter_map(key).collect::<IndexSet<_>>().len()
}
