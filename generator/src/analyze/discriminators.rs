//! Who has the property that tells the variants of a union apart.
//!
//! Lowering leaves it to the union wherever serde can write and read it there: each variant is an object, and one text means it.
//! A variant that is used elsewhere too has to keep its property, so that what a union says of it changes nothing there.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::analyze::alike::field;
use crate::model::Api;
use crate::model::Discriminator;
use crate::model::DiscriminatorOwner;
use crate::model::Field;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Union;
use crate::model::Usage;
use crate::model::visit::TypeKey;
use crate::model::visit::Visible;
use crate::model::visit::index;

/// Decides for each union, and takes the property out of the variants of those that have it.
pub(crate) fn place_discriminators(api: &mut Api) {
    loop {
        let uses = Uses::of(api);
        let unable = unable(api, &uses);
        if unable.is_empty() {
            break;
        }
        leave_to_variants(api, &unable);
    }
    strip(api);
}

/// A union that is used, and its discriminator, where the union has it.
fn holding(definition: &TypeDefinition) -> Option<(&Union, &Discriminator)> {
    let Shape::Union(union) = &definition.shape else {
        return None;
    };
    let is_used = definition.usage != Usage::default();
    let discriminator = union.discriminator_of(DiscriminatorOwner::Union)?;
    is_used.then_some((union, discriminator))
}

/// Where types are used.
#[derive(Default)]
struct Uses {
    /// Those that are used elsewhere than in a union that has their discriminator.
    elsewhere: HashSet<TypeKey>,
    /// The discriminators that unions have for them.
    held: HashMap<TypeKey, HashSet<String>>,
}

impl Uses {
    fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        let definitions = api.definitions();
        let in_use = definitions.filter(|(_, one)| one.usage != Usage::default());
        for (key, definition) in in_use {
            if let Some((union, discriminator)) = holding(definition) {
                for variant in union.variants.iter().filter_map(|one| one.ty.named()) {
                    let held = uses.held.entry(variant.key(key.operation)).or_default();
                    held.insert(discriminator.property.clone());
                }
            } else {
                uses.add(definition.shape.types(), key.operation);
            }
        }
        for operation in api.operations() {
            uses.add(operation.exchanged(), Some(operation.position));
        }
        uses.add(api.client_parameters.iter().map(|one| &one.ty), None);
        let incoming = api.webhooks.iter().chain(&api.callbacks);
        uses.add(incoming.filter_map(|one| one.ty.as_ref()), None);
        uses
    }

    fn add<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>, operation: Option<usize>) {
        let named = types.into_iter().filter_map(Type::named);
        self.elsewhere.extend(named.map(|one| one.key(operation)));
    }

    /// Whether only unions with this discriminator use a type.
    fn is_held(&self, ty: &TypeKey, property: &str) -> bool {
        let held = self.held.get(ty);
        let is_held = held.is_some_and(|held| held.iter().all(|one| one == property));
        is_held && !self.elsewhere.contains(ty)
    }
}

/// The unions that cannot have the discriminator.
fn unable(api: &Api, uses: &Uses) -> HashSet<TypeKey> {
    let shared = index(&api.types);
    let mut unable = HashSet::new();
    for (operation, types) in api.type_lists() {
        let visible = Visible::new(&shared, types);
        for definition in types {
            let Some((union, discriminator)) = holding(definition) else {
                continue;
            };
            let property = discriminator.property.as_str();
            let is_able = |ty: &Type| {
                let Type::Named(reference) = ty else {
                    return false;
                };
                let shape = visible.definition(reference).map(|one| &one.shape);
                match shape {
                    Some(Shape::Structure(structure)) => {
                        let is_without = field(structure, property).is_none()
                            && structure.additional_properties.is_none();
                        is_without || uses.is_held(&reference.key(operation), property)
                    }
                    _ => false,
                }
            };
            if !union.variants.iter().all(|one| is_able(&one.ty)) {
                unable.insert(definition.key(operation));
            }
        }
    }
    unable
}

fn leave_to_variants(api: &mut Api, unable: &HashSet<TypeKey>) {
    for (key, definition) in api.definitions_mut() {
        if let Shape::Union(union) = &mut definition.shape
            && let Some(discriminator) = &mut union.discriminator
            && unable.contains(&key)
        {
            discriminator.owner = DiscriminatorOwner::Variants;
        }
    }
}

/// Takes the discriminators that unions have out of their variants.
fn strip(api: &mut Api) {
    let names = Uses::of(api).held;
    for (key, definition) in api.definitions_mut() {
        if let (Shape::Structure(structure), Some(names)) = (&mut definition.shape, names.get(&key))
        {
            let is_taken = |field: &Field| names.contains(field.name.wire());
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
        let received = giving(1, shared("Pet"));
        let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), received]);
        place_discriminators(&mut api);
        assert_eq!(owner(&api), Some(DiscriminatorOwner::Union));
        assert_eq!(properties(&api, "Cat"), ["name"]);
        assert_eq!(properties(&api, "Dog"), ["name"]);
    }

    #[test]
    fn a_variant_that_is_used_by_itself_keeps_its_tag() {
        for alone in [sending(1, shared("Dog")), giving(1, shared("Owner"))] {
            let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), alone]);
            place_discriminators(&mut api);
            assert_eq!(owner(&api), Some(DiscriminatorOwner::Variants));
            assert_eq!(properties(&api, "Cat"), ["kind", "name"]);
        }
    }

    #[test]
    fn a_union_writes_the_tag_of_a_variant_that_does_not_have_it() {
        let alone = sending(1, shared("Dog"));
        let mut api = pets(&["Cat"], vec![sending(0, shared("Pet")), alone]);
        place_discriminators(&mut api);
        assert_eq!(owner(&api), Some(DiscriminatorOwner::Union));
        assert_eq!(properties(&api, "Cat"), ["name"]);
        assert_eq!(properties(&api, "Dog"), ["name"]);
    }

    #[test]
    fn a_union_that_nothing_uses_changes_nothing() {
        let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Dog"))]);
        place_discriminators(&mut api);
        assert_eq!(properties(&api, "Dog"), ["kind", "name"]);
    }

    #[test]
    fn a_union_without_the_tag_sends_its_variants_by_themselves() {
        let alone = sending(1, shared("Dog"));
        let mut api = pets(&["Cat", "Dog"], vec![sending(0, shared("Pet")), alone]);
        let other = tagged("Mouser", DiscriminatorOwner::Union, vec![shared("Cat")]);
        api.types.insert(0, other);
        api.root.operations.push(giving(2, shared("Mouser")));
        mark_usage(&mut api);
        place_discriminators(&mut api);
        assert_eq!(properties(&api, "Cat"), ["kind", "name"]);
        assert!(holding(&api.types[0]).is_none());
    }
}
