//! What tells the variants of a union apart, where it is not a discriminator that the union has.
//!
//! First the kind of a JSON value: a text is no object. Then the values that properties can have: those of a discriminator, or
//! those by which objects differ. At last how well a type fits, which the client finds out as it reads.

use std::collections::HashMap;
use std::collections::HashSet;

use serde_json::Value;

use crate::analyze::alike::are_alike;
use crate::analyze::alike::field;
use crate::analyze::kind::Kinds;
use crate::lower::notes::Notes;
use crate::model::Api;
use crate::model::DiscriminatorOwner;
use crate::model::Field;
use crate::model::Mark;
use crate::model::Preset;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Type;
use crate::model::Union;
use crate::model::Usage;
use crate::model::Variant;
use crate::model::Written;
use crate::model::visit::TypeKey;
use crate::model::visit::Visible;
use crate::model::visit::index;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// Finds it for all unions, and reports where there is nothing.
pub(crate) fn find_distinctions(api: &mut Api, notes: &Notes, report: &mut Report) {
    let mut found = HashMap::new();
    let mut compared = HashSet::new();
    let shared = index(&api.types);
    for (operation, types) in api.type_lists() {
        let visible = Visible::new(&shared, types);
        let seen = Seen { visible, operation };
        for definition in types {
            let Shape::Union(union) = &definition.shape else {
                continue;
            };
            if union.discriminator_of(DiscriminatorOwner::Union).is_some() {
                continue;
            }
            let key = definition.key(operation);
            let distinctions = seen.distinctions(union);
            if !distinctions.is_by_kind && definition.usage.response {
                if !are_all_apart(&distinctions.marks) {
                    seen.add_parts(&definition.shape, &mut compared);
                }
                let places = notes
                    .branches
                    .get(&key)
                    .map_or([].as_slice(), Vec::as_slice);
                for (one, other) in seen.alike(union, &distinctions.marks) {
                    if let (Some(one), Some(other)) = (places.get(one), places.get(other)) {
                        report_alike(one, other, report);
                    }
                }
            }
            found.insert(key, distinctions);
        }
    }
    for (key, definition) in api.definitions_mut() {
        definition.is_compared = compared.contains(&key) && definition.usage != Usage::default();
        if let Shape::Union(union) = &mut definition.shape
            && let Some(distinctions) = found.remove(&key)
        {
            union.is_by_kind = distinctions.is_by_kind;
            let of_variants = distinctions.marks.into_iter().zip(distinctions.written);
            for (variant, (marks, written)) in union.variants.iter_mut().zip(of_variants) {
                (variant.marks, variant.written) = (marks, written);
            }
        }
    }
}

/// Warns of a branch that no value is read as.
fn report_alike(one: &Place, other: &Place, report: &mut Report) {
    let message = "nothing tells this branch from another: no value is read as this one";
    report
        .warning(Rule::AmbiguousUnion, other.clone(), message)
        .related(one.clone(), "which has the same properties")
        .help("give both a required property with a `const` of its own, or the union a `discriminator`");
}

/// What tells the variants of one union apart, in their order.
struct Distinctions {
    is_by_kind: bool,
    marks: Vec<Vec<Mark>>,
    written: Vec<Option<Written>>,
}

/// The types that are seen from a place.
struct Seen<'i, 't> {
    visible: Visible<'i, 't>,
    operation: Option<usize>,
}

