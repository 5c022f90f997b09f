//! Request bodies.

use indexmap::IndexMap;

use super::Lowering;
use super::form::Form;
use super::form::form;
use super::member::properties;
use super::reference;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Side;
use crate::model::Type;
use crate::spec;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// The JSON among some media types.
pub(super) fn json(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content
        .iter()
        .find(|(name, _)| is_json(name))
        .map(|(name, media_type)| (name.as_str(), media_type))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

impl<'d> Lowering<'d> {
    /// What an operation sends; types made of it are named after `method`.
    pub(super) fn body(
        &mut self,
        operation: &'d spec::Operation,
        parameters: &[Parameter],
        method: &str,
    ) -> Option<Body> {
        let Some(body) = &operation.request_body else {
            return Some(Body::None);
        };
        let components = &self.document.components.request_bodies;
        let body = reference::resolve(body, "requestBodies", components, self.report)?;
        let media_type = self.json_body(body)?;
        let Some(schema) = &media_type.schema else {
            return body_value(body, Type::Any);
        };
        if let Schema::Object(object) = schema
            && body.required
            && is_inline_object(object)
            && !shares_a_name(object, parameters)
        {
            let name = format!("{method}.body");
            let mut fields = self.fields(&properties(object), &name);
            fields.retain(|field| field.side != Side::Response);
            let name = self.unlike_shared(Name::of_type(&name)?, &name);
            return Some(Body::Members { name, fields });
        }
        let meaning = self.meaning(schema, &format!("{method}.body"));
        let ty = match meaning.into_element() {
            Type::Nullable(inner) if !body.required => *inner,
            ty => ty,
        };
        body_value(body, ty)
    }

    fn json_body(&mut self, body: &'d spec::RequestBody) -> Option<&'d MediaType> {
        let Some((name, media_type)) = json(&body.content) else {
            self.report
                .error(
                    body.at.child("content").key(),
                    "only JSON request bodies are generated",
                )
                .help("add the media type `application/json`");
            return None;
        };
        for other in body.content.keys().filter(|other| *other != name) {
            self.report.warning(
                body.at.child("content").child(other).key(),
                "the body is sent as JSON; this media type is not generated",
            );
        }
        Some(media_type)
    }
}

/// A body that is given as one value.
fn body_value(body: &spec::RequestBody, ty: Type) -> Option<Body> {
    let name = match &ty {
        Type::Named(reference) => Name::of_value(&reference.name)?,
        _ => Name::of_value("body")?,
    };
    let description = body.description.as_ref().map(|text| text.value.clone());
    let docs = Docs {
        description,
        ..Docs::default()
    };
    Some(Body::Value {
        name,
        ty,
        required: body.required,
        docs,
    })
}

/// Whether a member is called like a parameter: then the body is given whole.
fn shares_a_name(object: &SchemaObject, parameters: &[Parameter]) -> bool {
    let names = object
        .properties
        .keys()
        .filter_map(|key| Name::of_value(key));
    names.into_iter().any(|name| {
        parameters
            .iter()
            .any(|parameter| parameter.name.rust() == name.rust())
    })
}

/// Whether the members of a body become arguments and setters.
fn is_inline_object(schema: &SchemaObject) -> bool {
    let is_closed = !matches!(schema.additional_properties, Some(Schema::Object(_)));
    schema.reference.is_none() && is_closed && matches!(form(schema), Form::Structure)
}
