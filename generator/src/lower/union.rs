//! `oneOf`, `anyOf` and lists of types: one of several types.

use super::Lowering;
use super::Scope;
use super::allof::Merged;
use super::documentation::docs;
use super::enumeration;
use super::form::is_null;
use super::member::Property;
use super::reference;
use super::schema::Meaning;
use super::scope::Named;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::spec::Discriminator;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Lowering<'d> {
    /// One of these branches: the only one there is, or a union.
    pub(super) fn choice(
        &mut self,
        schema: &'d SchemaObject,
        branches: &[&'d Schema],
        name: &str,
        docs: Docs,
        nullable: bool,
    ) -> Meaning {
        if !schema.properties.is_empty() {
            let merged = self.merge(schema);
            return self.distributed(schema, merged, name, docs);
        }
        if let [only] = branches {
            let mut meaning = self.meaning(only, name);
            meaning.nullable |= nullable && meaning.ty != Type::Any;
            meaning.docs.description = docs.description.or(meaning.docs.description);
            return meaning;
        }
        let ty = match &schema.discriminator {
            Some(discriminator) if self.tells_apart(discriminator, branches) => {
                self.tagged(schema, discriminator, branches, name, docs.clone())
            }
            Some(_) | None => self.untagged(schema, branches, name, docs.clone()),
        };
        Meaning {
            nullable: nullable && ty != Type::Any,
            ty,
            docs,
        }
    }

    /// A union whose branches are told apart by a member.
    fn tagged(
        &mut self,
        schema: &'d SchemaObject,
        discriminator: &'d Discriminator,
        branches: &[&'d Schema],
        name: &str,
        docs: Docs,
    ) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::Any;
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for branch in branches {
            let Some(value) = self.tag_value(discriminator, branch) else {
                continue;
            };
            let variant = Name::of_variant_or(&value, "Variant");
            let meaning = self.meaning(branch, &format!("{name}.{value}"));
            if let Some(reference) = meaning.ty.named() {
                self.stand_for(reference, discriminator);
            }
            let place = branch.at().value();
            let what = Named::told_apart_by(
                "values of the discriminator",
                "give one of them another value in the `mapping`",
            );
            variants.push(Variant {
                name: scope.claim(variant, what, place, self.report),
                ty: meaning.ty,
                docs: meaning.docs,
            });
        }
        let tag = Some(discriminator.property_name.value.clone());
        self.finish_type(begun, docs, Shape::Union(Union { tag, variants }))
    }

    /// Whether a discriminator tells these branches apart; says why it does not.
    fn tells_apart(&mut self, discriminator: &'d Discriminator, branches: &[&'d Schema]) -> bool {
        self.check_mapping(discriminator, branches);
        let mut values = Vec::new();
        for branch in branches {
            let Some(value) = self.tag_value(discriminator, branch) else {
                return false;
            };
            let problem = if values.contains(&value) {
                format!("another branch has the value `{value}` of the discriminator already")
            } else if !self.has_tag(branch, &discriminator.property_name.value) {
                let property = &discriminator.property_name.value;
                format!("this branch is no object with the property `{property}`")
            } else if self.untagged.contains(&discriminator.at.to_string()) {
                let property = &discriminator.property_name.value;
                format!(
                    "a branch is sent by itself as well, so that it has its `{property}` itself"
                )
            } else {
                values.push(value);
                continue;
            };
            self.report
                .warning(
                    branch.at().value(),
                    format!("{problem}: branches are told apart by what they look like"),
                )
                .related(
                    discriminator.property_name.at.value(),
                    "which tells the branches apart",
                )
                .help("give each branch that property, or leave the discriminator out");
            return false;
        }
        true
    }

    /// A branch beside a discriminator is an object that has its property.
    fn has_tag(&mut self, branch: &'d Schema, property: &str) -> bool {
        let object = match branch {
            Schema::Object(object) => match &object.reference {
                Some(target) => self.component_object(target),
                None => Some(&**object),
            },
            Schema::Boolean { .. } => None,
        };
        let Some(object) = object else { return false };
        let is_union = !object.one_of.is_empty() || !object.any_of.is_empty();
        is_union || self.merge(object).members.contains_key(property)
    }

    /// Objects with something in common: a union of objects that each have it.
    pub(super) fn distributed(
        &mut self,
        schema: &'d SchemaObject,
        merged: Merged<'d>,
        name: &str,
        docs: Docs,
    ) -> Meaning {
        let mut common = merged;
        let choices = std::mem::take(&mut common.choices);
        let of = |choice: &'d SchemaObject| -> Vec<&'d Schema> {
            let branches = choice.one_of.iter().chain(&choice.any_of);
            branches.filter(|branch| !is_null(branch)).collect()
        };
        let mut choices = choices.into_iter().map(|choice| (choice, of(choice)));
        let (chosen, branches) = choices.next().unwrap_or((schema, Vec::new()));
        for (_, branches) in choices {
            self.take_in_all(&branches, &mut common);
        }
        let are_objects = branches.iter().all(|branch| self.is_object(branch));
        if branches.len() < 2 || !are_objects {
            self.take_in_all(&branches, &mut common);
            let (members, rest) = (&common.members, &common.rest);
            let ty = self.structure_of(schema, members, rest, name, docs.clone());
            return Meaning {
                ty,
                nullable: false,
                docs,
            };
        }
        let Some(begun) = self.begin_type(schema, name) else {
            return Meaning::any();
        };
        let tag = match &chosen.discriminator {
            Some(discriminator) if self.tells_apart(discriminator, &branches) => {
                Some(discriminator)
            }
            Some(_) | None => None,
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(&branches);
        for (branch, variant) in branches.into_iter().zip(names) {
            let mut parts = common.clone();
            self.merge_branch(branch, &mut parts);
            let value = tag.and_then(|tag| self.tag_value(tag, branch));
            if let Some(tag) = tag {
                parts.members.shift_remove(tag.property_name.value.as_str());
            }
            let variant = value.map_or(variant, |value| Name::of_variant_or(&value, "Variant"));
            let place = branch.at().value();
            let variant = scope.claim(
                variant,
                Named::told_apart_by("branches", "give one of them a `title` of its own"),
                place,
                self.report,
            );
            let name = format!("{name}.{}", variant.plain());
            let docs = branch_docs(branch);
            let source = match branch {
                Schema::Object(object) if object.reference.is_none() => object,
                Schema::Object(_) | Schema::Boolean { .. } => schema,
            };
            variants.push(Variant {
                name: variant,
                ty: self.structure_of(source, &parts.members, &parts.rest, &name, docs.clone()),
                docs,
            });
        }
        let tag = tag.map(|tag| tag.property_name.value.clone());
        let ty = self.finish_type(begun, docs.clone(), Shape::Union(Union { tag, variants }));
        Meaning {
            ty,
            nullable: false,
            docs,
        }
    }

    /// Takes the members of all branches in, none of them required: what cannot be told apart can still be sent and read.
    fn take_in_all(&mut self, branches: &[&'d Schema], common: &mut Merged<'d>) {
        for branch in branches {
            self.report.warning(
                branch.at().value(),
                "this branch is taken into one object with the others: its members may be there or not",
            );
            let mut parts = Merged::default();
            self.merge_branch(branch, &mut parts);
            for (name, member) in parts.members {
                common.members.entry(name).or_insert(Property {
                    required: false,
                    ..member
                });
            }
        }
    }

    /// The value of the discriminator that means this branch: from the mapping, the property's own constant, or the name
    /// of the schema.
    fn tag_value(&mut self, discriminator: &Discriminator, branch: &'d Schema) -> Option<String> {
        let Schema::Object(object) = branch else {
            self.report.warning(
                branch.at().value(),
                "a branch beside a discriminator is an object: branches are told apart by what they look like",
            );
            return None;
        };
        let target = object.reference.as_ref();
        let mapped = discriminator.mapping.iter().find(|(_, mapped)| {
            target.is_some_and(|target| {
                mapped.value == target.value
                    || target.value.ends_with(&format!("/{}", mapped.value))
            })
        });
        if let Some((value, _)) = mapped {
            return Some(value.clone());
        }
        let constant = self.constant(object, &discriminator.property_name.value);
        let value = constant.or_else(|| target?.value.rsplit('/').next().map(str::to_owned));
        if value.is_none() {
            self.report
                .warning(branch.at().value(), "no value of the discriminator means this branch: branches are told apart by what they look like")
                .help("give its property a `const`, or move the branch to `components/schemas` and name it in `mapping`");
        }
        value
    }

    /// The only text that a property of an object can have.
    fn constant(&mut self, object: &'d SchemaObject, property: &str) -> Option<String> {
        let object = match &object.reference {
            Some(target) => self.component_object(target)?,
            None => object,
        };
        let merged = self.merge(object);
        let Schema::Object(property) = merged.members.get(property)?.schema else {
            return None;
        };
        enumeration::only_text(property).map(str::to_owned)
    }

    pub(super) fn component_object(&mut self, target: &Text) -> Option<&'d SchemaObject> {
        let schemas = &self.document.components.schemas;
        let key = reference::component_key(target, "schemas", self.report)?;
        match reference::find(target, &key, "schemas", schemas, self.report)? {
            Schema::Object(object) => Some(object),
            Schema::Boolean { .. } => None,
        }
    }

    fn check_mapping(&mut self, discriminator: &Discriminator, branches: &[&Schema]) {
        let is_branch = |mapped: &Text| {
            branches.iter().any(|branch| match branch {
                Schema::Object(object) => object.reference.as_ref().is_some_and(|target| {
                    target.value == mapped.value
                        || target.value.ends_with(&format!("/{}", mapped.value))
                }),
                Schema::Boolean { .. } => false,
            })
        };
        for mapped in discriminator
            .mapping
            .values()
            .filter(|mapped| !is_branch(mapped))
        {
            self.report
                .mistake(mapped.at.value(), "this names none of the branches")
                .help("write the `$ref` of a branch, or take the line out");
        }
    }

    /// A union whose branches are told apart by what they look like.
    fn untagged(
        &mut self,
        schema: &'d SchemaObject,
        branches: &[&'d Schema],
        name: &str,
        docs: Docs,
    ) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::Any;
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(branches);
        for (branch, variant) in branches.iter().zip(names) {
            let variant = scope.claim(
                variant,
                Named::told_apart_by("branches", "give one of them a `title` of its own"),
                branch.at().value(),
                self.report,
            );
            let meaning = self.meaning(branch, &format!("{name}.{}", variant.plain()));
            variants.push(Variant {
                name: variant,
                ty: meaning.into_element(),
                docs: branch_docs(branch),
            });
        }
        self.finish_type(
            begun,
            docs,
            Shape::Union(Union {
                tag: None,
                variants,
            }),
        )
    }

    /// A union of the types in a list.
    pub(super) fn type_list(
        &mut self,
        schema: &'d SchemaObject,
        types: &[&'d Text],
        name: &str,
        docs: Docs,
    ) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::Any;
        };
        let mut variants = Vec::new();
        for type_name in types {
            let Some((variant, ty)) = simple_type(&type_name.value) else {
                continue;
            };
            let Some(variant) = Name::of_variant(variant) else {
                continue;
            };
            variants.push(Variant {
                name: variant,
                ty,
                docs: Docs::default(),
            });
        }
        self.finish_type(
            begun,
            docs,
            Shape::Union(Union {
                tag: None,
                variants,
            }),
        )
    }
}

fn branch_docs(branch: &Schema) -> Docs {
    match branch {
        Schema::Object(object) if object.reference.is_none() => docs(object, None),
        Schema::Object(_) | Schema::Boolean { .. } => Docs::default(),
    }
}

/// A type from its name alone, and the name of a variant for it.
fn simple_type(name: &str) -> Option<(&'static str, Type)> {
    match name {
        "string" => Some(("Text", Type::String)),
        "integer" => Some(("Integer", Type::Integer(crate::model::Integer::I64))),
        "number" => Some(("Number", Type::Number)),
        "boolean" => Some(("Boolean", Type::Boolean)),
        "array" => Some(("List", Type::List(Box::new(Type::Any)))),
        "object" => Some(("Object", Type::map_of(Type::Any))),
        _ => None,
    }
}
