//! Where a client sends its requests: checked once, so that no token goes anywhere it should not.

use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::Authority;
use http::uri::PathAndQuery;
use http::uri::Scheme;

use crate::Error;
use crate::request::percent;

/// Scheme, host and port, and the prefix of all paths, without a slash at its end.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
}

/// The host of a client whose API description names no server, which cannot exist (RFC 6761).
const NOT_SET: &str = "base-url-not-set.invalid";

impl BaseUrl {
    /// Reads a base URL. `http` is for loopback hosts, and for those in `allowed_http`.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] that says what is wrong, without showing what may be a password.
    pub(crate) fn parse(text: &str, allowed_http: &[String]) -> Result<Self, Error> {
        parse(text, allowed_http)
            .map_err(|complaint| Error::configuration(format!("the base URL {complaint}")))
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether this is its scheme, or none, and its host and port.
    pub(crate) fn is(&self, scheme: Option<&str>, authority: &str) -> bool {
        let is_scheme =
            scheme.is_none_or(|scheme| self.scheme.as_str().eq_ignore_ascii_case(scheme));
        let Ok(authority) = parse_authority(authority) else {
            return false;
        };
        let is_host = authority.host().eq_ignore_ascii_case(self.authority.host());
        is_scheme && is_host && self.port(&authority) == self.port(&self.authority)
    }

    fn port(&self, authority: &Authority) -> u16 {
        let usual = if self.scheme == Scheme::HTTPS {
            443
        } else {
            80
        };
        authority.port_u16().unwrap_or(usual)
    }

    /// Scheme, host and port as a URI.
    pub(crate) fn origin(&self) -> Result<Uri, Error> {
        self.join("/".to_owned())
            .ok_or_else(|| Error::configuration("the base URL has no valid host"))
    }

    /// The URI of a path and query, which begin with the prefix. `None` when they are no valid ones.
    pub(crate) fn join(&self, path_and_query: String) -> Option<Uri> {
        let path_and_query =
            PathAndQuery::from_maybe_shared(bytes::Bytes::from(path_and_query)).ok()?;
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Uri::from_parts(parts).ok()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}://{}{}",
            self.scheme, self.authority, self.prefix
        )
    }
}

fn parse(text: &str, allowed_http: &[String]) -> Result<BaseUrl, String> {
    check_characters(text)?;
    let (scheme, rest) = split_scheme(text)?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let authority = parse_authority(authority)?;
    let host = authority.host();
    if host == NOT_SET {
        return Err(
            "is not set: the API description names no server, so give one to `Settings::base_url`"
                .to_owned(),
        );
    }
    let is_allowed = || {
        allowed_http
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
    };
    if scheme == Scheme::HTTP && !is_loopback(host) && !is_allowed() {
        return Err(format!(
            "would send everything to `{host}` unencrypted: use https, or allow http for this host"
        ));
    }
    let prefix = parse_prefix(path)?;
    Ok(BaseUrl {
        scheme,
        authority,
        prefix,
    })
}

/// Rejects what a lenient parser would remove or reinterpret.
fn check_characters(text: &str) -> Result<(), String> {
    if text.is_empty() {
        Err("is empty".to_owned())
    } else if text.contains(|character: char| character.is_whitespace() || character.is_control()) {
        Err("contains a space or a control character".to_owned())
    } else if !text.is_ascii() {
        Err("contains a character that is not ASCII: write the host in its `xn--` form, and the path percent-encoded"
            .to_owned())
    } else if text.contains('\\') {
        Err("contains a backslash".to_owned())
    } else if text.contains('#') {
        Err("has a fragment (`#`)".to_owned())
    } else if text.contains('?') {
        Err("has a query (`?`)".to_owned())
    } else {
        Ok(())
    }
}

fn split_scheme(text: &str) -> Result<(Scheme, &str), String> {
    match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => Ok((Scheme::HTTPS, rest)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => Ok((Scheme::HTTP, rest)),
        _ => Err("must begin with `https://`".to_owned()),
    }
}

