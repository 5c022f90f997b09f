//! What `additionalProperties` and `patternProperties` describe: properties that no property names. A Rust map has one type for
//! all of them.

use crate::lower::schema::form::is_nominal;
use crate::lower::schema::merge::AdditionalProperties;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::model::Check;
use crate::model::Type;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Schemas<'d> {
    /// The type of additional properties, where the schema describes some. A name that matches no pattern may be that
    /// of a property of any type, unless the schema says otherwise.
    pub(crate) fn additional_type(
        &mut self,
        properties: &AdditionalProperties<'d>,
        site: Site<'_>,
    ) -> Option<Type> {
        let described = properties.described();
        if described.is_empty() {
            return None;
        }
        if properties.is_open() {
            return Some(Type::Any);
        }
        let name = site.name_of("value");
        let site = site.named(&name);
        // It may come from another object, by `allOf`.
        let home = self.name_at_home(described.first()?);
        let home = home.as_deref().map(|name| site.at_home(name));
        Some(self.one_type(&described, home.unwrap_or(site)))
    }

    /// The check of each additional property, where one schema describes them.
    pub(crate) fn additional_check(
        &mut self,
        properties: &AdditionalProperties<'d>,
        ty: Option<&Type>,
    ) -> Option<Box<Check>> {
        match properties.described().as_slice() {
            [only] => self.check([*only], ty?),
            _ => None,
        }
    }

    /// The type of the values of a map.
    pub(crate) fn values(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Type {
        let properties = AdditionalProperties::of(schema);
        if properties.allows_all() {
            return Type::Any;
        }
        self.one_type(&properties.described(), site.named(&site.name_of("value")))
    }

    /// The type that all of these schemas mean: any value when they mean several, or when there is none.
    pub(crate) fn one_type(&mut self, schemas: &[&'d Schema], site: Site<'_>) -> Type {
        if let [only] = schemas {
            return self.meaning(only, site).into_item();
        }
        if schemas.iter().any(|schema| makes_type(schema)) {
            return Type::Any;
        }
        // All are looked at: each is validated, and what it refers to is used.
        let types: Vec<Type> = schemas
            .iter()
            .map(|schema| self.meaning(schema, site).into_item())
            .collect();
        match types.as_slice() {
            [first, others @ ..] if others.iter().all(|ty| ty == first) => first.clone(),
            _ => Type::Any,
        }
    }
}

/// Whether a type of the generated crate is made where the schema stands.
fn makes_type(schema: &Schema) -> bool {
    let object = schema.as_object();
    object.is_some_and(|object| object.reference.is_none() && is_nominal(object))
}
