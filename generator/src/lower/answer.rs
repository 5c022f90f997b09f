//! Responses: what a call gives when all went well, and what can go wrong.

use super::Lowering;
use super::media;
use super::media::Kind;
use super::media::json;
use super::reference;
use crate::model::Answer;
use crate::model::Failure;
use crate::model::Type;
use crate::model::Verb;
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
        verb: Verb,
        method: &str,
    ) -> Answer {
        let answers = self.successes(operation);
        for (_, answer) in &answers {
            self.document_links(answer);
        }
        if verb == Verb::Head {
            return Answer::Empty;
        }
        let full: Vec<(&str, &Response)> = answers
            .iter()
            .copied()
            .filter(|(_, answer)| !answer.content.is_empty())
            .collect();
        let may_be_empty = full.len() < answers.len();
        let mut bodies: Vec<(&'d str, &'d Response, &'d MediaType)> = Vec::new();
        for (status, response) in &full {
            if let Some((_, media_type)) = json(&response.content) {
                bodies.push((status, response, media_type));
            }
        }
        let Some((_, first, _)) = bodies.first().copied() else {
            return full
                .first()
                .map_or(Answer::Empty, |(_, first)| self.content(first));
        };
        for (status, other) in &full {
            if json(&other.content).is_none() {
                let message =
                    format!("JSON is read; this other kind of success (`{status}`) is not");
                self.report.warning(other.at.key(), message);
            }
        }
        self.other_media_types(first);
        let answer = match bodies.as_slice() {
            [(_, _, media_type)] => self.json_answer(operation, media_type, method),
            several => self.several(operation, several, method),
        };
        match answer {
            Some(Answer::Json(ty)) if may_be_empty => Answer::JsonOrEmpty(ty),
            Some(answer) => answer,
            None => Answer::Empty,
        }
    }

    /// The responses that mean that all went well.
    fn successes(&mut self, operation: &'d spec::Operation) -> Vec<(&'d str, &'d Response)> {
        let responses = self.responses(operation);
        let of = |is_success: &dyn Fn(&str) -> bool| -> Vec<(&'d str, &'d Response)> {
            let found = responses.iter().filter(|(status, _)| is_success(status));
            found.copied().collect()
        };
        let successes = of(&|status| status.starts_with('2'));
        if !successes.is_empty() {
            return successes;
        }
        let others = of(&|status| status == "default");
        if others.is_empty()
            && !operation
                .responses
                .keys()
                .any(|status| status.starts_with('2'))
        {
            self.report
                .warning(
                    operation.at.key(),
                    "no response of this operation says what a call gives when all went well: it gives nothing",
                )
                .help("add the response `200` or `204`");
        }
        others
    }

    /// Several bodies: one type where they are the same, a union where not.
    fn several(
        &mut self,
        operation: &'d spec::Operation,
        bodies: &[(&'d str, &'d Response, &'d MediaType)],
        method: &str,
    ) -> Option<Answer> {
        let place = bodies.first()?.1.at.key();
        let mut kinds: Vec<(&str, Answer)> = Vec::new();
        for (status, _, media_type) in bodies {
            let name = format!("{method}.{}", reason(status));
            let Some(answer) = self.json_answer(operation, media_type, &name) else {
                continue;
            };
            if kinds.iter().all(|(_, known)| *known != answer) {
                kinds.push((status, answer));
            }
        }
        if kinds.len() < 2 {
            return kinds.pop().map(|(_, answer)| answer);
        }
        if kinds
            .iter()
            .any(|(_, answer)| !matches!(answer, Answer::Json(_)))
        {
            let message = "another kind of success is not generated beside an envelope";
            self.report.warning(place, message);
            return kinds.into_iter().next().map(|(_, answer)| answer);
        }
        let types = kinds
            .into_iter()
            .filter_map(|(status, answer)| Some((reason(status), answer.ty()?.clone())))
            .collect();
        let name = format!("{method}.response");
        Some(Answer::Json(self.union_of(types, &name, place)))
    }

    /// The responses with references resolved and statuses checked.
    fn responses(&mut self, operation: &'d spec::Operation) -> Vec<(&'d str, &'d Response)> {
        let components = &self.document.components.responses;
        let mut responses = Vec::new();
        for (status, response) in &operation.responses {
            if !is_status(status) {
                self.report
                    .mistake(
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
    ///
    /// Types of their bodies are named after `method`.
    pub(super) fn failures(
        &mut self,
        operation: &'d spec::Operation,
        method: &str,
    ) -> Vec<Failure> {
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
            let ty = self.failure_body(resolved, &format!("{method}.{}", reason(status)));
            failures.push(Failure {
                status: status.to_owned(),
                description,
                ty,
            });
        }
        failures
    }

    /// The type of an error body. The errors of an envelope are read without one.
    fn failure_body(&mut self, response: &'d Response, name: &str) -> Option<Type> {
        let (_, media_type) = json(&response.content)?;
        let schema = media_type.schema.as_ref()?;
        if let Schema::Object(object) = schema
            && self.envelope_of(object).is_some()
        {
            self.take_in(object);
            return None;
        }
        let ty = self.meaning(schema, name).into_element();
        (ty != Type::Any).then_some(ty)
    }

    /// Takes note that a component is used, though no type is made of it here.
    fn take_in(&mut self, schema: &'d SchemaObject) {
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

    /// What an answer without JSON is.
    fn content(&mut self, response: &'d Response) -> Answer {
        let Some((name, media_type)) = media::preferred(&response.content) else {
            return Answer::Empty;
        };
        if name.starts_with("text/event-stream") {
            let place = response.at.child("content").child(name).key();
            self.report.warning(
                place,
                "a stream of events is given as one text, when it has ended",
            );
        }
        match media::kind(name, media_type) {
            Kind::Json | Kind::Text => Answer::Text,
            Kind::Form | Kind::Multipart | Kind::Bytes => Answer::Bytes,
        }
    }

    fn other_media_types(&mut self, response: &'d Response) {
        let Some((name, _)) = json(&response.content) else {
            return;
        };
        for other in response.content.keys().filter(|other| *other != name) {
            self.report.warning(
                response.at.child("content").child(other).key(),
                "JSON is asked for; this media type is not generated",
            );
        }
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

/// What a status is called in the name of a type (RFC 9110, section 15).
fn reason(status: &str) -> String {
    let reason = match status {
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non_authoritative",
        "204" => "no_content",
        "205" => "reset_content",
        "206" => "partial_content",
        "2XX" => "success",
        "400" => "bad_request",
        "401" => "unauthorized",
        "403" => "forbidden",
        "404" => "not_found",
        "409" => "conflict",
        "410" => "gone",
        "412" => "precondition_failed",
        "422" => "unprocessable_content",
        "429" => "too_many_requests",
        "500" => "internal_server_error",
        "503" => "service_unavailable",
        "4XX" => "client_error",
        "5XX" => "server_error",
        "default" => "error",
        other => return format!("status_{other}"),
    };
    reason.to_owned()
}
