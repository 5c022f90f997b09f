//! Schemas: JSON Schema 2020-12 with what OpenAPI adds.

use indexmap::IndexMap;
use serde_json::Value;

use super::ExternalDocs;
use super::constraints::constraints;
use super::envelope::EnvelopeProperties;
use super::keyword::Text;
use super::object::Object;
use super::read::Read;
use super::read::object;
use crate::model::Constraints;
use crate::pointer::Pointer;
use crate::report::Rule;
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

impl From<SchemaObject> for Schema {
    fn from(object: SchemaObject) -> Self {
        Self::Object(Box::new(object))
    }
}

impl Read for Schema {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(accepts) => Some(Self::Boolean {
                at: at.clone(),
                accepts: *accepts,
            }),
            other if accepts_nothing(other) => Some(Self::Boolean {
                at: at.clone(),
                accepts: false,
            }),
            other => {
                SchemaObject::read(other, at, report).map(|object| Self::Object(Box::new(object)))
            }
        }
    }
}

/// Whether a schema forbids everything, as `{not: {}}` does.
fn accepts_nothing(schema: &Value) -> bool {
    match schema.get("not") {
        Some(Value::Object(forbidden)) => forbidden.is_empty(),
        Some(forbidden) => forbidden.as_bool() == Some(true),
        None => false,
    }
}

object! {
    /// The keywords of a schema. One that is added here does not compile until lowering reads it, and so gives it a meaning.
    #[deny(dead_code)]
    #[derive(Default)]
    pub struct SchemaObject: SCHEMA {
        pub(crate) reference: Option<Text> = optional("$ref"),
        /// `$id`, `$anchor`, `$dynamicRef`, `$dynamicAnchor`, `$schema`, `$vocabulary`: those that are there.
        pub(crate) identity: Vec<Text> = identity,
        pub(crate) definitions: IndexMap<String, Schema> = or_default("$defs"),
        pub(crate) title: Option<Text> = optional("title"),
        pub(crate) description: Option<Text> = optional("description"),
        /// The names, of which there is one when it is not a list.
        pub(crate) types: Option<TypeNames> = optional("type"),
        pub(crate) format: Option<Text> = optional("format"),
        pub(crate) enumeration: Option<Vec<Value>> = optional("enum"),
        /// `x-enum-varnames` or `x-enumNames`, with its place.
        pub(crate) value_names: Option<(Pointer, Value)> = value_names,
        /// `x-enum-descriptions`, `x-enumDescriptions`, `enumDescriptions` or `enumNames`, with its place.
        pub(crate) value_descriptions: Option<(Pointer, Value)> = value_descriptions,
        pub(crate) constant: Option<Value> = optional("const"),
        pub(crate) default: Option<Value> = optional("default"),
        /// `example` and `examples`, each with its place.
        pub(crate) examples: Vec<(Pointer, Value)> = examples,
        pub(crate) all_of: Vec<Schema> = or_default("allOf"),
        pub(crate) any_of: Vec<Schema> = or_default("anyOf"),
        pub(crate) one_of: Vec<Schema> = or_default("oneOf"),
        pub(crate) discriminator: Option<Discriminator> = optional("discriminator"),
        /// `not`, `if`, `then`, `else`, `dependentSchemas`, `dependentRequired`, `contains`: the names of those that are there.
        pub(crate) applicators: Vec<&'static str> = applicators,
        pub(crate) properties: IndexMap<String, Schema> = or_default("properties"),
        pub(crate) pattern_properties: IndexMap<String, Schema> = or_default("patternProperties"),
        /// `required`.
        pub(crate) required: Vec<Text> = required,
        /// `additionalProperties`, or `unevaluatedProperties`.
        pub(crate) additional_properties: Option<Schema> = additional_properties,
        pub(crate) property_names: Option<Schema> = optional("propertyNames"),
        /// `items`, `unevaluatedItems`, or `additionalItems` where `items` is a list.
        pub(crate) items: Option<Schema> = items,
        /// `prefixItems`, or `items` where that is a list.
        pub(crate) prefix_items: Vec<Schema> = prefix_items,
        /// What values have to keep to besides their type.
        pub(crate) constraints: Constraints = constraints,
        /// Of OpenAPI 3.0.
        pub(crate) nullable: bool = or_default("nullable"),
        pub(crate) read_only: bool = or_default("readOnly"),
        pub(crate) write_only: bool = or_default("writeOnly"),
        pub(crate) deprecated: bool = or_default("deprecated"),
        pub(crate) external_docs: Option<ExternalDocs> = optional("externalDocs"),
        pub(crate) xml: Option<Xml> = optional("xml"),
        /// `contentEncoding` and `contentMediaType`: those that are there.
        pub(crate) content: Vec<Text> = content,
        pub(crate) content_schema: Option<Schema> = optional("contentSchema"),
        pub(crate) envelope: Option<EnvelopeProperties> = optional("x-envelope"),
        /// `x-content-type`.
        pub(crate) content_type: Option<Text> = content_type,
        /// `x-unit`.
        pub(crate) unit: Option<Text> = unit,
        pub(crate) check: Option<bool> = optional("x-check"),
        pub(crate) informative: bool = or_default("x-informative"),
        pub(crate) rust_name: Option<Text> = optional("x-rust-name"),
    }
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

/// The types that JSON Schema knows.
pub(crate) const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

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
                report
                    .warning(Rule::OddList, place, message)
                    .help("remove one of the two");
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
            Rule::LooseValue,
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
                Rule::MisplacedKeyword,
                at.value(),
                "`required` is a list of names: this word means nothing",
            )
            .help("write the name of the property under `required` of the object that has it");
        Some(Self::default())
    }
}

