//! The owner of an operation: a resource, or the client.

use crate::model::Api;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;

/// The resources that lead from the client to an operation; none where the client has it itself.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) resources: &'a [&'a Resource],
}

impl<'a> Owner<'a> {
    pub(crate) fn is_client(self) -> bool {
        self.resources.is_empty()
    }

    /// The type that has the method.
    pub(crate) fn ty(self) -> &'a str {
        self.resources.last().map_or("Client", |last| &last.ty)
    }

    /// Its path.
    pub(crate) fn ty_path(self) -> String {
        let ty = self.ty();
        if self.is_client() {
            return format!("crate::client::{ty}");
        }
        format!("crate::{}::{ty}", self.module())
    }

    /// The methods from the client to it.
    pub(crate) fn methods(self) -> impl Iterator<Item = &'a str> {
        self.resources.iter().map(|one| method(one))
    }

    /// The operations that it has.
    pub(crate) fn operations(self, api: &'a Api) -> &'a [Operation] {
        let resource = self.resources.last().copied().unwrap_or(&api.root);
        &resource.operations
    }

    /// The path of the module of the types of its operations.
    pub(crate) fn path(self, api: &Api) -> String {
        if self.is_client() {
            return api.operations_module().to_owned();
        }
        self.module()
    }

    fn module(self) -> String {
        self.methods().collect::<Vec<_>>().join("::")
    }

    /// The folder of that module.
    pub(crate) fn folder(self, api: &Api) -> String {
        let path = self.path(api).replace("r#", "");
        format!("src/{}", path.replace("::", "/"))
    }
}

/// The method that leads to a resource, and its module.
pub(crate) fn method(resource: &Resource) -> &str {
    resource.name.as_ref().map_or("", Name::rust)
}
