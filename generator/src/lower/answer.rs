//! Responses: what a call gives when all went well, and what can go wrong.

use super::Lowering;
use super::body::json;
use super::reference;
use crate::model::Answer;
use crate::model::Failure;
use crate::model::Type;
use crate::spec;
use crate::spec::EnvelopeMembers;
use crate::spec::MediaType;
use crate::spec::Response;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Lowering<'d> {
    /// What an operation gives; types made of it are named after `method`.
    pub(super) fn answer(
        &mut self,
        operation: &'d spec::Operation,
        method: &str,
    ) -> Option<Answer> {
        let responses = self.responses(operation);
        let mut answers: Vec<(&str, &Response)> = responses
            .iter()
            .copied()
            .filter(|(status, _)| status.starts_with('2'))
            .collect();
        if answers.is_empty() {
            answers = responses
                .iter()
                .copied()
                .filter(|(status, _)| *status == "default")
                .collect();
        }
        let Some((_, first)) = answers.first().copied() else {
            let is_answer = |status: &String| status.starts_with('2') || status == "default";
            // Where there is one, what is wrong with it was said.
            if !operation.responses.keys().any(is_answer) {
                self.report
                    .error(
                        operation.at.key(),
                        "no response of this operation says what a call gives when all went well",
                    )
                    .help("add the response `200` or `204`");
            }
            return None;
        };
        if let Some((status, other)) = answers.get(1) {
            self.report
                .error(
                    other.at.key(),
                    format!("a second kind of success (`{status}`) is not generated"),
                )
                .related(first.at.key(), "the first one")
                .help("describe one successful response");
        }
        self.document_links(first);
        self.content(operation, first, method)
    }

    /// The responses with references resolved and statuses checked.
    fn responses(&mut self, operation: &'d spec::Operation) -> Vec<(&'d str, &'d Response)> {
        let components = &self.document.components.responses;
        let mut responses = Vec::new();
        for (status, response) in &operation.responses {
            if !is_status(status) {
                self.report
                    .error(
                        operation.at.child("responses").child(status).key(),
                        format!("`{status}` is no status"),
                    )
                    .help("write three digits, a range such as `4XX`, or `default`");
                continue;
            }
            let resolved = reference::resolve(response, "responses", components, self.report);
            responses.extend(resolved.map(|response| (status.as_str(), response)));
        }
        responses
    }

    /// What can go wrong, by status.
    pub(super) fn failures(&mut self, operation: &'d spec::Operation) -> Vec<Failure> {
        let components = &self.document.components.responses;
        let has_success = operation
            .responses
            .keys()
            .any(|status| status.starts_with('2'));
        let is_failure =
            |status: &str| !status.starts_with('2') && (has_success || status != "default");
        let mut failures = Vec::new();
        for (status, response) in operation
            .responses
            .iter()
            .filter(|(status, _)| is_failure(status))
        {
            let Some(resolved) = reference::resolve(response, "responses", components, self.report)
            else {
                continue;
            };
            let description = resolved
                .description
                .as_ref()
                .map(|text| text.value.clone())
                .unwrap_or_default();
            self.check_failure(resolved);
            failures.push(Failure {
                status: status.to_owned(),
                description,
            });
        }
        failures
    }

    /// An error body is kept whole in the error; the envelope's errors are read from it. Any other schema has no type.
    fn check_failure(&mut self, response: &'d Response) {
        let Some((_, media_type)) = json(&response.content) else {
            return;
        };
        let Some(Schema::Object(schema)) = &media_type.schema else {
            return;
        };
        if self.envelope_of(schema).is_none() {
            self.report.warning(
                schema.at.value(),
                "error bodies get no type of their own: the error keeps them as bytes",
            );
        }
        if let Some(target) = &schema.reference
            && let Some(key) = reference::component_key(target, "schemas", self.report)
            && let Some((_, key, _)) = self.document.components.schemas.get_full(&key)
        {
            self.taken_in.insert(key);
        }
    }

    fn document_links(&mut self, response: &'d Response) {
        if !response.links.is_empty() {
            self.report
                .warning(response.at.child("links").key(), "links are not generated");
        }
    }

    fn content(
        &mut self,
        operation: &'d spec::Operation,
        response: &'d Response,
        method: &str,
    ) -> Option<Answer> {
        let Some((name, media_type)) = json(&response.content) else {
            return Some(match response.content.keys().next() {
                None => Answer::Empty,
                Some(name) if name.starts_with("text/") => Answer::Text,
                Some(_) => Answer::Bytes,
            });
        };
        for other in response.content.keys().filter(|other| *other != name) {
            self.report.warning(
                response.at.child("content").child(other).key(),
                "JSON is asked for; this media type is not generated",
            );
        }
        self.json_answer(operation, media_type, method)
    }

    fn json_answer(
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
            self.report
                .error(member.at.value(), "only an object has members to unwrap");
            return None;
        };
        if !has_envelope {
            self.report
                .error(member.at.key(), "`x-unwrap` takes a member out of a response that has an envelope; this one has none")
                .help("mark the schema with `x-envelope`");
            return None;
        }
        let members = self.merge(object).members;
        let Some(property) = members.get(member.value.as_str()) else {
            let error = self.report.error(
                member.at.value(),
                format!("the response has no property `{}`", member.value),
            );
            if let Some(meant) = spec::nearest(&member.value, members.keys().copied()) {
                error.help(format!("did you mean `{meant}`?"));
            }
            return None;
        };
        let meaning = self.meaning(property.schema, &format!("{method}.{}", member.value));
        Some(Answer::Unwrapped {
            member: member.value.clone(),
            ty: meaning.into_element(),
        })
    }

    /// The envelope that a schema is, or is put together with.
    fn envelope_of(&mut self, schema: &'d SchemaObject) -> Option<&'d EnvelopeMembers> {
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
            let target = self.component_object(target)?;
            return self.find_envelope(target, seen);
        }
        schema.all_of.iter().find_map(|part| match part {
            Schema::Object(object) => self.find_envelope(object, seen),
            Schema::Boolean { .. } => None,
        })
    }
}

fn is_status(status: &str) -> bool {
    let bytes = status.as_bytes();
    let is_number = bytes.len() == 3 && bytes[1..].iter().all(u8::is_ascii_digit);
    let is_range = bytes.len() == 3 && status.ends_with("XX");
    status == "default" || ((is_number || is_range) && (b'1'..=b'5').contains(&bytes[0]))
}