fn parse_authority(text: &str) -> Result<Authority, String> {
    if text.contains('@') {
        return Err(
            "holds a user or a password: give credentials to the client instead".to_owned(),
        );
    }
    let authority = Authority::try_from(text).map_err(|_| "has no valid host".to_owned())?;
    if authority.host().is_empty() {
        return Err("has no host".to_owned());
    }
    let port = text.strip_prefix(authority.host()).unwrap_or_default();
    if !port.is_empty() && authority.port_u16().is_none() {
        return Err("has no valid port".to_owned());
    }
    Ok(authority)
}

fn is_loopback(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

fn parse_prefix(path: &str) -> Result<String, String> {
    let prefix = path.trim_end_matches('/');
    let is_dots = |segment: &str| {
        matches!(
            segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
            "." | ".."
        )
    };
    if prefix.split('/').any(is_dots) {
        return Err("has a path with a segment `.` or `..`".to_owned());
    }
    if !percent::is_path(prefix) {
        return Err("has no valid path".to_owned());
    }
    Ok(prefix.to_owned())
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    fn parse(text: &str) -> Result<String, String> {
        let allowed = ["intranet.example".to_owned()];
        BaseUrl::parse(text, &allowed)
            .map(|url| url.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn https_anywhere_and_http_at_home() {
        for (text, url) in [
            (
                "https://api.cloudflare.com/client/v4",
                "https://api.cloudflare.com/client/v4",
            ),
            (
                "https://api.cloudflare.com/client/v4//",
                "https://api.cloudflare.com/client/v4",
            ),
            ("HTTPS://example.com/", "https://example.com"),
            ("https://example.com:8443", "https://example.com:8443"),
            (
                "https://xn--bcher-kva.example/a%20b",
                "https://xn--bcher-kva.example/a%20b",
            ),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://localhost", "http://localhost"),
            ("http://Intranet.example/", "http://Intranet.example"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(url), "{text}");
        }
    }

    #[test]
    fn anything_doubtful_is_rejected_with_the_reason() {
        let unencrypted = |host| {
            format!(
                "would send everything to `{host}` unencrypted: use https, or allow http for this host"
            )
        };
        for (text, complaint) in [
            ("", "is empty"),
            ("api.example.com", "must begin with `https://`"),
            ("/v1", "must begin with `https://`"),
            ("https:api.example.com", "must begin with `https://`"),
            ("ftp://example.com", "must begin with `https://`"),
            ("file:///etc/passwd", "must begin with `https://`"),
            ("https://", "has no valid host"),
            ("https:///v1", "has no valid host"),
            ("https://:443", "has no host"),
            ("https://example.com:", "has no valid port"),
            ("https://example.com:99999", "has no valid port"),
            ("https://[::1", "has no valid host"),
            (
                "https://user:canary@example.com",
                "holds a user or a password: give credentials to the client instead",
            ),
            ("https://example.com/v1?canary=1", "has a query (`?`)"),
            ("https://example.com/#canary", "has a fragment (`#`)"),
            ("https://example.com\\@evil.example", "contains a backslash"),
            (
                "https://example.com ",
                "contains a space or a control character",
            ),
            (
                "ht\ttps://example.com",
                "contains a space or a control character",
            ),
            (
                "https://example.com/a/../b",
                "has a path with a segment `.` or `..`",
            ),
            (
                "https://example.com/%2E%2e",
                "has a path with a segment `.` or `..`",
            ),
            ("https://example.com/{version}", "has no valid path"),
            (
                "https://base-url-not-set.invalid/v1",
                "is not set: the API description names no server, so give one to `Settings::base_url`",
            ),
            (
                "http://１２７.0.0.1",
                "contains a character that is not ASCII: write the host in its `xn--` form, and the path percent-encoded",
            ),
            ("http://example.com", &unencrypted("example.com")),
            (
                "http://localhost.example.com",
                &unencrypted("localhost.example.com"),
            ),
            ("http://0.0.0.0", &unencrypted("0.0.0.0")),
            (
                "http://127.0.0.1.example.com",
                &unencrypted("127.0.0.1.example.com"),
            ),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error, format!("the base URL {complaint}"), "{text}");
            assert!(!error.contains("canary"));
        }
    }
}
