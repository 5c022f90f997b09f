//! Credentials, checked once and made ready to be put into every request.

pub(crate) mod credentials;
pub(crate) mod redaction;
pub(crate) mod scheme;
mod secret;
pub(crate) mod sign;
pub(crate) mod token;
pub mod webhook;

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
use crate::TokenOrSource;
use crate::TokenSource;
use crate::auth::redaction::Redaction;
use crate::auth::scheme::Placement;
use crate::request::percent;

/// What a client adds to its requests.
///
/// The header values are marked sensitive. They are copies that are not wiped when they are dropped.
#[derive(Clone, Default)]
pub(crate) struct Authorization {
    credentials: Vec<Credential>,
    redaction: Redaction,
}

/// One secret, ready to be sent.
#[derive(Clone)]
struct Credential {
    scheme: &'static str,
    value: CredentialValue,
}

#[derive(Clone)]
enum CredentialValue {
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(SecretString),
    /// `name=value`.
    Cookie(HeaderValue),
    /// `Authorization: Bearer …`, as it is when the request is sent.
    Source(Scheme, TokenSource),
}

/// Which secrets of its client a request takes.
#[derive(Clone, Debug, Default)]
pub(crate) enum Chosen {
    /// All of them.
    #[default]
    All,
    /// Those of these schemes.
    Some(Vec<&'static str>),
}

impl Authorization {
    /// Checks each secret, and makes it ready to be sent.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] that names the secret and says what is wrong with it, never its value.
    pub(crate) fn new(credentials: Credentials) -> Result<Self, Error> {
        let mut authorization = Self::default();
        for set in credentials.into_sets()? {
            let credentials = authorization.credentials_of(set)?;
            let is_replaced =
                |known: &Credential| credentials.iter().any(|new| new.scheme == known.scheme);
            authorization
                .credentials
                .retain(|known| !is_replaced(known));
            authorization.credentials.extend(credentials);
        }
        Ok(authorization)
    }

    /// The secrets that go together, no two of them in the same header.
    fn credentials_of(
        &mut self,
        set: Vec<(Scheme, TokenOrSource)>,
    ) -> Result<Vec<Credential>, Error> {
        let mut credentials: Vec<Credential> = Vec::new();
        for (scheme, secret) in set {
            let credential = match secret {
                TokenOrSource::Token(secret) => self.fixed(&scheme, secret)?,
                TokenOrSource::Source(source) => sourced(scheme, source)?,
            };
            if let Some(header) = credential.header()
                && credentials
                    .iter()
                    .any(|known| known.value.is_header(header))
            {
                return Err(misplaced(&scheme, "second header", header.as_str()));
            }
            credentials.push(credential);
        }
        Ok(credentials)
    }

    fn fixed(&mut self, scheme: &Scheme, secret: SecretString) -> Result<Credential, Error> {
        let value = secret::checked(scheme, &secret)?;
        let credential = credential(scheme, value, &mut self.redaction)?;
        self.redaction.add(secret);
        Ok(credential)
    }

    /// Where the token of the header `Authorization` comes from, if it expires.
    pub(crate) fn source(&self, chosen: &Chosen) -> Option<(Scheme, TokenSource)> {
        let mut values = self.chosen(chosen);
        let first = values.find(|value| value.header() == Some(&header::AUTHORIZATION))?;
        match first {
            CredentialValue::Source(scheme, source) => Some((*scheme, source.clone())),
            CredentialValue::Header(..)
            | CredentialValue::Query(_)
            | CredentialValue::Cookie(_) => None,
        }
    }

