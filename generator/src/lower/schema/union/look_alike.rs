//! Branches that look the same, and to which nobody gave names of their own: each is called after what it has and the others have not.

use indexmap::IndexMap;

use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::merge::Merged;
use crate::lower::schema::schemas::Schemas;
use crate::model::Name;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How many values or properties a name lists at most.
const LISTED: usize = 3;

/// What can tell branches apart that look the same, the best first.
const TRAITS: [Trait; 8] = [
    Trait::Values,
    Trait::Content,
    Trait::Branches,
    Trait::Format,
    Trait::OwnProperty,
    Trait::PropertyOfItsOwnType,
    Trait::Properties,
    Trait::Limits,
];

#[derive(Clone, Copy)]
enum Trait {
    /// The values that it can have.
    Values,
    /// The items of a list, the values of a map.
    Content,
    /// What a choice is between.
    Branches,
    /// What stands under `format`.
    Format,
    /// A property that no other has.
    OwnProperty,
    /// A property that all have, and none like the others.
    PropertyOfItsOwnType,
    /// All of its properties.
    Properties,
    /// How long or how large it is.
    Limits,
}

impl<'d> Schemas<'d> {
    /// Gives branches that are called the same other names, where words tell them apart, but to those whose names are kept:
    /// the names of schemas, and those that the author has chosen.
    pub(crate) fn tell_apart(
        &mut self,
        branches: &[&'d Schema],
        is_kept: &[bool],
        names: &mut [Name],
        depth: usize,
    ) {
        for tells in TRAITS {
            for group in alike(names) {
                let nameless: Vec<usize> =
                    group.into_iter().filter(|place| !is_kept[*place]).collect();
                let members: Vec<&'d Schema> =
                    nameless.iter().map(|place| branches[*place]).collect();
                let words = self.told_by(tells, &members, depth);
                let found = words
                    .iter()
                    .map(|words| Name::of_variant(words.as_deref()?));
                let found: Vec<Option<Name>> = found.collect();
                for (index, place) in nameless.iter().enumerate() {
                    let Some(name) = &found[index] else { continue };
                    let key = name.key();
                    let mut others = found.iter().enumerate();
                    let is_shared = others.any(|(other, name)| {
                        other != index && name.as_ref().is_some_and(|name| name.key() == key)
                    });
                    if !is_shared && names.iter().all(|taken| taken.key() != key) {
                        names[*place] = name.clone();
                    }
                }
            }
        }
    }

    /// Words for each of these branches by one of the traits, where it has the trait.
    fn told_by(
        &mut self,
        tells: Trait,
        branches: &[&'d Schema],
        depth: usize,
    ) -> Vec<Option<String>> {
        let objects = || branches.iter().map(|branch| branch.as_object());
        match tells {
            Trait::Values => objects().map(|one| values(one?)).collect(),
            Trait::Format => objects()
                .map(|one| Some(one?.format.as_ref()?.value.clone()))
                .collect(),
            Trait::Limits => objects().map(|one| limits(one?)).collect(),
            Trait::Branches => objects()
                .map(|one| {
                    let Form::Choice(within) = form(one?) else {
                        return None;
                    };
                    let names = self.names_within(&within, depth);
                    let names: Vec<&str> = names.iter().map(Name::plain).collect();
                    (names.len() <= LISTED).then(|| names.join(" or "))
                })
                .collect(),
            Trait::Content => {
                let content: Vec<_> = objects().map(|one| content(one?)).collect();
                let within: Vec<&'d Schema> = content
                    .iter()
                    .flatten()
                    .map(|(within, _)| *within)
                    .collect();
                let mut names = self.names_within(&within, depth).into_iter();
                let words = content.into_iter().map(|content| {
                    let (_, what) = content?;
                    Some(format!("{} {what}", names.next()?.plain()))
                });
                words.collect()
            }
            Trait::OwnProperty | Trait::PropertyOfItsOwnType | Trait::Properties => {
                let of_each: Vec<Merged<'d>> = branches
                    .iter()
                    .map(|branch| self.properties(branch))
                    .collect();
                match tells {
                    Trait::PropertyOfItsOwnType => self.property_of_its_own_type(&of_each, depth),
                    Trait::OwnProperty => own_property(&of_each),
                    _ => of_each.iter().map(properties).collect(),
                }
            }
        }
    }

    fn properties(&mut self, branch: &'d Schema) -> Merged<'d> {
        let mut merged = Merged::default();
        if self.is_object(branch) {
            self.merge_branch(branch, &mut merged);
        }
        merged
    }

    /// The first property that all have and that is called otherwise in each, with what it is.
    fn property_of_its_own_type(
        &mut self,
        of_each: &[Merged<'d>],
        depth: usize,
    ) -> Vec<Option<String>> {
        let candidates = of_each
            .iter()
            .take(1)
            .flat_map(|first| first.properties.keys());
        for property in candidates {
            let of_all = of_each
                .iter()
                .map(|one| Some(one.properties.get(property)?.schema));
            let Some(schemas) = of_all.collect::<Option<Vec<&'d Schema>>>() else {
                continue;
            };
            let names = self.names_within(&schemas, depth);
            if alike(&names).is_empty() {
                let words = names
                    .iter()
                    .map(|name| Some(format!("{property} {}", name.plain())));
                return words.collect();
            }
        }
        vec![None; of_each.len()]
    }
}

/// The places of names that are the same, a list for each name.
fn alike(names: &[Name]) -> Vec<Vec<usize>> {
    let mut groups: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (place, name) in names.iter().enumerate() {
        groups.entry(name.key()).or_default().push(place);
    }
    let groups = groups.into_values();
    groups.filter(|group| group.len() > 1).collect()
}

/// The values of an enumeration: all of them, or the first and the last.
fn values(object: &SchemaObject) -> Option<String> {
    let values = enumeration::values(object).filter(|value| !value.is_null());
    let values: Vec<String> = values.map(enumeration::wire).collect();
    match values.as_slice() {
        [] => None,
        few if few.len() <= LISTED => Some(few.join(" or ")),
        [first, .., last] => Some(format!("{first} to {last}")),
        [only] => Some(only.clone()),
    }
}

/// What a list or a map holds, and which of the two it is.
fn content(object: &SchemaObject) -> Option<(&Schema, &'static str)> {
    let is_described = |schema: &&Schema| matches!(schema, Schema::Object(_));
    match form(object) {
        Form::List => {
            let items = object.items.as_ref().filter(is_described);
            Some((items?, "list"))
        }
        Form::Map => {
            let values = object.additional_properties.as_ref().filter(is_described);
            Some((values?, "map"))
        }
        _ => None,
    }
}

/// The first property of each that no other has.
fn own_property(of_each: &[Merged<'_>]) -> Vec<Option<String>> {
    let is_own = |place: usize, property: &str| {
        let mut others = of_each.iter().enumerate();
        others.all(|(other, one)| other == place || !one.properties.contains_key(property))
    };
    let own = of_each.iter().enumerate().map(|(place, one)| {
        let mut properties = one.properties.keys();
        let own = properties.find(|property| is_own(place, property));
        own.map(|property| (*property).to_owned())
    });
    own.collect()
}

/// The properties that have to be there, or else all of them, where they are few.
fn properties(merged: &Merged<'_>) -> Option<String> {
    let all = || merged.properties.iter();
    let required: Vec<&str> = all()
        .filter(|(_, property)| property.required)
        .map(|(name, _)| *name)
        .collect();
    let listed = if required.is_empty() {
        all().map(|(name, _)| *name).collect()
    } else {
        required
    };
    let is_few = (1..=LISTED).contains(&listed.len());
    is_few.then(|| listed.join(" and "))
}

/// How long a text, how many items or how large a number may be.
fn limits(object: &SchemaObject) -> Option<String> {
    let limits = &object.constraints;
    let least = limits.min_length.or(limits.min_items);
    let most = limits.max_length.or(limits.max_items);
    let least = least.map(|least| least.to_string());
    let most = most.map(|most| most.to_string());
    let least = least.or_else(|| Some(limits.minimum?.to_string()));
    let most = most.or_else(|| Some(limits.maximum?.to_string()));
    match (least, most) {
        (_, Some(most)) if most == "0" => Some("empty".to_owned()),
        (Some(least), Some(most)) if least == most => Some(format!("of {most}")),
        (Some(least), Some(most)) => Some(format!("from {least} to {most}")),
        (Some(least), None) => Some(format!("from {least}")),
        (None, Some(most)) => Some(format!("up to {most}")),
        (None, None) => None,
    }
}
