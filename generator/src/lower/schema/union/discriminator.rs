//! Discriminators: which values of a property mean each branch of a union (OpenAPI 3.1, section 4.8.25).
//!
//! The `mapping` counts first, then the values that the branch allows the property to have, and at last the name of its schema.

use crate::report::Rule;
use indexmap::IndexMap;
use indexmap::IndexSet;
use serde_json::Value;

use crate::lower::notes;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::merge::AdditionalProperties;
use crate::lower::schema::schemas::Schemas;
use crate::model;
use crate::model::DiscriminatorOwner;
use crate::pointer::Place;
use crate::spec::Discriminator;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How deep unions within unions are searched for the values of their branches.
const DEEPEST: usize = 3;

/// How a discriminator tells the branches of a union apart.
pub(crate) struct Discrimination {
    pub(crate) discriminator: model::Discriminator,
    /// The values that mean each branch, in the order of the branches.
    pub(crate) values: Vec<Vec<Value>>,
    /// The place of the branch that a value is of where the property means none.
    pub(crate) default: Option<usize>,
    /// The place of a branch that does not describe the property.
    pub(crate) undescribed: Option<Place>,
}

/// What a branch allows the discriminating property to be.
#[derive(Default)]
struct Allowed {
    /// The values that it can be, where they are listed.
    values: IndexSet<Value>,
    /// The type that it has, where none is listed.
    type_name: Option<String>,
    /// Whether the branch is a union, whose own branches have the property.
    is_union: bool,
    /// Whether it describes the property at all.
    is_described: bool,
}

