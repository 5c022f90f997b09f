//! Members of objects: name, type, and whether each has to be there.

use indexmap::IndexMap;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::schema::enumeration;
use crate::lower::schema::rest::Rest;
use crate::lower::schema::schemas::Schemas;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Preset;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Structure;
use crate::model::Type;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// What objects and calls have besides their members, and setters that would be mistaken for operators.
pub(crate) const TAKEN_IN_OBJECT: [&str; 17] = [
    "add",
    "additional_members",
    "default",
    "bitand",
    "bitor",
    "bitxor",
    "call_options",
    "div",
    "into_future",
    "iter",
    "mul",
    "new",
    "rem",
    "send",
    "shl",
    "shr",
    "sub",
];

/// A property, and whether it is required.
#[derive(Clone)]
pub(crate) struct Property<'d> {
    pub(crate) schema: &'d Schema,
    /// What other parts of an `allOf` say of it: it is an object of the members of all.
    pub(crate) also: Vec<&'d Schema>,
    pub(crate) required: bool,
}

impl<'d> Property<'d> {
    /// All that is said of it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &'d Schema> {
        std::iter::once(self.schema).chain(self.also.iter().copied())
    }
}

/// The properties of a schema without `allOf`.
pub(crate) fn properties(schema: &SchemaObject) -> IndexMap<&str, Property<'_>> {
    let is_required = |name: &str| {
        schema
            .required
            .iter()
            .any(|required| required.value == name)
    };
    let properties = schema.properties.iter();
    properties
        .map(|(name, property)| {
            (
                name.as_str(),
                Property {
                    schema: property,
                    also: Vec::new(),
                    required: is_required(name),
                },
            )
        })
        .collect()
}

impl<'d> Schemas<'d> {
    pub(crate) fn structure(&mut self, schema: &'d SchemaObject, name: &str, docs: Docs) -> Type {
        let members = properties(schema);
        self.structure_of(schema, &members, &Rest::of(schema), name, docs)
    }

    /// A structure of these members, named after `name`.
    pub(crate) fn structure_of(
        &mut self,
        schema: &'d SchemaObject,
        members: &IndexMap<&'d str, Property<'d>>,
        rest: &Rest<'d>,
        name: &str,
        docs: Docs,
    ) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::Any;
        };
        let mut fields = self.fields(members, name);
        for field in &mut fields {
            let member = members.get(field.name.wire());
            field.preset = self.preset(schema, field, member);
        }
        let additional = self.members_beside(rest, name);
        let additional_rule = self.rule_of_members_beside(rest, additional.as_ref());
        let content = self.announced_content(members, &fields);
        let structure = Structure {
            fields,
            additional,
            additional_rule,
            content,
        };
        self.finish_type(begun, docs, Shape::Structure(structure))
    }

    /// The members as fields; types made of them are named after `name`.
    pub(crate) fn fields(
        &mut self,
        members: &IndexMap<&'d str, Property<'d>>,
        name: &str,
    ) -> Vec<Field> {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for (wire, property) in members {
            let field = self.field(wire, property, name);
            let place = property.schema.at().key();
            let name = scope.claim(
                field.name,
                Named::by_extension("properties"),
                place,
                self.report,
            );
            fields.push(Field { name, ..field });
        }
        fields
    }

    /// The only value that is known of a member.
    fn preset(
        &self,
        owner: &SchemaObject,
        field: &Field,
        member: Option<&Property<'d>>,
    ) -> Option<Preset> {
        match &field.ty {
            Type::Boolean => match member?.schema {
                Schema::Object(object) => Some(Preset::Boolean {
                    value: enumeration::only_boolean(object)?,
                    is_closed: false,
                }),
                Schema::Boolean { .. } => None,
            },
            Type::String => {
                let value = self.learned.value(&owner.at, field.name.wire())?;
                Some(Preset::Text(value.clone()))
            }
            Type::Named(reference) => {
                let only = self.only_values.get(reference)?;
                Some(Preset::Value(reference.clone(), only.clone()))
            }
            _ => None,
        }
    }

    fn field(&mut self, wire: &str, property: &Property<'d>, owner: &str) -> Field {
        let meaning = self.property(property, &format!("{owner}.{wire}"));
        let name = member_name(wire, property.schema);
        let name = if matches!(meaning.ty, Type::Duration(_)) {
            name.without_unit()
        } else {
            name
        };
        let name = name.unless(&TAKEN_IN_OBJECT);
        let rule = self.rule(property.parts(), &meaning.ty);
        let example = self.schema_example(property.schema).map(|(value, _)| value);
        let presence = match (property.required, meaning.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        Field {
            name,
            ty: meaning.ty,
            presence,
            preset: None,
            side: side(property.schema),
            rule,
            example,
            docs: meaning.docs,
        }
    }
}

fn member_name(wire: &str, schema: &Schema) -> Name {
    let chosen = match schema {
        Schema::Object(object) => object.rust_name.as_ref(),
        Schema::Boolean { .. } => None,
    };
    let chosen = chosen.filter(|name| !name.value.starts_with(|c: char| c.is_ascii_uppercase()));
    chosen
        .and_then(|name| Name::chosen_value(wire, &name.value))
        .unwrap_or_else(|| Name::of_value_or(wire, "member"))
}

/// Where a member stands.
fn side(schema: &Schema) -> Side {
    match schema {
        Schema::Object(object) if object.read_only => Side::Response,
        Schema::Object(object) if object.write_only => Side::Request,
        Schema::Object(_) | Schema::Boolean { .. } => Side::Both,
    }
}
