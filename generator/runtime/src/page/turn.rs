//! Asking for another page than the one that a call names.

use http::HeaderValue;
use serde_json::Value;

use super::property;
use super::target;
use crate::Error;
use crate::Request;
use crate::body::upload::Source;
use crate::request::query;

/// What a request asks for in place of its own page.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    /// The page that this value of the query names.
    Parameter { name: &'static str, value: String },
    /// The page that this property of the body names.
    Property {
        path: &'static str,
        value: String,
        is_number: bool,
    },
    /// The page at this URL.
    Target(String),
}

impl Turn {
    pub(super) fn parameter(name: &'static str, value: String) -> Self {
        Self::Parameter { name, value }
    }

    /// The same, with the value in a property of the body.
    pub(super) fn into_body(self, is_number: bool) -> Self {
        match self {
            Self::Parameter { name, value } => Self::Property {
                path: name,
                value,
                is_number,
            },
            other => other,
        }
    }

    /// What tells it from other pages of the same list.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Parameter { value, .. } | Self::Property { value, .. } => value,
            Self::Target(url) => url,
        }
    }
}

impl Request<'_> {
    /// Asks for this page in place of its own.
    pub(crate) fn turned(self, turn: Turn) -> Self {
        match turn {
            Turn::Parameter { name, value } => self.query(name, &value),
            Turn::Property {
                path,
                value,
                is_number,
            } => self.replace_property(path, value, is_number),
            Turn::Target(url) => self.attempt(|request| {
                let page = target::of(&url, request.server_url(), &request.path)
                    .map_err(Error::pagination)?;
                request.path = page.path;
                let authorization = &request.client.shared.authorization;
                let credentials = authorization.query(&request.chosen).map(query::name_of);
                let credentials: Vec<&str> = credentials.collect();
                let query = query::without(&page.query, |name| credentials.contains(&name));
                request.query = query.into_owned();
                Ok(())
            }),
        }
    }

    fn replace_property(self, path: &'static str, value: String, is_number: bool) -> Self {
        let value = if is_number {
            value
        } else {
            Value::from(value).to_string()
        };
        self.attempt(|request| {
            let body = property::replaced(&request.body, path, &value);
            let body =
                body.ok_or_else(|| Error::pagination("the body of the call is no JSON object"))?;
            request.set_body(Source::Whole(body.into()));
            request
                .content_type
                .get_or_insert(HeaderValue::from_static("application/json"));
            Ok(())
        })
    }
}
