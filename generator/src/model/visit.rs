//! Walking the model: every resource and operation, every list of types, and what types are made of.

use std::collections::HashMap;

use super::Api;
use super::Home;
use super::Operation;
use super::Resource;
use super::Shape;
use super::Type;
use super::TypeDefinition;
use super::TypeReference;

impl Api {
    /// All operations, those of a resource before those of the resources below it.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.root.all_operations()
    }

    /// What everything but the shared types is made of: the client, its operations with their own types, and what it is sent.
    pub fn types_beside_shared(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.client_parameters.iter();
        let parameters = parameters.map(|parameter| &parameter.ty);
        let sent = self.webhooks.iter().chain(&self.callbacks);
        let sent = sent.filter_map(|one| one.ty.as_ref());
        let of_operations = self.operations().flat_map(Operation::all_types);
        parameters.chain(sent).chain(of_operations)
    }

    /// Every list of types: the shared ones, then those of each operation, with its position.
    pub fn type_lists(&self) -> impl Iterator<Item = (Option<usize>, &[TypeDefinition])> {
        let of_operations = self.operations();
        let of_operations = of_operations.map(|one| (Some(one.position), one.types.as_slice()));
        std::iter::once((None, self.types.as_slice())).chain(of_operations)
    }

    /// All types, each with what tells it from the others.
    pub fn definitions(&self) -> impl Iterator<Item = (TypeKey, &TypeDefinition)> {
        let lists = self.type_lists();
        lists.flat_map(|(operation, types)| types.iter().map(move |one| (one.key(operation), one)))
    }

    /// The same, to be changed.
    pub fn definitions_mut(&mut self) -> impl Iterator<Item = (TypeKey, &mut TypeDefinition)> {
        let lists = self.type_lists_mut();
        lists.flat_map(|(operation, types)| {
            let types = types.iter_mut();
            types.map(move |one| (one.key(operation), one))
        })
    }

    /// The same lists, to be changed.
    pub fn type_lists_mut(
        &mut self,
    ) -> impl Iterator<Item = (Option<usize>, &mut Vec<TypeDefinition>)> {
        let of_operations = self.root.all_operations_mut();
        let of_operations = of_operations.map(|one| (Some(one.position), &mut one.types));
        std::iter::once((None, &mut self.types)).chain(of_operations)
    }
}

impl Resource {
    /// The resource itself, and all below it.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        let below = self.resources.iter().flat_map(Self::all);
        Box::new(std::iter::once(self).chain(below))
    }

    /// Its operations, and those of all resources below it.
    pub fn all_operations(&self) -> impl Iterator<Item = &Operation> {
        self.all().flat_map(|resource| &resource.operations)
    }

    /// The same, to be changed.
    pub fn all_operations_mut(&mut self) -> Box<dyn Iterator<Item = &mut Operation> + '_> {
        let below = self.resources.iter_mut();
        let below = below.flat_map(Self::all_operations_mut);
        Box::new(self.operations.iter_mut().chain(below))
    }
}

impl Operation {
    /// The types that a call takes and gives, and those that its own types are made of.
    pub fn all_types(&self) -> impl Iterator<Item = &Type> {
        let of_types = self.types.iter();
        let of_types = of_types.flat_map(|definition| definition.shape.types());
        self.exchanged().chain(of_types)
    }

    /// The types that a call takes and gives.
    pub fn exchanged(&self) -> impl Iterator<Item = &Type> {
        self.sent().chain(self.received())
    }
}

impl Shape {
    /// The types that it is made of.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Structure(structure) => {
                let fields = structure.fields.iter().map(|field| &field.ty);
                fields.chain(&structure.additional_properties).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Tuple(tuple) => tuple.fields.iter().map(|field| &field.ty).collect(),
            Self::Parts(parts) => parts.fields.iter().map(|field| &field.ty).collect(),
            Self::Headers(fields) => fields.iter().map(|field| &field.ty).collect(),
            Self::Responses(kinds) => kinds.iter().filter_map(|kind| kind.response.ty()).collect(),
            Self::Events(kinds) => kinds.iter().filter_map(|kind| kind.ty.as_ref()).collect(),
            Self::Bodies(kinds) => kinds.iter().map(|kind| &kind.ty).collect(),
            Self::Enumeration(_) | Self::Text(_) => Vec::new(),
        }
    }
}

