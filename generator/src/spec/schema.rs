//! Schemas: JSON Schema 2020-12 with what OpenAPI adds.

use indexmap::IndexMap;
use serde_json::Value;

use super::ExternalDocs;
use super::constraints::constraints;
use super::envelope::EnvelopeProperties;
use super::extension;
use super::keyword::Text;
use super::object::Object;
use super::read::Read;
use super::read::ReadKeywords;
use crate::keywords;
use crate::keywords::Vocabulary;
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

    /// The keywords, where it is an object of such.
    pub(crate) fn as_object(&self) -> Option<&SchemaObject> {
        match self {
            Self::Boolean { .. } => None,
            Self::Object(object) => Some(object),
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

/// The keywords of a schema. One that is added here does not compile until lowering reads it, and so gives it a meaning.
#[derive(Clone, Debug)]
#[deny(dead_code)]
pub struct SchemaObject {
    /// Where it stands.
    pub(crate) at: Pointer,
    /// `$ref`.
    pub(crate) reference: Option<Text>,
    /// `$id`, `$anchor`, `$dynamicRef`, `$dynamicAnchor`, `$schema`, `$vocabulary`: those that are there.
    pub(crate) identity: Vec<Text>,
    /// `$defs`.
    pub(crate) definitions: IndexMap<String, Schema>,
    /// `title`.
    pub(crate) title: Option<Text>,
    /// `description`.
    pub(crate) description: Option<Text>,
    /// `type`: the names, of which there is one when it is not a list.
    pub(crate) types: Option<TypeNames>,
    /// `format`.
    pub(crate) format: Option<Text>,
    /// `enum`.
    pub(crate) enumeration: Option<Vec<Value>>,
    /// `x-enum-varnames` or `x-enumNames`, with its place.
    pub(crate) value_names: Option<(Pointer, Value)>,
    /// `x-enum-descriptions` or `x-enumDescriptions`, with its place.
    pub(crate) value_descriptions: Option<(Pointer, Value)>,
    /// `const`.
    pub(crate) constant: Option<Value>,
    /// `default`.
    pub(crate) default: Option<Value>,
    /// `example` and `examples`, each with its place.
    pub(crate) examples: Vec<(Pointer, Value)>,
    /// `allOf`.
    pub(crate) all_of: Vec<Schema>,
    /// `anyOf`.
    pub(crate) any_of: Vec<Schema>,
    /// `oneOf`.
    pub(crate) one_of: Vec<Schema>,
    /// `discriminator`.
    pub(crate) discriminator: Option<Discriminator>,
    /// `contentSchema`, `not`, `if`, `then`, `else`, `dependentSchemas`, `dependentRequired`, `contains`,
    /// `unevaluatedItems`, `unevaluatedProperties`: the names of those that are there.
    pub(crate) applicators: Vec<&'static str>,
    /// `properties`.
    pub(crate) properties: IndexMap<String, Schema>,
    /// `patternProperties`.
    pub(crate) pattern_properties: IndexMap<String, Schema>,
    /// `required`.
    pub(crate) required: Vec<Text>,
    /// `additionalProperties`.
    pub(crate) additional_properties: Option<Schema>,
    /// `propertyNames`.
    pub(crate) property_names: Option<Schema>,
    /// `items`.
    pub(crate) items: Option<Schema>,
    /// `prefixItems`.
    pub(crate) prefix_items: Vec<Schema>,
    /// What values have to keep to besides their type.
    pub(crate) constraints: Constraints,
    /// `nullable`, of OpenAPI 3.0.
    pub(crate) nullable: bool,
    /// `readOnly`.
    pub(crate) read_only: bool,
    /// `writeOnly`.
    pub(crate) write_only: bool,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// `externalDocs`.
    pub(crate) external_docs: Option<ExternalDocs>,
    /// `xml`.
    pub(crate) xml: Option<Value>,
    /// `contentEncoding` and `contentMediaType`: those that are there.
    pub(crate) content: Vec<Text>,
    /// `x-envelope`.
    pub(crate) envelope: Option<EnvelopeProperties>,
    /// `x-content-type`.
    pub(crate) content_type: Option<Text>,
    /// `x-unit`.
    pub(crate) unit: Option<Text>,
    /// `x-check`.
    pub(crate) check: Option<bool>,
    /// `x-rust-name`.
    pub(crate) rust_name: Option<Text>,
}

impl SchemaObject {
    /// The branches of `oneOf`, and then those of `anyOf`.
    pub(crate) fn branches(&self) -> impl Iterator<Item = &Schema> {
        self.one_of.iter().chain(&self.any_of)
    }

    /// The names in `type`.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &Text> {
        self.types.iter().flat_map(|types| &types.0)
    }
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

/// `required`: the names of properties. Before the fourth draft of JSON Schema a property had a word of this name itself.
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
            .help("write the name of the property under `required` of the object that has it");
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

impl ReadKeywords for Discriminator {
    const VOCABULARY: &Vocabulary = &keywords::DISCRIMINATOR;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            property_name: object.needed("propertyName", Report::mistake),
            mapping: object.or_default("mapping"),
        }
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
fn first(object: &mut Object<'_, '_>, keywords: [&'static str; 2]) -> Option<(Pointer, Value)> {
    let at = object.at();
    let [one, other] = keywords.map(|name| Some((at.child(name), object.optional(name)?)));
    one.or(other)
}

impl ReadKeywords for SchemaObject {
    const VOCABULARY: &Vocabulary = &keywords::SCHEMA;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let applicators = APPLICATORS
            .into_iter()
            .filter(|name| object.optional::<Value>(name).is_some())
            .collect();
        let at = object.at();
        let single = object.optional::<Value>("example");
        let several = object
            .or_default::<Vec<Value>>("examples")
            .into_iter()
            .enumerate();
        let single = single.map(|value| (at.child("example"), value));
        let several = several.map(|(index, value)| (at.child("examples").child(index), value));
        let examples = single.into_iter().chain(several).collect();
        // It is for readers of the document only.
        let _: Option<Text> = object.optional("$comment");
        Self {
            at,
            reference: object.optional("$ref"),
            identity: IDENTITY
                .into_iter()
                .filter_map(|name| object.optional(name))
                .collect(),
            definitions: object.or_default("$defs"),
            title: object.optional("title"),
            description: object.optional("description"),
            types: object.optional("type"),
            format: object.optional("format"),
            enumeration: object.optional("enum"),
            value_names: first(object, ["x-enum-varnames", "x-enumNames"]),
            value_descriptions: first(object, ["x-enum-descriptions", "x-enumDescriptions"]),
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
            constraints: constraints(object),
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
        }
    }
}
