//! Steps of a request for parameters that are more than one plain text: lists, objects, cookies.

use std::fmt::Display;

use http::HeaderValue;
use http::header;
use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::Request;
use crate::body::multipart;
use crate::request::percent;
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
                let pairs = style::pairs(name, style, &value).into_iter();
                let cookies = pairs.map(|(name, parts)| (name, style::in_cookie(style, &parts)));
                self.cookies(name, &cookies.collect::<Vec<_>>())
            }
        }
    }

    /// Puts a value in a style in the place of `{name}`, in which reserved characters and percent-encoded triplets stay as they are, like
    /// [`path_reserved`](Self::path_reserved) of one text.
    pub fn styled_reserved<V: Serialize>(self, style: Style, name: &str, value: V) -> Self {
        self.attempt(|request| {
            let invalid =
                |error: serde_json::Error| Error::invalid_argument(name, error.to_string());
            let value = json::value(&value).map_err(invalid)?;
            request.put_reserved_path(name, &style::in_path(name, style, &value))
        })
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

    /// The same in the value of the cookie `name`, but for `,` and `;`.
    pub fn allow_reserved_in_cookie(self, name: &str) -> Self {
        self.attempt(|request| {
            let sent = request.sent_cookies();
            let kept = sent.iter().map(|cookie| match cookie.split_once('=') {
                Some((key, value)) if key == name => {
                    format!(
                        "{key}={}",
                        percent::with_reserved(value, percent::IN_COOKIE)
                    )
                }
                _ => cookie.clone(),
            });
            request.set_cookies(name, &kept.collect::<Vec<_>>())
        })
    }

    /// Sets the whole query, as a form whose properties are written in these styles, in place of what was in it. What is `null`
    /// leaves it as it is.
    pub fn query_form<V: Serialize>(self, value: V, styles: &[(&str, Style)]) -> Self {
        let form = match json(&value) {
            Ok(Value::Null) => return self,
            Ok(value) => multipart::form(&value, styles),
            Err(error) => Err(error),
        };
        self.attempt(|request| {
            request.query = form?;
            Ok(())
        })
    }

    /// Sets the whole query, as JSON, in place of what was in it. What is `null` leaves it as it is.
    pub fn query_json<V: Serialize>(self, value: V) -> Self {
        match json(&value) {
            Ok(Value::Null) => self,
            Ok(value) => self.query_text(value),
            Err(error) => self.attempt(|_| Err(error)),
        }
    }

    /// Sets the whole query, as a text, in place of what was in it.
    pub fn query_text<V: Display>(self, value: V) -> Self {
        self.attempt(|request| {
            let unwritable = |_| Error::invalid_argument("query", "it cannot be written as text");
            request.query = percent::encoded(&value).map_err(unwritable)?;
            Ok(())
        })
    }

    /// Sets the cookies of a parameter, in place of those of the same names; the values are written as they are.
    fn cookies(self, parameter: &str, cookies: &[(String, String)]) -> Self {
        self.attempt(|request| {
            let is_value = |value: &str| value.bytes().all(is_of_cookie);
            if !cookies.iter().all(|(_, value)| is_value(value)) {
                let reason = "a cookie holds visible ASCII without `;` and spaces";
                return Err(Error::invalid_argument(parameter, reason));
            }
            let mut sent = request.sent_cookies();
            sent.retain(|sent| {
                let mut names = cookies.iter().map(|(name, _)| name);
                !names.any(|name| query::name_of(sent) == name)
            });
            sent.extend(
                cookies
                    .iter()
                    .map(|(name, value)| format!("{name}={value}")),
            );
            request.set_cookies(parameter, &sent)
        })
    }

    /// The cookies that are set.
    fn sent_cookies(&self) -> Vec<String> {
        let sent = self.headers.get(header::COOKIE);
        let sent = sent.and_then(|cookies| cookies.to_str().ok());
        let sent = sent.into_iter().flat_map(|cookies| cookies.split("; "));
        sent.map(str::to_owned).collect()
    }

    fn set_cookies(&mut self, parameter: &str, cookies: &[String]) -> Result<(), Error> {
        if cookies.is_empty() {
            return Ok(());
        }
        let invalid =
            |_| Error::invalid_argument(parameter, "this is no name that a cookie can have");
        let cookies = HeaderValue::try_from(cookies.join("; ")).map_err(invalid)?;
        self.headers.insert(header::COOKIE, cookies);
        Ok(())
    }
}

/// Whether the value of a cookie may hold a byte. RFC 6265 allows no comma, which servers take all the same.
fn is_of_cookie(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b';'
}

/// A value as JSON, which all styles are written from.
pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> Result<Value, Error> {
    json::value(value).map_err(Error::serialization)
}
