//! What is wrong with a schema by itself, and which of its keywords have no counterpart in Rust.

use serde_json::Value;

use crate::lower::schema::enumeration;
use crate::lower::schema::form::only_narrows;
use crate::lower::schema::scalar::unit;
use crate::markdown::code;
use crate::model::Name;
use crate::model::TakenNames;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Add;
use crate::report::diagnostic::Report;
use crate::report::nearest;
use crate::spec::Document;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::TYPES;
use crate::spec::Text;

/// Reports what is wrong with a schema by itself, and which of its keywords have no counterpart.
pub(super) fn validate(
    schema: &SchemaObject,
    document: &Document,
    taken: &TakenNames,
    report: &mut Report,
) {
    let at = &schema.at;
    check_identity(&schema.identity, document, report);
    let places = schema
        .definitions
        .keys()
        .map(|key| at.child("$defs").child(key));
    let schemas = &document.components.schemas;
    let unread = places.filter(|place| !schemas.contains_key(&place.to_string()));
    let why = "is named by no reference: it is not read";
    unsupported(
        unread.map(|place| place.key()),
        why,
        Report::warning,
        report,
    );
    let applicators = schema.applicators.iter().copied();
    let applicators = applicators.chain(schema.content_schema.as_ref().map(|_| "contentSchema"));
    let applicators = applicators.map(|name| at.child(name).key());
    let why = "has no counterpart in Rust: the type allows more";
    unsupported(applicators, why, Report::mistake, report);
    let xml = schema.xml.iter().map(|_| at.child("xml").key());
    unsupported(xml, "has no meaning for JSON", Report::warning, report);
    check_branches(schema, report);
    if document.openapi.value.starts_with("3.0") {
        check_items(schema, report);
    }
    for name in schema.type_names() {
        check_type_name(name, report);
    }
    check_discriminator(schema, report);
    for name in &schema.required {
        check_required(schema, name, report);
    }
    check_enumeration(schema, report);
    check_envelope(schema, report);
    check_rust_name(schema, taken, report);
    check_unit(schema, report);
}

/// A discriminator of a schema that has neither branches nor children.
fn check_discriminator(schema: &SchemaObject, report: &mut Report) {
    if let Some(discriminator) = &schema.discriminator
        && schema.branches().next().is_none()
    {
        let message =
            "this tells nothing apart: no schema in `components` includes this one by `allOf`";
        report
            .mistake(Rule::InvalidDiscriminator, discriminator.at.key(), message)
            .help("list the schemas that a value may be of in a `oneOf`, with this discriminator beside it");
    }
}

fn check_rust_name(schema: &SchemaObject, taken: &TakenNames, report: &mut Report) {
    if let Some(name) = &schema.rust_name
        && Name::chosen_value("", &name.value).is_none()
        && Name::chosen_type("", &name.value, taken).is_none()
    {
        let message = "`x-rust-name` is a Rust name in ASCII, and none that generated files use";
        report
            .mistake(Rule::InvalidExtension, name.at.value(), message)
            .help("write a field in snake_case, a type in UpperCamelCase");
    }
}

/// An array of OpenAPI 3.0 needs `items`; in later versions, its items can be anything without.
fn check_items(schema: &SchemaObject, report: &mut Report) {
    let mut types = schema.type_names();
    if schema.items.is_none() && types.any(|name| name.value == "array") {
        let message = "an array needs the keyword `items` in OpenAPI 3.0";
        report
            .mistake(
                Rule::MissingKeyword,
                schema.at.child("type").value(),
                message,
            )
            .help("add `items:` with the schema of an item; `items: {}` is any value");
    }
}

/// A value that no type of its schema has can't be sent; one without quotes is meant as text where that is the type.
fn check_listed(schema: &SchemaObject, index: usize, value: &Value, report: &mut Report) {
    let types = || schema.type_names();
    if value.is_null() || types().next().is_none() {
        return;
    }
    if types().any(|name| is_of_type(value, &name.value)) {
        return;
    }
    let names: Vec<&str> = types().map(|name| name.value.as_str()).collect();
    let place = schema.at.child("enum").child(index).value();
    let message = format!("this value of the `enum` is no {}", names.join(" or "));
    if enumeration::is_text(schema) {
        report
            .warning(
                Rule::InvalidEnum,
                place,
                format!(
                    "{message}: it is taken for the text {}",
                    code(&value.to_string())
                ),
            )
            .help("put it in quotes");
    } else {
        report
            .warning(Rule::InvalidEnum, place, message)
            .help("write a value of the type, or take it out");
    }
}

