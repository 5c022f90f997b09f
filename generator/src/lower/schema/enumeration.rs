//! Values that are known: of `enum`, of `const`, and of branches that are one or the other.

use std::collections::HashSet;

use serde_json::Value;

use crate::lower::schema::form::only_narrows;
use crate::lower::schema::scalar::unit;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Name;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Value as KnownValue;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// Above it, a number with a fraction does not hold every whole number.
const LARGEST: u64 = 1 << 53;

/// A value that is known, and its docs.
struct Known<'d> {
    value: &'d Value,
    at: Pointer,
    /// Its place in its `enum`.
    index: usize,
    title: Option<&'d str>,
    description: Option<&'d str>,
}

/// What all known values are, when they are texts or numbers. Two words for `true` and `false` are no enumeration.
pub(crate) fn scalar(schema: &SchemaObject) -> Option<Scalar> {
    // A number with a unit is a length of time.
    if unit::of(schema).is_some() {
        return None;
    }
    let values = known(schema);
    let all = |is: fn(&Value) -> bool| values.iter().all(|known| is(known.value));
    let is_mixed = || schema.one_of.is_empty() && schema.any_of.is_empty() && all(is_scalar);
    if values.is_empty() {
        None
    } else if is_text(schema) && all(is_scalar) || all(Value::is_string) && says(schema, "string") {
        Some(Scalar::Text)
    } else if all(Value::is_i64) && says(schema, "integer") {
        Some(Scalar::Integer)
    } else if all(Value::is_number) && is_mixed() {
        Some(Scalar::Number)
    } else {
        (is_mixed() && !all(Value::is_boolean)).then_some(Scalar::Mixed)
    }
}

/// What the values are of an `enum` that is written beside `items` in place of within them: an array is none of them.
pub(crate) fn scalar_of_items(schema: &SchemaObject) -> Option<Scalar> {
    let mut names = schema.type_names().filter(|name| name.value != "null");
    let is_array = names.next().is_some_and(|name| name.value == "array") && names.next().is_none();
    let values = written(schema);
    let all = |is: fn(&Value) -> bool| values.iter().all(|known| is(known.value));
    if !is_array || values.is_empty() || !all(is_scalar) {
        None
    } else if all(Value::is_string) {
        Some(Scalar::Text)
    } else if all(Value::is_i64) {
        Some(Scalar::Integer)
    } else if all(Value::is_number) {
        Some(Scalar::Number)
    } else {
        Some(Scalar::Mixed)
    }
}

/// The only one of `true` and `false` that there is.
pub(crate) fn only_boolean(schema: &SchemaObject) -> Option<bool> {
    match closed(schema).as_slice() {
        [only] if !is_text(schema) => only.value.as_bool(),
        _ => None,
    }
}

/// Whether all that is known of a value is that it is `true` or `false`.
pub(crate) fn is_boolean(schema: &SchemaObject) -> bool {
    let values = known(schema);
    !values.is_empty() && values.iter().all(|known| known.value.is_boolean())
}

