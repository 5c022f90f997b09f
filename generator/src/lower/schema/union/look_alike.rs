//! Branches that look the same, and to which nobody gave names of their own: each is called after what it has and the others have not.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::merge::Merged;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::union::branch::counts;
use crate::model::Name;
use crate::model::Number;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How many values or properties a name lists at most.
const LISTED: usize = 3;

/// What can tell branches apart that look the same, the best first.
const TRAITS: [Trait; 9] = [
    Trait::Values,
    Trait::Content,
    Trait::Branches,
    Trait::Format,
    Trait::OwnProperty,
    Trait::PropertyOfItsOwnType,
    Trait::Properties,
    Trait::Limits,
    Trait::Start,
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
    /// What its `pattern` starts with.
    Start,
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
        let keys = |names: &[Name]| names.iter().map(Name::key).collect::<Vec<_>>();
        let mut taken = counts(keys(names).into_iter().map(std::iter::once));
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
                let keys = found.iter().flatten().map(Name::key);
                let found_keys = counts(keys.map(std::iter::once));
                for (place, name) in nameless.into_iter().zip(found) {
                    let Some(name) = name else { continue };
                    let key = name.key();
                    if found_keys.get(&key) == Some(&1) && !taken.contains_key(&key) {
                        release(&mut taken, &names[place].key());
                        taken.insert(key, 1);
                        names[place] = name;
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
        let objects: Vec<Option<&SchemaObject>> = branches
            .iter()
            .map(|branch| self.resolved(branch))
            .collect();
        let objects = || objects.iter().copied();
        match tells {
            Trait::Values => objects().map(|one| values(one?)).collect(),
            Trait::Format => objects()
                .map(|one| Some(one?.format.as_ref()?.value.clone()))
                .collect(),
            Trait::Limits => objects().map(|one| limits(one?)).collect(),
            Trait::Start => objects().map(|one| start(one?)).collect(),
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

/// Lets a name be had by one less.
fn release(taken: &mut HashMap<String, usize>, key: &str) {
    if let Some(count) = taken.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            taken.remove(key);
        }
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
    let shares = counts(of_each.iter().map(|one| one.properties.keys().copied()));
    let own = of_each.iter().map(|one| {
        let mut properties = one.properties.keys();
        let own = properties.find(|property| shares.get(*property) == Some(&1));
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
    let count = |count: Option<u64>| Some(count?.to_string());
    let bound = |bound: Option<Number>| Some(in_words(bound?));
    let least = limits.min_length.or(limits.min_items);
    let least = count(least.or(limits.min_properties)).or_else(|| bound(limits.minimum));
    let most = limits.max_length.or(limits.max_items);
    let most = count(most.or(limits.max_properties)).or_else(|| bound(limits.maximum));
    let above = bound(limits.exclusive_minimum);
    let below = bound(limits.exclusive_maximum);
    let words = match (least, most) {
        (_, Some(most)) if most == "0" && limits.maximum.is_none() => "empty".to_owned(),
        (Some(least), Some(most)) if least == most => format!("of {most}"),
        (Some(least), Some(most)) => format!("from {least} to {most}"),
        (least, most) => {
            let least = least.map(|least| format!("from {least}"));
            let most = most.map(|most| format!("up to {most}"));
            let above = above.map(|above| format!("above {above}"));
            let below = below.map(|below| format!("below {below}"));
            let words = [least, above, most, below].into_iter().flatten();
            words.collect::<Vec<_>>().join(" ")
        }
    };
    (!words.is_empty()).then_some(words)
}

/// A number whose sign and point are words.
fn in_words(number: Number) -> String {
    let digits = number.to_string();
    digits.replace('-', "minus ").replace('.', " point ")
}

/// The words that a text has to start with by its `pattern`.
fn start(object: &SchemaObject) -> Option<String> {
    let pattern = object.constraints.pattern.first()?;
    let start = pattern.text.strip_prefix('^')?;
    let end = start.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:/ ".contains(c));
    let (literal, rest) = start.split_at(end.unwrap_or(start.len()));
    // What is repeated or optional is no part of it.
    let is_counted = rest.starts_with(['?', '*', '{']);
    let length = literal.len().saturating_sub(usize::from(is_counted));
    let literal = &literal[..length];
    let has_letters = literal.contains(|c: char| c.is_ascii_alphabetic());
    (has_letters && !is_choice(rest)).then(|| literal.to_owned())
}

/// Whether a pattern, or another, will do.
fn is_choice(pattern: &str) -> bool {
    let mut depth = 0_usize;
    pattern.chars().any(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '|' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::normalize::testing::components;

    fn told_by(tells: fn(&SchemaObject) -> Option<String>, schema: &str) -> Option<String> {
        let components = components(&format!("\n    Subject: {schema}"));
        tells(components["Subject"].as_object().unwrap())
    }

    #[test]
    fn limits_are_said_in_words() {
        let of = |schema| told_by(limits, schema).unwrap_or_default();
        assert_eq!(of("{type: string, maxLength: 0}"), "empty");
        assert_eq!(of("{type: array, minItems: 2, maxItems: 2}"), "of 2");
        assert_eq!(of("{type: string, maxLength: 10}"), "up to 10");
        let signed = "{type: integer, minimum: -5, maximum: 0}";
        assert_eq!(of(signed), "from minus 5 to 0");
        assert_eq!(of("{type: number, maximum: -0.5}"), "up to minus 0 point 5");
        let exclusive = "{type: number, exclusiveMinimum: 0, maximum: 1}";
        assert_eq!(of(exclusive), "above 0 up to 1");
        assert_eq!(of("{type: string}"), "");
    }

    #[test]
    fn a_pattern_tells_how_a_text_starts() {
        let of = |pattern: &str| {
            told_by(start, &format!("{{type: string, pattern: '{pattern}'}}")).unwrap_or_default()
        };
        assert_eq!(of("^https://[a-z]+$"), "https://");
        assert_eq!(of("^ep_[A-Za-z0-9]{27}$"), "ep_");
        assert_eq!(of("^https?://"), "http");
        for pattern in [
            "^(a|b)",
            "[a-z]+",
            "^[0-9]+$",
            "https",
            "^a?b",
            "^a[0-9]|b",
            "^*",
            "^?a",
            "^{a}$",
            "^ö?",
        ] {
            assert_eq!(of(pattern), "", "{pattern}");
        }
    }
}
