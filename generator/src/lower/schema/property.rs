//! Properties of objects: name, type, and whether each has to be there.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::schema::content::announced_content;
use crate::lower::schema::enumeration;
use crate::lower::schema::informative;
use crate::lower::schema::merge::AdditionalProperties;
use crate::lower::schema::merge::Property;
use crate::lower::schema::merge::properties;
use crate::lower::schema::resolve::written;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
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

impl<'d> Schemas<'d> {
    pub(crate) fn structure(
        &mut self,
        schema: &'d SchemaObject,
        site: Site<'_>,
        docs: Docs,
    ) -> Type {
        let properties = properties(schema);
        self.structure_of(
            schema,
            &properties,
            &AdditionalProperties::of(schema),
            site,
            docs,
        )
    }

    /// A structure of these properties.
    pub(crate) fn structure_of(
        &mut self,
        schema: &'d SchemaObject,
        properties: &IndexMap<&'d str, Property<'d>>,
        additional_properties: &AdditionalProperties<'d>,
        site: Site<'_>,
        docs: Docs,
    ) -> Type {
        let begun = self.begin_type(schema, site);
        let fields = self.fields(properties, site);
        let additional_type = self.additional_type(additional_properties, site);
        let additional_check =
            self.additional_check(additional_properties, additional_type.as_ref());
        let content = announced_content(properties, &fields, self.taken, self.report);
        let structure = Structure {
            fields,
            additional_properties: additional_type,
            additional_check,
            content,
        };
        self.finish_type(begun, docs, Shape::Structure(structure))
    }

    /// The properties as fields.
    pub(crate) fn fields(
        &mut self,
        properties: &IndexMap<&'d str, Property<'d>>,
        site: Site<'_>,
    ) -> Vec<Field> {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        let beside: Vec<&str> = properties.keys().copied().collect();
        for (wire, property) in properties {
            let field = self.field(wire, property, site.beside(&beside));
            let place = property.schema.at().key();
            let name = scope.claim(
                field.name,
                Named::by_extension("properties"),
                place,
                self.report,
            );
            fields.push(Field { name, ..field });
        }
        unlike_null_setters(&mut fields);
        fields
    }

    fn field(&mut self, wire: &str, property: &Property<'d>, site: Site<'_>) -> Field {
        let name = site.name_of(wire);
        let beside = site.beside;
        let site = site.named(&name).beside(beside);
        let is_whole = property.is_merged && property.also.is_empty();
        let home = is_whole
            .then(|| self.name_at_home(property.schema))
            .flatten();
        let home = home.as_deref().map(|name| site.at_home(name));
        let mut meaning = self.property(property, home.unwrap_or(site));
        let informative = self.is_informative(property, &meaning.ty);
        if informative {
            meaning.docs.notes.push(informative::NOTE.to_owned());
        }
        let name = property_name(wire, property.schema);
        let name = if matches!(meaning.ty, Type::Duration(_)) {
            name.without_unit()
        } else {
            name
        };
        let name = name.unless(&self.taken.object);
        let check = self.check(property.parts(), &meaning.ty);
        let example = self.schema_example(property.schema).map(|(value, _)| value);
        let presence = match (property.required, meaning.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        Field {
            name,
            preset: only_boolean(&meaning.ty, property.schema),
            ty: meaning.ty,
            presence,
            side: side(property.schema),
            informative,
            check,
            example,
            default: property
                .schema
                .as_object()
                .and_then(|object| object.default.clone()),
            docs: meaning.docs,
        }
    }
}

/// A property makes way where the setter that sends `null` for another one has its name.
fn unlike_null_setters(fields: &mut [Field]) {
    let nullable = fields.iter();
    let nullable = nullable.filter(|field| field.presence == Presence::OptionalNullable);
    let setters: HashSet<String> = nullable.map(|field| field.name.for_null()).collect();
    for field in fields {
        if setters.contains(field.name.plain()) {
            field.name = field.name.with_word("property");
        }
    }
}

/// The only value of a boolean, where it can have one only.
pub(crate) fn only_boolean(ty: &Type, schema: &Schema) -> Option<Preset> {
    let (Type::Boolean, Schema::Object(object)) = (ty, schema) else {
        return None;
    };
    enumeration::only_boolean(object).map(Preset::Boolean)
}

fn property_name(wire: &str, schema: &Schema) -> Name {
    let object = schema.as_object();
    let chosen = object.and_then(|object| object.rust_name.as_ref());
    let chosen = chosen.filter(|name| !name.value.starts_with(|c: char| c.is_ascii_uppercase()));
    chosen
        .and_then(|name| Name::chosen_value(wire, &name.value))
        .unwrap_or_else(|| Name::of_value_or(wire, "property"))
}

/// Where a property stands.
fn side(schema: &Schema) -> Side {
    if written(schema).any(|object| object.read_only) {
        Side::Response
    } else if written(schema).any(|object| object.write_only) {
        Side::Request
    } else {
        Side::Both
    }
}