object! {
    /// A discriminator object.
    pub struct Discriminator: DISCRIMINATOR {
        /// `propertyName`.
        pub property_name: Text = required("propertyName"),
        /// Value of the property to schema.
        pub mapping: IndexMap<String, Text> = or_default("mapping"),
        /// The schema of what has none of the values.
        pub default_mapping: Option<Text> = optional("defaultMapping"),
        /// Whether it stands at a parent that its branches include, so that there may be more of them some day.
        pub is_inherited: bool = is_inherited,
    }
}

object! {
    /// An XML object.
    pub struct Xml: XML {
        pub node_type: Option<Text> = optional("nodeType"),
        pub name: Option<Text> = optional("name"),
        pub namespace: Option<Text> = optional("namespace"),
        pub prefix: Option<Text> = optional("prefix"),
        pub attribute: bool = or_default("attribute"),
        pub wrapped: bool = or_default("wrapped"),
    }
}

/// Never as it is written.
fn is_inherited(_: &mut Object<'_, '_>) -> bool {
    false
}

const IDENTITY: [&str; 6] = [
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
];
const APPLICATORS: [&str; 7] = [
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "contains",
];

/// The texts under those of some keywords that are there.
fn texts<const N: usize>(schema: &mut Object<'_, '_>, keywords: [&'static str; N]) -> Vec<Text> {
    let text = |keyword| schema.optional(keyword);
    keywords.into_iter().filter_map(text).collect()
}

fn identity(schema: &mut Object<'_, '_>) -> Vec<Text> {
    // For the readers of the document: it only has to be text.
    schema.optional::<Text>("$comment");
    texts(schema, IDENTITY)
}

fn content(schema: &mut Object<'_, '_>) -> Vec<Text> {
    texts(schema, ["contentEncoding", "contentMediaType"])
}

fn applicators(schema: &mut Object<'_, '_>) -> Vec<&'static str> {
    let is_there = |keyword: &&'static str| schema.optional::<Value>(keyword).is_some();
    APPLICATORS.into_iter().filter(is_there).collect()
}

/// What properties and parts of `allOf` have not described is what `additionalProperties` describes, where all of them become one
/// object (JSON Schema, section 11.3).
fn additional_properties(schema: &mut Object<'_, '_>) -> Option<Schema> {
    let unevaluated = schema.optional("unevaluatedProperties");
    schema.optional("additionalProperties").or(unevaluated)
}

/// Whether items are described by their place as they were before the draft 2020-12 of JSON Schema.
fn is_tuple_of_draft_7(schema: &Object<'_, '_>) -> bool {
    schema
        .properties()
        .get("items")
        .is_some_and(|items| items.as_array().is_some_and(|items| !items.is_empty()))
}

fn items(schema: &mut Object<'_, '_>) -> Option<Schema> {
    let unevaluated = schema.optional("unevaluatedItems");
    let items = if is_tuple_of_draft_7(schema) {
        schema.optional("additionalItems")
    } else {
        schema.without_meaning("additionalItems", "write `items`");
        schema.optional("items")
    };
    items.or(unevaluated)
}

fn prefix_items(schema: &mut Object<'_, '_>) -> Vec<Schema> {
    if !is_tuple_of_draft_7(schema) {
        return schema.or_default("prefixItems");
    }
    schema.without_meaning("prefixItems", "keep it, and take the list out of `items`");
    schema.other_name("items", "prefixItems");
    schema.or_default("items")
}

fn content_type(schema: &mut Object<'_, '_>) -> Option<Text> {
    text_of_ours(schema, "x-content-type")
}

fn unit(schema: &mut Object<'_, '_>) -> Option<Text> {
    text_of_ours(schema, "x-unit")
}

/// The text of an extension that other tools have too: what is none is theirs.
fn text_of_ours(schema: &mut Object<'_, '_>, keyword: &'static str) -> Option<Text> {
    let is_text = schema
        .properties()
        .get(keyword)
        .is_some_and(Value::is_string);
    is_text.then(|| schema.optional(keyword)).flatten()
}

fn value_names(schema: &mut Object<'_, '_>) -> Option<(Pointer, Value)> {
    first(schema, ["x-enum-varnames", "x-enumNames"])
}

fn value_descriptions(schema: &mut Object<'_, '_>) -> Option<(Pointer, Value)> {
    let ours = first(schema, ["x-enum-descriptions", "x-enumDescriptions"]);
    ours.or_else(|| first(schema, ["enumDescriptions", "enumNames"]))
}

/// The value of the first of two keywords that is there, with its place.
fn first(schema: &mut Object<'_, '_>, keywords: [&'static str; 2]) -> Option<(Pointer, Value)> {
    let at = schema.at();
    let [one, other] = keywords.map(|name| Some((at.child(name), schema.optional(name)?)));
    one.or(other)
}

fn examples(schema: &mut Object<'_, '_>) -> Vec<(Pointer, Value)> {
    let at = schema.at();
    let example = schema.optional("example");
    let examples: Vec<Value> = schema.or_default("examples");
    let example = example.map(|value| (at.child("example"), value));
    let at = at.child("examples");
    let examples = examples.into_iter().enumerate();
    let examples = examples.map(|(index, value)| (at.child(index), value));
    example.into_iter().chain(examples).collect()
}

fn required(schema: &mut Object<'_, '_>) -> Vec<Text> {
    let Required(names) = schema.or_default("required");
    names
}
