//! Answers in an envelope, and what is taken out of one.

use crate::lower::operation::operations::Operations;
use crate::model::Answer;
use crate::model::Type;
use crate::spec;
use crate::spec::EnvelopeMembers;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Operations<'d> {
    pub(crate) fn json_answer(
        &mut self,
        operation: &'d spec::Operation,
        media_type: &'d MediaType,
        method: &str,
    ) -> Option<Answer> {
        let Some(schema) = &media_type.schema else {
            return Some(Answer::Json(Type::Any));
        };
        let envelope = match schema {
            Schema::Object(object) => self.envelope_of(object),
            Schema::Boolean { .. } => None,
        };
        if let Some(envelope) = envelope {
            self.same_envelope(envelope);
        }
        if let Some(member) = &operation.unwrap {
            return self.unwrapped(schema, member, envelope.is_some(), method);
        }
        let ty = self
            .schemas
            .meaning(schema, &format!("{method}.response"))
            .into_element();
        Some(if envelope.is_some() {
            Answer::Enveloped(ty)
        } else {
            Answer::Json(ty)
        })
    }

    /// `x-unwrap`: one member of the response.
    fn unwrapped(
        &mut self,
        schema: &'d Schema,
        member: &spec::Text,
        has_envelope: bool,
        method: &str,
    ) -> Option<Answer> {
        let Schema::Object(object) = schema else {
            self.schemas
                .report
                .error(member.at.value(), "only an object has members to unwrap");
            return None;
        };
        if !has_envelope {
            self.schemas.report
                .error(member.at.key(), "`x-unwrap` takes a member out of a response that has an envelope; this one has none")
                .help("mark the schema with `x-envelope`");
            return None;
        }
        let members = self.schemas.merge(object).members;
        let Some(property) = members.get(member.value.as_str()) else {
            let error = self.schemas.report.error(
                member.at.value(),
                format!("the response has no property `{}`", member.value),
            );
            if let Some(meant) = spec::nearest(&member.value, members.keys().copied()) {
                error.help(format!("did you mean `{meant}`?"));
            }
            return None;
        };
        let meaning = self
            .schemas
            .meaning(property.schema, &format!("{method}.{}", member.value));
        Some(Answer::Unwrapped {
            member: member.value.clone(),
            ty: meaning.into_element(),
        })
    }

    /// The envelope that a schema is, or is put together with.
    pub(crate) fn envelope_of(&mut self, schema: &'d SchemaObject) -> Option<&'d EnvelopeMembers> {
        self.find_envelope(schema, &mut Vec::new())
    }

    /// Follows references and `allOf`, each schema once.
    fn find_envelope(
        &mut self,
        schema: &'d SchemaObject,
        seen: &mut Vec<&'d SchemaObject>,
    ) -> Option<&'d EnvelopeMembers> {
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