impl<'t> Seen<'_, 't> {
    fn distinctions(&self, union: &Union) -> Distinctions {
        let marks: Vec<Vec<Mark>> = match &union.discriminator {
            Some(discriminator) => {
                let variants = union.variants.iter();
                let mark = |variant: &Variant| Mark {
                    property: discriminator.property.clone(),
                    values: variant.values.clone(),
                };
                variants.map(|variant| vec![mark(variant)]).collect()
            }
            None => self.marks(union),
        };
        let variants = union.variants.iter().zip(&marks);
        let written = variants.map(|(variant, marks)| self.written(variant, marks));
        let kinds = Kinds::of(&self.visible);
        let types: Vec<&Type> = union.variants.iter().map(|variant| &variant.ty).collect();
        Distinctions {
            is_by_kind: union.discriminator.is_none() && kinds.tell_apart(&types),
            written: written.collect(),
            marks,
        }
    }

    /// The properties by which the objects of a union differ: what one lists, and another does not.
    fn marks(&self, union: &Union) -> Vec<Vec<Mark>> {
        let variants = union.variants.iter();
        let listed: Vec<Vec<Mark>> = variants.map(|variant| self.listed(variant)).collect();
        let is_telling = |place: usize, mark: &Mark| {
            let others = listed.iter().enumerate();
            let others = others.filter(|(other, _)| *other != place);
            let of = |marks: &'_ Vec<Mark>| {
                let mut marks = marks.iter();
                marks.find(|one| one.property == mark.property).cloned()
            };
            let mut others = others.map(|(_, marks)| of(marks));
            match mark.values.as_slice() {
                [_] => others.any(|other| other.as_ref() != Some(mark)),
                _ => others.flatten().any(|other| are_apart(mark, &other)),
            }
        };
        let telling = listed.iter().enumerate().map(|(place, marks)| {
            let marks = marks.iter().filter(|mark| is_telling(place, mark));
            marks.cloned().collect()
        });
        telling.collect()
    }

    /// The properties of an object that list what they can be.
    fn listed(&self, variant: &Variant) -> Vec<Mark> {
        let fields = self.structure(&variant.ty).into_iter();
        let fields = fields.flat_map(|structure| &structure.fields);
        let marks = fields.filter_map(|field| {
            let values = self.values(field);
            (!values.is_empty()).then(|| Mark {
                property: field.name.wire().to_owned(),
                values,
            })
        });
        marks.collect()
    }

    /// The values that a property lists, where all are texts, or whole numbers, or it has to be `true` or `false`.
    fn values(&self, field: &Field) -> Vec<Value> {
        if let Some(Preset::Boolean(value)) = field.preset {
            return vec![value.into()];
        }
        let Some(Shape::Enumeration(known)) = self.shape(&field.ty) else {
            return Vec::new();
        };
        if known.is_open {
            return Vec::new();
        }
        let values = || known.values.iter().map(|value| value.json.clone());
        let is_of_kind =
            values().all(|value| value.is_string()) || values().all(|value| value.is_i64());
        values().filter(|_| is_of_kind).collect()
    }

    /// What the union writes for a variant: the value that means it, unless its type always has one.
    fn written(&self, variant: &Variant, marks: &[Mark]) -> Option<Written> {
        let structure = self.structure(&variant.ty);
        if structure.is_none() && !matches!(variant.ty, Type::Map { .. }) {
            return None;
        }
        let described = |mark: &Mark| structure.and_then(|one| field(one, &mark.property));
        let is_always_there = |mark: &Mark| {
            let field = described(mark);
            let is_one = mark.values.len() == 1;
            field.is_some_and(|field| field.is_required() && (field.preset().is_some() || !is_one))
        };
        if marks.iter().any(is_always_there) {
            return None;
        }
        let written = |mark: &Mark| {
            let is_sure = mark.values.len() == 1 || described(mark).is_none();
            let default = described(mark).and_then(|field| field.default.as_ref());
            let default = default.filter(|default| mark.values.contains(default));
            let value = if is_sure {
                mark.values.first()
            } else {
                default
            };
            Some(Written {
                property: mark.property.clone(),
                value: value?.clone(),
                unless_set: !is_sure,
            })
        };
        let sure = marks.iter().filter_map(written);
        sure.min_by_key(|written| written.unless_set)
    }

    /// Adds the types that a type is made of, through and through.
    fn add_parts(&self, shape: &Shape, types: &mut HashSet<TypeKey>) {
        for reference in shape.types().into_iter().filter_map(Type::named) {
            if types.insert(reference.key(self.operation))
                && let Some(definition) = self.visible.definition(reference)
            {
                self.add_parts(&definition.shape, types);
            }
        }
    }

    /// Each variant that nothing tells from one before it, after that one.
    fn alike(&self, union: &Union, marks: &[Vec<Mark>]) -> Vec<(usize, usize)> {
        let variants = union.variants.iter().enumerate();
        let alike = variants.filter_map(|(other, variant)| {
            let mut before = 0..other;
            let one = before.find(|one| {
                let types = (&union.variants[*one].ty, &variant.ty);
                let are_objects = self.structure(types.0).is_some();
                are_objects
                    && !are_told(&marks[*one], &marks[other])
                    && are_alike(types.0, types.1, &self.visible)
            })?;
            Some((one, other))
        });
        alike.collect()
    }

    fn shape(&self, ty: &Type) -> Option<&'t Shape> {
        match ty {
            Type::Named(reference) => Some(&self.visible.definition(reference)?.shape),
            _ => None,
        }
    }

    fn structure(&self, ty: &Type) -> Option<&'t Structure> {
        match self.shape(ty) {
            Some(Shape::Structure(structure)) => Some(structure),
            _ => None,
        }
    }
}

