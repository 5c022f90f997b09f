//! The secrets of a client, redacted from what a server sent.

mod echo;
mod escape;

use std::ops::Range;

use bytes::Bytes;
use bytes::BytesMut;
use http::HeaderMap;
use http::HeaderValue;
use secrecy::ExposeSecret as _;
use secrecy::SecretString;

use crate::response::received::Received;

/// A shorter text is no secret, and redacting it would only make errors unreadable.
const SHORTEST: usize = 4;

/// Every form in which a secret of the client goes over the wire.
#[derive(Clone, Default)]
pub(crate) struct Redaction {
    secrets: Vec<SecretString>,
}

impl Redaction {
    pub(crate) fn add(&mut self, secret: SecretString) {
        if secret.expose_secret().len() >= SHORTEST {
            self.secrets.push(secret);
        }
    }

    /// `text` with each secret redacted.
    pub(crate) fn text(&self, text: String) -> String {
        let places = self.places(text.as_bytes());
        if places.is_empty() {
            return text;
        }
        let mut bytes = text.into_bytes();
        redact(&mut bytes, places);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// `body` with each secret redacted; the same buffer when there is none, and the same length in any case, so
    /// that positions in it stay the same.
    fn body(&self, body: Bytes) -> Bytes {
        let places = self.places(&body);
        if places.is_empty() {
            return body;
        }
        let mut body = BytesMut::from(body);
        redact(&mut body, places);
        body.freeze()
    }

    /// What was received, with each secret redacted.
    pub(crate) fn received(&self, mut received: Received) -> Received {
        self.headers(&mut received.headers);
        received.body = self.body(received.body);
        received
    }

    /// Redacts each secret that a header holds.
    fn headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let places = self.places(value.as_bytes());
            if !places.is_empty() {
                let mut bytes = value.as_bytes().to_vec();
                redact(&mut bytes, places);
                *value = HeaderValue::from_bytes(&bytes).unwrap_or(HeaderValue::from_static("***"));
            }
        }
    }

    /// Where `bytes` say a secret.
    fn places(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let secrets = self.secrets.iter();
        secrets
            .flat_map(|secret| echo::places(bytes, secret.expose_secret().as_bytes()))
            .collect()
    }
}

fn redact(bytes: &mut [u8], places: Vec<Range<usize>>) {
    for place in places {
        if let Some(place) = bytes.get_mut(place) {
            place.fill(b'*');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        let mut redaction = Redaction::default();
        for secret in ["canary-token", "x"] {
            redaction.add(SecretString::from(secret));
        }
        redaction
    }

    #[test]
    fn secrets_are_redacted_in_place() {
        for (text, clean) in [
            ("no secret: x", "no secret: x"),
            ("öcanary-tokencanary-token.", "ö************************."),
            ("canary", "******"),
            ("canar-y", "canar-y"),
            ("\\u0063anary-token", "*****************"),
        ] {
            assert_eq!(redaction().text(text.to_owned()), clean);
            assert_eq!(redaction().body(Bytes::from(text)), clean);
        }
    }

    #[test]
    fn headers_are_covered_too() {
        let mut headers = HeaderMap::new();
        headers.insert("x-echo", HeaderValue::from_static("Bearer canary-token"));
        headers.insert("x-other", HeaderValue::from_static("kept"));
        redaction().headers(&mut headers);
        assert_eq!(headers["x-echo"], "Bearer ************");
        assert_eq!(headers["x-other"], "kept");
    }
}
