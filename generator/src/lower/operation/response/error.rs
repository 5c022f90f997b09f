//! The error responses of an operation, by status.

use crate::lower::media::json;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::site::Site;
use crate::lower::status::reason;
use crate::model::ErrorResponse;
use crate::model::Type;
use crate::spec;
use crate::spec::Response;
use crate::spec::Schema;

impl<'d> Operations<'d> {
    /// The error responses, by status.
    pub(crate) fn error_responses(
        &mut self,
        operation: &'d spec::Operation,
        site: Site<'_>,
    ) -> Vec<ErrorResponse> {
        let mut error_responses = Vec::new();
        for (status, response) in self.declared_errors(operation) {
            let description = response.words().unwrap_or_default();
            for media_type in response.content.values() {
                self.report_items(media_type);
            }
            error_responses.push(ErrorResponse {
                status: status.to_owned(),
                description,
                ty: self.error_body(response, site.named(&site.name_of(&reason(status)))),
                media_types: media_types(response),
            });
        }
        error_responses
    }

    /// The responses that are no success, by status.
    pub(crate) fn declared_errors(
        &mut self,
        operation: &'d spec::Operation,
    ) -> Vec<(&'d str, &'d Response)> {
        let components = &self.schemas.document.components.responses;
        let is_declared = |first: char| {
            let mut statuses = operation.responses.keys();
            statuses.any(|status| status.starts_with(first))
        };
        let success = ['2', '3'].into_iter().find(|first| is_declared(*first));
        let is_error = |status: &str| match success {
            Some(success) => !status.starts_with(success),
            None => status != "default",
        };
        let responses = operation.responses.iter();
        responses
            .filter(|(status, _)| is_error(status))
            .filter_map(|(status, response)| {
                let resolved =
                    reference::resolve(response, "responses", components, self.schemas.report)?;
                Some((status.as_str(), resolved))
            })
            .collect()
    }

    /// The type of an error body. The errors of an envelope are read without one.
    fn error_body(&mut self, response: &'d Response, site: Site<'_>) -> Option<Type> {
        let (_, media_type) = json(&response.content)?;
        let schema = media_type.schema.as_ref()?;
        if let Schema::Object(object) = schema
            && self.envelope_of(object).is_some()
        {
            self.schemas.use_component(object);
            return None;
        }
        let ty = self.schemas.meaning(schema, site).into_item();
        (ty != Type::Any).then_some(ty)
    }
}

/// The media types of a body that is not read as JSON.
fn media_types(response: &Response) -> Vec<String> {
    match json(&response.content) {
        Some(_) => Vec::new(),
        None => response.content.keys().cloned().collect(),
    }
}
