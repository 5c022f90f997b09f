//! Unions that are told apart by what their types look like: a type that accepts the values of another comes after it, and a property
//! that can have one value only tells its object from others.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::model::Api;
use crate::model::Preset;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::model::visit::TypeKey;
use crate::model::visit::Visible;
use crate::model::visit::index;

/// Orders the types of all unions without a discriminator, and closes what tells them apart.
pub(crate) fn order_variants(api: &mut Api) {
    let mut orders = orders(api);
    let mut constants = HashSet::new();
    for order in orders.values_mut() {
        constants.extend(std::mem::take(&mut order.constants));
    }
    for (key, definition) in api.definitions_mut() {
        match &mut definition.shape {
            Shape::Union(union) => {
                if let Some(order) = orders.remove(&key) {
                    union.variants = order.variants;
                }
            }
            // An enumeration that tells objects apart takes no other value than its own.
            Shape::Enumeration(known) => known.is_closed = constants.contains(&key),
            Shape::Structure(structure) if constants.contains(&key) => close_booleans(structure),
            _ => {}
        }
    }
}

/// The variants of a union in the order in which they are tried.
struct Order {
    variants: Vec<Variant>,
    /// What tells them apart: objects, and enumerations of one value in them.
    constants: HashSet<TypeKey>,
}

fn orders(api: &Api) -> HashMap<TypeKey, Order> {
    let shared = index(&api.types);
    let mut orders = HashMap::new();
    for (operation, types) in api.type_lists() {
        let untagged = types.iter().filter_map(|one| match &one.shape {
            Shape::Union(union) if union.discriminator.is_none() => {
                Some((one.key(operation), union))
            }
            _ => None,
        });
        let visible = Visible::new(&shared, types);
        let known = Known { visible, operation };
        orders.extend(untagged.map(|(key, union)| (key, known.order(union))));
    }
    orders
}

/// A property that is always `true`, or always `false`, tells an object from others.
fn close_booleans(structure: &mut Structure) {
    for field in &mut structure.fields {
        if let Some(Preset::Boolean { is_closed, .. }) = &mut field.preset {
            *is_closed = true;
        }
    }
}

/// The types that are seen from a place.
struct Known<'i, 't> {
    visible: Visible<'i, 't>,
    operation: Option<usize>,
}

impl<'t> Known<'_, 't> {
    fn shape(&self, ty: &Type) -> Option<&'t Shape> {
        match ty {
            Type::Named(reference) => Some(&self.visible.definition(reference)?.shape),
            Type::Boxed(inner) => self.shape(inner),
            _ => None,
        }
    }

    fn structure(&self, ty: &Type) -> Option<&'t Structure> {
        match self.shape(ty) {
            Some(Shape::Structure(structure)) => Some(structure),
            _ => None,
        }
    }

    /// Puts each type before the first one that accepts its values too.
    fn order(&self, union: &Union) -> Order {
        let mut variants: Vec<Variant> = Vec::with_capacity(union.variants.len());
        let mut constants = HashSet::new();
        for variant in &union.variants {
            let shadows = |before: &Variant| self.shadows(&before.ty, &variant.ty);
            let place = variants.iter().position(shadows);
            variants.insert(place.unwrap_or(variants.len()), variant.clone());
            if let Some(structure) = self.structure(&variant.ty) {
                constants.extend(self.constants(structure));
                constants.extend(variant.ty.named().map(|object| object.key(self.operation)));
            }
        }
        Order {
            variants,
            constants,
        }
    }

    /// Whether whatever is of the type `narrow` is of the type `wide` too.
    fn shadows(&self, wide: &Type, narrow: &Type) -> bool {
        match (wide, narrow) {
            (Type::Any, Type::Any) | (Type::Format(_), Type::Format(_)) => false,
            (Type::Any, _) | (Type::Number, Type::Integer(_)) => true,
            (Type::Number, Type::Named(_)) => {
                self.is_of(narrow, Scalar::Integer) || self.is_of(narrow, Scalar::Number)
            }
            (Type::Integer(_), Type::Named(_)) => self.is_of(narrow, Scalar::Integer),
            (Type::String, narrow) => self.is_text(narrow),
            // One of mixed values keeps any other.
            (wide, narrow) if self.is_of(wide, Scalar::Mixed) => {
                *narrow != Type::Any && !self.is_of(narrow, Scalar::Mixed)
            }
            (wide, Type::Format(_)) => self.is_text(wide),
            (Type::Map { .. }, narrow) => self.structure(narrow).is_some(),
            (wide, narrow) => match (self.structure(wide), self.structure(narrow)) {
                (Some(wide), Some(narrow)) => is_wider(wide, narrow),
                _ => false,
            },
        }
    }

    /// Whether it is text of a format, of known values or of a type of its own.
    fn is_text(&self, ty: &Type) -> bool {
        let shape = self.shape(ty);
        let is_text = match shape {
            Some(Shape::Enumeration(known)) => known.scalar == Scalar::Text,
            shape => matches!(shape, Some(Shape::Text(_))),
        };
        matches!(ty, Type::Format(_)) || is_text
    }

    /// Whether it is one of several values of a kind.
    fn is_of(&self, ty: &Type, scalar: Scalar) -> bool {
        matches!(self.shape(ty), Some(Shape::Enumeration(known)) if known.scalar == scalar)
    }

    /// The types of the properties that can have one value only.
    fn constants(&self, structure: &Structure) -> Vec<TypeKey> {
        let required = structure.fields.iter().filter(|field| field.is_required());
        let constant = required.filter_map(|field| match (&field.ty, self.shape(&field.ty)) {
            (Type::Named(reference), Some(Shape::Enumeration(known)))
                if known.values.len() == 1 =>
            {
                Some(reference.key(self.operation))
            }
            _ => None,
        });
        constant.collect()
    }
}

