//! Properties and parameters of which one value is known: an object or a call is made with it, and nobody has to give it.

use std::collections::HashMap;

use serde_json::Value;

use crate::model::Api;
use crate::model::Body;
use crate::model::DiscriminatorOwner;
use crate::model::Field;
use crate::model::Name;
use crate::model::Preset;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Union;
use crate::model::Usage;
use crate::model::visit::TypeKey;

/// Finds these values: that of an enumeration that has one, and that by which unions know a variant.
pub(crate) fn set_presets(api: &mut Api) {
    let values = Values::of(api);
    for (key, definition) in api.definitions_mut() {
        for field in definition.shape.fields_mut() {
            let preset = field.preset.take();
            field.preset = preset.or_else(|| values.of_property(&key, field));
        }
    }
    for operation in api.root.all_operations_mut() {
        let position = Some(operation.position);
        for parameter in &mut operation.parameters {
            let preset = parameter.preset.take();
            parameter.preset = preset.or_else(|| values.of_type(&parameter.ty, position));
        }
        if let Body::Properties { fields, .. } = &mut operation.body {
            for field in fields {
                let preset = field.preset.take();
                field.preset = preset.or_else(|| values.of_type(&field.ty, position));
            }
        }
    }
}

/// The values that are known.
#[derive(Default)]
struct Values {
    /// Those of enumerations that have one.
    only: HashMap<TypeKey, Name>,
    /// Those of the discriminators of variants; `None` where unions differ.
    of_tags: HashMap<TypeKey, HashMap<String, Option<Value>>>,
}

impl Values {
    fn of(api: &Api) -> Self {
        let mut values = Self::default();
        for (key, definition) in api.definitions() {
            match &definition.shape {
                // What nothing uses says nothing of what is used.
                Shape::Union(_) if definition.usage == Usage::default() => {}
                Shape::Enumeration(known) => {
                    if let [only] = known.values.as_slice() {
                        values.only.insert(key, only.name.clone());
                    }
                }
                Shape::Union(union) => values.add_tags(union, key.operation),
                _ => {}
            }
        }
        values
    }

    fn add_tags(&mut self, union: &Union, operation: Option<usize>) {
        let Some(discriminator) = union.discriminator_of(DiscriminatorOwner::Variants) else {
            return;
        };
        for variant in &union.variants {
            let (Type::Named(reference), [value]) = (&variant.ty, variant.values.as_slice()) else {
                continue;
            };
            let known = self.of_tags.entry(reference.key(operation)).or_default();
            let known = known.entry(discriminator.property.clone());
            let known = known.or_insert_with(|| Some(value.clone()));
            known.take_if(|known| known != value);
        }
    }

    /// The value of a property of the type `owner`.
    fn of_property(&self, owner: &TypeKey, field: &Field) -> Option<Preset> {
        let is_of_type = |value: &Value| match field.ty {
            Type::Integer(_) => value.is_i64(),
            Type::Boolean => value.is_boolean(),
            Type::String => value.is_string(),
            _ => false,
        };
        if let Type::Named(_) = field.ty {
            return self.of_type(&field.ty, owner.operation);
        }
        let known = self.of_tags.get(owner)?.get(field.name.wire())?;
        known.clone().filter(is_of_type).map(Preset::Tag)
    }

    /// The only value of a type, seen from an operation.
    fn of_type(&self, ty: &Type, operation: Option<usize>) -> Option<Preset> {
        let Type::Named(reference) = ty else {
            return None;
        };
        let only = self.only.get(&reference.key(operation))?;
        Some(Preset::Value(reference.clone(), only.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeDefinition;
    use crate::model::testing::api;
    use crate::model::testing::enumeration;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::shape;
    use crate::model::testing::shared;
    use crate::model::testing::tagged;

    fn preset(mut types: Vec<TypeDefinition>, ty: Type) -> Option<Preset> {
        types.push(object("Cat", vec![field("kind", ty)]));
        let mut api = api(types, Vec::new());
        set_presets(&mut api);
        shape(&api, "Cat").fields()[0].preset.clone()
    }

    #[test]
    fn an_enumeration_of_one_value_leaves_no_choice() {
        let of = |texts: &[&str]| preset(vec![enumeration("Kind", texts)], shared("Kind"));
        assert!(matches!(of(&["cat"]), Some(Preset::Value(_, name)) if name.wire() == "cat"));
        assert_eq!(of(&["cat", "dog"]), None);
    }

    #[test]
    fn a_variant_has_the_value_by_which_its_unions_know_it() {
        let pet = |name: &str, owner| {
            let mut pet = tagged(name, owner, vec![shared("Cat")]);
            pet.usage.request = true;
            pet
        };
        let known = preset(vec![pet("Pet", DiscriminatorOwner::Variants)], Type::String);
        assert_eq!(known, Some(Preset::Tag("cat".into())));
        assert_eq!(
            preset(vec![pet("Pet", DiscriminatorOwner::Union)], Type::String),
            None
        );
        let mut other = pet("Mouser", DiscriminatorOwner::Variants);
        if let Shape::Union(union) = &mut other.shape {
            union.variants[0].values = vec!["mouser".into()];
        }
        let differing = vec![pet("Pet", DiscriminatorOwner::Variants), other];
        assert_eq!(preset(differing, Type::String), None);
    }
}
