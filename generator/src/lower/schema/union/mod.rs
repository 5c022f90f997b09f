//! `oneOf`, `anyOf` and lists of types: one of several types.

pub(crate) mod branch;
pub(crate) mod discriminator;
pub(crate) mod look_alike;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::notes;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::form_of_type;
use crate::lower::schema::form::is_parent;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::merge::Merged;
use crate::lower::schema::merge::Property;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::lower::schema::union::branch::named_by_value;
use crate::lower::schema::union::discriminator::Discrimination;
use crate::model::Docs;
use crate::model::Integer;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::report::Rule;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// Variants that are told apart by the values of a discriminator.
const VALUES: Named = Named::told_apart_by(
    "values of the discriminator",
    "give one of them another value in the `mapping`",
);

/// Variants that are told apart by their branches.
const BRANCHES: Named = Named::told_apart_by("branches", "give one of them a `title` of its own");

/// How deep unions within unions that have something in common are looked into.
const DEEPEST: usize = 8;

impl<'d> Schemas<'d> {
    /// One of these branches: the only one there is, or a union.
    pub(crate) fn choice(
        &mut self,
        schema: &'d SchemaObject,
        branches: &[&'d Schema],
        site: Site<'_>,
        docs: Docs,
        nullable: bool,
    ) -> Meaning {
        if !schema.properties.is_empty() {
            let merged = self.merge(schema);
            let meaning = self.distributed(schema, merged, site, docs);
            return Meaning {
                nullable,
                ..meaning
            };
        }
        if let [only] = branches
            && !is_parent(schema)
        {
            let mut meaning = self.meaning(only, site);
            meaning.nullable |= nullable && meaning.ty != Type::Any;
            return meaning.described_by(docs);
        }
        let declared = schema.discriminator.as_ref();
        let mut resolved = declared.and_then(|one| self.discriminate(one, branches));
        let begun = self.begin_type(schema, site);
        let undescribed = resolved.as_mut().and_then(|one| one.undescribed.take());
        let union = match resolved {
            Some(resolved) => self.tagged(resolved, branches, site),
            None => self.untagged(branches, site),
        };
        let ty = self.finish_type(begun, docs.clone(), Shape::Union(union));
        if let Some((declared, branch)) = declared.zip(undescribed) {
            notes::undescribed(declared, branch, self.report);
        }
        self.note_branches(&ty, branches, site);
        Meaning::new(ty, nullable, docs)
    }

    /// A union whose branches are told apart by a property.
    fn tagged(
        &mut self,
        resolved: Discrimination,
        branches: &[&'d Schema],
        site: Site<'_>,
    ) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(branches);
        let all = branches.iter().zip(names.iter()).zip(resolved.values);
        for (index, ((branch, called), values)) in all.enumerate() {
            let variant = named_by_value(branch, &values).unwrap_or_else(|| called.clone());
            let name = site.name_of(variant.wire());
            let meaning = self.meaning(branch, site.named(&name));
            let place = branch.at().value();
            let name = scope.claim(variant, VALUES, place, self.report);
            variants.push(Variant {
                check: self.check([*branch], &meaning.ty),
                docs: meaning.docs,
                is_default: resolved.default == Some(index),
                ..Variant::new(name, values, meaning.ty)
            });
        }
        Union::new(Some(resolved.discriminator), variants)
    }

    /// Objects with something in common: a union of objects that each have it.
    pub(crate) fn distributed(
        &mut self,
        schema: &'d SchemaObject,
        merged: Merged<'d>,
        site: Site<'_>,
        docs: Docs,
    ) -> Meaning {
        let mut common = merged;
        let choices = std::mem::take(&mut common.choices);
        let of = |choice: &'d SchemaObject| (choice, choice.branches().collect());
        let mut choices = choices.into_iter().map(of);
        let (chosen, written) = choices.next().unwrap_or((schema, Vec::new()));
        for (_, branches) in choices {
            self.merge_branches(&branches, &mut common);
        }
        let branches = self.flattened(&written, DEEPEST);
        let is_flat = branches.len() == written.len();
        let are_objects = branches.iter().all(|branch| self.is_object(branch));
        if branches.len() < 2 || !are_objects {
            self.merge_branches(&branches, &mut common);
            let (properties, additional_properties) =
                (&common.properties, &common.additional_properties);
            let ty = self.structure_of(
                schema,
                properties,
                additional_properties,
                site,
                docs.clone(),
            );
            return Meaning::new(ty, false, docs);
        }
        let begun = self.begin_type(schema, site);
        // What tells unions apart does not tell apart the branches of one of them.
        let declared = chosen.discriminator.as_ref().filter(|_| is_flat);
        let resolved = declared.and_then(|one| self.discriminate(one, &branches));
        let default = resolved.as_ref().and_then(|one| one.default);
        let (discriminator, values, undescribed) = match resolved {
            Some(one) => (Some(one.discriminator), one.values, one.undescribed),
            None => (None, vec![Vec::new(); branches.len()], None),
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(&branches);
        let all = branches.iter().zip(names.iter()).zip(values);
        for (index, ((branch, called), values)) in all.enumerate() {
            let mut parts = common.clone();
            self.merge_branch(branch, &mut parts);
            let variant = named_by_value(branch, &values).unwrap_or_else(|| called.clone());
            let place = branch.at().value();
            let variant = scope.claim(variant, BRANCHES, place, self.report);
            let name = site.name_of(variant.plain());
            let docs = branch_docs(branch);
            let source = written_here(branch).unwrap_or(schema);
            let (properties, additional_properties) =
                (&parts.properties, &parts.additional_properties);
            let site = site.named(&name);
            let ty = self.structure_of(
                source,
                properties,
                additional_properties,
                site,
                docs.clone(),
            );
            variants.push(Variant {
                docs,
                is_default: default == Some(index),
                ..Variant::new(variant, values, ty)
            });
        }
        let union = Union::new(discriminator, variants);
        let ty = self.finish_type(begun, docs.clone(), Shape::Union(union));
        if let Some((declared, branch)) = declared.zip(undescribed) {
            notes::undescribed(declared, branch, self.report);
        }
        self.note_branches(&ty, &branches, site);
        Meaning::new(ty, false, docs)
    }

    /// Remembers where the branches of a union are.
    fn note_branches(&mut self, union: &Type, branches: &[&Schema], site: Site<'_>) {
        let operation = site.file.operation();
        let union = union.named().map(|union| union.key(operation));
        let places = branches.iter().map(|branch| branch.at().value()).collect();
        self.notes
            .branches
            .extend(union.map(|union| (union, places)));
    }

    /// Merges a schema with the parts of its `allOf` and with the branches of its choices.
    pub(crate) fn merge_with_choices(&mut self, schema: &'d SchemaObject) -> Merged<'d> {
        let mut merged = self.merge(schema);
        for choice in std::mem::take(&mut merged.choices) {
            let branches: Vec<&'d Schema> = choice.branches().collect();
            self.merge_branches(&branches, &mut merged);
        }
        merged
    }

    /// The branches, with those of the unions of objects among them in their place.
    fn flattened(&mut self, branches: &[&'d Schema], depth: usize) -> Vec<&'d Schema> {
        let mut flattened = Vec::new();
        for branch in branches {
            let union = self
                .resolved(branch)
                .filter(|one| one.properties.is_empty());
            match union.map(form) {
                Some(Form::Choice(within))
                    if depth > 0 && within.iter().all(|one| self.is_object(one)) =>
                {
                    if let Some(object) = branch.as_object() {
                        self.use_component(object);
                    }
                    flattened.extend(self.flattened(&within, depth - 1));
                }
                _ => flattened.push(*branch),
            }
        }
        flattened
    }

    /// Merges the properties of all branches, none of them required: what cannot be told apart can still be sent and read.
    fn merge_branches(&mut self, branches: &[&'d Schema], common: &mut Merged<'d>) {
        for branch in branches {
            let message = "this branch is merged into one object with the others: its properties may be there or not";
            self.report
                .mistake(Rule::UnsupportedKeyword, branch.at().value(), message);
            let mut parts = Merged::default();
            self.merge_branch(branch, &mut parts);
            for (name, property) in parts.properties {
                common.properties.entry(name).or_insert(Property {
                    required: false,
                    ..property
                });
            }
        }
    }

    /// A union whose branches are told apart by what they look like.
    fn untagged(&mut self, branches: &[&'d Schema], site: Site<'_>) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(branches);
        for (branch, called) in branches.iter().zip(names.iter()) {
            let place = branch.at().value();
            let variant = scope.claim(called.clone(), BRANCHES, place, self.report);
            let name = site.name_of(variant.plain());
            let meaning = self.meaning(branch, site.named(&name));
            // Where a branch may be `null`, the union may.
            let ty = Meaning {
                nullable: false,
                ..meaning
            };
            let ty = ty.into_item();
            let check = self.check([*branch], &ty);
            variants.push(Variant {
                check,
                docs: branch_docs(branch),
                ..Variant::new(variant, Vec::new(), ty)
            });
        }
        Union::new(None, variants)
    }

    /// A union of the types in a list.
    pub(crate) fn type_list(
        &mut self,
        schema: &'d SchemaObject,
        types: &[&'d Text],
        site: Site<'_>,
        docs: Docs,
    ) -> Type {
        let begun = self.begin_type(schema, site);
        let mut variants = Vec::new();
        for type_name in types {
            let Some(called) = variant_of_type(&type_name.value) else {
                continue;
            };
            let ty = self.under_type(schema, &type_name.value, called, site);
            let check = self.check_of_parts(&[schema], &ty);
            variants.push(Variant {
                check,
                ..Variant::new(Name::of_variant_or(called, called), Vec::new(), ty)
            });
        }
        self.finish_type(begun, docs, Shape::Union(Union::new(None, variants)))
    }

    /// The type that a schema has under one of the names in its `type`: of a list its items count, of an object its properties.
    fn under_type(
        &mut self,
        schema: &'d SchemaObject,
        type_name: &str,
        called: &str,
        site: Site<'_>,
    ) -> Type {
        let name = site.name_of(called);
        match (type_name, form_of_type(type_name, schema)) {
            ("array", Form::Tuple) => self.tuple(schema, site.named(&name), Docs::default()),
            ("array", _) => self.list(schema, site),
            ("object", Form::Structure) => {
                self.structure(schema, site.named(&name), Docs::default())
            }
            ("object", _) => self.map(schema, site),
            ("integer", _) => Type::Integer(Integer::I64),
            ("number", _) => Type::Number,
            ("boolean", _) => Type::Boolean,
            _ => Type::String,
        }
    }
}

/// A branch that is no reference.
fn written_here(branch: &Schema) -> Option<&SchemaObject> {
    let object = branch.as_object()?;
    object.reference.is_none().then_some(object)
}

fn branch_docs(branch: &Schema) -> Docs {
    written_here(branch).map_or_else(Docs::default, |object| docs(object, None))
}

/// The name of a variant for a type of this name.
fn variant_of_type(name: &str) -> Option<&'static str> {
    match name {
        "string" => Some("Text"),
        "integer" => Some("Integer"),
        "number" => Some("Number"),
        "boolean" => Some("Boolean"),
        "array" => Some("List"),
        "object" => Some("Object"),
        _ => None,
    }
}
