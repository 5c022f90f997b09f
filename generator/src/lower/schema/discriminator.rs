//! Discriminators: which values of a property mean each branch of a union (OpenAPI 3.1, section 4.8.25).
//!
//! The `mapping` counts first, then the values that the branch allows the property to have, and at last the name of its schema.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::notes;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::model;
use crate::model::DiscriminatorOwner;
use crate::pointer::Place;
use crate::spec::Discriminator;
use crate::spec::Schema;
use crate::spec::Text;

/// How deep unions within unions are searched for the values of their branches.
const DEEPEST: usize = 3;

/// How a discriminator tells the branches of a union apart.
pub(crate) struct Discrimination {
    pub(crate) discriminator: model::Discriminator,
    /// The values that mean each branch, in the order of the branches.
    pub(crate) values: Vec<Vec<String>>,
    /// The place of a branch that does not describe the property.
    pub(crate) undescribed: Option<Place>,
}

/// The values that a branch allows the discriminating property to have.
struct Allowed {
    /// The texts that the property can be, where they are listed.
    texts: IndexSet<String>,
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
        let values = self.values_of_branches(discriminator, branches, &allowed)?;
        let is_simple = values.iter().all(|values| values.len() == 1)
            && !allowed.iter().any(|allowed| allowed.is_union);
        let mut described = branches.iter().zip(&allowed);
        let undescribed = described.find(|(_, allowed)| !allowed.is_described);
        if let Some((branch, _)) = undescribed.filter(|_| !is_simple) {
            let problem = format!("this branch has no property `{property}`");
            self.cannot_tell(discriminator, branch, &problem);
            return None;
        }
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
            return Some(Allowed {
                texts: IndexSet::new(),
                is_union: false,
                is_described: false,
            });
        }
        if allowed.is_none() {
            let problem = format!("this branch is no object with the property `{property}`");
            self.cannot_tell(discriminator, branch, &problem);
        }
        allowed
    }

    /// Whether a branch is one object of its own.
    fn is_one_object(&mut self, branch: &'d Schema) -> bool {
        let Some(object) = self.resolved(branch) else {
            return false;
        };
        let is_object = matches!(form(object), Form::Structure | Form::Merged);
        is_object && self.merge(object).choices.is_empty()
    }

    /// The values that mean each branch.
    fn values_of_branches(
        &mut self,
        discriminator: &'d Discriminator,
        branches: &[&'d Schema],
        allowed: &[Allowed],
    ) -> Option<Vec<Vec<String>>> {
        let mut counts = times(allowed.iter().flat_map(|allowed| &allowed.texts));
        for mapped in discriminator.mapping.keys() {
            *counts.entry(mapped.as_str()).or_default() += 1;
        }
        let mut taken = IndexSet::new();
        let mut values = Vec::new();
        for (branch, allowed) in branches.iter().zip(allowed) {
            let mut of_branch = mapped(discriminator, branch);
            if of_branch.is_empty() {
                let texts = allowed.texts.iter();
                let alone = texts.filter(|text| counts.get(text.as_str()) == Some(&1));
                of_branch = alone.cloned().collect();
            }
            if of_branch.is_empty() {
                let is_allowed =
                    |name: &&str| allowed.texts.is_empty() || allowed.texts.contains(*name);
                of_branch.extend(name(branch).filter(is_allowed).map(str::to_owned));
            }
            if of_branch.is_empty() {
                let problem = "no value of the discriminator means this branch alone";
                self.cannot_tell(discriminator, branch, problem);
                return None;
            }
            if let Some(value) = of_branch
                .iter()
                .find(|value| !taken.insert((*value).clone()))
            {
                let problem =
                    format!("another branch has the value `{value}` of the discriminator already");
                self.cannot_tell(discriminator, branch, &problem);
                return None;
            }
            values.push(of_branch);
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
        let texts = match (self.own_of_all(within, property, depth), is_union) {
            (Some(texts), true) => texts,
            _ => self.texts(merged.properties.get(property)?.schema),
        };
        Some(Allowed {
            texts,
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
    ) -> Option<IndexSet<String>> {
        let mut texts = IndexSet::new();
        for branch in branches {
            let allowed = self.allowed(branch, property, depth)?.texts;
            if allowed.is_empty() {
                texts.extend(name(branch).map(str::to_owned));
            }
            texts.extend(allowed);
        }
        Some(texts)
    }

    /// The texts that a schema lists, itself or where it refers to.
    fn texts(&mut self, schema: &'d Schema) -> IndexSet<String> {
        let mut texts = IndexSet::new();
        if let Some(object) = self.resolved(schema) {
            texts.extend(enumeration::texts(object).map(str::to_owned));
        }
        texts
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
                self.report.warning(mapped.at.value(), message)
            } else {
                self.report.mistake(mapped.at.value(), message)
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
fn mapped(discriminator: &Discriminator, branch: &Schema) -> Vec<String> {
    let (target, name) = (target(branch), name(branch));
    let is_of_branch = |mapped: &Text| {
        let mapped = Some(mapped.value.as_str());
        mapped == target || mapped == name
    };
    let mapping = discriminator.mapping.iter();
    let of_branch = mapping.filter(|(_, mapped)| target.is_some() && is_of_branch(mapped));
    of_branch.map(|(value, _)| value.clone()).collect()
}

/// How often each text is there.
fn times<'t>(texts: impl Iterator<Item = &'t String>) -> IndexMap<&'t str, usize> {
    let mut times = IndexMap::new();
    for text in texts {
        *times.entry(text.as_str()).or_default() += 1;
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