/// Whether the type of a schema is text: then values that are written without quotes are text.
pub(crate) fn is_text(schema: &SchemaObject) -> bool {
    let mut names = schema
        .type_names()
        .filter(|name| name.value != "null")
        .peekable();
    names.peek().is_some() && names.all(|name| name.value == "string")
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// The only value there is, when it is a text.
pub(crate) fn only_text(schema: &SchemaObject) -> Option<&str> {
    match closed(schema).as_slice() {
        [only] => only.value.as_str(),
        _ => None,
    }
}

/// The values that are known, when each of them can tell a branch of a union from others: texts, whole numbers, booleans.
pub(crate) fn tags(schema: &SchemaObject) -> Vec<Value> {
    let is_text = is_text(schema);
    let values = closed(schema).into_iter().map(|known| match known.value {
        value if is_text => Some(Value::from(wire(value))),
        value => (!value.is_f64() && is_scalar(value)).then(|| value.clone()),
    });
    values.collect::<Option<_>>().unwrap_or_default()
}

/// The values that are known, when they are texts all.
pub(crate) fn texts(schema: &SchemaObject) -> impl Iterator<Item = &str> {
    let texts: Option<Vec<&str>> = closed(schema)
        .iter()
        .map(|known| known.value.as_str())
        .collect();
    texts.unwrap_or_default().into_iter()
}

/// Whether no branch has values of another type than this.
fn says(schema: &SchemaObject, ty: &str) -> bool {
    let branches = schema.branches();
    let types = branches.filter_map(Schema::as_object);
    let mut names = types.flat_map(SchemaObject::type_names);
    names.all(|name| name.value == ty || name.value == "null")
}

/// The known values but `null`: its own, or those of its branches when these have no more to say.
fn known(schema: &SchemaObject) -> Vec<Known<'_>> {
    let branches = || schema.branches();
    if branches().next().is_none() || branches().all(only_narrows) {
        return listed(schema);
    }
    let of_branches = branches().map(of_branch).collect::<Option<Vec<_>>>();
    of_branches.into_iter().flatten().flatten().collect()
}

/// The known values, where there are no others.
fn closed(schema: &SchemaObject) -> Vec<Known<'_>> {
    if is_open(schema) {
        Vec::new()
    } else {
        known(schema)
    }
}

/// Whether any text or number will do, of which some are known.
fn is_open(schema: &SchemaObject) -> bool {
    let is_any = |branch: &Schema| {
        let takes_some = |object: &SchemaObject| {
            let mut names = object.type_names();
            names.any(|name| name.value != "null")
        };
        branch.as_object().is_some_and(takes_some)
            && of_branch(branch).is_some_and(|values| values.is_empty())
    };
    schema.branches().any(is_any) && !schema.branches().all(only_narrows)
}

/// The values of a branch that is an enumeration, none of one that is any text or number; `None` of all others.
fn of_branch(branch: &Schema) -> Option<Vec<Known<'_>>> {
    let object = branch.as_object()?;
    let constraints = &object.constraints;
    let is_bound =
        constraints.minimum.is_some() || constraints.maximum.is_some() || constraints.has_text();
    let is_plain = object.reference.is_none()
        && object.all_of.is_empty()
        && object.one_of.is_empty()
        && object.any_of.is_empty()
        && object.properties.is_empty()
        && object.format.is_none();
    let is_scalar = object
        .type_names()
        .all(|name| ["string", "integer", "null"].contains(&name.value.as_str()));
    let values = listed(object);
    let says_something = !values.is_empty() || object.type_names().next().is_some();
    (is_plain && !is_bound && is_scalar && says_something).then_some(values)
}

/// The values of `const` and `enum`.
pub(crate) fn values(schema: &SchemaObject) -> impl Iterator<Item = &Value> {
    let listed = schema.enumeration.iter().flatten();
    schema.constant.iter().chain(listed)
}

/// The values of `const` and `enum` but `null`, with their places, unless they are those of its items.
fn listed(schema: &SchemaObject) -> Vec<Known<'_>> {
    if scalar_of_items(schema).is_some() {
        Vec::new()
    } else {
        written(schema)
    }
}

/// The values that stand under `const` and `enum`, but `null`.
fn written(schema: &SchemaObject) -> Vec<Known<'_>> {
    let constant = schema
        .constant
        .iter()
        .map(|value| (schema.at.child("const"), 0, value));
    let listed = schema.enumeration.iter().flatten().enumerate();
    let listed = listed.map(|(index, value)| (schema.at.child("enum").child(index), index, value));
    let values = constant
        .chain(listed)
        .filter(|(_, _, value)| !value.is_null());
    let values: Vec<_> = values.collect();
    // The title of a schema of several values is not that of one of them.
    let is_one = values.len() == 1;
    let title = schema.title.as_ref().filter(|_| is_one);
    let description = schema.description.as_ref().filter(|_| is_one);
    let known = values.into_iter().map(|(at, index, value)| Known {
        value,
        at,
        index,
        title: title.map(|text| text.value.as_str()),
        description: description.map(|text| text.value.as_str()),
    });
    known.collect()
}

