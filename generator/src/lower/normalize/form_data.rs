//! `in: formData`: what tools have kept of OpenAPI 2. Such a parameter is a property of the form that its operation sends.

use indexmap::IndexMap;

use crate::lower::reference::known_key;
use crate::lower::reference::schema_key;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Components;
use crate::spec::Document;
use crate::spec::MediaType;
use crate::spec::Operation;
use crate::spec::Parameter;
use crate::spec::RefOr;
use crate::spec::RequestBody;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;
use crate::spec::TypeNames;

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

/// Moves the parameters of forms into the bodies of their operations.
pub(super) fn spell_as_bodies(document: &mut Document, report: &mut Report) {
    let components = &document.components;
    let items = document.paths.values_mut();
    for operation in items.flat_map(|item| item.operations.values_mut()) {
        spell_as_body(operation, components, report);
    }
}

fn spell_as_body(operation: &mut Operation, components: &Components, report: &mut Report) {
    let of_form = operation.parameters.iter();
    let of_form: Vec<Parameter> = of_form
        .filter_map(|parameter| of_form_data(parameter, components))
        .collect();
    if of_form.is_empty() {
        return;
    }
    // A body that is no form has no place for them: they are reported as any place that there is not.
    let Some((body, form)) = form_of(operation, &of_form, components) else {
        return;
    };
    for parameter in &of_form {
        let message = "`in: formData` is of OpenAPI 2: it is sent as a property of the form";
        report
            .mistake(Rule::ParameterPlace, parameter.location.at.value(), message)
            .help("describe it as a property of the schema in `requestBody`");
    }
    let is_file = |parameter: &Parameter| is_file(parameter.schema.as_ref(), components);
    let media_type = if of_form.iter().any(is_file) {
        PARTS
    } else {
        form.as_ref().map_or(FORM, |(name, _)| name)
    };
    let mut form_of_all = form
        .as_ref()
        .map_or_else(|| empty(&body.at), |(_, media_type)| media_type.clone());
    form_of_all.schema = Some(with_properties(operation, form_of_all.schema, &of_form));
    let content = IndexMap::from([(media_type.to_owned(), form_of_all)]);
    operation.request_body = Some(RefOr::Here(RequestBody {
        content,
        alike: IndexMap::new(),
        ..body
    }));
    operation
        .parameters
        .retain(|parameter| of_form_data(parameter, components).is_none());
}

/// The parameter, if it is of a form.
fn of_form_data(parameter: &RefOr<Parameter>, components: &Components) -> Option<Parameter> {
    let parameter = here(parameter, "parameters", &components.parameters)?;
    (parameter.location.value == "formData").then(|| parameter.clone())
}

/// The body of an operation, and the form among its media types, if it has any.
fn form_of(
    operation: &Operation,
    of_form: &[Parameter],
    components: &Components,
) -> Option<(RequestBody, Option<(String, MediaType)>)> {
    let Some(body) = &operation.request_body else {
        let body = RequestBody {
            at: operation.at.child("parameters"),
            description: None,
            content: IndexMap::new(),
            alike: IndexMap::new(),
            required: of_form.iter().any(|parameter| parameter.required),
        };
        return Some((body, None));
    };
    let body = here(body, "requestBodies", &components.request_bodies)?;
    let is_form = |name: &str| name.starts_with(FORM) || name.starts_with(PARTS);
    let form = body.content.iter().find(|(name, _)| is_form(name));
    let form = form.map(|(name, media_type)| (name.clone(), media_type.clone()));
    (form.is_some() || body.content.is_empty()).then(|| (body.clone(), form))
}

/// A form of which nothing is said.
fn empty(at: &Pointer) -> MediaType {
    MediaType {
        at: at.clone(),
        schema: None,
        item_schema: None,
        example: None,
        examples: IndexMap::new(),
        encoding: IndexMap::new(),
        prefix_encoding: Vec::new(),
        item_encoding: None,
        description: None,
    }
}

/// The schema of a form, with these parameters as properties.
fn with_properties(operation: &Operation, schema: Option<Schema>, of_form: &[Parameter]) -> Schema {
    let at = operation.at.child("parameters");
    let required = of_form.iter().filter(|parameter| parameter.required);
    let properties = of_form
        .iter()
        .map(|parameter| (parameter.name.value.clone(), property(parameter)));
    let added = SchemaObject {
        at: at.child(0),
        types: Some(TypeNames(vec![Text {
            at: at.clone(),
            value: "object".to_owned(),
        }])),
        properties: properties.collect(),
        required: required.map(|parameter| parameter.name.clone()).collect(),
        ..SchemaObject::default()
    };
    let Some(schema) = schema else {
        return added.into();
    };
    let all = SchemaObject {
        at,
        all_of: vec![schema, added.into()],
        ..SchemaObject::default()
    };
    all.into()
}

/// What a parameter is as a property: text, where nothing is said of it.
fn property(parameter: &Parameter) -> Schema {
    let text = || SchemaObject {
        at: parameter.at.clone(),
        types: Some(TypeNames(vec![Text {
            at: parameter.at.clone(),
            value: "string".to_owned(),
        }])),
        ..SchemaObject::default()
    };
    let mut schema = parameter.schema.clone();
    let schema = schema.get_or_insert_with(|| text().into());
    if let Schema::Object(object) = schema {
        object.deprecated |= parameter.deprecated;
        let description = &mut object.description;
        *description = description.take().or(parameter.description.clone());
    }
    schema.clone()
}

/// Whether what a schema describes is a file, or a list of files.
fn is_file(schema: Option<&Schema>, components: &Components) -> bool {
    let Some(Schema::Object(schema)) = schema else {
        return false;
    };
    let target = schema.reference.as_ref().and_then(schema_key);
    let schema = match target.and_then(|key| components.schemas.get(&key)) {
        Some(Schema::Object(target)) => target,
        _ => schema,
    };
    let is_bytes = |schema: &SchemaObject| {
        let is_binary = schema.format.as_deref() == Some("binary");
        is_binary || schema.type_names().any(|name| name.value == "file")
    };
    let item = schema.items.as_ref().and_then(Schema::as_object);
    is_bytes(schema) || item.is_some_and(is_bytes)
}

/// The object itself, or that in the components which it refers to. What leads nowhere is reported where it is used.
fn here<'d, T>(
    one: &'d RefOr<T>,
    section: &str,
    components: &'d IndexMap<String, RefOr<T>>,
) -> Option<&'d T> {
    match one {
        RefOr::Here(one) => Some(one),
        RefOr::Reference(reference) => {
            let key = known_key(&reference.target.value, section)?;
            match components.get(&key)? {
                RefOr::Here(one) => Some(one),
                RefOr::Reference(_) => None,
            }
        }
    }
}