/// Whether an object needs fewer properties than another, and none that the other does not.
fn is_wider(wide: &Structure, narrow: &Structure) -> bool {
    let required = |structure: &Structure| -> HashSet<String> {
        let required = structure.fields.iter().filter(|field| field.is_required());
        required.map(|field| field.name.wire().to_owned()).collect()
    };
    let (wide, narrow) = (required(wide), required(narrow));
    wide.len() < narrow.len() && wide.is_subset(&narrow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Integer;
    use crate::model::testing::api;
    use crate::model::testing::enumeration;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::shape;
    use crate::model::testing::shared;
    use crate::model::testing::union;

    fn ordered(variants: Vec<Type>) -> (Api, Vec<Type>) {
        let types = vec![
            union("Any", variants),
            enumeration("Genre", &["novel", "poem"]),
            enumeration("Kind", &["long"]),
            object("Book", vec![field("title", Type::String)]),
            object(
                "Novel",
                vec![field("title", Type::String), field("kind", shared("Kind"))],
            ),
        ];
        let mut api = api(types, Vec::new());
        order_variants(&mut api);
        let Shape::Union(union) = shape(&api, "Any") else {
            panic!("it is no union");
        };
        let variants = union.variants.iter().map(|one| one.ty.clone());
        let variants = variants.collect();
        (api, variants)
    }

    #[test]
    fn what_takes_another_in_comes_after_it() {
        let number = Type::Integer(Integer::I64);
        let wide = vec![Type::String, shared("Genre"), Type::Number, number.clone()];
        let (_, narrow) = ordered(wide);
        assert_eq!(
            narrow,
            [shared("Genre"), Type::String, number, Type::Number]
        );
    }

    #[test]
    fn the_object_that_needs_more_comes_first() {
        let (_, variants) = ordered(vec![shared("Book"), shared("Novel")]);
        assert_eq!(variants, [shared("Novel"), shared("Book")]);
    }

    #[test]
    fn a_value_that_tells_objects_apart_takes_no_other() {
        let (api, _) = ordered(vec![shared("Book"), shared("Novel")]);
        let is_closed =
            |name: &str| matches!(shape(&api, name), Shape::Enumeration(known) if known.is_closed);
        assert!(is_closed("Kind"));
        assert!(!is_closed("Genre"));
    }
}
