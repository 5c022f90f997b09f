//! An operation as the description has it.

use std::error::Error;

use http::HeaderMap;
use http::Method;
use jsonschema::Validator;
use serde_json::Value;

use super::Document;
use super::body;
use super::parameter::Parameter;
use super::response::Response;
use crate::Operation;
use crate::error_response::ErrorResponse;
use crate::response::PlannedResponse;

/// An operation as the description has it.
#[derive(Debug)]
pub(crate) struct Described {
    /// Its `operationId`; without one, its method and path.
    pub(crate) id: String,
    pub(crate) method: Method,
    /// With its parameters in braces.
    pub(crate) path: String,
    /// What the fake does; of others it gives a response as it is described, and does nothing.
    pub(crate) operation: Option<Operation>,
    /// Whether it needs no credentials.
    pub(crate) is_public: bool,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    response: Option<Response>,
}

/// The JSON that a request has.
#[derive(Debug)]
struct Body {
    is_required: bool,
    validator: Validator,
}

impl Described {
    pub(super) fn read(
        document: &Document,
        path: &str,
        item: &Value,
        method: Method,
    ) -> Result<Self, Box<dyn Error>> {
        let operation = &item[method.as_str().to_lowercase()];
        let id = operation["operationId"]
            .as_str()
            .map_or_else(|| format!("{method} {path}"), str::to_owned);
        let lists = [&item["parameters"], &operation["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        let security = operation.get("security").and_then(Value::as_array);
        Ok(Self {
            operation: Operation::ALL.into_iter().find(|it| it.id() == id),
            is_public: security.is_some_and(Vec::is_empty),
            parameters: parameters
                .filter_map(|it| Parameter::read(document, it).transpose())
                .collect::<Result<_, _>>()?,
            body: Body::read(document, &operation["requestBody"])?,
            response: Response::read(document, &operation["responses"])?,
            path: path.to_owned(),
            method,
            id,
        })
    }

    /// Whether JSON is to be read from a request, which has a body or has none.
    pub(crate) fn takes_body(&self, is_given: bool) -> bool {
        let body = self.body.as_ref();
        body.is_some_and(|body| body.is_required || is_given)
    }

    /// Whether the description allows what is in the query and in the headers.
    pub(crate) fn check_parameters(
        &self,
        query: &str,
        headers: &HeaderMap,
    ) -> Result<(), ErrorResponse> {
        let mut parameters = self.parameters.iter();
        parameters.try_for_each(|parameter| parameter.check(query, headers))
    }

    /// Whether the description allows the body.
    pub(crate) fn check_body(&self, value: &Value) -> Result<(), ErrorResponse> {
        let Some(body) = &self.body else {
            return Ok(());
        };
        let outcome = body.validator.validate(value);
        outcome.map_err(|error| body::error_response(self.operation, &error))
    }

    /// A response as the description shows or allows it.
    pub(crate) fn respond(&self) -> Result<PlannedResponse, ErrorResponse> {
        let response = self.response.as_ref().map(Response::response);
        response.ok_or_else(|| ErrorResponse::not_shown(&self.id))
    }
}

impl Body {
    /// `None` where a body is not described, or is none of JSON.
    fn read(document: &Document, body: &Value) -> Result<Option<Self>, Box<dyn Error>> {
        let body = document.resolve(body);
        let Some(schema) = body["content"]["application/json"].get("schema") else {
            return Ok(None);
        };
        Ok(Some(Self {
            is_required: body["required"] == true,
            validator: document.validator(schema)?,
        }))
    }
}