impl<'d> Schemas<'d> {
    /// How a discriminator tells these branches apart; reports why it does not.
    pub(crate) fn discriminate(
        &mut self,
        discriminator: &'d Discriminator,
        branches: &[&'d Schema],
    ) -> Option<Discrimination> {
        self.check_mapping(discriminator, branches);
        let property = &discriminator.property_name.value;
        let mut allowed = Vec::new();
        for branch in branches {
            allowed.push(self.allowed_or_report(discriminator, branch)?);
        }
        let default = self.default_branch(discriminator, branches);
        let values = self.values_of_branches(discriminator, branches, &allowed, default)?;
        let is_one_text = |values: &Vec<Value>| matches!(values.as_slice(), [Value::String(_)]);
        let is_simple = default.is_none()
            && values.iter().all(is_one_text)
            && !allowed.iter().any(|allowed| allowed.is_union);
        let mut described = branches.iter().zip(&allowed).enumerate();
        let undescribed = described
            .find(|(place, (_, allowed))| !allowed.is_described && Some(*place) != default)
            .map(|(_, described)| described);
        let resolved = model::Discriminator {
            property: property.clone(),
            owner: if is_simple {
                DiscriminatorOwner::Union
            } else {
                DiscriminatorOwner::Variants
            },
        };
        Some(Discrimination {
            discriminator: resolved,
            values,
            default,
            undescribed: undescribed.map(|(branch, _)| branch.at().value()),
        })
    }

    /// What a branch allows the property to be; an object that does not describe it may have it all the same.
    fn allowed_or_report(
        &mut self,
        discriminator: &'d Discriminator,
        branch: &'d Schema,
    ) -> Option<Allowed> {
        let property = &discriminator.property_name.value;
        let allowed = self.allowed(branch, property, DEEPEST);
        if allowed.is_none() && self.is_one_object(branch) {
            return Some(Allowed::default());
        }
        if allowed.is_none() {
            let problem = format!("this branch is no object with the property `{property}`");
            self.cannot_tell(discriminator, branch, &problem);
        }
        allowed
    }

    /// Whether a branch is one object of its own, or one of any properties.
    fn is_one_object(&mut self, branch: &'d Schema) -> bool {
        let Some(object) = self.resolved(branch) else {
            return false;
        };
        match form(object) {
            Form::Structure | Form::Merged => self.merge(object).choices.is_empty(),
            Form::Map => AdditionalProperties::of(object).is_open(),
            _ => false,
        }
    }

    /// The place of the branch that `defaultMapping` names.
    fn default_branch(
        &mut self,
        discriminator: &Discriminator,
        branches: &[&Schema],
    ) -> Option<usize> {
        let named = discriminator.default_mapping.as_ref()?;
        let is_it = |branch: &&Schema| {
            let named = Some(named.value.as_str());
            name(branch) == named || target(branch) == named
        };
        let place = branches.iter().position(is_it);
        if place.is_none() {
            let known = branches.iter().filter_map(|branch| name(branch));
            self.report
                .mistake(
                    Rule::InvalidDiscriminator,
                    named.at.value(),
                    "this names none of the branches",
                )
                .help("write the `$ref` of a branch, or take the line out")
                .suggest(&named.value, known);
        }
        place
    }

    /// The values that mean each branch. The one at `default` needs none.
    fn values_of_branches(
        &mut self,
        discriminator: &'d Discriminator,
        branches: &[&'d Schema],
        allowed: &[Allowed],
        default: Option<usize>,
    ) -> Option<Vec<Vec<Value>>> {
        let mut counts = times(
            allowed
                .iter()
                .flat_map(|allowed| allowed.values.iter().cloned()),
        );
        for mapped in discriminator.mapping.keys() {
            *counts.entry(typed(mapped, allowed)).or_default() += 1;
        }
        let mut taken = IndexSet::new();
        let mut values = Vec::new();
        for (place, (branch, of_branch)) in branches.iter().zip(allowed).enumerate() {
            let is_default = Some(place) == default;
            let mapped = mapped(discriminator, branch);
            let mut meaning: Vec<Value> = mapped.map(|value| typed(value, allowed)).collect();
            if meaning.is_empty() {
                let values = of_branch.values.iter();
                let alone = values.filter(|value| counts.get(*value) == Some(&1));
                meaning = alone.cloned().collect();
            }
            if meaning.is_empty() && !is_default {
                let name = name(branch).map(|name| typed(name, allowed));
                let is_allowed =
                    |name: &Value| of_branch.values.is_empty() || of_branch.values.contains(name);
                meaning.extend(name.filter(is_allowed));
            }
            if meaning.is_empty() && !is_default {
                let problem = "no value of the discriminator means this branch alone";
                self.cannot_tell(discriminator, branch, problem);
                return None;
            }
            if let Some(value) = meaning.iter().find(|value| !taken.insert((*value).clone())) {
                let value = enumeration::wire(value);
                let problem =
                    format!("another branch has the value `{value}` of the discriminator already");
                self.cannot_tell(discriminator, branch, &problem);
                return None;
            }
            values.push(meaning);
        }
        Some(values)
    }

    fn cannot_tell(&mut self, discriminator: &Discriminator, branch: &Schema, problem: &str) {
        let discriminator = discriminator.property_name.at.value();
        notes::cannot_tell(branch.at().value(), discriminator, problem, self.report);
    }

    /// What a branch allows a property to be; `None` when it is no object that has it.
    fn allowed(&mut self, branch: &'d Schema, property: &str, depth: usize) -> Option<Allowed> {
        let depth = depth.checked_sub(1)?;
        let object = self.resolved(branch)?;
        let merged = self.merge(object);
        let within = merged.choices.iter().flat_map(|choice| choice.branches());
        let is_union = !merged.choices.is_empty();
        let of_branches = self.own_of_all(within, property, depth);
        if let (Some(values), true) = (of_branches, is_union) {
            return Some(Allowed {
                values,
                type_name: None,
                is_union,
                is_described: true,
            });
        }
        let schema = self.resolved(merged.properties.get(property)?.schema);
        let values = schema.into_iter().flat_map(enumeration::tags).collect();
        let mut types = schema.into_iter().flat_map(SchemaObject::type_names);
        Some(Allowed {
            values,
            type_name: types.next().map(|name| name.value.clone()),
            is_union,
            is_described: true,
        })
    }

    /// What all branches of a union within allow a property to be.
    fn own_of_all(
        &mut self,
        branches: impl Iterator<Item = &'d Schema>,
        property: &str,
        depth: usize,
    ) -> Option<IndexSet<Value>> {
        let mut values = IndexSet::new();
        for branch in branches {
            let allowed = self.allowed(branch, property, depth)?.values;
            if allowed.is_empty() {
                values.extend(name(branch).map(Value::from));
            }
            values.extend(allowed);
        }
        Some(values)
    }

    fn check_mapping(&mut self, discriminator: &Discriminator, branches: &[&Schema]) {
        let targets: IndexSet<&str> = branches.iter().filter_map(|one| target(one)).collect();
        let names: IndexSet<&str> = branches.iter().filter_map(|one| name(one)).collect();
        let is_branch = |mapped: &&Text| {
            targets.contains(mapped.value.as_str()) || names.contains(mapped.value.as_str())
        };
        let mapping = discriminator.mapping.values();
        for mapped in mapping.filter(|mapped| !is_branch(mapped)) {
            let message = "this names none of the branches";
            let diagnostic = if self.is_schema(mapped) {
                self.report
                    .warning(Rule::InvalidDiscriminator, mapped.at.value(), message)
            } else {
                self.report
                    .mistake(Rule::InvalidDiscriminator, mapped.at.value(), message)
            };
            diagnostic.help("write the `$ref` of a branch, or take the line out");
        }
    }

    /// Whether a value of a mapping names a schema of `components`, by reference or by its name alone.
    fn is_schema(&self, mapped: &Text) -> bool {
        let name = mapped.value.strip_prefix("#/components/schemas/");
        let schemas = &self.document.components.schemas;
        schemas.contains_key(name.unwrap_or(&mapped.value))
    }
}

/// The values that the `mapping` has for a branch.
fn mapped<'d>(
    discriminator: &'d Discriminator,
    branch: &'d Schema,
) -> impl Iterator<Item = &'d String> {
    let (target, name) = (target(branch), name(branch));
    let is_of_branch = move |mapped: &Text| {
        let mapped = Some(mapped.value.as_str());
        mapped == target || mapped == name
    };
    let mapping = discriminator.mapping.iter();
    let of_branch = mapping.filter(move |(_, mapped)| target.is_some() && is_of_branch(mapped));
    of_branch.map(|(value, _)| value)
}

/// A value that the document can only write as text, as what the branches allow the property to be.
fn typed(text: &str, allowed: &[Allowed]) -> Value {
    let mut values = allowed.iter().flat_map(|allowed| &allowed.values);
    if let Some(value) = values.find(|value| enumeration::wire(value) == text) {
        return value.clone();
    }
    let mut types = allowed
        .iter()
        .filter_map(|allowed| allowed.type_name.as_deref());
    let read = types.find_map(|name| match name {
        "integer" => text.parse::<i64>().ok().map(Value::from),
        "boolean" => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    });
    read.unwrap_or_else(|| Value::from(text))
}

/// How often each value is there.
fn times(values: impl Iterator<Item = Value>) -> IndexMap<Value, usize> {
    let mut times = IndexMap::new();
    for value in values {
        *times.entry(value).or_default() += 1;
    }
    times
}

/// What a branch refers to.
fn target(branch: &Schema) -> Option<&str> {
    Some(branch.as_object()?.reference.as_ref()?.value.as_str())
}

/// The name of the schema that a branch refers to.
fn name(branch: &Schema) -> Option<&str> {
    target(branch)?.rsplit('/').next()
}