impl<'d> Schemas<'d> {
    pub(crate) fn enumeration(
        &mut self,
        schema: &'d SchemaObject,
        scalar: Scalar,
        site: Site<'_>,
        docs: Docs,
    ) -> Type {
        let begun = self.begin_type(schema, site);
        let is_of_branches = schema.constant.is_none() && schema.enumeration.is_none();
        let names = of_values(schema, schema.value_names.as_ref(), self.report);
        let descriptions = of_values(schema, schema.value_descriptions.as_ref(), self.report);
        let known = match scalar_of_items(schema) {
            Some(_) => written(schema),
            None => known(schema),
        };
        let mut values: Vec<KnownValue> = Vec::new();
        let mut seen = HashSet::new();
        let mut taken: HashSet<String> = HashSet::new();
        for (place, known) in known.into_iter().enumerate() {
            let wire = wire(known.value);
            let json = match scalar {
                Scalar::Text => Value::from(wire.as_str()),
                Scalar::Integer | Scalar::Number | Scalar::Mixed => known.value.clone(),
            };
            if !seen.insert(KnownValue::key(&json)) {
                let message = "this value stands in the `enum` twice";
                self.report
                    .warning(Rule::InvalidEnum, known.at.value(), message)
                    .help("remove one of the two");
                continue;
            }
            let title = known.title.filter(|_| is_of_branches);
            let label = names.get(known.index).copied().or(title);
            if scalar == Scalar::Number && known.value.as_u64() > Some(LARGEST) {
                let sent = known.value.as_f64().map(Value::from).unwrap_or_default();
                let message =
                    format!("numbers are held with 53 bits: this value is sent as `{sent}`");
                self.report
                    .warning(Rule::InvalidEnum, known.at.value(), message);
            }
            let is_free = |name: &Name| !taken.contains(name.rust());
            let chosen = label.and_then(|label| Name::of_variant_called(&wire, label));
            let own_name = named(&json, &wire);
            let spelled_out = own_name.iter().flat_map(Name::spelled_out);
            let own_names = own_name.clone().into_iter().chain(spelled_out);
            let name = chosen.into_iter().chain(own_names).find(is_free);
            let description = known.description.filter(|_| is_of_branches);
            let description = descriptions.get(known.index).copied().or(description);
            let name = name.unwrap_or_else(|| Name::of_place(&wire, place + 1));
            taken.insert(name.rust().to_owned());
            values.push(KnownValue {
                name,
                json,
                description: description.map(str::to_owned),
            });
        }
        let enumeration = Enumeration {
            scalar,
            values,
            is_open: is_open(schema),
        };
        self.finish_type(begun, docs, Shape::Enumeration(enumeration))
    }
}

/// The text of an extension for each value of an `enum`; none when one is missing.
fn of_values<'d>(
    schema: &'d SchemaObject,
    extension: Option<&'d (Pointer, Value)>,
    report: &mut Report,
) -> Vec<&'d str> {
    let Some((at, extension)) = extension else {
        return Vec::new();
    };
    let values = schema.enumeration.as_deref().unwrap_or_default();
    let texts: Option<Vec<&str>> = match extension {
        Value::Array(texts) => texts.iter().map(Value::as_str).collect(),
        Value::Object(texts) => {
            let text = |value| texts.get(&wire(value)).map_or(Some(""), Value::as_str);
            values.iter().map(text).collect()
        }
        _ => None,
    };
    match texts {
        Some(texts) if texts.len() == values.len() => texts,
        _ => {
            let message = "this is no text for each value of the `enum`: it is not looked at";
            report
                .warning(Rule::InvalidExtension, at.value(), message)
                .help("write a list with one text for each value, in the same order");
            Vec::new()
        }
    }
}

/// The name of the variant for a value.
fn named(json: &Value, wire: &str) -> Option<Name> {
    if json.is_number() {
        Name::of_number(wire)
    } else {
        Name::of_variant(wire)
    }
}

/// A value as text.
pub(crate) fn wire(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
