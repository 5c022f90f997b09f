//! Who has the property that tells the variants of a union apart.
//!
//! Lowering leaves it to the union wherever that can write and read it: each variant has one value of its own. A variant that
//! is also sent by itself has to have its property, so that all variants of its unions keep theirs.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::model::Api;
use crate::model::Discriminator;
use crate::model::DiscriminatorOwner;
use crate::model::Field;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::visit::TypeKey;
use crate::model::visit::Visible;
use crate::model::visit::index;

/// Decides for each union, and takes the property out of the variants of those that have it. Returns the unions that nothing
/// tells apart: of which a variant is sent by itself, and another does not describe the property.
pub(crate) fn place_discriminators(api: &mut Api) -> HashSet<TypeKey> {
    let mut ambiguous = HashSet::new();
    loop {
        let alone = sent_alone(api);
        let unable = unable(api, &alone);
        if unable.is_empty() {
            break;
        }
        leave_to_variants(api, &unable);
        let nowhere = unable.into_iter().filter(|(_, is_described)| !is_described);
        ambiguous.extend(nowhere.map(|(key, _)| key));
    }
    strip(api);
    ambiguous
}

/// The union and its discriminator, where the union has it.
fn holding(shape: &Shape) -> Option<(&Union, &Discriminator)> {
    let Shape::Union(union) = shape else {
        return None;
    };
    Some((union, union.discriminator_of(DiscriminatorOwner::Union)?))
}

/// The types that are sent elsewhere than in a union that has their discriminator.
fn sent_alone(api: &Api) -> HashSet<TypeKey> {
    let mut alone = HashSet::new();
    for (key, definition) in api.definitions() {
        if definition.usage.request && holding(&definition.shape).is_none() {
            let parts = parts_sent(definition).into_iter().filter_map(Type::named);
            alone.extend(parts.map(|part| part.key(key.operation)));
        }
    }
    for operation in api.operations() {
        let sent = operation.body.types();
        let sent = sent.into_iter().filter_map(Type::named);
        alone.extend(sent.map(|one| one.key(Some(operation.position))));
    }
    alone
}

/// What a type that is sent has when it is: nothing that is read only, unless it is read too.
fn parts_sent(definition: &TypeDefinition) -> Vec<&Type> {
    match &definition.shape {
        Shape::Structure(structure) if !definition.usage.response => {
            let fields = structure.fields.iter();
            let sent = fields.filter(|field| field.side != Side::Response);
            let types = sent.map(|field| &field.ty);
            types.chain(&structure.additional_properties).collect()
        }
        shape => shape.types(),
    }
}

/// The unions that cannot have the discriminator, and whether all their variants describe it.
fn unable(api: &Api, alone: &HashSet<TypeKey>) -> HashMap<TypeKey, bool> {
    let shared = index(&api.types);
    let mut unable = HashMap::new();
    for (operation, types) in api.type_lists() {
        let visible = Visible::new(&shared, types);
        for definition in types {
            let Some((union, discriminator)) = holding(&definition.shape) else {
                continue;
            };
            let variants = || union.variants.iter().filter_map(|one| one.ty.named());
            if variants().any(|one| alone.contains(&one.key(operation))) {
                let mut definitions = variants().filter_map(|one| visible.definition(one));
                let is_described =
                    definitions.all(|one| describes(&one.shape, &discriminator.property));
                unable.insert(definition.key(operation), is_described);
            }
        }
    }
    unable
}

fn describes(shape: &Shape, property: &str) -> bool {
    match shape {
        Shape::Structure(structure) => {
            let mut fields = structure.fields.iter();
            fields.any(|field| field.name.wire() == property)
        }
        _ => true,
    }
}

/// Each variant has the discriminator itself; where one does not describe it, they are told apart by what they look like.
fn leave_to_variants(api: &mut Api, unable: &HashMap<TypeKey, bool>) {
    for (key, definition) in api.definitions_mut() {
        let (Shape::Union(union), Some(is_described)) = (&mut definition.shape, unable.get(&key))
        else {
            continue;
        };
        match &mut union.discriminator {
            Some(one) if *is_described => one.owner = DiscriminatorOwner::Variants,
            discriminator => {
                *discriminator = None;
                union.variants.iter_mut().for_each(|one| one.values.clear());
            }
        }
    }
}