    /// The secrets of the first of `alternatives` that the client has whole; `None` when it has none of them. An alternative
    /// without schemes is what is left when there is no other.
    pub(crate) fn choose(&self, alternatives: &[&[&'static str]]) -> Option<Chosen> {
        let is_given = |scheme: &&str| {
            self.credentials
                .iter()
                .any(|credential| credential.scheme == *scheme)
        };
        let mut given = alternatives
            .iter()
            .filter(|schemes| schemes.iter().all(is_given));
        let chosen = given.clone().find(|schemes| !schemes.is_empty());
        let chosen = chosen.or_else(|| given.next())?;
        Some(Chosen::Some(chosen.to_vec()))
    }

    fn chosen<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a CredentialValue> {
        let is_chosen = move |credential: &&Credential| match chosen {
            Chosen::All => true,
            Chosen::Some(schemes) => schemes.contains(&credential.scheme),
        };
        self.credentials
            .iter()
            .filter(is_chosen)
            .map(|credential| &credential.value)
    }

    /// Puts the secrets that go into headers there.
    pub(crate) fn apply(&self, chosen: &Chosen, headers: &mut HeaderMap) {
        for credential in self.chosen(chosen) {
            match credential {
                CredentialValue::Header(name, value) => {
                    headers.entry(name).or_insert_with(|| value.clone());
                }
                CredentialValue::Cookie(value) => {
                    let cookies = headers.get(header::COOKIE);
                    let value = cookies.map_or_else(|| value.clone(), |given| beside(given, value));
                    headers.insert(header::COOKIE, value);
                }
                CredentialValue::Query(_) | CredentialValue::Source(..) => {}
            }
        }
    }

    /// Whether `name` is a header of the credentials that a request takes, which a call may not set.
    pub(crate) fn owns(&self, chosen: &Chosen, name: &HeaderName) -> bool {
        self.chosen(chosen)
            .any(|credential| credential.is_header(name))
    }

    /// The secrets that go into the query, each encoded as `name=value`.
    pub(crate) fn query<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a str> {
        self.chosen(chosen).filter_map(|value| match value {
            CredentialValue::Query(pair) => Some(pair.expose_secret()),
            CredentialValue::Header(..)
            | CredentialValue::Cookie(_)
            | CredentialValue::Source(..) => None,
        })
    }

    pub(crate) fn redaction(&self) -> &Redaction {
        &self.redaction
    }
}

impl Credential {
    fn header(&self) -> Option<&HeaderName> {
        self.value.header()
    }
}

impl CredentialValue {
    fn is_header(&self, name: &HeaderName) -> bool {
        match self {
            Self::Cookie(_) => name == header::COOKIE,
            value => value.header() == Some(name),
        }
    }

    /// The header that it has for itself.
    fn header(&self) -> Option<&HeaderName> {
        match self {
            Self::Header(name, _) => Some(name),
            Self::Source(..) => Some(&header::AUTHORIZATION),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

/// A source of tokens, which only a bearer scheme can have.
fn sourced(scheme: Scheme, source: TokenSource) -> Result<Credential, Error> {
    if scheme.placement() != Placement::Bearer {
        let secret = scheme.name();
        return Err(Error::configuration(format!(
            "the secret `{secret}` is no bearer token, which alone can come from a source of tokens"
        )));
    }
    Ok(Credential {
        scheme: scheme.name(),
        value: CredentialValue::Source(scheme, source),
    })
}

/// The header of a bearer token, checked.
pub(crate) fn bearer(scheme: &Scheme, secret: &SecretString) -> Result<HeaderValue, Error> {
    let value = secret::checked(scheme, secret)?;
    let header = HeaderValue::try_from(format!("Bearer {value}"));
    let header = header.map_err(|_| misplaced(scheme, "header", "authorization"))?;
    Ok(sensitive(header))
}

/// A secret, encoded as its scheme says; the encoded form is redacted from responses too.
fn credential(
    scheme: &Scheme,
    value: &str,
    redaction: &mut Redaction,
) -> Result<Credential, Error> {
    let value = match scheme.placement() {
        Placement::Bearer => in_header(scheme, "authorization", &format!("Bearer {value}"))?,
        Placement::Basic => {
            let value = STANDARD.encode(value);
            let header = in_header(scheme, "authorization", &format!("Basic {value}"))?;
            redaction.add(value.into());
            header
        }
        Placement::Header(name) => in_header(scheme, name, value)?,
        Placement::Query(name) => in_query(name, value, redaction),
        Placement::Cookie(name) => in_cookie(name, value)?,
    };
    let scheme = scheme.name();
    Ok(Credential { scheme, value })
}

fn misplaced(scheme: &Scheme, place: &str, name: &str) -> Error {
    let secret = scheme.name();
    Error::configuration(format!(
        "the secret `{secret}` cannot go into the {place} `{name}`"
    ))
}

fn in_header(scheme: &Scheme, name: &str, value: &str) -> Result<CredentialValue, Error> {
    let header = HeaderName::try_from(name).map_err(|_| misplaced(scheme, "header", name))?;
    let value = HeaderValue::from_str(value).map_err(|_| misplaced(scheme, "header", name))?;
    Ok(CredentialValue::Header(header, sensitive(value)))
}

fn in_query(name: &str, value: &str, redaction: &mut Redaction) -> CredentialValue {
    let mut pair = String::new();
    // Text is written to a string, neither of which fails.
    let _ = percent::append(&mut pair, &name);
    pair.push('=');
    let start = pair.len();
    let _ = percent::append(&mut pair, &value);
    redaction.add(pair[start..].into());
    CredentialValue::Query(pair.into())
}

fn in_cookie(name: &str, value: &str) -> Result<CredentialValue, Error> {
    let value = HeaderValue::try_from(format!("{name}={value}")).map_err(|_| {
        Error::configuration("the name of a cookie holds a character that no header can hold")
    })?;
    Ok(CredentialValue::Cookie(sensitive(value)))
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

    /// The headers and the query that are sent.
    fn shown(authorization: &Authorization, chosen: &Chosen) -> String {
        let mut headers = HeaderMap::new();
        authorization.apply(chosen, &mut headers);
        let mut shown = String::new();
        for (name, value) in &headers {
            assert!(value.is_sensitive());
            let value = std::str::from_utf8(value.as_bytes()).unwrap();
            let _ = write!(shown, "{name}: {value}");
        }
        for pair in authorization.query(chosen) {
            let _ = write!(shown, "?{pair}");
        }
        shown
    }

    #[test]
    fn the_first_alternative_that_is_whole_is_chosen() {
        let of = |scheme: Scheme, secret: &str| Credentials::new(&[scheme], [secret.into()]);
        let credentials = of(BEARER, "bearer")
            .and(of(BASIC, "u:p"))
            .and(of(QUERY, "q"));
        let authorization = Authorization::new(credentials.and(of(QUERY, "new"))).unwrap();
        for (alternatives, expected) in [
            (&[&["login"][..]][..], Some("authorization: Basic dTpw")),
            (
                &[&["api_token", "key"]],
                Some("authorization: Bearer bearer?api%20key=new"),
            ),
            (&[&["session", "key"], &["key"]], Some("?api%20key=new")),
            (&[&[], &["key"]], Some("?api%20key=new")),
            (&[&[], &["session"]], Some("")),
            (&[], None),
            (&[&["session"], &["api_key", "key"]], None),
        ] {
            let chosen = authorization.choose(alternatives);
            let shown = chosen.map(|chosen| shown(&authorization, &chosen));
            assert_eq!(shown.as_deref(), expected, "{alternatives:?}");
        }
    }

    #[test]
    fn each_secret_goes_where_its_scheme_says() {
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
            assert_eq!(shown(&authorization, &Chosen::All), expected);
        }
    }

    #[test]
    fn a_secret_that_cannot_go_where_its_scheme_says_is_rejected() {
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
