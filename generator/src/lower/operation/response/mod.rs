//! Responses of a call: the successful one here, the others and their parts beside it.

pub(crate) mod choice;
pub(crate) mod condition;
pub(crate) mod envelope;
pub(crate) mod error;
mod headers;
pub(crate) mod negotiation;

use crate::lower::operation::operations::Operations;
use crate::lower::operation::reading::Reading;
use crate::lower::operation::response::negotiation::Success;
use crate::lower::operation::response::negotiation::accept;
use crate::lower::operation::response::negotiation::notes;
use crate::lower::operation::response::negotiation::words;
use crate::lower::reference;
use crate::lower::schema::site::Site;
use crate::lower::status::has_no_content;
use crate::model::AlternativeResponse;
use crate::model::Name;
use crate::model::Response;
use crate::model::Type;
use crate::model::Verb;
use crate::report::Rule;
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
        verb: &Verb,
        site: Site<'_>,
    ) -> Responses {
        let successes = self.successes(operation);
        let mut links = self.links_of_successes(&successes);
        links.extend(self.links_of_error_responses(operation));
        let takes_redirects = successes.iter().any(|one| one.status.starts_with('3'));
        if *verb == Verb::Head {
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
        let other_form = match response {
            Response::Bytes => Some(("send_stream", Response::Stream)),
            Response::Empty if may_have_content(&successes) => {
                Some(("send_bytes", Response::Bytes))
            }
            _ => None,
        };
        alternatives.extend(other_form.map(|(method, response)| AlternativeResponse {
            method: Name::of_value_or(method, method),
            media_type: accept.clone().unwrap_or_else(|| "*/*".to_owned()),
            response,
        }));
        Responses {
            response,
            accept,
            takes_redirects,
            alternatives,
            notes,
        }
    }

    fn response(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        site: Site<'_>,
    ) -> Response {
        let full: Vec<&Success<'d>> = successes.iter().filter(|one| one.main.is_some()).collect();
        let readings: Vec<Reading> = full.iter().filter_map(|one| one.reading()).collect();
        let is_one = |first: &Reading| readings.iter().all(|one| one == first);
        let response = match (full.as_slice(), readings.first()) {
            ([], _) => return Response::Empty,
            ([only], _) => self.success(operation, only, site),
            ([one, ..], Some(first)) if !first.has_type() && is_one(first) => {
                self.success(operation, one, site)
            }
            _ => self.several(operation, successes, site),
        };
        let may_be_empty = full.len() < successes.len();
        match response {
            Some(Response::Json(ty)) if may_be_empty => Response::JsonOrEmpty(nullable(ty)),
            Some(Response::Value(ty)) if may_be_empty => Response::Value(nullable(ty)),
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
        let Some((name, media_type)) = success.main else {
            return Some(Response::Empty);
        };
        let reading = success.reading_of(name, media_type);
        self.content(operation, media_type, reading, site)
    }

    /// What a content gives that is read in this way.
    pub(crate) fn content(
        &mut self,
        operation: &'d spec::Operation,
        media_type: &'d MediaType,
        reading: Reading,
        site: Site<'_>,
    ) -> Option<Response> {
        if !reading.is_stream() {
            self.report_items(media_type);
        }
        Some(match reading {
            Reading::Json => return self.json_response(operation, media_type, site),
            Reading::Value => {
                let name = site.name_of("response");
                Response::Value(self.type_of(media_type.schema.as_ref(), site.named(&name)))
            }
            Reading::Events | Reading::JsonLines | Reading::JsonSequence | Reading::Parts => {
                self.stream(media_type, reading, site)
            }
            Reading::ByteParts => Response::ByteParts,
            Reading::Text => Response::Text,
            Reading::EncodedBytes => Response::EncodedBytes,
            Reading::Bytes => Response::Bytes,
        })
    }

    /// The responses that mean that all went well: a redirect is one where nothing else is.
    fn successes(&mut self, operation: &'d spec::Operation) -> Vec<Success<'d>> {
        let responses = self.documented_responses(operation);
        let schemas = &self.schemas.document.components.schemas;
        let is_said = |first: char| {
            let mut statuses = operation.responses.keys();
            statuses.any(|status| status.starts_with(first))
        };
        let of = |is_success: &dyn Fn(&str) -> bool| -> Vec<Success<'d>> {
            let successful = responses.iter().filter(|(status, _)| is_success(status));
            successful
                .map(|(status, response)| Success::new(status, response, schemas))
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
                .warning(Rule::NoSuccess, operation.at.key(), message)
                .help("add the response `200` or `204`")
                .follows_from(&operation.at.child("responses"));
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
            if has_no_content(status) && resolved.is_some_and(has_content) {
                let message = format!(
                    "a response with the status {status} has no content (RFC 9110): what is described is not read"
                );
                let place = operation.at.child("responses").child(status).key();
                self.report()
                    .warning(Rule::EmptyContent, place, message)
                    .help("remove `content`");
            }
            responses.extend(resolved.map(|response| (status.as_str(), response)));
        }
        responses
    }
}

/// Whether a content may come that nothing describes.
fn may_have_content(successes: &[Success<'_>]) -> bool {
    let mut statuses = successes.iter().map(|success| success.status);
    successes.is_empty()
        || statuses.any(|status| !has_no_content(status) && !status.starts_with('3'))
}

/// A type of which `null` is a value.
fn nullable(ty: Type) -> Type {
    match ty {
        Type::Nullable(_) => ty,
        ty => Type::Nullable(Box::new(ty)),
    }
}

/// Whether a schema describes a content of the response.
fn has_content(response: &spec::Response) -> bool {
    let mut content = response.content.values();
    content.any(|media_type| media_type.schema.is_some())
}