/// Takes the discriminators that unions have out of their variants.
fn strip(api: &mut Api) {
    let mut names: HashMap<TypeKey, Vec<String>> = HashMap::new();
    for (key, definition) in api.definitions() {
        let Some((union, discriminator)) = holding(&definition.shape) else {
            continue;
        };
        for variant in union.variants.iter().filter_map(|one| one.ty.named()) {
            let names = names.entry(variant.key(key.operation)).or_default();
            names.push(discriminator.property.clone());
        }
    }
    for (key, definition) in api.definitions_mut() {
        if let (Shape::Structure(structure), Some(names)) = (&mut definition.shape, names.get(&key))
        {
            let is_taken = |field: &Field| names.iter().any(|one| one == field.name.wire());
            structure.fields.retain(|field| !is_taken(field));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::usage::mark_usage;
    use crate::model::Operation;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::object;
    use crate::model::testing::properties;
    use crate::model::testing::sending;
    use crate::model::testing::shape;
    use crate::model::testing::shared;
    use crate::model::testing::tagged;

    /// Cats and dogs, of which only `described` have a `kind`, and these operations.
    fn pets(described: &[&str], operations: Vec<Operation>) -> Api {
        let pet = |name: &str| {
            let kind = described.contains(&name);
            let kind = kind.then(|| field("kind", Type::String));
            let fields = kind.into_iter().chain([field("name", Type::String)]);
            object(name, fields.collect())
        };
        let union = tagged(
            "Pet",
            DiscriminatorOwner::Union,
            vec![shared("Cat"), shared("Dog")],
        );
        let owner = object("Owner", vec![field("dog", shared("Dog"))]);
        let types = vec![union, pet("Cat"), pet("Dog"), owner];
        let mut api = api(types, operations);
        mark_usage(&mut api);
        api
    }

    fn owner(api: &Api) -> Option<DiscriminatorOwner> {
        let Shape::Union(union) = shape(api, "Pet") else {
            panic!("it is no union");
        };
        union.discriminator.as_ref().map(|one| one.owner)
    }

    #[test]
    fn a_union_has_the_tag_where_its_variants_are_sent_in_it_only() {
        let received = giving(1, shared("Owner"));
        let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), received]);
        assert!(place_discriminators(&mut api).is_empty());
        assert_eq!(owner(&api), Some(DiscriminatorOwner::Union));
        assert_eq!(properties(&api, "Cat"), ["name"]);
        assert_eq!(properties(&api, "Dog"), ["name"]);
    }

    #[test]
    fn a_variant_that_is_sent_by_itself_keeps_its_tag() {
        for alone in ["Dog", "Owner"] {
            let alone = sending(1, shared(alone));
            let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), alone]);
            assert!(place_discriminators(&mut api).is_empty());
            assert_eq!(owner(&api), Some(DiscriminatorOwner::Variants));
            assert_eq!(properties(&api, "Cat"), ["kind", "name"]);
        }
    }

    #[test]
    fn nothing_tells_where_a_variant_cannot_keep_what_it_does_not_have() {
        let alone = sending(1, shared("Dog"));
        let mut api = pets(&["Dog"], vec![sending(0, shared("Pet")), alone]);
        let ambiguous = place_discriminators(&mut api);
        assert!(ambiguous.contains(&api.types[0].key(None)));
        assert_eq!(owner(&api), None);
        assert_eq!(properties(&api, "Dog"), ["kind", "name"]);
    }

    #[test]
    fn a_union_without_the_tag_sends_its_variants_by_themselves() {
        let alone = sending(1, shared("Dog"));
        let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), alone]);
        let other = tagged("Mouser", DiscriminatorOwner::Union, vec![shared("Cat")]);
        api.types.insert(0, other);
        place_discriminators(&mut api);
        assert_eq!(properties(&api, "Cat"), ["kind", "name"]);
        assert!(holding(shape(&api, "Mouser")).is_none());
    }
}
