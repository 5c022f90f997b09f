//! Schemas: what a value is, wherever one stands.

pub(crate) mod allof;
pub(crate) mod branch;
pub(crate) mod component;
pub(crate) mod constraint;
pub(crate) mod content;
pub(crate) mod definition;
pub(crate) mod discriminator;
pub(crate) mod documentation;
pub(crate) mod element;
pub(crate) mod enumeration;
pub(crate) mod form;
pub(crate) mod format;
pub(crate) mod judge;
pub(crate) mod member;
pub(crate) mod property;
pub(crate) mod rest;
pub(crate) mod schemas;
pub(crate) mod tag;
pub(crate) mod tuple;
pub(crate) mod union;

use crate::lower::schema::constraint::keyword;
use crate::lower::schema::documentation::docs;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_nullable;
use crate::lower::schema::schemas::Schemas;
use crate::model::Docs;
use crate::model::Format;
use crate::model::Integer;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Text;
use crate::model::Type;
use crate::model::TypeReference;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// How deep schemas are followed into each other: what derives makes of deeper types is refused by the compiler.
const DEEPEST: usize = 32;

/// What a schema means where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) docs: Docs,
}

impl Meaning {
    pub(crate) fn any() -> Self {
        Self {
            ty: Type::Any,
            nullable: false,
            docs: Docs::default(),
        }
    }

    /// The type of an element or of a map's value, where `null` has no other place to be said, and a unit none at all.
    pub(crate) fn into_element(self) -> Type {
        let ty = match self.ty {
            Type::Duration(_) => Type::Integer(Integer::U64),
            ty => ty,
        };
        if self.nullable && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}

impl<'d> Schemas<'d> {
    /// What `schema` means; a type made of it is named after `name`.
    pub(crate) fn meaning(&mut self, schema: &'d Schema, name: &str) -> Meaning {
        if self.depth == DEEPEST {
            self.report
                .warning(
                    schema.at().value(),
                    format!(
                        "schemas are nested more than {DEEPEST} deep: this one is any JSON value"
                    ),
                )
                .help("move the inner ones to `components/schemas`");
            return Meaning::any();
        }
        self.depth += 1;
        let meaning = self.meaning_within(schema, name);
        self.depth -= 1;
        meaning
    }

    fn meaning_within(&mut self, schema: &'d Schema, name: &str) -> Meaning {
        match schema {
            Schema::Boolean { accepts: true, .. } => Meaning::any(),
            Schema::Boolean { at, .. } => {
                self.report
                    .warning(
                        at.value(),
                        "the schema `false` accepts no value: it is any JSON value here",
                    )
                    .help("leave the member out");
                Meaning::any()
            }
            Schema::Object(object) => match &object.reference {
                Some(target) => self.referenced(object, target, name),
                None => self.inline(object, name, false),
            },
        }
    }

    /// What a schema without `$ref` means. Text with a name of its own is a type of its own.
    pub(crate) fn inline(
        &mut self,
        schema: &'d SchemaObject,
        name: &str,
        has_own_name: bool,
    ) -> Meaning {
        self.judge(schema);
        let unit = self.unit(schema);
        let docs = docs(schema, unit);
        let nullable = is_nullable(schema);
        let ty = match form(schema) {
            Form::Alias | Form::Merged => {
                let merged = self.merged(schema, name, docs);
                return Meaning {
                    nullable: nullable || merged.nullable,
                    ..merged
                };
            }
            Form::Choice(branches) => return self.choice(schema, &branches, name, docs, nullable),
            Form::Types(types) => self.type_list(schema, &types, name, docs.clone()),
            Form::Enumeration(scalar) => self.enumeration(schema, scalar, name, docs.clone()),
            Form::Structure => self.structure(schema, name, docs.clone()),
            Form::Map => self.map(schema, name),
            Form::List => self.list(schema, name),
            Form::Tuple => self.tuple(schema, name, docs.clone()),
            Form::Text if has_own_name && format::is_own_type(schema) => {
                self.text(schema, name, docs.clone())
            }
            Form::Text => format::format(schema).map_or(Type::String, Type::Format),
            Form::Integer => {
                unit.map_or_else(|| Type::Integer(format::integer(schema)), Type::Duration)
            }
            Form::Number => format::format(schema).map_or(Type::Number, Type::Format),
            Form::Boolean => Type::Boolean,
            Form::Null | Form::Any => Type::Any,
        };
        let mut docs = docs;
        docs.notes.extend(self.words_of_elements(schema, &ty));
        Meaning {
            nullable: nullable && ty != Type::Any,
            ty,
            docs,
        }
    }

    fn text(&mut self, schema: &'d SchemaObject, name: &str, mut docs: Docs) -> Type {
        docs.notes.extend(format::note(schema));
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::String;
        };
        let text = Text {
            constraints: keyword::fitted(&schema.constraints, &Type::String).checked,
            uuid: format::format(schema) == Some(Format::Uuid),
            sensitive: schema
                .format
                .as_ref()
                .is_some_and(|format| format.value == "password"),
            path_segment: false,
        };
        self.finish_type(begun, docs, Shape::Text(text))
    }

    fn map(&mut self, schema: &'d SchemaObject, name: &str) -> Type {
        let value = self.values(schema, name);
        let key = schema
            .property_names
            .as_ref()
            .and_then(|names| self.map_key(names));
        Type::Map {
            key,
            value: Box::new(value),
        }
    }

    /// The type of the keys of a map: text of a type of its own.
    fn map_key(&mut self, names: &'d Schema) -> Option<TypeReference> {
        let is_reference = matches!(names, Schema::Object(object) if object.reference.is_some());
        let key = match self.meaning(names, "key").ty {
            Type::Named(reference) if is_reference && self.is_text(&reference) => Some(reference),
            _ => None,
        };
        if key.is_none() {
            self.report
                .warning(
                    names.at().key(),
                    "the rules for the keys are not checked: they are any text",
                )
                .help(
                    "refer to a text in `components/schemas` to give the keys a type of their own",
                );
        }
        key
    }

    fn is_text(&self, reference: &TypeReference) -> bool {
        match self
            .definition(reference)
            .map(|definition| &definition.shape)
        {
            Some(Shape::Text(_)) => true,
            Some(Shape::Enumeration(known)) => known.scalar == Scalar::Text,
            _ => false,
        }
    }

    fn list(&mut self, schema: &'d SchemaObject, name: &str) -> Type {
        let further = schema.items.iter().filter(|items| !is_none(items));
        let elements: Vec<&Schema> = schema.prefix_items.iter().chain(further).collect();
        Type::List(Box::new(self.one_type(&elements, &singular(name))))
    }
}

/// The name of one element of a list that is called `name`.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.is_empty() => stem.to_owned(),
        _ => format!("{name}.item"),
    }
}
