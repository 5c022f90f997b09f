//! `oneOf`, `anyOf` and lists of types: one of several types.

use super::Lowering;
use super::Scope;
use super::documentation::docs;
use super::form::Form;
use super::form::form;
use super::reference;
use super::schema::Meaning;
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
            self.report
                .error(schema.at.child("properties").key(), "`properties` beside `oneOf` or `anyOf` are not generated")
                .help("put the common properties into a schema that each branch takes in with `allOf`");
        }
        if let [only] = branches {
            let mut meaning = self.meaning(only, name);
            meaning.nullable |= nullable && meaning.ty != Type::Any;
            meaning.docs.description = docs.description.or(meaning.docs.description);
            return meaning;
        }
        let ty = match &schema.discriminator {
            Some(discriminator) => self.tagged(schema, discriminator, branches, name, docs.clone()),
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
        branches: &[&'d Schema],
        name: &str,
        docs: Docs,
    ) -> Type {
        self.check_mapping(discriminator, branches);
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::Any;
        };
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for branch in branches {
            let Some(value) = self.tag_value(discriminator, branch) else {
                continue;
            };
            let Some(variant) = Name::of_variant(&value) else {
                self.report.error(branch.at().value(), "a variant takes its name from the value of the discriminator, which has no letter or digit in it");
                continue;
            };
            let meaning = self.meaning(branch, &format!("{name}.{value}"));
            if !self.check_branch(branch, &meaning.ty, discriminator) {
                continue;
            }
            if let Some(reference) = meaning.ty.named() {
                self.stand_for(reference, &discriminator.property_name.value);
            }
            if scope.claim(
                &variant,
                "values of the discriminator",
                branch.at().value(),
                self.report,
            ) {
                variants.push(Variant {
                    name: variant,
                    ty: meaning.ty,
                    docs: meaning.docs,
                });
            }
        }
        let tag = Some(discriminator.property_name.value.clone());
        self.finish_type(begun, docs, Shape::Union(Union { tag, variants }))
    }

    /// A branch beside a discriminator is an object that has its property.
    fn check_branch(
        &mut self,
        branch: &'d Schema,
        ty: &Type,
        discriminator: &Discriminator,
    ) -> bool {
        let object = match branch {
            Schema::Object(object) => match &object.reference {
                Some(target) => self.component_object(target),
                None => Some(&**object),
            },
            Schema::Boolean { .. } => None,
        };
        let Some(object) = object else { return false };
        let property = &discriminator.property_name.value;
        let is_union = !object.one_of.is_empty() || !object.any_of.is_empty();
        if matches!(ty, Type::Named(_))
            && (is_union || self.merge(object).members.contains_key(property.as_str()))
        {
            return true;
        }
        self.report
            .error(
                branch.at().value(),
                format!("this branch is no object with the property `{property}`"),
            )
            .related(
                discriminator.property_name.at.value(),
                "which tells the branches apart",
            )
            .help("give each branch that property, or leave the discriminator out");
        false
    }

    /// The value of the discriminator that means this branch: from the mapping, the property's own constant, or the name
    /// of the schema.
    fn tag_value(&mut self, discriminator: &Discriminator, branch: &'d Schema) -> Option<String> {
        let Schema::Object(object) = branch else {
            self.report.error(
                branch.at().value(),
                "a branch beside a discriminator is an object",
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
                .error(branch.at().value(), "no value of the discriminator means this branch")
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
        match form(property) {
            Form::Enumeration(texts) if texts.len() == 1 => Some(texts[0].to_owned()),
            _ => None,
        }
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
                .error(mapped.at.value(), "this names none of the branches")
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
        for branch in branches {
            let Some(variant) = variant_name(branch) else {
                self.report
                    .error(branch.at().value(), "a variant takes its name from the title of this branch, which has no letter or digit in it");
                continue;
            };
            let meaning = self.meaning(branch, &format!("{name}.{}", variant.plain()));
            if scope.claim(&variant, "branches", branch.at().value(), self.report) {
                variants.push(Variant {
                    name: variant,
                    ty: meaning.into_element(),
                    docs: branch_docs(branch),
                });
            }
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

/// The name of a branch: of its schema, its title, or what it looks like.
fn variant_name(branch: &Schema) -> Option<Name> {
    let Schema::Object(object) = branch else {
        return Name::of_variant("any");
    };
    if let Some(target) = &object.reference {
        return Name::of_variant(target.value.rsplit('/').next().unwrap_or_default());
    }
    if let Some(title) = object.title.as_ref().or(object.rust_name.as_ref()) {
        return Name::of_variant(&title.value);
    }
    let looks = match form(object) {
        Form::Alias | Form::Merged | Form::Structure | Form::Map => "object",
        Form::Choice(_) | Form::Types(_) => "choice",
        Form::Enumeration(_) | Form::Text => "text",
        Form::List => "list",
        Form::Integer => "integer",
        Form::Number => "number",
        Form::Boolean => "boolean",
        Form::Null | Form::Any => "any",
    };
    Name::of_variant(looks)
}
