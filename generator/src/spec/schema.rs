//! Schemas: JSON Schema 2020-12 with what OpenAPI adds.

use indexmap::IndexMap;
use serde_json::Value;

use super::ExternalDocs;
use super::constraints::constraints;
use super::envelope::EnvelopeMembers;
use super::extension;
use super::keyword::Text;
use super::object::Object;
use super::read::Read;
use crate::keywords;
use crate::model::Constraints;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// A schema: `true` and `false`, or an object of keywords.
#[derive(Clone, Debug)]
pub enum Schema {
    /// `true` accepts everything, `false` nothing.
    Boolean {
        /// Where it stands.
        at: Pointer,
        /// Whether it accepts.
        accepts: bool,
    },
    /// Keywords.
    Object(Box<SchemaObject>),
}

impl Schema {
    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> &Pointer {
        match self {
            Self::Boolean { at, .. } => at,
            Self::Object(object) => &object.at,
        }
    }
}

impl Read for Schema {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(accepts) => Some(Self::Boolean {
                at: at.clone(),
                accepts: *accepts,
            }),
            other => {
                SchemaObject::read(other, at, report).map(|object| Self::Object(Box::new(object)))
            }
        }
    }
}

/// The keywords of a schema. Lowering takes this type apart without `..`: a keyword added here does not compile until it
/// has a meaning there.
#[derive(Clone, Debug)]
pub struct SchemaObject {
    /// Where it stands.
    pub at: Pointer,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `$id`, `$anchor`, `$dynamicRef`, `$dynamicAnchor`, `$schema`, `$vocabulary`: those that are there.
    pub identity: Vec<Text>,
    /// `$defs`.
    pub definitions: IndexMap<String, Schema>,
    /// `$comment`: for readers of the document only.
    pub comment: Option<Text>,
    /// `title`.
    pub title: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `type`: the names, of which there is one when it is not a list.
    pub types: Option<TypeNames>,
    /// `format`.
    pub format: Option<Text>,
    /// `enum`.
    pub enumeration: Option<Vec<Value>>,
    /// `x-enum-varnames` or `x-enumNames`, with its place.
    pub value_names: Option<(Pointer, Value)>,
    /// `x-enum-descriptions` or `x-enumDescriptions`, with its place.
    pub value_descriptions: Option<(Pointer, Value)>,
    /// `const`.
    pub constant: Option<Value>,
    /// `default`.
    pub default: Option<Value>,
    /// `example` and `examples`, each with its place.
    pub examples: Vec<(Pointer, Value)>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Vec<Schema>,
    /// `oneOf`.
    pub one_of: Vec<Schema>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `contentSchema`, `not`, `if`, `then`, `else`, `dependentSchemas`, `dependentRequired`, `contains`,
    /// `unevaluatedItems`, `unevaluatedProperties`: the names of those that are there.
    pub applicators: Vec<&'static str>,
    /// `properties`.
    pub properties: IndexMap<String, Schema>,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, Schema>,
    /// `required`.
    pub required: Vec<Text>,
    /// `additionalProperties`.
    pub additional_properties: Option<Schema>,
    /// `propertyNames`.
    pub property_names: Option<Schema>,
    /// `items`.
    pub items: Option<Schema>,
    /// `prefixItems`.
    pub prefix_items: Vec<Schema>,
    /// What values have to keep to besides their type.
    pub constraints: Constraints,
    /// `nullable`, of OpenAPI 3.0.
    pub nullable: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `xml`.
    pub xml: Option<Value>,
    /// `contentEncoding` and `contentMediaType`: those that are there.
    pub content: Vec<Text>,
    /// `x-envelope`.
    pub envelope: Option<EnvelopeMembers>,
    /// `x-content-type`.
    pub content_type: Option<Text>,
    /// `x-unit`.
    pub unit: Option<Text>,
    /// `x-check`.
    pub check: Option<bool>,
    /// `x-rust-name`.
    pub rust_name: Option<Text>,
}

/// `type`: one name or several.
#[derive(Clone, Debug)]
pub struct TypeNames(pub Vec<Text>);

impl Read for TypeNames {
    /// Without quotes, the name of a type is a value of another.
    const NULL_IS_A_VALUE: bool = true;

    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Array(names) = value else {
            return type_name(value, at, report).map(|name| Self(vec![name]));
        };
        let mut read: IndexMap<String, Text> = IndexMap::new();
        for (index, name) in names.iter().enumerate() {
            let Some(name) = type_name(name, &at.child(index), report) else {
                continue;
            };
            let message = format!("the type `{}` stands here twice", name.value);
            let place = name.at.value();
            if read.insert(name.value.clone(), name).is_some() {
                report.warning(place, message).help("remove one of the two");
            }
        }
        Some(Self(read.into_values().collect()))
    }
}