impl Type {
    /// The types of the generated crate that it is made of.
    pub fn references(&self) -> impl Iterator<Item = &TypeReference> {
        self.named().into_iter().chain(self.keys())
    }
}

/// The names of the shared types that these are made of.
pub fn shared_names<'t>(
    types: impl IntoIterator<Item = &'t Type>,
) -> impl Iterator<Item = &'t str> {
    let references = types.into_iter().flat_map(Type::references);
    let references = references.filter(|reference| reference.home == Home::Shared);
    references.map(|reference| reference.name.as_str())
}

/// What tells a type from all others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeKey {
    /// The position of the operation that it belongs to; `None` where operations share it.
    pub operation: Option<usize>,
    /// Its Rust name.
    pub name: String,
}

impl TypeDefinition {
    /// What tells it from all others, in the list of types of this operation.
    #[must_use]
    pub fn key(&self, operation: Option<usize>) -> TypeKey {
        let name = self.name.rust().to_owned();
        TypeKey { operation, name }
    }
}

impl TypeReference {
    /// What tells the type that is meant from all others, where this operation refers to it.
    #[must_use]
    pub fn key(&self, operation: Option<usize>) -> TypeKey {
        let name = self.name.clone();
        let operation = operation.filter(|_| self.home == Home::Operation);
        TypeKey { operation, name }
    }
}

/// Types by their Rust names.
pub type Index<'t> = HashMap<&'t str, &'t TypeDefinition>;

/// The types of a list by their Rust names.
#[must_use]
pub fn index(types: &[TypeDefinition]) -> Index<'_> {
    types.iter().map(|one| (one.name.rust(), one)).collect()
}

/// The types that are seen from one place: the shared ones, and those of an operation.
pub struct Visible<'i, 't> {
    shared: &'i Index<'t>,
    local: Index<'t>,
}

impl<'i, 't> Visible<'i, 't> {
    /// What is seen beside the types `local`.
    #[must_use]
    pub fn new(shared: &'i Index<'t>, local: &'t [TypeDefinition]) -> Self {
        let local = index(local);
        Self { shared, local }
    }

    /// The type that is referred to.
    #[must_use]
    pub fn definition(&self, reference: &TypeReference) -> Option<&'t TypeDefinition> {
        let types = match reference.home {
            Home::Shared => self.shared,
            Home::Operation => &self.local,
        };
        types.get(reference.name.as_str()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::local;
    use crate::model::testing::object;
    use crate::model::testing::operation;
    use crate::model::testing::resource;
    use crate::model::testing::shared;

    fn nested() -> Api {
        let mut shelves = resource("shelves", vec![operation(1)]);
        shelves.resources = vec![resource("books", vec![operation(2)])];
        let mut api = api(vec![object("Book", Vec::new())], vec![operation(0)]);
        api.root.resources = vec![shelves, resource("pages", vec![operation(3)])];
        api
    }

    #[test]
    fn every_operation_is_met_once_its_resource_before_those_below() {
        let mut api = nested();
        let positions: Vec<usize> = api.operations().map(|one| one.position).collect();
        assert_eq!(positions, [0, 1, 2, 3]);
        let changed = api.root.all_operations_mut().map(|one| one.position);
        assert_eq!(changed.collect::<Vec<_>>(), positions);
    }

    #[test]
    fn the_shared_types_come_before_those_of_operations() {
        let api = nested();
        let lists = api
            .type_lists()
            .map(|(operation, types)| (operation, types.len()));
        let lists: Vec<_> = lists.collect();
        assert_eq!(lists[..2], [(None, 1), (Some(0), 0)]);
        assert_eq!(lists.len(), 5);
    }

    #[test]
    fn a_type_of_an_operation_can_be_called_like_a_shared_one() {
        let (ours, theirs) = ([object("Book", Vec::new())], [object("Book", Vec::new())]);
        let shared_types = index(&theirs);
        let visible = Visible::new(&shared_types, &ours);
        let find = |ty: &Type| visible.definition(ty.named().unwrap()).unwrap();
        assert!(std::ptr::eq(find(&local("Book")), &raw const ours[0]));
        assert!(std::ptr::eq(find(&shared("Book")), &raw const theirs[0]));
        let key = |ty: &Type| ty.named().unwrap().key(Some(7));
        assert_eq!(key(&local("Book")), ours[0].key(Some(7)));
        assert_eq!(key(&shared("Book")), theirs[0].key(None));
    }
}
