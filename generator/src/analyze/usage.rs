//! Where each type is used: whether it is built for requests, read from responses, or both.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Home;
use crate::model::Operation;
use crate::model::Presence;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Usage;

/// Marks every type of the API.
pub(crate) fn mark(api: &mut Api) {
    let mut marking = Marking {
        shared: index(&api.types),
        types: &mut api.types,
    };
    for parameter in &api.client_parameters {
        marking.mark(&parameter.ty, REQUEST, &mut Local::none());
    }
    let sent = api.webhooks.iter().chain(&api.callbacks);
    for ty in sent.filter_map(|one| one.ty.as_ref()) {
        marking.mark(ty, RESPONSE, &mut Local::none());
    }
    marking.resource(&mut api.root);
    api.types.iter_mut().for_each(settle_sides);
    settle_sides_in(&mut api.root);
}

fn settle_sides_in(resource: &mut Resource) {
    for operation in &mut resource.operations {
        operation.types.iter_mut().for_each(settle_sides);
    }
    resource.resources.iter_mut().for_each(settle_sides_in);
}

/// A member of one side is not in a type of the other, and not demanded by a type of both.
fn settle_sides(definition: &mut TypeDefinition) {
    let Usage {
        request, response, ..
    } = definition.usage;
    let Shape::Structure(structure) = &mut definition.shape else {
        return;
    };
    structure.fields.retain(|field| match field.side {
        Side::Both => true,
        Side::Response => response,
        Side::Request => request,
    });
    for field in &mut structure.fields {
        let is_on_both = field.side == Side::Both || !(request && response);
        field.presence = match field.presence {
            presence if is_on_both => presence,
            Presence::Required
            | Presence::Nullable
            | Presence::Optional
            | Presence::OptionalNullable => Presence::Optional,
        };
    }
}

const REQUEST: Usage = Usage {
    request: true,
    response: false,
    key: false,
};
const RESPONSE: Usage = Usage {
    request: false,
    response: true,
    key: false,
};

struct Marking<'a> {
    shared: HashMap<String, usize>,
    types: &'a mut Vec<TypeDefinition>,
}

/// The types of one operation.
struct Local<'a> {
    index: HashMap<String, usize>,
    types: &'a mut [TypeDefinition],
}

impl Local<'_> {
    fn none() -> Self {
        Self {
            index: HashMap::new(),
            types: &mut [],
        }
    }
}

fn index(types: &[TypeDefinition]) -> HashMap<String, usize> {
    types
        .iter()
        .enumerate()
        .map(|(at, ty)| (ty.name.rust().to_owned(), at))
        .collect()
}

impl Marking<'_> {
    fn resource(&mut self, resource: &mut Resource) {
        for operation in &mut resource.operations {
            self.operation(operation);
        }
        for resource in &mut resource.resources {
            self.resource(resource);
        }
    }

    fn operation(&mut self, operation: &mut Operation) {
        let mut types = std::mem::take(&mut operation.types);
        let mut local = Local {
            index: index(&types),
            types: &mut types,
        };
        for ty in operation.sent() {
            self.mark(ty, REQUEST, &mut local);
        }
        for ty in operation.received() {
            self.mark(ty, RESPONSE, &mut local);
        }
        operation.types = types;
    }

    fn mark(&mut self, ty: &Type, usage: Usage, local: &mut Local<'_>) {
        if let Some(reference) = ty.named() {
            self.mark_type(reference, usage, local);
        }
        for reference in ty.keys() {
            self.mark_type(reference, Usage { key: true, ..usage }, local);
        }
    }

    fn mark_type(&mut self, reference: &TypeReference, usage: Usage, local: &mut Local<'_>) {
        let found = match reference.home {
            Home::Shared => self
                .shared
                .get(&reference.name)
                .and_then(|at| self.types.get_mut(*at)),
            Home::Operation => local
                .index
                .get(&reference.name)
                .and_then(|at| local.types.get_mut(*at)),
        };
        let Some(definition) = found else { return };
        let before = definition.usage;
        definition.usage.request |= usage.request;
        definition.usage.response |= usage.response;
        definition.usage.key |= usage.key;
        if definition.usage == before {
            return;
        }
        for part in parts(&definition.shape) {
            self.mark(&part, usage, local);
        }
    }
}

/// The types that a shape is made of.
pub(crate) fn parts(shape: &Shape) -> Vec<Type> {
    match shape {
        Shape::Structure(structure) => {
            let fields = structure.fields.iter().map(|field| &field.ty);
            fields.chain(&structure.additional).cloned().collect()
        }
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|variant| variant.ty.clone())
            .collect(),
        Shape::Tuple(tuple) => tuple.fields.iter().map(|field| field.ty.clone()).collect(),
        Shape::Parts(parts) => parts.fields.iter().map(|field| field.ty.clone()).collect(),
        Shape::Headers(fields) => fields.iter().map(|field| field.ty.clone()).collect(),
        Shape::Answers(kinds) => {
            let types = kinds.iter().filter_map(|kind| kind.answer.ty());
            types.cloned().collect()
        }
        Shape::Bodies(kinds) => kinds.iter().map(|kind| kind.ty.clone()).collect(),
        Shape::Enumeration(_) | Shape::Text(_) => Vec::new(),
    }
}

/// Drops the types that nothing names any more.
pub(crate) fn drop_unused(api: &mut Api) {
    let is_used =
        |definition: &TypeDefinition| definition.usage.request || definition.usage.response;
    api.types.retain(is_used);
    drop_unused_in(&mut api.root);
}

fn drop_unused_in(resource: &mut Resource) {
    for operation in &mut resource.operations {
        operation
            .types
            .retain(|definition| definition.usage.request || definition.usage.response);
    }
    for resource in &mut resource.resources {
        drop_unused_in(resource);
    }
}