/// Whether a property tells each of these from all others.
fn are_all_apart(marks: &[Vec<Mark>]) -> bool {
    let pairs = marks.iter().enumerate();
    let mut pairs = pairs.flat_map(|(at, one)| marks[..at].iter().map(move |other| (one, other)));
    pairs.all(|(one, other)| are_told(one, other))
}

/// Whether a property tells one object from another.
fn are_told(one: &[Mark], other: &[Mark]) -> bool {
    let apart = |mark: &Mark| {
        let mut others = other.iter();
        others.any(|other| other.property == mark.property && are_apart(mark, other))
    };
    one.iter().any(apart)
}

/// Whether a property cannot have a value of both.
fn are_apart(one: &Mark, other: &Mark) -> bool {
    !one.values.iter().any(|value| other.values.contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::usage::mark_usage;
    use crate::model::Presence;
    use crate::model::TypeDefinition;
    use crate::model::testing::api;
    use crate::model::testing::enumeration;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::object;
    use crate::model::testing::shape;
    use crate::model::testing::shared;
    use crate::model::testing::tagged;
    use crate::model::testing::union;

    fn found(mut types: Vec<TypeDefinition>, any: TypeDefinition) -> Union {
        types.push(any);
        let mut api = api(types, vec![giving(0, shared("Any"))]);
        mark_usage(&mut api);
        find_distinctions(&mut api, &Notes::default(), &mut Report::default());
        match shape(&api, "Any") {
            Shape::Union(union) => union.clone(),
            _ => panic!("it is no union"),
        }
    }

    fn optional(name: &str, ty: Type) -> Field {
        Field {
            presence: Presence::Optional,
            ..field(name, ty)
        }
    }

    fn pets() -> Vec<TypeDefinition> {
        vec![
            enumeration("CatKind", &["cat"]),
            enumeration("DogKind", &["dog", "puppy"]),
            object("Cat", vec![optional("kind", shared("CatKind"))]),
            object("Dog", vec![field("kind", shared("DogKind"))]),
            object("Fish", vec![field("fins", Type::Number)]),
        ]
    }

    fn marked(union: &Union) -> Vec<usize> {
        let variants = union.variants.iter();
        let counts = variants.map(|one| one.marks.iter().map(|mark| mark.values.len()).sum());
        counts.collect()
    }

    #[test]
    fn what_one_object_lists_and_another_does_not_marks_it() {
        let any = union(
            "Any",
            vec![shared("Cat"), shared("Dog"), shared("Fish"), Type::String],
        );
        let found = found(pets(), any);
        assert_eq!(marked(&found), [1, 2, 0, 0]);
        assert!(!found.is_by_kind);
    }

    #[test]
    fn several_values_mark_an_object_only_where_another_has_others() {
        let any = union("Any", vec![shared("Dog"), shared("Fish")]);
        assert_eq!(marked(&found(pets(), any)), [0, 0]);
    }

    #[test]
    fn a_union_writes_what_its_variant_may_leave_out() {
        let any = union("Any", vec![shared("Cat"), shared("Dog")]);
        let found = found(pets(), any);
        let written: Vec<bool> = found
            .variants
            .iter()
            .map(|one| one.written.is_some())
            .collect();
        assert_eq!(written, [true, false]);
    }

    #[test]
    fn of_several_values_a_union_writes_the_default_where_none_is_set() {
        let mut dog = optional("kind", shared("DogKind"));
        dog.default = Some("dog".into());
        let mut types = pets();
        types[3] = object("Dog", vec![dog]);
        let found = found(types, union("Any", vec![shared("Cat"), shared("Dog")]));
        let written = found.variants[1].written.as_ref();
        assert!(written.is_some_and(|one| one.unless_set && one.value == "dog"));
    }

    #[test]
    fn a_discriminator_marks_all_and_is_written_for_those_that_do_not_describe_it() {
        let any = tagged(
            "Any",
            DiscriminatorOwner::Variants,
            vec![shared("Fish"), shared("Dog")],
        );
        let found = found(pets(), any);
        assert_eq!(marked(&found), [1, 1]);
        let written = found.variants[0].written.as_ref();
        let fish = Written {
            property: "kind".to_owned(),
            value: "fish".into(),
            unless_set: false,
        };
        assert_eq!(written, Some(&fish));
    }

    #[test]
    fn the_kind_of_a_value_is_enough_where_no_two_types_have_one() {
        let list = Type::List(Box::new(shared("Cat")));
        let any = union("Any", vec![shared("Cat"), list, Type::String]);
        assert!(found(pets(), any).is_by_kind);
        let any = union("Any", vec![shared("CatKind"), Type::String]);
        assert!(!found(pets(), any).is_by_kind);
    }
}
