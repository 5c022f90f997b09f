//! What the branches of a union are called: each by what its author calls it, or by what tells it from the others.

use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;

use indexmap::IndexSet;
use serde_json::Value;

use crate::lower::reference::schema_key;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::described_part;
use crate::lower::schema::form::form;
use crate::lower::schema::merge::Merged;
use crate::lower::schema::scalar::format;
use crate::lower::schema::schemas::Schemas;
use crate::model::Name;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How deep branches that look the same are looked into.
const DEEPEST: usize = 4;

/// What can tell an object from others.
#[derive(Default)]
struct Marks<'d> {
    /// The properties that can have one text only, and that text.
    constants: Vec<(&'d str, &'d str)>,
    /// The components that it includes by `allOf`.
    merged: Vec<&'d str>,
    /// The properties that it has to have.
    required: Vec<&'d str>,
    /// All its properties.
    properties: Vec<&'d str>,
}

impl<'d> Schemas<'d> {
    /// A name for each branch, in their order. Two can be called the same.
    pub(crate) fn branch_names(&mut self, branches: &[&'d Schema]) -> Rc<[Name]> {
        let places = branches.iter().map(|branch| std::ptr::from_ref(*branch));
        let places: Vec<*const Schema> = places.collect();
        if let Some(names) = self.branch_names.get(&places) {
            return Rc::clone(names);
        }
        let names: Rc<[Name]> = self.names_within(branches, DEEPEST).into();
        self.branch_names.insert(places, Rc::clone(&names));
        names
    }

    /// A name for each branch, looking so deep into branches that look the same.
    pub(crate) fn names_within(&mut self, branches: &[&'d Schema], depth: usize) -> Vec<Name> {
        let called: Vec<Option<Name>> = branches.iter().map(|branch| called(branch)).collect();
        if called.iter().all(Option::is_some) && are_distinct(called.iter().flatten()) {
            return called.into_iter().flatten().collect();
        }
        let is_kept = |branch: &&Schema| chosen(branch).is_some() || refers_to_component(branch);
        let is_kept: Vec<bool> = branches.iter().map(is_kept).collect();
        let marks: Vec<Marks> = branches.iter().map(|branch| self.marks(branch)).collect();
        let shares = Shares::of(&marks);
        let found = called.into_iter().enumerate().map(|(place, called)| {
            called
                .or_else(|| shares.distinction(&marks[place]))
                .unwrap_or_else(|| by_form(branches[place]))
        });
        let mut names: Vec<Name> = found.collect();
        if let Some(depth) = depth.checked_sub(1) {
            self.tell_apart(branches, &is_kept, &mut names, depth);
        }
        names
    }

    fn marks(&mut self, branch: &'d Schema) -> Marks<'d> {
        let Schema::Object(object) = branch else {
            return Marks::default();
        };
        if !self.is_object(branch) {
            return Marks::default();
        }
        let mut merged = Merged::default();
        self.merge_branch(branch, &mut merged);
        let properties = || merged.properties.iter();
        let constant = properties().filter_map(|(name, property)| {
            Some((*name, enumeration::only_text(property.schema.as_object()?)?))
        });
        let required = properties().filter(|(_, property)| property.required);
        Marks {
            constants: constant.collect(),
            merged: object.all_of.iter().filter_map(refers_to).collect(),
            required: required.map(|(name, _)| *name).collect(),
            properties: properties().map(|(name, _)| *name).collect(),
        }
    }
}

/// Whether no two names are the same.
fn are_distinct<'n>(names: impl Iterator<Item = &'n Name>) -> bool {
    let mut seen = IndexSet::new();
    names.map(Name::key).all(|key| seen.insert(key))
}

/// What the author calls a branch: its schema, its title, its format.
fn called(branch: &Schema) -> Option<Name> {
    let Schema::Object(object) = branch else {
        return Some(Name::of_variant_or("any", "Any"));
    };
    let called = chosen(branch)
        .or_else(|| refers_to(branch))
        .or_else(|| alias(object))
        .or_else(|| Some(object.title.as_ref()?.value.as_str()));
    if let Some(called) = called {
        return Some(Name::of_variant_or(called, "Variant"));
    }
    let format = format::format(object)?;
    Some(Name::of_variant_or(format.type_name(), "Text"))
}

/// The name of a branch that one value of a discriminator means, unless its author has chosen one.
pub(crate) fn named_by_value(branch: &Schema, values: &[Value]) -> Option<Name> {
    let [value] = values else { return None };
    let value = &enumeration::wire(value);
    let chosen = chosen(branch).and_then(|chosen| Name::of_variant_called(value, chosen));
    Some(chosen.unwrap_or_else(|| Name::of_variant_or(value, "Variant")))
}

/// The name that the author has chosen for a branch.
fn chosen(branch: &Schema) -> Option<&str> {
    Some(branch.as_object()?.rust_name.as_ref()?.value.as_str())
}

/// How many objects have each mark.
struct Shares<'m> {
    constants: HashMap<&'m (&'m str, &'m str), usize>,
    merged: HashMap<&'m str, usize>,
    properties: HashMap<&'m str, usize>,
}

impl<'m> Shares<'m> {
    fn of(marks: &'m [Marks<'m>]) -> Self {
        Self {
            constants: counts(marks.iter().map(|mark| mark.constants.iter())),
            merged: counts(marks.iter().map(|mark| mark.merged.iter().copied())),
            properties: counts(marks.iter().map(|mark| mark.properties.iter().copied())),
        }
    }

    /// What only one object has: the value of a property, a component that it includes, a property.
    fn distinction(&self, mark: &Marks<'_>) -> Option<Name> {
        let mut constants = mark.constants.iter();
        let constant = constants.find(|one| self.constants.get(one) == Some(&1));
        let mut merged = mark.merged.iter();
        let merged = || merged.find(|one| self.merged.get(*one) == Some(&1));
        let mut required = mark.required.iter();
        let required = || required.find(|one| self.properties.get(*one) == Some(&1));
        let value = constant.map(|(_, value)| value);
        Name::of_variant(value.or_else(merged).or_else(required)?)
    }
}

/// How many of the lists have each item.
pub(super) fn counts<T: Eq + Hash>(
    lists: impl Iterator<Item = impl Iterator<Item = T>>,
) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for list in lists {
        for item in list.collect::<HashSet<T>>() {
            *counts.entry(item).or_default() += 1;
        }
    }
    counts
}

/// The name of the schema that a branch refers to.
fn refers_to(branch: &Schema) -> Option<&str> {
    branch.as_object()?.reference.as_ref().map(last_token)
}

/// Whether a branch is a component, and not a place within one.
fn refers_to_component(branch: &Schema) -> bool {
    let target = refers_to(branch).and(branch.as_object());
    let target = target.and_then(|object| schema_key(object.reference.as_ref()?));
    target.is_some_and(|key| !key.starts_with("#/"))
}

/// The name of the schema that a branch is under another description.
fn alias(object: &SchemaObject) -> Option<&str> {
    described_part(object).and_then(refers_to)
}

fn last_token(target: &Text) -> &str {
    target.value.rsplit('/').next().unwrap_or_default()
}

/// What a branch looks like.
fn by_form(branch: &Schema) -> Name {
    let Schema::Object(object) = branch else {
        return Name::of_variant_or("any", "Any");
    };
    Name::of_variant_or(form(object).called(), "Variant")
}
