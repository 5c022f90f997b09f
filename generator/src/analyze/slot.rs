//! The places of requests: where values stand that are sent.

use crate::model::Api;
use crate::model::Body;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Rule;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Structure;
use crate::model::Type;
use crate::model::TypeDefinition;

/// What holds values that are sent: a type, by its name, or an operation, which has none; with the position of the
/// operation that it belongs to.
pub(crate) type Holder = (Option<usize>, String);

/// What looks at a place: what holds it, its rule and its type.
pub(crate) type Look<'l> = dyn FnMut(&Holder, &mut Option<Box<Rule>>, &Type) + 'l;

/// Shows every place. A type that is never sent loses its rules.
pub(crate) fn each_slot(api: &mut Api, look: &mut Look<'_>) {
    slots_of_types(&mut api.types, None, look);
    slots_in(&mut api.root, look);
}

fn slots_in(resource: &mut Resource, look: &mut Look<'_>) {
    for operation in &mut resource.operations {
        let position = Some(operation.position);
        slots_of_types(&mut operation.types, position, look);
        let holder = (position, String::new());
        for (rule, ty) in slots_of_operation(operation) {
            look(&holder, rule, ty);
        }
    }
    for resource in &mut resource.resources {
        slots_in(resource, look);
    }
}

fn slots_of_operation(operation: &mut Operation) -> Vec<(&mut Option<Box<Rule>>, &Type)> {
    let parameters = operation.parameters.iter_mut();
    let mut slots: Vec<(&mut Option<Box<Rule>>, &Type)> = parameters
        .map(|parameter| (&mut parameter.rule, &parameter.ty))
        .collect();
    match &mut operation.body {
        Body::None => {}
        Body::Value { rule, ty, .. } => slots.push((rule, ty)),
        Body::Members { rule, fields, .. } => {
            slots.push((rule, &Type::Any));
            slots.extend(fields.iter_mut().map(|field| (&mut field.rule, &field.ty)));
        }
    }
    slots
}

fn slots_of_types(types: &mut [TypeDefinition], operation: Option<usize>, look: &mut Look<'_>) {
    for definition in types {
        let holder = (operation, definition.name.rust().to_owned());
        let is_sent = definition.usage.request;
        for (rule, ty) in slots_of_shape(&mut definition.shape) {
            if is_sent {
                look(&holder, rule, ty);
            } else {
                *rule = None;
            }
        }
    }
}

fn slots_of_shape(shape: &mut Shape) -> Vec<(&mut Option<Box<Rule>>, &Type)> {
    match shape {
        Shape::Structure(structure) => {
            let mut slots: Vec<(&mut Option<Box<Rule>>, &Type)> = Vec::new();
            for field in &mut structure.fields {
                if field.side == Side::Response {
                    field.rule = None;
                } else {
                    slots.push((&mut field.rule, &field.ty));
                }
            }
            let Structure {
                additional,
                additional_rule,
                ..
            } = structure;
            let beside = additional.iter().zip([additional_rule]);
            slots.extend(beside.map(|(ty, rule)| (rule, ty)));
            slots
        }
        Shape::Union(union) => {
            let variants = union.variants.iter_mut();
            variants
                .map(|variant| (&mut variant.rule, &variant.ty))
                .collect()
        }
        Shape::Parts(parts) => {
            let fields = parts.fields.iter_mut();
            fields.map(|field| (&mut field.rule, &field.ty)).collect()
        }
        Shape::Bodies(kinds) => {
            let kinds = kinds.iter_mut();
            kinds.map(|kind| (&mut kind.rule, &kind.ty)).collect()
        }
        Shape::Tuple(tuple) => {
            let fields = tuple.fields.iter_mut();
            fields.map(|field| (&mut field.rule, &field.ty)).collect()
        }
        Shape::Headers(fields) => fields
            .iter_mut()
            .map(|field| (&mut field.rule, &field.ty))
            .collect(),
        Shape::Enumeration(_) | Shape::Text(_) | Shape::Answers(_) => Vec::new(),
    }
}
