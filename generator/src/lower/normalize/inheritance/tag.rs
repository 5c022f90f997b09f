//! The value by which a child is known, said in the child itself.

use serde_json::Value;

use super::hierarchy::Hierarchy;
use super::hierarchy::own_property;
use super::values::text;
use super::values::texts;
use crate::lower::schema::enumeration;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;
use crate::spec::TypeNames;

/// Lets a property of the schema under `key` have these values only. `schema` is what becomes of it.
pub(super) fn narrow(
    schema: &mut SchemaObject,
    key: &str,
    property: &str,
    values: &[String],
    hierarchy: &Hierarchy<'_>,
) {
    if !schema.required.iter().any(|name| name.value == property) {
        // Which it has to be (OpenAPI 3.1, section 4.8.25), though documents forget it.
        schema.required.push(Text {
            at: schema.at.clone(),
            value: property.to_owned(),
        });
    }
    let own = hierarchy.object(key);
    let own = own.and_then(|own| hierarchy.resolved(own_property(own, property)?));
    if own.is_some_and(|own| texts(own) == values) {
        return;
    }
    let described = hierarchy.property(key, property);
    let written = described.and_then(Schema::as_object);
    let resolved = described.and_then(|described| hierarchy.resolved(described));
    let narrowed = SchemaObject {
        at: schema.at.child("properties").child(property),
        types: resolved.and_then(types),
        enumeration: Some(values.iter().map(|value| json(value, resolved)).collect()),
        description: written.and_then(|written| written.description.clone()),
        rust_name: written.and_then(|written| written.rust_name.clone()),
        ..SchemaObject::default()
    };
    let own = schema.properties.get(property).and_then(Schema::as_object);
    if own.is_some_and(|own| own.reference.is_some()) {
        // What it refers to is still used.
        let part = SchemaObject {
            at: schema.at.clone(),
            properties: std::mem::take(&mut schema.properties),
            ..SchemaObject::default()
        };
        schema.all_of.push(part.into());
    }
    schema
        .properties
        .insert(property.to_owned(), narrowed.into());
}

/// The types of a property but `null`, which is no value of a discriminator.
fn types(schema: &SchemaObject) -> Option<TypeNames> {
    let names = schema.type_names().filter(|name| name.value != "null");
    let names: Vec<_> = names.cloned().collect();
    (!names.is_empty()).then_some(TypeNames(names))
}

/// A value of a `mapping`, which are texts all, as a value of the property.
fn json(value: &str, property: Option<&SchemaObject>) -> Value {
    let listed = property
        .and_then(|property| enumeration::values(property).find(|listed| text(listed) == value));
    if let Some(listed) = listed {
        return listed.clone();
    }
    let mut names = property.into_iter().flat_map(SchemaObject::type_names);
    let is_text = names.all(|name| name.value == "string" || name.value == "null");
    let other = || serde_json::from_str(value).ok();
    let parsed: Option<Value> = if is_text { None } else { other() };
    parsed.unwrap_or_else(|| Value::from(value))
}