/// JSON Schema wants values in an `enum`, but forbids none to be there.
fn check_enumeration(schema: &SchemaObject, report: &mut Report) {
    if schema.enumeration.as_ref().is_some_and(Vec::is_empty) {
        let message = "an empty `enum` accepts no value: it is taken for absent";
        report
            .warning(Rule::InvalidEnum, schema.at.child("enum").value(), message)
            .help("list the values, or take the `enum` out");
    }
    if enumeration::scalar_of_items(schema).is_some() {
        let message = "no value of this `enum` is an array: they are taken for those of the items";
        report
            .warning(Rule::InvalidEnum, schema.at.child("enum").key(), message)
            .help("write the `enum` within `items`");
        return;
    }
    for (index, value) in schema.enumeration.iter().flatten().enumerate() {
        check_listed(schema, index, value, report);
    }
}

/// Branches with nothing but `required` and constraints narrow what is described beside them.
fn check_branches(schema: &SchemaObject, report: &mut Report) {
    let branches = || schema.branches();
    if let Some(first) = branches().next()
        && branches().all(only_narrows)
    {
        let requires = |branch: &Schema| {
            let object = branch.as_object();
            object.is_some_and(|object| !object.required.is_empty())
        };
        let message = if branches().all(requires) {
            "which properties are required together is not checked: the type allows more"
        } else {
            "what these branches ask of a value is not checked: the type allows more"
        };
        report.mistake(Rule::UnsupportedKeyword, first.at().value(), message);
    }
}

fn unsupported(places: impl Iterator<Item = Place>, why: &str, add: Add, report: &mut Report) {
    for place in places {
        let keyword = place
            .pointer
            .tokens()
            .last()
            .copied()
            .unwrap_or_default()
            .to_owned();
        add(
            report,
            Rule::UnsupportedKeyword,
            place,
            format!("`{keyword}` {why}"),
        );
    }
}

/// References name a schema by its `$id` or `$anchor`, and are seen from the file that they stand in, whatever its `$id`,
/// unless the document has a URI of its own.
fn check_identity(identity: &[Text], document: &Document, report: &mut Report) {
    for text in identity {
        let why = match text.at.tokens().last() {
            Some(&"$anchor") => continue,
            Some(&"$id") if document.own_uri.is_some() => continue,
            Some(&"$id") => {
                "names the schema, and is no base for the references in it: they are seen from the file"
            }
            _ => "is not followed: the schema stands as it is",
        };
        unsupported(std::iter::once(text.at.key()), why, Report::warning, report);
    }
}

fn check_envelope(schema: &SchemaObject, report: &mut Report) {
    let Some(envelope) = &schema.envelope else {
        return;
    };
    for property in [&envelope.success, &envelope.errors] {
        // The parts of `allOf` are not searched: a property may come from there.
        if schema.properties.contains_key(&property.value) || !schema.all_of.is_empty() {
            continue;
        }
        let message = format!("the schema has no property `{}`", property.value);
        report
            .error(Rule::InvalidExtension, property.at.value(), message)
            .help("name the property that announces the outcome")
            .suggest(&property.value, schema.properties.keys());
    }
}

fn check_type_name(name: &Text, report: &mut Report) {
    if TYPES.contains(&name.value.as_str()) {
        return;
    }
    let message = format!("there is no type `{}`", name.value);
    report
        .mistake(Rule::UnknownType, name.at.value(), message)
        .help(format!("the types are {}", TYPES.join(", ")))
        .suggest(&name.value, TYPES)
        .loses_a_type();
}

fn check_required(schema: &SchemaObject, name: &Text, report: &mut Report) {
    let is_open = schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.pattern_properties.is_empty();
    let is_known = schema.properties.contains_key(&name.value);
    if is_known || is_open || !schema.all_of.is_empty() {
        return;
    }
    let message = format!("`{}` is required, but no property is called so", name.value);
    report
        .warning(Rule::UnknownRequired, name.at.value(), message)
        .help("add the property, or take the name out of `required`")
        .suggest(&name.value, schema.properties.keys());
}

/// A unit that is nearly one of ours. Others are those of other tools, and are carried into the docs.
fn check_unit(schema: &SchemaObject, report: &mut Report) {
    let Some(unit) = schema.unit.as_ref().filter(|_| unit::of(schema).is_none()) else {
        return;
    };
    if unit::is_counted(schema)
        && let Some(similar) = nearest(&unit.value, unit::NAMES)
    {
        let message = format!("`{}` is no unit that makes a `Duration`", unit.value);
        report
            .mistake(Rule::InvalidExtension, unit.at.value(), message)
            .help(format!("did you mean `{similar}`?"));
    }
}

/// Whether a value is of the type that JSON Schema calls so. A type that does not exist is reported elsewhere.
fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
