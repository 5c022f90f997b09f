//! The order in which the types of a union are tried: one that accepts the values of another comes after it.

use std::collections::BTreeSet;
use std::collections::HashMap;

use crate::model::Api;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::model::visit::TypeKey;
use crate::model::visit::Visible;
use crate::model::visit::index;

/// Orders the types of all unions without a discriminator.
pub(crate) fn order_variants(api: &mut Api) {
    let mut orders = orders(api);
    for (key, definition) in api.definitions_mut() {
        if let Shape::Union(union) = &mut definition.shape
            && let Some(variants) = orders.remove(&key)
        {
            union.variants = variants;
        }
    }
}

fn orders(api: &Api) -> HashMap<TypeKey, Vec<Variant>> {
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
        let known = Known { visible };
        orders.extend(untagged.map(|(key, union)| (key, known.order(union))));
    }
    orders
}

/// The types that are seen from a place.
struct Known<'i, 't> {
    visible: Visible<'i, 't>,
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
    fn order(&self, union: &Union) -> Vec<Variant> {
        let mut profiles: Vec<(usize, Profile<'_>)> = Vec::with_capacity(union.variants.len());
        for (index, variant) in union.variants.iter().enumerate() {
            let profile = self.profile(&variant.ty);
            let place = profiles.iter().position(|(_, before)| {
                before.may_shadow(&profile) && self.shadows(before.ty, profile.ty)
            });
            profiles.insert(place.unwrap_or(profiles.len()), (index, profile));
        }
        let order = profiles.into_iter();
        order
            .map(|(index, _)| union.variants[index].clone())
            .collect()
    }

    fn profile<'p>(&'p self, ty: &'p Type) -> Profile<'p> {
        let structure = self.structure(ty);
        Profile {
            ty,
            properties: structure.map(|one| (names(one), required(one))),
        }
    }

    /// Whether whatever is of the type `narrow` is of the type `wide` too.
    fn shadows(&self, wide: &Type, narrow: &Type) -> bool {
        match (wide, narrow) {
            (Type::Any, Type::Any) | (Type::Format(_), Type::Format(_)) => false,
            (Type::Any, _) | (Type::Number, Type::Integer(_)) => true,
            (Type::Number, Type::Named(_)) => {
                let scalars = [Scalar::Integer, Scalar::Number, Scalar::Mixed];
                scalars.iter().any(|scalar| self.is_of(narrow, *scalar))
            }
            (Type::Integer(_), Type::Named(_)) => {
                self.is_of(narrow, Scalar::Integer) || self.is_of(narrow, Scalar::Mixed)
            }
            (Type::String, narrow) => self.is_text(narrow) || self.is_of(narrow, Scalar::Mixed),
            (wide, Type::Format(_)) => self.is_text(wide),
            (Type::List(wide), Type::List(narrow))
            | (Type::Map { value: wide, .. }, Type::Map { value: narrow, .. }) => {
                self.shadows(wide, narrow)
            }
            (Type::Map { .. }, narrow) => self.structure(narrow).is_some(),
            (wide, narrow) => match (self.structure(wide), self.structure(narrow)) {
                (Some(wide), Some(narrow)) => {
                    needs_less(wide, narrow) || self.takes_more(wide, narrow)
                }
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

    /// Whether objects of the same properties differ in what these can be, and one takes what the other does.
    fn takes_more(&self, wide: &Structure, narrow: &Structure) -> bool {
        let of = |name: &str| {
            let mut fields = narrow.fields.iter();
            fields.find(|field| field.name.wire() == name)
        };
        let pairs: Option<Vec<(&Type, &Type)>> = wide
            .fields
            .iter()
            .map(|field| Some((&field.ty, &of(field.name.wire())?.ty)))
            .collect();
        let differing = pairs.unwrap_or_default().into_iter();
        let mut differing = differing.filter(|(wide, narrow)| wide != narrow).peekable();
        // Objects in objects are not looked into: they can contain themselves.
        let is_wider = |(wide, narrow): (&Type, &Type)| {
            let made_of = wide.named().and_then(|one| self.visible.definition(one));
            let is_of_objects = made_of.is_some_and(|one| !one.shape.fields().is_empty());
            !is_of_objects && self.shadows(wide, narrow)
        };
        wide.fields.len() == narrow.fields.len()
            && differing.peek().is_some()
            && differing.all(is_wider)
    }
}

/// Whether an object needs fewer properties than another, and none that the other does not.
fn needs_less(wide: &Structure, narrow: &Structure) -> bool {
    is_less(&required(wide), &required(narrow))
}

/// The names of the properties that an object has.
fn names(structure: &Structure) -> BTreeSet<&str> {
    let fields = structure.fields.iter();
    fields.map(|field| field.name.wire()).collect()
}

/// The names of those that it needs.
fn required(structure: &Structure) -> BTreeSet<&str> {
    let required = structure.fields.iter().filter(|field| field.is_required());
    required.map(|field| field.name.wire()).collect()
}

fn is_less(wide: &BTreeSet<&str>, narrow: &BTreeSet<&str>) -> bool {
    wide.len() < narrow.len() && wide.is_subset(narrow)
}

/// What tells at a glance that one type does not shadow another: a union has as many pairs of types as its branches squared.
struct Profile<'p> {
    ty: &'p Type,
    /// Of an object: the properties that it has, and those that it needs.
    properties: Option<(BTreeSet<&'p str>, BTreeSet<&'p str>)>,
}

impl Profile<'_> {
    fn may_shadow(&self, narrow: &Self) -> bool {
        match (&self.properties, &narrow.properties) {
            (Some((properties, required)), Some((others, other_required))) => {
                is_less(required, other_required) || properties == others
            }
            _ => true,
        }
    }
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

    fn ordered(variants: Vec<Type>) -> Vec<Type> {
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
        union.variants.iter().map(|one| one.ty.clone()).collect()
    }

    #[test]
    fn what_takes_another_in_comes_after_it() {
        let number = Type::Integer(Integer::I64);
        let wide = vec![Type::String, shared("Genre"), Type::Number, number.clone()];
        let narrow = ordered(wide);
        assert_eq!(
            narrow,
            [shared("Genre"), Type::String, number, Type::Number]
        );
    }

    #[test]
    fn the_object_that_needs_more_comes_first() {
        let variants = ordered(vec![shared("Book"), shared("Novel")]);
        assert_eq!(variants, [shared("Novel"), shared("Book")]);
    }

    #[test]
    fn the_object_that_takes_more_comes_after_the_other() {
        let of = |name: &str, ty: Type| object(name, vec![field("size", ty)]);
        let whole = Type::Integer(Integer::I64);
        let types = vec![
            union("Any", vec![shared("Half"), shared("Whole")]),
            of("Half", Type::Number),
            of("Whole", whole),
        ];
        let mut api = api(types, Vec::new());
        order_variants(&mut api);
        let Shape::Union(union) = shape(&api, "Any") else {
            panic!("it is no union");
        };
        assert_eq!(union.variants[0].ty, shared("Whole"));
    }
}
