//! `oneOf`, `anyOf` and lists of types: one of several types.

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::schema::Meaning;
use crate::lower::schema::allof::Merged;
use crate::lower::schema::branch::named_by_value;
use crate::lower::schema::discriminator::Telling;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::is_null;
use crate::lower::schema::member::Property;
use crate::lower::schema::schemas::Schemas;
use crate::model::Docs;
use crate::model::Holder;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::spec::Discriminator;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Schemas<'d> {
    /// One of these branches: the only one there is, or a union.
    pub(crate) fn choice(
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
            Some(discriminator) => match self.telling(discriminator, branches) {
                Some(telling) => {
                    let docs = docs.clone();
                    self.tagged(schema, discriminator, telling, branches, name, docs)
                }
                None => self.untagged(schema, branches, name, docs.clone()),
            },
            None => self.untagged(schema, branches, name, docs.clone()),
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
        telling: Telling,
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
        for ((branch, called), values) in branches.iter().zip(names).zip(telling.values) {
            let variant = named_by_value(branch, &values).unwrap_or(called);
            let meaning = self.meaning(branch, &format!("{name}.{}", variant.wire()));
            if telling.tag.holder == Holder::Union
                && let Some(reference) = meaning.ty.named()
            {
                self.stand_for(reference, discriminator);
            }
            let place = branch.at().value();
            let what = Named::told_apart_by(
                "values of the discriminator",
                "give one of them another value in the `mapping`",
            );
            variants.push(Variant {
                name: scope.claim(variant, what, place, self.report),
                values,
                rule: self.rule([*branch], &meaning.ty),
                ty: meaning.ty,
                docs: meaning.docs,
            });
        }
        let tag = Some(telling.tag);
        self.finish_type(begun, docs, Shape::Union(Union { tag, variants }))
    }

    /// Objects with something in common: a union of objects that each have it.
    pub(crate) fn distributed(
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
        let discriminator = chosen.discriminator.as_ref();
        let telling = discriminator.and_then(|one| self.telling(one, &branches));
        let (tag, values) = match telling {
            Some(telling) => (Some(telling.tag), telling.values),
            None => (None, vec![Vec::new(); branches.len()]),
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        let names = self.branch_names(&branches);
        for ((branch, called), values) in branches.into_iter().zip(names).zip(values) {
            let mut parts = common.clone();
            self.merge_branch(branch, &mut parts);
            if let Some(tag) = tag.as_ref().filter(|tag| tag.holder == Holder::Union) {
                parts.members.shift_remove(tag.member.as_str());
            }
            let variant = named_by_value(branch, &values).unwrap_or(called);
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
                values,
                ty: self.structure_of(source, &parts.members, &parts.rest, &name, docs.clone()),
                rule: None,
                docs,
            });
        }
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
            let ty = meaning.into_element();
            variants.push(Variant {
                name: variant,
                values: Vec::new(),
                rule: self.rule([*branch], &ty),
                ty,
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
    pub(crate) fn type_list(
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
                values: Vec::new(),
                rule: self.rule_of_parts(&[schema], &ty),
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