fn type_name(value: &Value, at: &Pointer, report: &mut Report) -> Option<Text> {
    if !value.is_null() {
        return Text::read(value, at, report);
    }
    report
        .warning(
            at.value(),
            "the name of a type is text: this null is read as `null`",
        )
        .help("put it in quotes");
    Some(Text::at(at, "null"))
}

/// `required`: the names of members. Before the fourth draft of JSON Schema a member had a word of this name itself.
#[derive(Default)]
struct Required(Vec<Text>);

impl Read for Required {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        if !value.is_boolean() {
            return Vec::read(value, at, report).map(Self);
        }
        report
            .warning(
                at.value(),
                "`required` is a list of names: this word means nothing",
            )
            .help("write the name of the member under `required` of the object that has it");
        Some(Self::default())
    }
}

/// A discriminator object.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it stands.
    pub at: Pointer,
    /// `propertyName`.
    pub property_name: Text,
    /// `mapping`: value of the property to schema.
    pub mapping: IndexMap<String, Text>,
}

impl Read for Discriminator {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::DISCRIMINATOR, value, at, report)?;
        let property_name = object.expected("propertyName");
        let mapping = object.or_default("mapping");
        object.close();
        Some(Self {
            at: at.clone(),
            property_name: property_name?,
            mapping,
        })
    }
}

const IDENTITY: [&str; 6] = [
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
];
const APPLICATORS: [&str; 10] = [
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// The value of the first of two keywords that is there, with its place.
fn first(
    object: &mut Object<'_, '_>,
    at: &Pointer,
    keywords: [&'static str; 2],
) -> Option<(Pointer, Value)> {
    let [one, other] = keywords.map(|name| Some((at.child(name), object.optional(name)?)));
    one.or(other)
}

impl Read for SchemaObject {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(&keywords::SCHEMA, value, at, report)?;
        let applicators = APPLICATORS
            .into_iter()
            .filter(|name| object.optional::<Value>(name).is_some())
            .collect();
        let single = object.optional::<Value>("example");
        let several = object
            .or_default::<Vec<Value>>("examples")
            .into_iter()
            .enumerate();
        let single = single.map(|value| (at.child("example"), value));
        let several = several.map(|(index, value)| (at.child("examples").child(index), value));
        let examples = single.into_iter().chain(several).collect();
        let schema = Self {
            at: at.clone(),
            reference: object.optional("$ref"),
            identity: IDENTITY
                .into_iter()
                .filter_map(|name| object.optional(name))
                .collect(),
            definitions: object.or_default("$defs"),
            comment: object.optional("$comment"),
            title: object.optional("title"),
            description: object.optional("description"),
            types: object.optional("type"),
            format: object.optional("format"),
            enumeration: object.optional("enum"),
            value_names: first(&mut object, at, ["x-enum-varnames", "x-enumNames"]),
            value_descriptions: first(
                &mut object,
                at,
                ["x-enum-descriptions", "x-enumDescriptions"],
            ),
            constant: object.optional("const"),
            default: object.optional("default"),
            examples,
            all_of: object.or_default("allOf"),
            any_of: object.or_default("anyOf"),
            one_of: object.or_default("oneOf"),
            discriminator: object.optional("discriminator"),
            applicators,
            properties: object.or_default("properties"),
            pattern_properties: object.or_default("patternProperties"),
            required: object.or_default::<Required>("required").0,
            additional_properties: object.optional("additionalProperties"),
            property_names: object.optional("propertyNames"),
            items: object.optional("items"),
            prefix_items: object.or_default("prefixItems"),
            constraints: constraints(&mut object),
            nullable: object.or_default("nullable"),
            read_only: object.or_default("readOnly"),
            write_only: object.or_default("writeOnly"),
            deprecated: object.or_default("deprecated"),
            external_docs: object.optional("externalDocs"),
            xml: object.optional("xml"),
            content: ["contentEncoding", "contentMediaType"]
                .into_iter()
                .filter_map(|name| object.optional(name))
                .collect(),
            envelope: object.optional(extension::ENVELOPE),
            content_type: object.optional(extension::CONTENT_TYPE),
            unit: object.optional(extension::UNIT),
            check: object.optional(extension::CHECK),
            rust_name: object.optional(extension::RUST_NAME),
        };
        object.close();
        Some(schema)
    }
}
