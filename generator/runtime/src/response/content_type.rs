//! `Content-Type`: what a response says that it is (RFC 9110, section 8.3).

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Media types that are text, though they are not called so.
const TEXTS: [&str; 3] = ["application/xml", "application/yaml", "application/x-yaml"];

/// What a response says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentType {
    /// JSON.
    Json,
    /// Text, of which each byte is a character where it is in Latin-1.
    Text { is_latin: bool },
    /// JSON texts, one on each line.
    JsonLines,
    /// JSON texts, each behind a record separator (RFC 7464).
    JsonSequence,
    /// Something else, or nothing.
    Other,
}

impl ContentType {
    /// What these headers say. What is no media type says nothing.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let value = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let lower_case = value.unwrap_or_default().to_ascii_lowercase();
        let (essence, parameters) = lower_case.split_once(';').unwrap_or((&lower_case, ""));
        let essence = essence.trim();
        let is_json = matches!(
            essence,
            "application/json" | "text/json" | "application/x-json"
        );
        if is_json || essence.ends_with("+json") {
            Self::Json
        } else if essence == "application/json-seq" || essence.ends_with("+json-seq") {
            Self::JsonSequence
        } else if is_json_lines(essence) {
            Self::JsonLines
        } else if essence.starts_with("text/")
            || essence.ends_with("+xml")
            || TEXTS.contains(&essence)
        {
            let is_latin = charset(parameters)
                .is_some_and(|charset| matches!(charset, "iso-8859-1" | "latin1" | "latin-1"));
            Self::Text { is_latin }
        } else {
            Self::Other
        }
    }
}

/// Whether JSON texts on lines are called so; no name of them is registered.
fn is_json_lines(essence: &str) -> bool {
    let subtype = essence
        .strip_prefix("application/")
        .or_else(|| essence.strip_prefix("text/"));
    let name = subtype.map(|subtype| subtype.trim_start_matches("x-"));
    matches!(name, Some("jsonl" | "ndjson" | "json-lines" | "jsonlines"))
}

/// What parts are told apart by, where a response says that it has some (RFC 2046, section 5.1.1).
pub(crate) fn boundary(headers: &HeaderMap) -> Option<Vec<u8>> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (essence, parameters) = value.split_once(';')?;
    let is_multipart = essence
        .get(..10)
        .is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let mut parameters = parameters.split(';').filter_map(|one| one.split_once('='));
    let (_, boundary) =
        parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?;
    let boundary = boundary.trim().trim_matches('"');
    (is_multipart && !boundary.is_empty()).then(|| boundary.as_bytes().to_vec())
}

/// The parameter `charset`.
fn charset(parameters: &str) -> Option<&str> {
    let mut parameters = parameters.split(';').filter_map(|one| one.split_once('='));
    let (_, charset) = parameters.find(|(name, _)| name.trim() == "charset")?;
    Some(charset.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_media_type_is_read_whatever_its_case_and_parameters() {
        let (text, latin) = (
            ContentType::Text { is_latin: false },
            ContentType::Text { is_latin: true },
        );
        for (value, read) in [
            ("application/json", ContentType::Json),
            ("Application/JSON; charset=UTF-8", ContentType::Json),
            ("application/problem+json", ContentType::Json),
            ("application/vnd.shop.v2+json;profile=x", ContentType::Json),
            ("text/json", ContentType::Json),
            ("text/plain", text),
            ("text/html; charset=utf-8", text),
            ("TEXT/HTML ;charset=\"ISO-8859-1\"", latin),
            ("text/plain; x=1; charset=latin1", latin),
            ("application/xml", text),
            ("application/atom+xml", text),
            ("application/geo+json-seq", ContentType::JsonSequence),
            ("application/x-ndjson", ContentType::JsonLines),
            ("application/jsonl; charset=utf-8", ContentType::JsonLines),
            ("application/octet-stream", ContentType::Other),
            ("json", ContentType::Other),
            ("", ContentType::Other),
        ] {
            let value = HeaderValue::from_static(value);
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value.clone())]);
            assert_eq!(ContentType::of(&headers), read, "{value:?}");
        }
        assert_eq!(ContentType::of(&HeaderMap::new()), ContentType::Other);
    }
}
