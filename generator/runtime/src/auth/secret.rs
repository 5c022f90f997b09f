//! Whether a secret can be sent, or was mangled on its way here.

use secrecy::ExposeSecret as _;
use secrecy::SecretString;

use crate::Error;
use crate::Scheme;
use crate::auth::scheme::Placement;

/// The most bytes of one secret: servers reject longer headers.
const LONGEST: usize = 16 * 1024;

/// The secret itself, when it can be sent as it is.
pub(super) fn checked<'a>(scheme: &Scheme, secret: &'a SecretString) -> Result<&'a str, Error> {
    let value = secret.expose_secret();
    match complaint(scheme.placement(), value) {
        None => Ok(value),
        Some(complaint) => Err(Error::configuration(format!(
            "the secret `{}` {complaint}",
            scheme.name()
        ))),
    }
}

/// What is wrong with a secret: what was most likely done to it on its way here, and not what it is.
fn complaint(placement: Placement, value: &str) -> Option<&'static str> {
    let quoted = |quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
    if value.is_empty() {
        Some("is empty")
    } else if value.len() > LONGEST {
        Some("is longer than 16384 bytes")
    } else if value.ends_with(['\n', '\r']) {
        Some("ends with a newline")
    } else if value.contains(['\n', '\r']) {
        Some("contains a newline")
    } else if value.starts_with([' ', '\t']) || value.ends_with([' ', '\t']) {
        Some("begins or ends with a space")
    } else if value.bytes().any(|byte| byte.is_ascii_control()) {
        Some("contains a control character")
    } else if placement == Placement::Basic {
        (!value.contains(':')).then_some("has no colon between user and password")
    } else if !value.is_ascii() {
        Some("contains a character that is not ASCII")
    } else if quoted('"') || quoted('\'') {
        Some("is wrapped in quotation marks")
    } else {
        complaint_of_place(placement, value)
    }
}

fn complaint_of_place(placement: Placement, value: &str) -> Option<&'static str> {
    match placement {
        Placement::Bearer if value.to_ascii_lowercase().starts_with("bearer ") => {
            Some("begins with the word `Bearer`, which is added to it")
        }
        Placement::Bearer | Placement::Cookie(_) if value.contains(' ') => Some("contains a space"),
        Placement::Cookie(_) if value.contains(['"', ',', ';', '\\']) => {
            Some("contains a character that no cookie can hold")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEARER: Scheme = Scheme::bearer("api_token");
    const BASIC: Scheme = Scheme::basic("login");
    const HEADER: Scheme = Scheme::header("api_key", "X-Auth-Key");
    const COOKIE: Scheme = Scheme::cookie("session", "sid");

    #[test]
    fn a_secret_that_was_mangled_is_rejected_without_being_shown() {
        let long = "canary".repeat(5_000);
        for (scheme, secret, message) in [
            (BEARER, "", "the secret `api_token` is empty"),
            (
                BEARER,
                "canary\n",
                "the secret `api_token` ends with a newline",
            ),
            (
                BEARER,
                "canary\r\n",
                "the secret `api_token` ends with a newline",
            ),
            (
                BEARER,
                "canary\r\nX-Evil: 1",
                "the secret `api_token` contains a newline",
            ),
            (
                BEARER,
                " canary",
                "the secret `api_token` begins or ends with a space",
            ),
            (
                BEARER,
                "canary\t",
                "the secret `api_token` begins or ends with a space",
            ),
            (
                BEARER,
                "can\0ary",
                "the secret `api_token` contains a control character",
            ),
            (BEARER, "can ary", "the secret `api_token` contains a space"),
            (
                BEARER,
                "canäry",
                "the secret `api_token` contains a character that is not ASCII",
            ),
            (
                BEARER,
                "\"canary\"",
                "the secret `api_token` is wrapped in quotation marks",
            ),
            (
                BEARER,
                "Bearer canary",
                "the secret `api_token` begins with the word `Bearer`, which is added to it",
            ),
            (
                BEARER,
                long.as_str(),
                "the secret `api_token` is longer than 16384 bytes",
            ),
            (
                HEADER,
                "canary\u{7f}",
                "the secret `api_key` contains a control character",
            ),
            (
                HEADER,
                "'canary'",
                "the secret `api_key` is wrapped in quotation marks",
            ),
            (
                BASIC,
                "canary",
                "the secret `login` has no colon between user and password",
            ),
            (
                BASIC,
                "can\tary:",
                "the secret `login` contains a control character",
            ),
            (
                COOKIE,
                "can;ary",
                "the secret `session` contains a character that no cookie can hold",
            ),
        ] {
            let error = checked(&scheme, &SecretString::from(secret)).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains("canary"));
        }
    }

    #[test]
    fn what_schemes_have_in_use_is_accepted() {
        for (scheme, secret) in [
            (BEARER, "abc.DEF-1_~+/="),
            (BASIC, "user:pass wörd"),
            (HEADER, "Token abc"),
            (HEADER, "someone@example.com"),
            (COOKIE, "a=b"),
        ] {
            assert_eq!(
                checked(&scheme, &SecretString::from(secret)).unwrap(),
                secret
            );
        }
    }
}
