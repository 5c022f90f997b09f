//! Which schemas a value may be of where their parent is referred to.

use indexmap::IndexMap;
use indexmap::IndexSet;

use super::hierarchy::Hierarchy;
use super::values::Values;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::spec::Discriminator;

/// A schema that others include, and what a value may be where it is referred to.
pub(super) struct Family<'d> {
    /// What tells them apart.
    pub(super) discriminator: &'d Discriminator,
    /// The schemas that a value may be of, with the schema itself where it may be just that.
    pub(super) members: Vec<Member<'d>>,
}

/// A schema, and the values of the discriminator that mean it.
#[derive(Clone)]
pub(super) struct Member<'d> {
    pub(super) key: &'d str,
    pub(super) values: Vec<String>,
}

/// The families of a document.
#[derive(Default)]
pub(super) struct Families<'d> {
    /// By the key of the parent.
    pub(super) by_parent: IndexMap<&'d str, Family<'d>>,
    /// The schemas that include a parent to be its children, rather than to show a value of it in another way.
    pub(super) heirs: IndexSet<&'d str>,
    /// The discriminators and their values that mean a schema.
    pub(super) tags: IndexMap<&'d str, Vec<(&'d Discriminator, Vec<String>)>>,
}

impl<'d> Families<'d> {
    pub(super) fn of(hierarchy: &Hierarchy<'d>) -> Self {
        let mut families = Self::default();
        for (key, discriminator) in hierarchy.discriminators() {
            if !is_of_another(hierarchy, key, discriminator)
                && let Some(root) = Root::of(hierarchy, key, discriminator)
            {
                families.add(&root);
            }
        }
        families
    }

    /// Adds the family of a root, and those of the schemas below that others include.
    fn add(&mut self, root: &Root<'_, 'd>) {
        let members = root.members();
        if members.iter().all(|member| member.key == root.key) {
            return;
        }
        let keys: IndexSet<&str> = members.iter().map(|member| member.key).collect();
        let below = root.candidates.iter().copied();
        for key in std::iter::once(root.key).chain(below) {
            let mut descendants = root.hierarchy.descendants(key);
            let is_parent = key == root.key || descendants.any(|one| keys.contains(one));
            if !is_parent && !keys.contains(key) {
                continue;
            }
            self.heirs.insert(key);
            if is_parent && root.tells_apart_below(key) {
                self.by_parent.insert(key, root.family(key, &members));
            }
        }
        for Member { key, values } in members {
            if !values.is_empty() {
                let tags = self.tags.entry(key).or_default();
                tags.push((root.discriminator, values));
            }
        }
    }
}

/// Whether a schema includes one with a discriminator of the same property: it belongs to the family of that.
fn is_of_another(hierarchy: &Hierarchy<'_>, key: &str, discriminator: &Discriminator) -> bool {
    let property = &discriminator.property_name.value;
    let mut others = hierarchy.discriminators();
    others.any(|(other, above)| {
        above.property_name.value == *property
            && hierarchy.includes(key, other)
            && !hierarchy.includes(other, key)
    })
}

/// A schema with a discriminator, which none that it includes has.
struct Root<'h, 'd> {
    hierarchy: &'h Hierarchy<'d>,
    key: &'d str,
    discriminator: &'d Discriminator,
    /// The schemas that a value may be of besides itself.
    candidates: IndexSet<&'d str>,
}

impl<'h, 'd> Root<'h, 'd> {
    /// `None` where the schema is a union of schemas that do not include it, and where some include themselves.
    fn of(
        hierarchy: &'h Hierarchy<'d>,
        key: &'d str,
        discriminator: &'d Discriminator,
    ) -> Option<Self> {
        let object = hierarchy.object(key)?;
        let mut hierarchical = std::iter::once(key).chain(hierarchy.descendants(key));
        if hierarchical.any(|one| hierarchy.is_circular(one)) {
            return None;
        }
        let targets = object.branches();
        let targets = targets.filter_map(|branch| branch.as_object()?.reference.as_ref());
        let branches: Vec<&str> = targets.filter_map(|one| hierarchy.named(one)).collect();
        let includes_it = |branch: &&str| hierarchy.includes(branch, key);
        if object.branches().next().is_some() && !branches.iter().any(includes_it) {
            return None;
        }
        let mapped = discriminator.mapping.values();
        let mapped = mapped.filter_map(|target| hierarchy.named(target));
        let mapped = mapped.filter(|one| repeats(hierarchy, one, key));
        let mut candidates: IndexSet<&str> = hierarchy.descendants(key).collect();
        candidates.extend(branches.iter().copied().chain(mapped));
        candidates.shift_remove(key);
        Some(Self {
            hierarchy,
            key,
            discriminator,
            candidates,
        })
    }

    /// Whether the schemas below one are told apart by the property of this discriminator.
    fn tells_apart_below(&self, key: &str) -> bool {
        let property = &self.discriminator.property_name.value;
        let own = self.hierarchy.discriminator(key);
        own.is_none_or(|own| own.property_name.value == *property)
    }

    /// What a value may be where `key` is referred to.
    fn family(&self, key: &'d str, members: &[Member<'d>]) -> Family<'d> {
        let is_of_it = |member: &&Member<'_>| {
            key == self.key || key == member.key || self.hierarchy.includes(member.key, key)
        };
        let own = self.hierarchy.discriminator(key);
        Family {
            discriminator: own.unwrap_or(self.discriminator),
            members: members.iter().filter(is_of_it).cloned().collect(),
        }
    }

    /// The schemas that a value may be of, with the values that mean each; the root itself comes last.
    fn members(&self) -> Vec<Member<'d>> {
        let mut values = Values::of(
            self.hierarchy,
            self.key,
            self.discriminator,
            &self.candidates,
        );
        let candidates = self.candidates.iter().copied();
        // What another property tells from others, together with what it includes, is of the family of that.
        let others: Vec<&str> = candidates
            .clone()
            .filter(|key| !self.tells_apart_below(key))
            .collect();
        let is_of_other = |key: &str| {
            let mut others = others.iter();
            others.any(|other| self.hierarchy.includes(key, other))
        };
        let own = candidates.filter(|key| !is_of_other(key) || values.is_mapped(key));
        let own: Vec<&str> = own.collect();
        let found = values.of_schemas(&own);
        let all_unknown = found.iter().all(Vec::is_empty);
        let members = own.into_iter().zip(found);
        let members =
            members.filter(|(key, one)| !one.is_empty() || all_unknown && values.is_child(key));
        let members = members.map(|(key, values)| Member { key, values });
        let mut members: Vec<Member<'_>> = members.collect();
        if !all_unknown {
            let values = values.of_root();
            let itself = (!values.is_empty()).then_some(Member {
                key: self.key,
                values,
            });
            members.extend(itself);
        }
        members
    }
}

/// Whether an object describes all properties of another one that it does not include.
fn repeats(hierarchy: &Hierarchy<'_>, key: &str, other: &str) -> bool {
    let (Some(object), Some(other)) = (hierarchy.object(key), hierarchy.object(other)) else {
        return false;
    };
    let is_object = matches!(form(object), Form::Structure | Form::Merged);
    let mut properties = other.properties.keys();
    let is_there = |name: &String| hierarchy.property(key, name).is_some();
    is_object && other.all_of.is_empty() && properties.all(is_there)
}
