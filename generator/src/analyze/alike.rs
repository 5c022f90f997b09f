//! Whether two types are read from the same values.

use crate::model::Field;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Type;
use crate::model::visit::Visible;

/// How deep objects in objects are compared.
const DEEPEST: usize = 4;

/// Whether every value of one type is one of the other too, as far as that is easily seen.
pub(crate) fn are_alike(one: &Type, other: &Type, visible: &Visible<'_, '_>) -> bool {
    are_alike_within(one, other, visible, DEEPEST)
}

fn are_alike_within(one: &Type, other: &Type, visible: &Visible<'_, '_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match (one, other) {
        (Type::List(one), Type::List(other))
        | (Type::Nullable(one), Type::Nullable(other))
        | (Type::Map { value: one, .. }, Type::Map { value: other, .. }) => {
            are_alike_within(one, other, visible, depth)
        }
        (Type::Named(first), Type::Named(second)) if one != other => {
            match (visible.definition(first), visible.definition(second)) {
                (Some(first), Some(second)) => {
                    have_like_shapes(&first.shape, &second.shape, visible, depth)
                }
                _ => false,
            }
        }
        _ => one == other,
    }
}

fn have_like_shapes(one: &Shape, other: &Shape, visible: &Visible<'_, '_>, depth: usize) -> bool {
    match (one, other) {
        (Shape::Structure(one), Shape::Structure(other)) => {
            let of_other = |name: &str| field(other, name);
            let is_alike = |field: &Field| {
                let other = of_other(field.name.wire());
                other.is_some_and(|other| {
                    field.is_required() == other.is_required()
                        && are_alike_within(&field.ty, &other.ty, visible, depth)
                })
            };
            one.fields.len() == other.fields.len()
                && one.additional_properties.is_some() == other.additional_properties.is_some()
                && one.fields.iter().all(is_alike)
        }
        (Shape::Enumeration(one), Shape::Enumeration(other)) => {
            let is_of_other =
                |json: &serde_json::Value| other.values.iter().any(|value| value.json == *json);
            one.values.len() == other.values.len()
                && one.values.iter().all(|value| is_of_other(&value.json))
        }
        _ => false,
    }
}

/// The property of an object that has this name.
pub(crate) fn field<'s>(structure: &'s Structure, name: &str) -> Option<&'s Field> {
    let mut fields = structure.fields.iter();
    fields.find(|field| field.name.wire() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeDefinition;
    use crate::model::testing::enumeration;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::shared;
    use crate::model::visit::index;

    fn of(name: &str, property: &str, ty: Type) -> TypeDefinition {
        object(name, vec![field(property, ty)])
    }

    #[test]
    fn objects_are_alike_through_and_through_or_not() {
        let types = [
            enumeration("Red", &["red"]),
            enumeration("Crimson", &["red"]),
            enumeration("Blue", &["blue"]),
            of("A", "color", shared("Red")),
            of("B", "color", shared("Crimson")),
            of("C", "color", shared("Blue")),
            of("D", "colour", shared("Red")),
            of("OfA", "of", Type::List(Box::new(shared("A")))),
            of("OfB", "of", Type::List(Box::new(shared("B")))),
            of("OfC", "of", Type::List(Box::new(shared("C")))),
            of("Endless", "of", shared("Endless")),
            of("Eternal", "of", shared("Eternal")),
        ];
        let shared_types = index(&types);
        let visible = Visible::new(&shared_types, &[]);
        for (one, other, expected) in [
            ("A", "B", true),
            ("A", "C", false),
            ("A", "D", false),
            ("OfA", "OfB", true),
            ("OfA", "OfC", false),
            ("Endless", "Eternal", false),
        ] {
            let is_alike = are_alike(&shared(one), &shared(other), &visible);
            assert_eq!(is_alike, expected, "{one} {other}");
        }
    }
}
