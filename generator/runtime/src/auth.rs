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
    parts: Vec<Part>,
    redaction: Redaction,
}

/// One secret, ready for its place.
#[derive(Clone)]
struct Part {
    scheme: &'static str,
    place: Place,
}

#[derive(Clone)]
enum Place {
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
    /// All of them, as long as there is one for each place.
    #[default]
    All,
    /// Those of these schemes.
    Some(Vec<&'static str>),
}

impl Authorization {
    /// Checks each secret and puts it in its place.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] that names the secret and says what is wrong with it, never its value.
    pub(crate) fn new(credentials: Credentials) -> Result<Self, Error> {
        let mut authorization = Self::default();
        for set in credentials.into_sets()? {
            let parts = authorization.parts_of(set)?;
            let is_replaced = |known: &Part| parts.iter().any(|new| new.scheme == known.scheme);
            authorization.parts.retain(|known| !is_replaced(known));
            authorization.parts.extend(parts);
        }
        Ok(authorization)
    }

    /// The secrets that go together, of which none takes the place of another.
    fn parts_of(&mut self, set: Vec<(Scheme, TokenOrSource)>) -> Result<Vec<Part>, Error> {
        let mut parts: Vec<Part> = Vec::new();
        for (scheme, secret) in set {
            let part = match secret {
                TokenOrSource::Token(secret) => self.fixed(&scheme, secret)?,
                TokenOrSource::Source(source) => sourced(scheme, source)?,
            };
            if let Some(header) = part.header()
                && parts.iter().any(|known| known.is_header(header))
            {
                return Err(misplaced(&scheme, "second header", header.as_str()));
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn fixed(&mut self, scheme: &Scheme, secret: SecretString) -> Result<Part, Error> {
        let value = secret::checked(scheme, &secret)?;
        let part = part(scheme, value, &mut self.redaction)?;
        self.redaction.add(secret);
        Ok(part)
    }

    /// Where the token of the header `Authorization` comes from, if it passes.
    pub(crate) fn source(&self, chosen: &Chosen) -> Option<(Scheme, TokenSource)> {
        let mut places = self.chosen(chosen);
        let first = places.find(|place| place.header() == Some(&header::AUTHORIZATION))?;
        match first {
            Place::Source(scheme, source) => Some((*scheme, source.clone())),
            Place::Header(..) | Place::Query(_) | Place::Cookie(_) => None,
        }
    }

    /// The secrets of the first of `alternatives` that the client has whole; `None` when it has none of them. An alternative
    /// without schemes is what is left when there is no other.
    pub(crate) fn choose(&self, alternatives: &[&[&'static str]]) -> Option<Chosen> {
        let is_given = |scheme: &&str| self.parts.iter().any(|part| part.scheme == *scheme);
        let mut given = alternatives
            .iter()
            .filter(|schemes| schemes.iter().all(is_given));
        let chosen = given.clone().find(|schemes| !schemes.is_empty());
        let chosen = chosen.or_else(|| given.next())?;
        Some(Chosen::Some(chosen.to_vec()))
    }

    fn chosen<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a Place> {
        let is_chosen = move |part: &&Part| match chosen {
            Chosen::All => true,
            Chosen::Some(schemes) => schemes.contains(&part.scheme),
        };
        self.parts.iter().filter(is_chosen).map(|part| &part.place)
    }

    /// Puts the secrets that go into headers there.
    pub(crate) fn apply(&self, chosen: &Chosen, headers: &mut HeaderMap) {
        for place in self.chosen(chosen) {
            match place {
                Place::Header(name, value) => {
                    headers.entry(name).or_insert_with(|| value.clone());
                }
                Place::Cookie(value) => {
                    let cookies = headers.get(header::COOKIE);
                    let value = cookies.map_or_else(|| value.clone(), |given| beside(given, value));
                    headers.insert(header::COOKIE, value);
                }
                Place::Query(_) | Place::Source(..) => {}
            }
        }
    }

    /// Whether `name` is a header of the credentials, which a call may not set.
    pub(crate) fn owns(&self, name: &HeaderName) -> bool {
        self.parts.iter().any(|part| part.is_header(name))
    }

    /// The secrets that go into the query, each encoded as `name=value`.
    pub(crate) fn query<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a str> {
        self.chosen(chosen).filter_map(|place| match place {
            Place::Query(pair) => Some(pair.expose_secret()),
            Place::Header(..) | Place::Cookie(_) | Place::Source(..) => None,
        })
    }

    pub(crate) fn redaction(&self) -> &Redaction {
        &self.redaction
    }
}

impl Part {
    fn header(&self) -> Option<&HeaderName> {
        self.place.header()
    }

    fn is_header(&self, name: &HeaderName) -> bool {
        match &self.place {
            Place::Cookie(_) => name == header::COOKIE,
            place => place.header() == Some(name),
        }
    }
}

impl Place {
    /// The header that it has for itself.
    fn header(&self) -> Option<&HeaderName> {
        match self {
            Self::Header(name, _) => Some(name),
            Self::Source(..) => Some(&header::AUTHORIZATION),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

/// A source of tokens in its place, the only one that it can have.
fn sourced(scheme: Scheme, source: TokenSource) -> Result<Part, Error> {
    if scheme.placement() != Placement::Bearer {
        let secret = scheme.name();
        return Err(Error::configuration(format!(
            "the secret `{secret}` is no bearer token, which alone can come from a source of tokens"
        )));
    }
    let place = Place::Source(scheme, source);
    Ok(Part {
        scheme: scheme.name(),
        place,
    })
}

/// The header of a bearer token, checked.
pub(crate) fn bearer(scheme: &Scheme, secret: &SecretString) -> Result<HeaderValue, Error> {
    let value = secret::checked(scheme, secret)?;
    let header = HeaderValue::try_from(format!("Bearer {value}"));
    let header = header.map_err(|_| misplaced(scheme, "header", "authorization"))?;
    Ok(sensitive(header))
}

/// A secret in its place; what it looks like there is blotted out of responses too.
fn part(scheme: &Scheme, value: &str, redaction: &mut Redaction) -> Result<Part, Error> {
    let place = match scheme.placement() {
        Placement::Bearer => in_header(scheme, "authorization", &format!("Bearer {value}"))?,
        Placement::Basic => {
            let value = STANDARD.encode(value);
            let place = in_header(scheme, "authorization", &format!("Basic {value}"))?;
            redaction.add(value.into());
            place
        }
        Placement::Header(name) => in_header(scheme, name, value)?,
        Placement::Query(name) => in_query(name, value, redaction),
        Placement::Cookie(name) => in_cookie(name, value)?,
    };
    let scheme = scheme.name();
    Ok(Part { scheme, place })
}

fn misplaced(scheme: &Scheme, place: &str, name: &str) -> Error {
    let secret = scheme.name();
    Error::configuration(format!(
        "the secret `{secret}` cannot go into the {place} `{name}`"
    ))
}

fn in_header(scheme: &Scheme, name: &str, value: &str) -> Result<Place, Error> {
    let header = HeaderName::try_from(name).map_err(|_| misplaced(scheme, "header", name))?;
    let value = HeaderValue::from_str(value).map_err(|_| misplaced(scheme, "header", name))?;
    Ok(Place::Header(header, sensitive(value)))
}

fn in_query(name: &str, value: &str, redaction: &mut Redaction) -> Place {
    let mut pair = String::new();
    // Text is written to a string, neither of which fails.
    let _ = percent::append(&mut pair, &name);
    pair.push('=');
    let start = pair.len();
    let _ = percent::append(&mut pair, &value);
    redaction.add(pair[start..].into());
    Place::Query(pair.into())
}

fn in_cookie(name: &str, value: &str) -> Result<Place, Error> {
    let value = HeaderValue::try_from(format!("{name}={value}")).map_err(|_| {
        Error::configuration("the name of a cookie holds a character that no header can hold")
    })?;
    Ok(Place::Cookie(sensitive(value)))
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
            assert_eq!(shown(&authorization, &Chosen::All), expected);
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
