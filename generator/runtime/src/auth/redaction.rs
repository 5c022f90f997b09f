//! The secrets of a client, redacted from what a server sent.

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
        let mut bytes = text.into_bytes();
        self.redact(&mut bytes);
        // Secrets are ASCII and so is what replaces them.
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// `body` with each secret redacted; the same buffer when there is none, and the same length in any case, so
    /// that positions in it stay the same.
    fn body(&self, body: Bytes) -> Bytes {
        if !self.found_in(&body) {
            return body;
        }
        let mut body = BytesMut::from(body);
        self.redact(&mut body);
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
            if self.found_in(value.as_bytes()) {
                let mut bytes = value.as_bytes().to_vec();
                self.redact(&mut bytes);
                *value = HeaderValue::from_bytes(&bytes).unwrap_or(HeaderValue::from_static("***"));
            }
        }
    }

    fn found_in(&self, bytes: &[u8]) -> bool {
        self.secrets
            .iter()
            .any(|secret| find(bytes, secret.expose_secret().as_bytes()).is_some())
    }

    fn redact(&self, bytes: &mut [u8]) {
        for secret in &self.secrets {
            let secret = secret.expose_secret().as_bytes();
            let mut rest = &mut *bytes;
            while let Some(start) = find(rest, secret) {
                let (occurrence, after) = rest[start..].split_at_mut(secret.len());
                occurrence.fill(b'*');
                rest = after;
            }
        }
    }
}

fn find(bytes: &[u8], secret: &[u8]) -> Option<usize> {
    bytes
        .windows(secret.len())
        .position(|window| window == secret)
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
    fn secrets_are_blotted_out_in_place() {
        for (text, clean) in [
            ("no secret: x", "no secret: x"),
            ("öcanary-tokencanary-token.", "ö************************."),
            ("canary-toke", "canary-toke"),
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
