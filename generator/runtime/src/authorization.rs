//! Credentials, checked once and made ready to be put into every request.

mod secret;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::HeaderName;
use http::HeaderValue;
use http::header;
use secrecy::ExposeSecret as _;
use secrecy::SecretString;

use crate::Credentials;
use crate::Error;
use crate::Scheme;
use crate::percent;
use crate::redaction::Redaction;
use crate::scheme::Placement;

/// What a client adds to each request.
///
/// The header values are marked sensitive. They are copies that are not wiped when they are dropped.
#[derive(Clone, Default)]
pub(crate) struct Authorization {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: SecretString,
    redaction: Redaction,
}

impl Authorization {
    /// Checks each secret and puts it in its place.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] that names the secret and says what is wrong with it, never its value.
    pub(crate) fn new(credentials: Credentials) -> Result<Self, Error> {
        let mut draft = Draft::default();
        for (scheme, secret) in credentials.into_pairs()? {
            draft.place(&scheme, secret::checked(&scheme, &secret)?)?;
            draft.redaction.add(secret);
        }
        draft.finish()
    }

    /// Puts the secrets that go into headers there.
    pub(crate) fn apply(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            let value = match headers
                .get(header::COOKIE)
                .filter(|_| name == header::COOKIE)
            {
                Some(cookies) => beside(cookies, value),
                None => value.clone(),
            };
            headers.insert(name, value);
        }
    }

    /// Whether `name` is a header of the credentials, which a call may not set.
    pub(crate) fn owns(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(own, _)| own == name)
    }

    /// The secrets that go into the query, encoded as `name=value&name=value`; empty when there are none.
    pub(crate) fn query(&self) -> &str {
        self.query.expose_secret()
    }

    pub(crate) fn redaction(&self) -> &Redaction {
        &self.redaction
    }
}

/// An authorization to which secrets are still added.
#[derive(Default)]
struct Draft {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: String,
    cookies: String,
    redaction: Redaction,
}

impl Draft {
    fn place(&mut self, scheme: &Scheme, value: &str) -> Result<(), Error> {
        match scheme.placement() {
            Placement::Bearer => {
                self.add_header(scheme, "authorization", &format!("Bearer {value}"))
            }
            Placement::Basic => {
                let value = STANDARD.encode(value);
                self.add_header(scheme, "authorization", &format!("Basic {value}"))?;
                self.redaction.add(value.into());
                Ok(())
            }
            Placement::Header(name) => self.add_header(scheme, name, value),
            Placement::Query(name) => {
                self.add_query(name, value);
                Ok(())
            }
            Placement::Cookie(name) => {
                let separator = if self.cookies.is_empty() { "" } else { "; " };
                self.cookies.extend([separator, name, "=", value]);
                Ok(())
            }
        }
    }

    fn add_header(&mut self, scheme: &Scheme, name: &str, value: &str) -> Result<(), Error> {
        let misplaced = |place| {
            let secret = scheme.name();
            Error::configuration(format!(
                "the secret `{secret}` cannot go into the {place} `{name}`"
            ))
        };
        let header = HeaderName::try_from(name).map_err(|_| misplaced("header"))?;
        if self.headers.iter().any(|(taken, _)| *taken == header) {
            return Err(misplaced("second header"));
        }
        let value = HeaderValue::from_str(value).map_err(|_| misplaced("header"))?;
        self.headers.push((header, sensitive(value)));
        Ok(())
    }

    fn add_query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        // Text is written to a string, neither of which fails.
        let _ = percent::append(&mut self.query, &name);
        self.query.push('=');
        let start = self.query.len();
        let _ = percent::append(&mut self.query, &value);
        self.redaction.add(self.query[start..].into());
    }

    fn finish(mut self) -> Result<Authorization, Error> {
        if !self.cookies.is_empty() {
            let value = HeaderValue::try_from(self.cookies).map_err(|_| {
                Error::configuration(
                    "the name of a cookie holds a character that no header can hold",
                )
            })?;
            self.headers.push((header::COOKIE, sensitive(value)));
        }
        let query = self.query.into();
        Ok(Authorization {
            headers: self.headers,
            query,
            redaction: self.redaction,
        })
    }
}

/// The cookies of the call, and behind them those of the credentials.
fn beside(cookies: &HeaderValue, secret: &HeaderValue) -> HeaderValue {
    let both = [cookies.as_bytes(), b"; ", secret.as_bytes()].concat();
    sensitive(HeaderValue::try_from(both).unwrap_or_else(|_| secret.clone()))
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const BEARER: Scheme = Scheme::bearer("api_token");
    const BASIC: Scheme = Scheme::basic("login");
    const HEADER: Scheme = Scheme::header("api_key", "X-Auth-Key");
    const QUERY: Scheme = Scheme::query("key", "api key");
    const COOKIE: Scheme = Scheme::cookie("session", "sid");

    fn authorization(pairs: &[(Scheme, &str)]) -> Result<Authorization, Error> {
        let schemes: Vec<_> = pairs.iter().map(|(scheme, _)| *scheme).collect();
        let secrets = pairs.iter().map(|(_, secret)| SecretString::from(*secret));
        Authorization::new(Credentials::new(&schemes, secrets))
    }

    #[test]
    fn each_secret_goes_to_its_place() {
        for (pairs, expected) in [
            (
                &[(BEARER, "abc.DEF-1_~+/=")][..],
                "authorization: Bearer abc.DEF-1_~+/=",
            ),
            (
                &[(BASIC, "user:pass wörd")],
                "authorization: Basic dXNlcjpwYXNzIHfDtnJk",
            ),
            (&[(HEADER, "Token abc")], "x-auth-key: Token abc"),
            (
                &[(COOKIE, "1"), (Scheme::cookie("other", "o"), "2")],
                "cookie: sid=1; o=2",
            ),
            (&[(QUERY, "a&b")], "?api%20key=a%26b"),
            (&[], ""),
        ] {
            let authorization = authorization(pairs).unwrap();
            let mut shown = String::new();
            for (name, value) in &authorization.headers {
                assert!(value.is_sensitive());
                let _ = write!(
                    shown,
                    "{name}: {}",
                    std::str::from_utf8(value.as_bytes()).unwrap()
                );
            }
            if !authorization.query().is_empty() {
                let _ = write!(shown, "?{}", authorization.query());
            }
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn a_secret_without_a_place_of_its_own_is_refused() {
        for (pairs, message) in [
            (
                &[(BEARER, "abcdef"), (BASIC, "user:password")][..],
                "the secret `login` cannot go into the second header `authorization`",
            ),
            (
                &[(Scheme::header("key", "no header"), "abcdef")],
                "the secret `key` cannot go into the header `no header`",
            ),
            (
                &[(Scheme::cookie("session", "no\ncookie"), "abcdef")],
                "the name of a cookie holds a character that no header can hold",
            ),
        ] {
            assert_eq!(authorization(pairs).err().unwrap().to_string(), message);
        }
    }
}
