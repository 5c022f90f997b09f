//! The successful response of a call.

use crate::lower::operation::media::Kind;
use crate::lower::operation::negotiation::Success;
use crate::lower::operation::negotiation::accept;
use crate::lower::operation::negotiation::notes;
use crate::lower::operation::negotiation::words;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::site::Site;
use crate::model::AlternativeResponse;
use crate::model::Name;
use crate::model::Response;
use crate::model::Type;
use crate::model::Verb;
use crate::spec;
use crate::spec::MediaType;

/// The successful response of an operation, and what it accepts.
#[derive(Default)]
pub(crate) struct Responses {
    pub(crate) response: Response,
    pub(crate) accept: Option<String>,
    pub(crate) takes_redirects: bool,
    pub(crate) alternatives: Vec<AlternativeResponse>,
    /// The notes on media types that are not accepted, and on links.
    pub(crate) notes: Vec<String>,
}

impl<'d> Operations<'d> {
    /// What an operation gives.
    pub(crate) fn responses(
        &mut self,
        operation: &'d spec::Operation,
        verb: Verb,
        site: Site<'_>,
    ) -> Responses {
        let successes = self.successes(operation);
        let mut links = self.links_of_successes(&successes);
        links.extend(self.links_of_error_responses(operation));
        let takes_redirects = successes.iter().any(|one| one.status.starts_with('3'));
        if verb == Verb::Head {
            return Responses {
                takes_redirects,
                notes: links,
                ..Responses::default()
            };
        }
        let response = self.response(operation, &successes, site);
        let notes = notes(&successes).into_iter().chain(words(&successes));
        let notes = notes.chain(links).collect();
        let accept = accept(&successes);
        let mut alternatives = self.alternatives(operation, &successes, site);
        if response == Response::Bytes {
            alternatives.push(AlternativeResponse {
                method: Name::of_value_or("send_stream", "send_stream"),
                media_type: accept.clone().unwrap_or_default(),
                response: Response::Stream,
            });
        }
        Responses {
            response,
            accept,
            takes_redirects,
            alternatives,
            notes,
        }
    }

    /// A stream of events.
    pub(crate) fn events(&mut self, media_type: &'d MediaType, site: Site<'_>) -> Response {
        let schema = media_type.schema.as_ref();
        let meaning = schema.map(|schema| {
            self.schemas
                .meaning(schema, site.named(&site.name_of("event")))
        });
        Response::Events(meaning.map_or(Type::Any, Meaning::into_item))
    }

    fn response(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        site: Site<'_>,
    ) -> Response {
        let full: Vec<&Success<'d>> = successes.iter().filter(|one| one.main.is_some()).collect();
        let kinds: Vec<Kind> = full.iter().filter_map(|one| one.kind()).collect();
        let response = match (full.as_slice(), kinds.as_slice()) {
            ([], _) => return Response::Empty,
            ([only], [Kind::Json | Kind::Events]) => self.success(operation, only, site),
            (_, [first, others @ ..])
                if *first != Kind::Json && others.iter().all(|one| one == first) =>
            {
                return content_response(*first);
            }
            _ => self.several(operation, successes, site),
        };
        let may_be_empty = full.len() < successes.len();
        match response {
            Some(Response::Json(ty)) if may_be_empty => Response::JsonOrEmpty(ty),
            Some(response) => response,
            None => Response::Empty,
        }
    }

    /// What one success gives; types made of it are named after `name`.
    pub(crate) fn success(
        &mut self,
        operation: &'d spec::Operation,
        success: &Success<'d>,
        site: Site<'_>,
    ) -> Option<Response> {
        match (success.main, success.kind()) {
            (Some((_, media_type)), Some(Kind::Json)) => {
                self.json_response(operation, media_type, site)
            }
            (Some((_, media_type)), Some(Kind::Events)) => Some(self.events(media_type, site)),
            (_, kind) => Some(kind.map_or(Response::Empty, content_response)),
        }
    }

    /// The responses that mean that all went well: a redirect is one where nothing else is.
    fn successes(&mut self, operation: &'d spec::Operation) -> Vec<Success<'d>> {
        let responses = self.documented_responses(operation);
        let is_said = |first: char| {
            let mut statuses = operation.responses.keys();
            statuses.any(|status| status.starts_with(first))
        };
        let of = |is_success: &dyn Fn(&str) -> bool| -> Vec<Success<'d>> {
            let successful = responses.iter().filter(|(status, _)| is_success(status));
            successful
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
            let message = "this operation has no successful response: a call returns nothing";
            self.report()
                .warning(operation.at.key(), message)
                .help("add the response `200` or `204`");
        }
        others
    }

    /// The responses with references resolved.
    fn documented_responses(
        &mut self,
        operation: &'d spec::Operation,
    ) -> Vec<(&'d str, &'d spec::Response)> {
        let components = &self.schemas.document.components.responses;
        let mut responses = Vec::new();
        for (status, response) in &operation.responses {
            let resolved =
                reference::resolve(response, "responses", components, self.schemas.report);
            responses.extend(resolved.map(|response| (status.as_str(), response)));
        }
        responses
    }
}

/// What a response without JSON is.
pub(crate) fn content_response(kind: Kind) -> Response {
    match kind {
        Kind::Json | Kind::Text | Kind::Events => Response::Text,
        Kind::Form | Kind::Multipart | Kind::Bytes => Response::Bytes,
    }
}
