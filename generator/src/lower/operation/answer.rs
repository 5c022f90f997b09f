//! What a call gives when all went well.

use crate::lower::operation::media::Kind;
use crate::lower::operation::negotiation::Success;
use crate::lower::operation::negotiation::accept;
use crate::lower::operation::negotiation::notes;
use crate::lower::operation::negotiation::words;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::status::is_status;
use crate::lower::reference;
use crate::lower::schema::Meaning;
use crate::model::AlternativeAnswer;
use crate::model::Answer;
use crate::model::Name;
use crate::model::Type;
use crate::model::Verb;
use crate::spec;
use crate::spec::MediaType;
use crate::spec::Response;

/// What an operation gives, and what it asks for.
#[derive(Default)]
pub(crate) struct Answers {
    pub(crate) answer: Answer,
    pub(crate) accept: Option<String>,
    pub(crate) takes_redirects: bool,
    pub(crate) alternatives: Vec<AlternativeAnswer>,
    /// What is said of media types that are not asked for, and of links.
    pub(crate) notes: Vec<String>,
}

impl<'d> Operations<'d> {
    /// What an operation gives; types made of it are named after `method`.
    pub(crate) fn answers(
        &mut self,
        operation: &'d spec::Operation,
        verb: Verb,
        method: &str,
    ) -> Answers {
        let successes = self.successes(operation);
        let mut links = self.links_of_successes(&successes);
        links.extend(self.links_of_failures(operation));
        let takes_redirects = successes.iter().any(|one| one.status.starts_with('3'));
        if verb == Verb::Head {
            return Answers {
                takes_redirects,
                notes: links,
                ..Answers::default()
            };
        }
        let answer = self.answer(operation, &successes, method);
        let notes = notes(&successes).into_iter().chain(words(&successes));
        let notes = notes.chain(links).collect();
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
    pub(crate) fn events(&mut self, media_type: &'d MediaType, method: &str) -> Answer {
        let schema = media_type.schema.as_ref();
        let meaning = schema.map(|schema| self.schemas.meaning(schema, &format!("{method}.event")));
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
    pub(crate) fn success(
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
            self.schemas.report
                .warning(
                    operation.at.key(),
                    "no response of this operation says what a call gives when all went well: it gives nothing",
                )
                .help("add the response `200` or `204`");
        }
        others
    }

    /// The responses with references resolved and statuses checked.
    fn responses(&mut self, operation: &'d spec::Operation) -> Vec<(&'d str, &'d Response)> {
        let components = &self.schemas.document.components.responses;
        let mut responses = Vec::new();
        for (status, response) in &operation.responses {
            if !is_status(status) {
                self.schemas
                    .report
                    .mistake(
                        operation.at.child("responses").child(status).key(),
                        format!("`{status}` is no status"),
                    )
                    .help("write three digits, a range such as `4XX`, or `default`");
                continue;
            }
            let resolved =
                reference::resolve(response, "responses", components, self.schemas.report);
            responses.extend(resolved.map(|response| (status.as_str(), response)));
        }
        responses
    }
}

/// What an answer without JSON is.
pub(crate) fn content_answer(kind: Kind) -> Answer {
    match kind {
        Kind::Json | Kind::Text | Kind::Events => Answer::Text,
        Kind::Form | Kind::Multipart | Kind::Bytes => Answer::Bytes,
    }
}
