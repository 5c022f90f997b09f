//! Where the operations and types of the model stand in the document. The model itself has no places: this table stands beside
//! it, for what is said of both.

use std::collections::HashMap;

use crate::model::Name;
use crate::model::visit::TypeKey;
use crate::pointer::Pointer;

/// The nodes of the document that operations and types are made of.
#[derive(Debug, Default)]
pub struct Places {
    operations: HashMap<usize, Pointer>,
    types: HashMap<TypeKey, Pointer>,
}

impl Places {
    /// The operation of this position.
    #[must_use]
    pub fn operation(&self, position: usize) -> Option<&Pointer> {
        self.operations.get(&position)
    }

    /// The schema that a type is made of, or what else it stands for.
    #[must_use]
    pub fn definition(&self, key: &TypeKey) -> Option<&Pointer> {
        self.types.get(key)
    }

    pub(super) fn put_operation(&mut self, position: usize, at: Pointer) {
        self.operations.insert(position, at);
    }

    pub(super) fn put_type(&mut self, key: TypeKey, at: Pointer) {
        self.types.insert(key, at);
    }

    /// Follows types that became shared ones, under these names.
    pub(crate) fn share(&mut self, moved: HashMap<TypeKey, Name>) {
        for (key, name) in moved {
            if let Some(at) = self.types.remove(&key) {
                let name = name.rust().to_owned();
                let operation = None;
                self.types.insert(TypeKey { operation, name }, at);
            }
        }
    }
}
