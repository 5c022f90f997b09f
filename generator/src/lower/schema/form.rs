//! What a schema is, by the keywords that decide it.

use serde_json::Value;

use crate::lower::schema::enumeration;
use crate::lower::schema::scalar::number;
use crate::model::Scalar;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// What a schema is, by the keywords that decide it.
pub(crate) enum Form<'d> {
    /// `allOf` of one branch, with nothing beside it but annotations.
    Alias,
    /// `allOf`.
    Merged,
    /// `oneOf` or `anyOf`: the branches that accept a value.
    Choice(Vec<&'d Schema>),
    /// Several types in a list.
    Types(Vec<&'d Text>),
    /// `enum` or `const` of texts or of whole numbers.
    Enumeration(Scalar),
    /// An object with known properties.
    Structure,
    /// An object without.
    Map,
    /// A list.
    List,
    /// A list of items that are each described by their place.
    Tuple,
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null` alone.
    Null,
    /// Anything.
    Any,
}

/// Whether a schema becomes a type of the generated crate wherever it stands.
pub(crate) fn is_nominal(schema: &SchemaObject) -> bool {
    match form(schema) {
        Form::Merged | Form::Structure | Form::Enumeration(_) | Form::Types(_) | Form::Tuple => {
            true
        }
        Form::Choice(branches) => branches.len() > 1 || is_parent(schema),
        Form::Alias
        | Form::Map
        | Form::List
        | Form::Text
        | Form::Integer
        | Form::Number
        | Form::Boolean
        | Form::Null
        | Form::Any => false,
    }
}

impl Form<'_> {
    /// What a type that is made of it is, in a word.
    pub(crate) fn called(&self) -> &'static str {
        match self {
            Self::Alias | Self::Merged | Self::Structure | Self::Map => "object",
            Self::Choice(_) | Self::Types(_) | Self::Enumeration(Scalar::Mixed) => "choice",
            Self::Enumeration(Scalar::Text) | Self::Text => "text",
            Self::List | Self::Tuple => "list",
            Self::Enumeration(Scalar::Integer) | Self::Integer => "integer",
            Self::Enumeration(Scalar::Number) | Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null | Self::Any => "any",
        }
    }
}

/// Whether the branches are the children of the schema, of which there may be more some day.
pub(crate) fn is_parent(schema: &SchemaObject) -> bool {
    let discriminator = schema.discriminator.as_ref();
    discriminator.is_some_and(|discriminator| discriminator.is_inherited)
}

/// What decides the form of `schema`.
pub(crate) fn form(schema: &SchemaObject) -> Form<'_> {
    if !schema.all_of.is_empty() {
        if schema.all_of.iter().all(is_open) && says_its_value(schema) {
            return form_without_all_of(schema);
        }
        let is_alias = schema.all_of.len() == 1 && adds_nothing(schema);
        return if is_alias { Form::Alias } else { Form::Merged };
    }
    form_without_all_of(schema)
}

/// Whether a schema says itself what its value is, and that is no object: then open parts of an `allOf` only constrain it.
fn says_its_value(schema: &SchemaObject) -> bool {
    matches!(
        form_without_all_of(schema),
        Form::Enumeration(_)
            | Form::List
            | Form::Tuple
            | Form::Text
            | Form::Integer
            | Form::Number
            | Form::Boolean
    )
}

fn form_without_all_of(schema: &SchemaObject) -> Form<'_> {
    if let Some(scalar) = enumeration::scalar(schema) {
        return Form::Enumeration(scalar);
    }
    if schema.types.is_none() && enumeration::is_boolean(schema) {
        return Form::Boolean;
    }
    let accepts = |branch: &&Schema| !is_none(branch);
    let branches: Vec<&Schema> = schema.branches().filter(accepts).collect();
    if branches.iter().all(|branch| only_narrows(branch)) {
        return form_by_type(schema);
    }
    Form::Choice(branches)
}

/// The form of a schema by what stands beside `allOf`, `oneOf`, `anyOf` and `enum`.
fn form_by_type(schema: &SchemaObject) -> Form<'_> {
    let types = schema.type_names().filter(|name| name.value != "null");
    let types: Vec<&Text> = types.collect();
    match types.as_slice() {
        [one] => form_of_type(&one.value, schema),
        [] if schema.types.is_some() => Form::Null,
        [] if describes_properties(schema) => object_form(schema),
        [] if schema.items.is_some() || !schema.prefix_items.is_empty() => list_form(schema),
        [] => Form::Any,
        _ => match number::or_text(schema) {
            Some(number) => form_of_type(number, schema),
            None => Form::Types(types),
        },
    }
}

fn describes_properties(schema: &SchemaObject) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
}

/// The form of `schema` where its type is the one of this name.
pub(crate) fn form_of_type<'d>(name: &str, schema: &'d SchemaObject) -> Form<'d> {
    match name {
        "string" => Form::Text,
        "integer" | "number" if number::is_whole(schema, name) => Form::Integer,
        "number" => Form::Number,
        "boolean" => Form::Boolean,
        "array" => list_form(schema),
        "object" => object_form(schema),
        _ => Form::Any,
    }
}

fn object_form(schema: &SchemaObject) -> Form<'_> {
    if schema.properties.is_empty() {
        Form::Map
    } else {
        Form::Structure
    }
}

fn list_form(schema: &SchemaObject) -> Form<'_> {
    let further = schema.items.iter().filter(|items| !is_none(items));
    let mut items = schema.prefix_items.iter().chain(further);
    match items.next() {
        Some(first) if !items.all(|other| is_alike(first, other)) => Form::Tuple,
        Some(_) | None => Form::List,
    }
}

/// Whether no value is accepted.
pub(crate) fn is_none(schema: &Schema) -> bool {
    matches!(schema, Schema::Boolean { accepts: false, .. })
}

/// Whether two schemas are of one type, whatever else they say.
fn is_alike(one: &Schema, other: &Schema) -> bool {
    let (Schema::Object(one), Schema::Object(other)) = (one, other) else {
        return matches!(
            (one, other),
            (Schema::Boolean { .. }, Schema::Boolean { .. })
        );
    };
    let target = |schema: &SchemaObject| schema.reference.as_deref().map(str::to_owned);
    let format = |schema: &SchemaObject| schema.format.as_deref().map(str::to_owned);
    if one.reference.is_some() || other.reference.is_some() {
        return target(one) == target(other);
    }
    let is_same = matches!(
        (form(one), form(other)),
        (Form::Text, Form::Text)
            | (Form::Integer, Form::Integer)
            | (Form::Number, Form::Number)
            | (Form::Boolean, Form::Boolean)
            | (Form::Any, Form::Any)
    );
    is_same && format(one) == format(other) && is_nullable(one) == is_nullable(other)
}

/// Whether a branch says no more than what a value that is described elsewhere has to have, or keep to: which properties it needs,
/// how long it is. One that is named as if it were a type is none of these.
pub(crate) fn only_narrows(branch: &Schema) -> bool {
    let Some(object) = branch.as_object() else {
        return false;
    };
    let requires = !object.required.is_empty();
    let describes = object.reference.is_some()
        || object.types.is_some() && !requires
        || describes_properties(object)
        || !object.all_of.is_empty()
        || object.items.is_some()
        || !object.prefix_items.is_empty()
        || object.enumeration.is_some()
        || object.constant.is_some()
        || object.format.is_some()
        || !object.content.is_empty();
    if describes {
        return false;
    }
    // Each is looked at once, since it may have branches too.
    if !object
        .branches()
        .filter(|one| !is_none(one))
        .all(only_narrows)
    {
        return false;
    }
    let is_named = object.title.is_some() || object.rust_name.is_some();
    let narrows = requires
        || !object.constraints.is_empty()
        || !object.applicators.is_empty()
        || object.branches().next().is_some();
    object.types.is_none() && !is_named || narrows && !object.branches().any(is_none)
}

/// Whether a schema says itself that `null` is its only value.
pub(crate) fn is_null(schema: &SchemaObject) -> bool {
    let mut values = enumeration::values(schema).peekable();
    let mut types = schema.type_names().peekable();
    values.peek().is_some() && values.all(Value::is_null)
        || types.peek().is_some() && types.all(|name| name.value == "null")
}

/// Whether `null` is among what the schema accepts. Branches that do are spelled `nullable` by now.
pub(crate) fn is_nullable(schema: &SchemaObject) -> bool {
    let by_type = schema.type_names().any(|name| name.value == "null");
    let by_value = enumeration::values(schema).any(Value::is_null);
    schema.nullable || by_type || by_value
}

/// Whether there is nothing beside `allOf` but annotations.
pub(crate) fn adds_nothing(schema: &SchemaObject) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.branches().next().is_none()
        && schema.additional_properties.as_ref().is_none_or(is_none)
        && schema.pattern_properties.is_empty()
        && schema.envelope.is_none()
}

/// The part of an `allOf` that all its other parts have only words for: a description, an example, what a value may not be
/// beside its type.
pub(crate) fn described_part(schema: &SchemaObject) -> Option<&Schema> {
    if !adds_nothing(schema) {
        return None;
    }
    if let [only] = schema.all_of.as_slice() {
        return Some(only);
    }
    let mut parts = schema.all_of.iter().filter(|part| !is_words(part));
    let described = parts.next()?;
    parts
        .all(|other| is_same_reference(described, other))
        .then_some(described)
}

/// Whether an `allOf` has words only: any value is one.
pub(crate) fn has_words_alone(schema: &SchemaObject) -> bool {
    adds_nothing(schema) && schema.all_of.iter().all(is_words)
}

/// Whether a part of an `allOf` leaves the type to the others.
fn is_words(part: &Schema) -> bool {
    match part {
        Schema::Boolean { accepts, .. } => *accepts,
        Schema::Object(object) => object.reference.is_none() && has_words_only(object),
    }
}

/// Whether a schema says no more of the type of its value than its name.
pub(crate) fn has_words_only(schema: &SchemaObject) -> bool {
    let is_plain = match form(schema) {
        Form::Any | Form::Text | Form::Boolean | Form::Null => true,
        Form::Map => adds_nothing(schema) && schema.property_names.is_none(),
        Form::List => schema.items.is_none() && schema.prefix_items.is_empty(),
        Form::Alias
        | Form::Merged
        | Form::Choice(_)
        | Form::Types(_)
        | Form::Enumeration(_)
        | Form::Structure
        | Form::Tuple
        | Form::Integer
        | Form::Number => false,
    };
    let has_values = schema.enumeration.is_some() || schema.constant.is_some();
    is_plain && adds_nothing(schema) && !has_values && schema.format.is_none()
}

/// Whether two schemas refer to one.
pub(crate) fn is_same_reference(one: &Schema, other: &Schema) -> bool {
    let target = |schema: &'_ Schema| Some(schema.as_object()?.reference.as_ref()?.value.clone());
    target(one).is_some() && target(one) == target(other)
}

/// Whether a schema does not describe its value.
pub(crate) fn is_open(schema: &Schema) -> bool {
    match schema {
        Schema::Boolean { accepts, .. } => *accepts,
        Schema::Object(object) => object.reference.is_none() && matches!(form(object), Form::Any),
    }
}

#[cfg(test)]
mod tests {
    use super::only_narrows;
    use crate::lower::normalize::testing::components;

    #[test]
    fn branches_within_branches_are_looked_at_once_each() {
        for schema in [
            "{required: [a], title: A, anyOf: [",
            "{type: object, required: [a], anyOf: [",
        ] {
            let nested = format!("{}{{required: [b]}}{}", schema.repeat(40), "]}".repeat(40));
            let components = components(&format!("\n    Subject: {nested}"));
            assert!(only_narrows(&components["Subject"]), "{schema}");
        }
    }
}
