//! The URL of a page that a server names (RFC 3986, section 5.2), which is followed only where it stays with that server.

use crate::client::base_url::BaseUrl;
use crate::request::percent;

/// A page of the server that was asked.
#[derive(Debug, PartialEq)]
pub(super) struct Target {
    pub(super) path: String,
    pub(super) query: String,
}

const ELSEWHERE: &str =
    "the next page is at another server than the one that names it, where credentials are not sent";
const NO_URL: &str = "the server names a next page by something that is no URL";

/// Where `url` leads from a page of `server` at `path`.
pub(super) fn of(url: &str, server: &BaseUrl, path: &str) -> Result<Target, &'static str> {
    let url = url.split('#').next().unwrap_or(url);
    let relative = stay(url, server)?;
    let (place, query) = relative.split_once('?').unwrap_or((relative, ""));
    let path = match place {
        "" if relative.is_empty() && url.is_empty() => return Err(NO_URL),
        "" if relative.len() < url.len() => "/".to_owned(),
        "" => path.to_owned(),
        place if place.starts_with('/') => place.to_owned(),
        place => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{place}")
        }
    };
    let has_dots = path.split('/').any(is_dots);
    let is_query = query
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    if has_dots || !percent::is_path(&path) || !is_query {
        return Err(NO_URL);
    }
    let query = query.to_owned();
    Ok(Target { path, query })
}

/// What is left of `url` behind the server, which has to be this one.
fn stay<'u>(url: &'u str, server: &BaseUrl) -> Result<&'u str, &'static str> {
    let scheme = url
        .split(['/', '?'])
        .next()
        .and_then(|start| start.split_once(':'));
    let (scheme, rest) = match scheme {
        Some((scheme, _)) => (
            Some(scheme),
            url.get(scheme.len() + 1..).unwrap_or_default(),
        ),
        None => (None, url),
    };
    let Some(rest) = rest.strip_prefix("//") else {
        return if scheme.is_some() {
            Err(ELSEWHERE)
        } else {
            Ok(url)
        };
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, relative) = rest.split_at(end);
    if server.is(scheme, authority) {
        Ok(relative)
    } else {
        Err(ELSEWHERE)
    }
}

fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
        "." | ".."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str) -> Result<String, &'static str> {
        let server = BaseUrl::parse("https://api.example.com/v1", &[]).unwrap();
        of(url, &server, "/v1/pets/list").map(|target| format!("{}?{}", target.path, target.query))
    }

    #[test]
    fn a_page_of_the_same_server_is_followed() {
        for (url, expected) in [
            ("https://api.example.com/v1/pets?page=2", "/v1/pets?page=2"),
            (
                "HTTPS://API.example.com:443/v1/pets?a=b:c",
                "/v1/pets?a=b:c",
            ),
            ("https://api.example.com?page=2", "/?page=2"),
            ("https://api.example.com", "/?"),
            ("//api.example.com/other", "/other?"),
            ("/v2/pets?page=2#top", "/v2/pets?page=2"),
            ("?page=2", "/v1/pets/list?page=2"),
            ("more?page=2", "/v1/pets/more?page=2"),
            (
                "/pets?next=https://evil.example/",
                "/pets?next=https://evil.example/",
            ),
        ] {
            assert_eq!(target(url).as_deref(), Ok(expected), "{url}");
        }
    }

    #[test]
    fn another_server_is_not_asked() {
        for url in [
            "https://evil.example/v1/pets",
            "https://api.example.com.evil.example/",
            "https://api.example.com@evil.example/",
            "https://user@api.example.com/",
            "https://api.example.com:8443/",
            "http://api.example.com/",
            "//evil.example/",
            "javascript:alert(1)",
            "https:/api.example.com",
        ] {
            assert_eq!(target(url), Err(ELSEWHERE), "{url}");
        }
        for url in [
            "",
            "#top",
            "/../admin",
            "/a b",
            "/a?b c",
            "/a?ö",
            "/%2E%2e/x",
            "\\\\evil.example",
        ] {
            assert_eq!(target(url), Err(NO_URL), "{url}");
        }
    }
}
