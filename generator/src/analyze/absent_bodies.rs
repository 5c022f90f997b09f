//! Responses that may come without a body: those that promise nothing which has to be in one.

use std::collections::HashSet;
use std::iter;

use crate::model::Api;
use crate::model::Field;
use crate::model::Operation;
use crate::model::Response;
use crate::model::Shape;
use crate::model::Type;
use crate::model::visit::TypeKey;

/// Where nothing is required, a response without a body is read as nothing, or as an empty list or object.
pub(crate) fn accept_absent_bodies(api: &mut Api) {
    let definitions = api.definitions();
    let requiring_nothing =
        definitions.filter(|(_, definition)| requires_nothing(&definition.shape));
    let requiring_nothing: HashSet<TypeKey> = requiring_nothing.map(|(key, _)| key).collect();
    for operation in api.root.all_operations_mut() {
        let position = operation.position;
        for response in responses(operation) {
            if let Response::Json(ty) = response
                && may_be_absent(ty, position, &requiring_nothing)
            {
                *response = Response::JsonOrEmpty(ty.clone());
            }
        }
    }
}

/// The response of an operation, its alternatives, and those by status.
fn responses(operation: &mut Operation) -> impl Iterator<Item = &mut Response> {
    let alternatives = operation.alternatives.iter_mut();
    let by_status = operation.types.iter_mut();
    let by_status = by_status.filter_map(|definition| match &mut definition.shape {
        Shape::Responses(kinds) => Some(kinds.iter_mut().map(|kind| &mut kind.response)),
        _ => None,
    });
    iter::once(&mut operation.response)
        .chain(alternatives.map(|alternative| &mut alternative.response))
        .chain(by_status.flatten())
}

fn may_be_absent(ty: &Type, operation: usize, requiring_nothing: &HashSet<TypeKey>) -> bool {
    match ty {
        Type::Any | Type::List(_) | Type::Map { .. } | Type::Nullable(_) => true,
        Type::Boxed(inner) => may_be_absent(inner, operation, requiring_nothing),
        Type::Named(reference) => requiring_nothing.contains(&reference.key(Some(operation))),
        Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::NumberOrText(_)
        | Type::String
        | Type::Format(_)
        | Type::RawBody
        | Type::Part
        | Type::Multipart
        | Type::Duration(_) => false,
    }
}

fn requires_nothing(shape: &Shape) -> bool {
    match shape {
        Shape::Structure(structure) => !structure.fields.iter().any(Field::is_required),
        Shape::Enumeration(_)
        | Shape::Union(_)
        | Shape::Tuple(_)
        | Shape::Text(_)
        | Shape::Parts(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Presence;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::object;
    use crate::model::testing::shared;

    /// Whether a response of this type may be absent.
    fn may_be_absent(ty: Type) -> bool {
        let optional = Field {
            presence: Presence::Optional,
            ..field("title", Type::String)
        };
        let types = vec![
            object("Open", vec![optional.clone()]),
            object("Strict", vec![optional, field("id", Type::String)]),
        ];
        let mut api = api(types, vec![giving(0, ty)]);
        accept_absent_bodies(&mut api);
        matches!(api.root.operations[0].response, Response::JsonOrEmpty(_))
    }

    #[test]
    fn nothing_stands_for_what_can_be_empty() {
        for ty in [
            Type::Any,
            Type::Nullable(Box::new(Type::String)),
            Type::List(Box::new(shared("Strict"))),
            Type::map_of(Type::String),
            shared("Open"),
        ] {
            assert!(may_be_absent(ty.clone()), "{ty:?}");
        }
    }

    #[test]
    fn nothing_stands_for_no_value() {
        for ty in [Type::String, Type::Boolean, shared("Strict")] {
            assert!(!may_be_absent(ty.clone()), "{ty:?}");
        }
    }
}
