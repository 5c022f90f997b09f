//! Responses of several kinds: by status, and by media type.

use crate::lower::media;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::response::negotiation::Success;
use crate::lower::schema::site::Site;
use crate::lower::status::reason;
use crate::markdown::code;
use crate::model::AlternativeResponse;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Response;
use crate::model::ResponseKind;
use crate::model::Shape;
use crate::report::Rule;
use crate::spec;

impl<'d> Operations<'d> {
    /// Several successes: one type where they are the same, one of several by status where not.
    pub(crate) fn several(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        site: Site<'_>,
    ) -> Option<Response> {
        let place = successes.first()?.response.at.key();
        let mut kinds: Vec<ResponseKind> = Vec::new();
        for success in successes {
            let called = match success.status {
                "default" => "default".to_owned(),
                status => reason(status),
            };
            let response = self.success(operation, success, site.named(&site.name_of(&called)));
            let response = match response {
                Some(Response::Items(..) | Response::ByteParts) => {
                    let message =
                        "a stream beside other successes is given as one text, when it has ended";
                    self.report().mistake(
                        Rule::UnsupportedKeyword,
                        success.response.at.key(),
                        message,
                    );
                    Some(Response::Text)
                }
                response => response,
            };
            kinds.extend(response.map(|response| response_kind(success, &called, response)));
        }
        let mut distinct: Vec<&Response> = Vec::new();
        for kind in kinds.iter().filter(|kind| kind.response != Response::Empty) {
            if !distinct.contains(&&kind.response) {
                distinct.push(&kind.response);
            }
        }
        let is_wrapped = |response: &&&Response| {
            matches!(
                response,
                Response::Enveloped(_) | Response::Unwrapped { .. }
            )
        };
        match (distinct.as_slice(), distinct.iter().find(is_wrapped)) {
            ([only], _) => Some((*only).clone()),
            (_, Some(wrapped)) => {
                let message = "another kind of success is not generated beside an envelope";
                self.report()
                    .mistake(Rule::UnsupportedKeyword, place, message);
                Some((**wrapped).clone())
            }
            _ => {
                let name = site.name_of("response");
                let (site, docs) = (site.named(&name), Docs::default());
                let shape = Shape::Responses(kinds);
                let ty = self.schemas.operation_type(site, place, docs, shape);
                Some(Response::Kinds(ty))
            }
        }
    }

    /// The responses of other media types, each with the method that requests it.
    pub(crate) fn alternatives(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        site: Site<'_>,
    ) -> Vec<AlternativeResponse> {
        let mut alternatives: Vec<AlternativeResponse> = Vec::new();
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
                let type_name = site.name_of(&media::called(media_type));
                let reading = success.reading_of(media_type, described);
                // The parts of a stream have a name of their own.
                let site = if reading.is_stream() {
                    site
                } else {
                    site.named(&type_name)
                };
                let response = self.content(operation, described, reading, site);
                alternatives.extend(response.map(|response| AlternativeResponse {
                    method: name,
                    media_type: media_type.to_owned(),
                    response,
                }));
            }
        }
        alternatives
    }
}

fn response_kind(success: &Success<'_>, called: &str, response: Response) -> ResponseKind {
    ResponseKind {
        name: Name::of_variant_or(called, "Other"),
        status: success.status.to_owned(),
        response,
        docs: Docs {
            description: success.response.words(),
            notes: vec![format!("Status {}.", code(success.status))],
            ..Docs::default()
        },
    }
}
