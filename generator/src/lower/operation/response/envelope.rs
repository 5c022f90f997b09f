//! Responses in an envelope, and what is taken out of one.

use crate::lower::operation::operations::Operations;
use crate::lower::schema::site::Site;
use crate::model::Response;
use crate::model::Type;
use crate::report::Rule;
use crate::spec;
use crate::spec::EnvelopeProperties;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Operations<'d> {
    pub(crate) fn json_response(
        &mut self,
        operation: &'d spec::Operation,
        media_type: &'d MediaType,
        site: Site<'_>,
    ) -> Option<Response> {
        let Some(schema) = &media_type.schema else {
            return Some(Response::Json(Type::Any));
        };
        let envelope = match schema {
            Schema::Object(object) => self.envelope_of(object),
            Schema::Boolean { .. } => None,
        };
        if let Some(envelope) = envelope {
            self.same_envelope(envelope);
        }
        if let Some(property) = &operation.unwrap {
            return self.unwrapped(schema, property, envelope.is_some(), site);
        }
        let ty = self
            .schemas
            .meaning(schema, site.named(&site.name_of("response")))
            .into_item();
        Some(if envelope.is_some() {
            Response::Enveloped(ty)
        } else {
            Response::Json(ty)
        })
    }

    /// `x-unwrap`: one property of the response.
    fn unwrapped(
        &mut self,
        schema: &'d Schema,
        property: &spec::Text,
        has_envelope: bool,
        site: Site<'_>,
    ) -> Option<Response> {
        let Schema::Object(object) = schema else {
            let message = "only an object has properties to unwrap";
            self.report()
                .error(Rule::InvalidExtension, property.at.value(), message);
            return None;
        };
        if !has_envelope {
            let message = "`x-unwrap` takes a property out of a response that has an envelope; this one has none";
            self.report()
                .error(Rule::InvalidExtension, property.at.key(), message)
                .help("mark the schema with `x-envelope`");
            return None;
        }
        let properties = self.schemas.merge(object).properties;
        let Some(unwrapped) = properties.get(property.value.as_str()) else {
            let message = format!("the response has no property `{}`", property.value);
            self.report()
                .error(Rule::InvalidExtension, property.at.value(), message)
                .suggest(&property.value, properties.keys().copied());
            return None;
        };
        let schema = unwrapped.schema;
        let informative = self.is_result_informative(schema);
        let meaning = self
            .schemas
            .meaning(schema, site.named(&site.name_of(&property.value)));
        Some(Response::Unwrapped {
            property: property.value.clone(),
            // In place of null there is an empty one.
            ty: if informative {
                meaning.ty
            } else {
                meaning.into_item()
            },
            informative,
        })
    }

    /// Whether what is taken out of an envelope only informs, so that there may be an empty one in its place.
    fn is_result_informative(&mut self, schema: &'d Schema) -> bool {
        let Some(marked) = self.schemas.informative(schema) else {
            return false;
        };
        let Some(object) = self.schemas.resolved(schema) else {
            return false;
        };
        let mut names = object.type_names();
        let properties = self.schemas.merge(object).properties;
        let is_empty = names.any(|name| ["object", "array", "null"].contains(&name.value.as_str()))
            || !properties.is_empty();
        let has_needs = properties.values().any(|property| property.required);
        if is_empty && !has_needs {
            return true;
        }
        let message = "where it is missing there is no empty value in its place";
        self.report()
            .mistake(
                Rule::InvalidExtension,
                marked.at.child("x-informative").key(),
                message,
            )
            .help("remove `x-informative`, or make it a list, or an object without `required`");
        false
    }

    /// The envelope that a schema is, or is put together with.
    pub(crate) fn envelope_of(
        &mut self,
        schema: &'d SchemaObject,
    ) -> Option<&'d EnvelopeProperties> {
        self.find_envelope(schema, &mut Vec::new())
    }

    /// Follows references and `allOf`, each schema once.
    fn find_envelope(
        &mut self,
        schema: &'d SchemaObject,
        seen: &mut Vec<&'d SchemaObject>,
    ) -> Option<&'d EnvelopeProperties> {
        if seen.iter().any(|known| std::ptr::eq(*known, schema)) {
            return None;
        }
        seen.push(schema);
        if schema.envelope.is_some() {
            return schema.envelope.as_ref();
        }
        if let Some(target) = &schema.reference {
            let target = self.schemas.component_object(target)?;
            return self.find_envelope(target, seen);
        }
        schema.all_of.iter().find_map(|part| match part {
            Schema::Object(object) => self.find_envelope(object, seen),
            Schema::Boolean { .. } => None,
        })
    }
}
