//! Where the items of a client are: the Rust path of each.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::visit::TypeKey;

/// Items that are called otherwise in another client: the path of each there, by its path here.
pub(crate) type Renames = HashMap<String, String>;

/// The paths of one client.
pub(crate) struct Paths<'p> {
    /// The module of the types of each operation, by its position.
    modules: HashMap<usize, String>,
    definitions: HashMap<TypeKey, &'p TypeDefinition>,
    renames: &'p Renames,
}

impl<'p> Paths<'p> {
    pub(super) fn new(api: &'p Api, renames: &'p Renames) -> Self {
        let mut paths = Self {
            modules: HashMap::new(),
            definitions: api.definitions().collect(),
            renames,
        };
        let of_client = api.operations_module().to_owned();
        paths.add_modules(&api.root.operations, &of_client);
        for resource in &api.root.resources {
            paths.add_resource(resource, "");
        }
        paths
    }

    fn add_resource(&mut self, resource: &Resource, around: &str) {
        let path = module(resource, around);
        self.add_modules(&resource.operations, &path);
        for below in &resource.resources {
            self.add_resource(below, &path);
        }
    }

    fn add_modules(&mut self, operations: &[Operation], module: &str) {
        for operation in operations {
            self.modules.insert(operation.position, module.to_owned());
        }
    }

    /// The path of a type.
    pub(super) fn of_type(&self, key: &TypeKey) -> String {
        let module = key.operation.and_then(|one| self.modules.get(&one));
        let module = module.map_or("types", String::as_str);
        self.shown(&format!("{module}::{}", key.name))
    }

    /// The path under which an item is shown.
    pub(super) fn shown(&self, path: &str) -> String {
        let renamed = self.renames.get(path).cloned();
        renamed.unwrap_or_else(|| path.to_owned())
    }

    /// What a type is that an operation refers to.
    pub(super) fn shape(
        &self,
        reference: &TypeReference,
        operation: Option<usize>,
    ) -> Option<&'p Shape> {
        Some(&self.definition(reference, operation)?.shape)
    }

    /// The type that an operation refers to.
    pub(super) fn definition(
        &self,
        reference: &TypeReference,
        operation: Option<usize>,
    ) -> Option<&'p TypeDefinition> {
        self.definitions.get(&reference.key(operation)).copied()
    }
}

/// The module of a resource.
pub(super) fn module(resource: &Resource, around: &str) -> String {
    let name = resource.name.as_ref().map_or("client", |name| name.plain());
    if around.is_empty() {
        name.to_owned()
    } else {
        format!("{around}::{name}")
    }
}
