//! Which proxy leads to a server: the one that is set, or the one of the environment.

use std::env;
use std::env::VarError;

use http::HeaderValue;
use http::Uri;
use http::uri::Scheme;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::client::proxy::matcher::Matcher;
use secrecy::ExposeSecret as _;

use crate::Error;
use crate::transport::proxy_choice::ProxyChoice;

/// What the environment says of proxies for `https`.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The port of SOCKS, where a URL names none.
const SOCKS: u16 = 1080;

/// A proxy.
#[cfg_attr(test, derive(Debug))]
pub(super) struct Chosen {
    /// Scheme, host and port: `https` where TLS leads to the proxy, and else `http`.
    pub(super) url: Uri,
    pub(super) kind: Kind,
}

/// How a proxy is asked for a tunnel, and as whom.
#[cfg_attr(test, derive(Debug))]
pub(super) enum Kind {
    Http(Option<HeaderValue>),
    Socks(Option<(String, String)>),
}

/// The proxy that leads to `server`. None leads to plain `http`, of which it could read all.
///
/// # Errors
///
/// [`Error::Configuration`] for a proxy that cannot be used. It does not show the setting.
pub(super) fn choose(choice: &ProxyChoice, server: &Uri) -> Result<Option<Chosen>, Error> {
    let is_https = server.scheme() == Some(&Scheme::HTTPS);
    match choice {
        ProxyChoice::Url(_) if !is_https => Err(Error::configuration(
            "`proxy` is set, and the base URL is `http`, so that the proxy could read all: use `https`",
        )),
        ProxyChoice::Url(url) => match read(url.expose_secret(), server) {
            Some(chosen) => Ok(Some(chosen)),
            None => Err(Error::configuration(format!("`proxy` {UNUSABLE}"))),
        },
        ProxyChoice::Environment if is_https => from_environment(server),
        ProxyChoice::Environment | ProxyChoice::Without => Ok(None),
    }
}

const UNUSABLE: &str =
    "is no URL of a proxy, which begins with `http://`, `https://` or `socks5://`";

fn from_environment(server: &Uri) -> Result<Option<Chosen>, Error> {
    for name in VARIABLES {
        let is_usable = match env::var(name) {
            Err(VarError::NotPresent) => true,
            Err(VarError::NotUnicode(_)) => false,
            // One that is empty asks for no proxy.
            Ok(value) => value.is_empty() || read(&value, server).is_some(),
        };
        if !is_usable {
            return Err(Error::configuration(format!(
                "the environment variable `{name}` {UNUSABLE}: correct it, or set `without_proxy`"
            )));
        }
    }
    let proxy = Matcher::from_env().intercept(server);
    Ok(proxy.as_ref().and_then(understand))
}

/// The proxy at `url`.
fn read(url: &str, server: &Uri) -> Option<Chosen> {
    let matcher = Matcher::builder().all(url).build();
    understand(&matcher.intercept(server)?)
}

fn understand(proxy: &Intercept) -> Option<Chosen> {
    let url = proxy.uri();
    match url.scheme_str()? {
        "http" | "https" => Some(Chosen {
            url: url.clone(),
            kind: Kind::Http(proxy.basic_auth().cloned()),
        }),
        // Names are resolved by the proxy, as with `socks5h`: the machine may not be able to.
        "socks5" | "socks5h" => {
            let port = url.port_u16().unwrap_or(SOCKS);
            let raw = proxy.raw_auth();
            Some(Chosen {
                url: Uri::builder()
                    .scheme(Scheme::HTTP)
                    .authority(format!("{}:{port}", url.host()?))
                    .path_and_query("/")
                    .build()
                    .ok()?,
                kind: Kind::Socks(
                    raw.map(|(user, password)| (user.to_owned(), password.to_owned())),
                ),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(url: &str, server: &'static str) -> Result<String, String> {
        let choice = ProxyChoice::Url(url.into());
        match choose(&choice, &Uri::from_static(server)) {
            Ok(chosen) => Ok(format!("{:?}", chosen.unwrap())),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn a_url_says_what_kind_of_proxy_there_is() {
        for (url, expected) in [
            (
                "http://proxy.example:3128",
                "Chosen { url: http://proxy.example:3128/, kind: Http(None) }",
            ),
            (
                "proxy.example:3128",
                "Chosen { url: http://proxy.example:3128/, kind: Http(None) }",
            ),
            (
                "https://user:canary@proxy.example/path",
                "Chosen { url: https://proxy.example/, kind: Http(Some(Sensitive)) }",
            ),
            (
                "socks5://proxy.example",
                "Chosen { url: http://proxy.example:1080/, kind: Socks(None) }",
            ),
            (
                "socks5h://u:p@[::1]:99",
                r#"Chosen { url: http://[::1]:99/, kind: Socks(Some(("u", "p"))) }"#,
            ),
        ] {
            assert_eq!(chosen(url, "https://example.com").as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_proxy_is_rejected_without_being_shown() {
        for url in [
            "",
            "http://",
            "ftp://canary.example",
            "socks4://canary.example",
            "http://user:canary@",
            "http://user:can ary@proxy.example",
            "/canary",
        ] {
            assert_eq!(
                chosen(url, "https://example.com").unwrap_err(),
                "`proxy` is no URL of a proxy, which begins with `http://`, `https://` or `socks5://`",
                "{url}"
            );
        }
    }

    #[test]
    fn plain_http_goes_through_no_proxy() {
        assert_eq!(
            chosen("http://proxy.example", "http://127.0.0.1").unwrap_err(),
            "`proxy` is set, and the base URL is `http`, so that the proxy could read all: use `https`"
        );
        let server = Uri::from_static("http://127.0.0.1");
        for choice in [ProxyChoice::Environment, ProxyChoice::Without] {
            assert!(choose(&choice, &server).unwrap().is_none());
        }
    }
}
