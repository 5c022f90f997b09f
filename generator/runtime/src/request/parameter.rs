//! Steps of a request for parameters that are more than one plain text: lists, objects, cookies.

use http::HeaderValue;
use http::header;
use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::Request;
use crate::request::query;
use crate::request::style;
use crate::request::style::Style;
use crate::value::json;

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Request<'_> {
    /// Writes a value of any type in this style, in place of what was written for this parameter before. What is `null`, or empty
    /// outside a path, is not sent.
    ///
    /// Rejected is what the steps for plain texts reject.
    pub fn styled<V: Serialize>(
        self,
        place: ParameterLocation,
        style: Style,
        name: &str,
        value: V,
    ) -> Self {
        let value = match json::value(&value) {
            Ok(value) => value,
            Err(error) => {
                let error = Error::invalid_argument(name, error.to_string());
                return self.attempt(|_| Err(error));
            }
        };
        match place {
            ParameterLocation::Path => {
                self.attempt(|request| request.put_path(name, &style::in_path(name, style, &value)))
            }
            ParameterLocation::Query => self.attempt(|request| {
                let pairs = style::pairs(name, style, &value);
                request.forget(|pair| {
                    let mut names = pairs.iter().map(|(name, _)| name);
                    query::is_of(pair, name) || names.any(|name| query::is_called(pair, name))
                });
                style::append_pairs(&mut request.query, style, &pairs);
                Ok(())
            }),
            ParameterLocation::Header => {
                let mut pairs = style::pairs(name, style, &value).into_iter();
                match pairs.next() {
                    Some((_, parts)) => self.header(name, parts.join(",")),
                    None => self,
                }
            }
            ParameterLocation::Cookie => {
                let pairs = style::pairs(name, style, &value);
                pairs.into_iter().fold(self, |request, (name, parts)| {
                    request.cookie(&name, &style::joined(style, &parts))
                })
            }
        }
    }

    /// Lets reserved characters and percent-encoded triplets in the values of `name` stay as they are: the query has it already
    /// (RFC 6570, section 3.2.3). Encoded are those that would end the value or the query, or are read as something else:
    /// `&`, `#`, `+`, `[` and `]`; who means them as they are encodes them.
    pub fn allow_reserved(self, name: &str) -> Self {
        self.attempt(|request| {
            style::allow_reserved(&mut request.query, name);
            Ok(())
        })
    }

    /// Sets a cookie, in place of one of the same name; the value is encoded already.
    fn cookie(self, name: &str, value: &str) -> Self {
        self.attempt(|request| {
            let invalid =
                || Error::invalid_argument(name, "this is no name that a cookie can have");
            let headers = &mut request.headers;
            let before = headers
                .get(header::COOKIE)
                .and_then(|cookies| cookies.to_str().ok());
            let before = before.into_iter().flat_map(|cookies| cookies.split("; "));
            let others = before.filter(|cookie| query::name_of(cookie) != name);
            let cookie = format!("{name}={value}");
            let cookies = others
                .chain([cookie.as_str()])
                .collect::<Vec<_>>()
                .join("; ");
            let cookies = HeaderValue::try_from(cookies).map_err(|_| invalid())?;
            headers.insert(header::COOKIE, cookies);
            Ok(())
        })
    }
}

/// A value as JSON, which all styles are written from.
pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> Result<Value, Error> {
    json::value(value).map_err(Error::serialization)
}
