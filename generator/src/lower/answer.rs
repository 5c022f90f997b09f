//! Responses: what a call gives when all went well, and what can go wrong.

use super::Lowering;
use super::media;
use super::media::Kind;
use super::media::json;
use super::negotiation::Success;
use super::negotiation::accept;
use super::negotiation::notes;
use super::reference;
use super::schema::Meaning;
use crate::markdown::code;
use crate::model::AlternativeAnswer;
use crate::model::Answer;
use crate::model::AnswerKind;
use crate::model::Docs;
use crate::model::Failure;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Verb;
use crate::spec;
use crate::spec::EnvelopeMembers;
use crate::spec::MediaType;
use crate::spec::Response;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// What an operation gives, and what it asks for.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) answer: Answer,
    pub(super) accept: Option<String>,
    pub(super) takes_redirects: bool,
    pub(super) alternatives: Vec<AlternativeAnswer>,
    /// What is said of media types that are not asked for, and of links.
    pub(super) notes: Vec<String>,
}

impl<'d> Lowering<'d> {
    /// What an operation gives; types made of it are named after `method`.
    pub(super) fn answers(
        &mut self,
        operation: &'d spec::Operation,
        verb: Verb,
        method: &str,
    ) -> Answers {
        let successes = self.successes(operation);
        let mut links: Vec<String> = Vec::new();
        for success in &successes {
            for link in self.links(success.response) {
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        let takes_redirects = successes.iter().any(|one| one.status.starts_with('3'));
        if verb == Verb::Head {
            return Answers {
                takes_redirects,
                notes: links,
                ..Answers::default()
            };
        }
        let answer = self.answer(operation, &successes, method);
        let notes = notes(&successes).into_iter().chain(links).collect();
        let accept = accept(&successes);
        let mut alternatives = self.alternatives(operation, &successes, method);
        if answer == Answer::Bytes {
            alternatives.push(AlternativeAnswer {
                method: Name::of_value_or("send_stream", "send_stream"),
                media_type: accept.clone().unwrap_or_default(),
                answer: Answer::Stream,
            });
        }
        Answers {
            answer,
            accept,
            takes_redirects,
            alternatives,
            notes,
        }
    }

    /// A stream of events; the type of their data is named after `method`.
    fn events(&mut self, media_type: &'d MediaType, method: &str) -> Answer {
        let schema = media_type.schema.as_ref();
        let meaning = schema.map(|schema| self.meaning(schema, &format!("{method}.event")));
        Answer::Events(meaning.map_or(Type::Any, Meaning::into_element))
    }

    fn answer(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        method: &str,
    ) -> Answer {
        let full: Vec<&Success<'d>> = successes.iter().filter(|one| one.main.is_some()).collect();
        let kinds: Vec<Kind> = full.iter().filter_map(|one| one.kind()).collect();
        let answer = match (full.as_slice(), kinds.as_slice()) {
            ([], _) => return Answer::Empty,
            ([only], [Kind::Json | Kind::Events]) => self.success(operation, only, method),
            (_, [first, others @ ..])
                if *first != Kind::Json && others.iter().all(|one| one == first) =>
            {
                return content_answer(*first);
            }
            _ => self.several(operation, successes, method),
        };
        let may_be_empty = full.len() < successes.len();
        match answer {
            Some(Answer::Json(ty)) if may_be_empty => Answer::JsonOrEmpty(ty),
            Some(answer) => answer,
            None => Answer::Empty,
        }
    }

    /// What one success gives; types made of it are named after `name`.
    fn success(
        &mut self,
        operation: &'d spec::Operation,
        success: &Success<'d>,
        name: &str,
    ) -> Option<Answer> {
        match (success.main, success.kind()) {
            (Some((_, media_type)), Some(Kind::Json)) => {
                self.json_answer(operation, media_type, name)
            }
            (Some((_, media_type)), Some(Kind::Events)) => Some(self.events(media_type, name)),
            (_, kind) => Some(kind.map_or(Answer::Empty, content_answer)),
        }
    }

    /// The responses that mean that all went well: a redirect is one where nothing else is.
    fn successes(&mut self, operation: &'d spec::Operation) -> Vec<Success<'d>> {
        let responses = self.responses(operation);
        let is_said = |first: char| {
            let mut statuses = operation.responses.keys();
            statuses.any(|status| status.starts_with(first))
        };
        let of = |is_success: &dyn Fn(&str) -> bool| -> Vec<Success<'d>> {
            let found = responses.iter().filter(|(status, _)| is_success(status));
            found
                .map(|(status, response)| Success::new(status, response))
                .collect()
        };
        if is_said('2') {
            return of(&|status| status.starts_with('2'));
        }
        if is_said('3') {
            return of(&|status| status.starts_with('3'));
        }
        let others = of(&|status| status == "default");
        if others.is_empty() {
            self.report
                .warning(
                    operation.at.key(),
                    "no response of this operation says what a call gives when all went well: it gives nothing",
                )
                .help("add the response `200` or `204`");
        }
        others
    }

    /// Several successes: one type where they are the same, one of several by status where not.
    fn several(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        method: &str,
    ) -> Option<Answer> {
        let place = successes.first()?.response.at.key();
        let mut kinds: Vec<AnswerKind> = Vec::new();
        for success in successes {
            let called = match success.status {
                "default" => "default".to_owned(),
                status => reason(status),
            };
            let answer = self.success(operation, success, &format!("{method}.{called}"));
            let answer = match answer {
                Some(Answer::Events(_)) => {
                    self.report.warning(
                        success.response.at.key(),
                        "a stream of events beside other successes is given as one text, when it has ended",
                    );
                    Some(Answer::Text)
                }
                answer => answer,
            };
            kinds.extend(answer.map(|answer| answer_kind(success, &called, answer)));
        }
        let mut distinct: Vec<&Answer> = Vec::new();
        for kind in kinds.iter().filter(|kind| kind.answer != Answer::Empty) {
            if !distinct.contains(&&kind.answer) {
                distinct.push(&kind.answer);
            }
        }
        let is_wrapped =
            |answer: &&&Answer| matches!(answer, Answer::Enveloped(_) | Answer::Unwrapped { .. });
        match (distinct.as_slice(), distinct.iter().find(is_wrapped)) {
            ([only], _) => Some((*only).clone()),
            (_, Some(wrapped)) => {
                let message = "another kind of success is not generated beside an envelope";
                self.report.warning(place, message);
                Some((**wrapped).clone())
            }
            _ => {
                let name = format!("{method}.response");
                let shape = Shape::Answers(kinds);
                Some(Answer::Kinds(self.operation_type(
                    &name,
                    place,
                    Docs::default(),
                    shape,
                )))
            }
        }
    }

    /// The answers of other media types, each with the method that asks for it.
    fn alternatives(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        method: &str,
    ) -> Vec<AlternativeAnswer> {
        let mut alternatives: Vec<AlternativeAnswer> = Vec::new();
        for success in successes {
            for (media_type, described) in success.others() {
                let name = format!("send_{}", media::called(media_type));
                let name = Name::of_value_or(&name, "send_other");
                if alternatives
                    .iter()
                    .any(|known| known.method.rust() == name.rust())
                {
                    continue;
                }
                let own = format!("{method}.{}", media::called(media_type));
                let answer = match media::kind(media_type, described) {
                    Kind::Json => self.json_answer(operation, described, &own),
                    Kind::Events => Some(self.events(described, method)),
                    kind => Some(content_answer(kind)),
                };
                alternatives.extend(answer.map(|answer| AlternativeAnswer {
                    method: name,
                    media_type: media_type.to_owned(),
                    answer,
                }));
            }
        }
        alternatives
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
        let is_said = |first: char| {
            let mut statuses = operation.responses.keys();
            statuses.any(|status| status.starts_with(first))
        };
        let success = ['2', '3'].into_iter().find(|first| is_said(*first));
        let is_failure = |status: &str| match success {
            Some(success) => !status.starts_with(success),
            None => status != "default",
        };
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

fn answer_kind(success: &Success<'_>, called: &str, answer: Answer) -> AnswerKind {
    let said = success.response.description.as_ref();
    AnswerKind {
        name: Name::of_variant_or(called, "Other"),
        status: success.status.to_owned(),
        answer,
        docs: Docs {
            description: said.map(|text| text.value.clone()),
            notes: vec![format!("With {}.", code(success.status))],
            ..Docs::default()
        },
    }
}

/// What an answer without JSON is.
fn content_answer(kind: Kind) -> Answer {
    match kind {
        Kind::Json | Kind::Text | Kind::Events => Answer::Text,
        Kind::Form | Kind::Multipart | Kind::Bytes => Answer::Bytes,
    }
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
