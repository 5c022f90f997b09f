//! The token goes to the server, and nowhere else.

use std::error::Error as StdError;
use std::fmt::Debug;

use client_runtime::Bytes;
use client_runtime::Credentials;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Scheme;
use client_runtime::Settings;
use client_runtime::Transport;
use client_runtime::TransportError;
use client_runtime::TransportFuture;
use client_runtime::http;
use serde::Deserialize;

use crate::server::ENVELOPE;
use crate::server::Server;
use crate::server::TOKEN;
use crate::server::token;

fn assert_clean(text: &str) {
    assert!(!text.contains("canary"), "{text}");
}

fn assert_debug_is_clean(value: &impl Debug) {
    assert_clean(&format!("{value:?}"));
    assert_clean(&format!("{value:#?}"));
}

/// Checks an error and all its causes.
fn assert_error_is_clean(error: &Error) {
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        assert_clean(&error.to_string());
        assert_debug_is_clean(&error);
        cause = error.source();
    }
    assert_debug_is_clean(&error.headers());
    assert_debug_is_clean(&error.body());
    assert_debug_is_clean(&error.details());
}

#[tokio::test]
async fn nothing_that_holds_the_token_shows_it() {
    let server = Server::with([]).await;
    let client = server.client();
    assert_debug_is_clean(&token());
    assert_debug_is_clean(&client);
    assert_debug_is_clean(
        &client
            .get("/{id}")
            .path("id", "canary")
            .query("q", "canary")
            .header("x-a", "canary"),
    );
    assert_debug_is_clean(&Settings::new().base_url("https://canary@example.com"));
}

#[tokio::test]
async fn what_the_server_echoes_is_redacted_from_errors() {
    #[derive(Debug, Deserialize)]
    struct Counts {
        #[expect(dead_code, reason = "only read")]
        count: u64,
    }

    let escaped = TOKEN.replace('-', r"\u002d");
    for (status, body) in [
        ("401 Unauthorized", format!("no such token: Bearer {TOKEN}")),
        (
            "403 Forbidden",
            format!(
                r#"{{"errors":[{{"code":1,"message":"bad {TOKEN}","source":{{"pointer":"/{TOKEN}"}}}}]}}"#
            ),
        ),
        (
            "200 OK",
            format!(r#"{{"success":true,"result":{{"count":"{TOKEN}"}}}}"#),
        ),
        (
            "200 OK",
            format!(r#"{{"success":true,"result":{{"{TOKEN}":1}}}}"#),
        ),
        (
            "200 OK",
            format!(r#"{{"success":false,"errors":["{TOKEN}"]}}"#),
        ),
        ("200 OK", format!("{TOKEN} is no JSON")),
    ] {
        let server = Server::responding(
            status,
            &format!("x-echo: {TOKEN}\r\ncf-ray: {TOKEN}\r\n"),
            &body,
        )
        .await;
        let sending = server
            .client()
            .get("/a")
            .send_unwrapped::<Counts>(&ENVELOPE, "result")
            .await;
        let error = sending.unwrap_err();
        assert_error_is_clean(&error);
        assert_eq!(error.body().unwrap().len(), body.len());
    }
    let body = format!(r#"{{"errors":[{{"message":"bad {escaped}"}}]}}"#);
    let server = Server::responding("403 Forbidden", "", &body).await;
    let error = server
        .client()
        .get("/a")
        .send_enveloped::<Counts>(&ENVELOPE)
        .await
        .unwrap_err();
    assert_clean(&error.to_string());
    assert_eq!(
        error.details()[0].message,
        format!("bad {}", "*".repeat(TOKEN.len()))
    );
}

#[tokio::test]
async fn secrets_in_other_places_are_blotted_out_too() {
    for (scheme, secret, echo) in [
        (
            Scheme::basic("login"),
            "user:canary",
            "Basic dXNlcjpjYW5hcnk=",
        ),
        (
            Scheme::query("key", "key"),
            "canary&key",
            "?key=canary%26key",
        ),
        (
            Scheme::cookie("session", "sid"),
            "canary-session",
            "sid=canary-session",
        ),
    ] {
        let server = Server::responding("400 Bad Request", "", &format!("you sent {echo}")).await;
        let credentials = Credentials::new(&[scheme], [secret.into()]);
        let client = HttpClient::new("", "test/1.0", credentials, server.settings()).unwrap();
        let error = client.get("/a").send_empty().await.unwrap_err();
        assert_error_is_clean(&error);
        assert!(!format!("{error:?}").contains("dXNlcjpjYW5hcnk"));
        assert!(error.to_string().contains("****"), "{error}");
    }
}

#[tokio::test]
async fn headers_with_secrets_are_marked_as_such_for_any_transport() {
    /// Fails with what it should not tell.
    struct Careless;

    impl Transport for Careless {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            assert!(request.headers()[http::header::AUTHORIZATION].is_sensitive());
            assert!(!format!("{request:?}").contains("canary"));
            let echo = format!("cannot send to {}", request.uri());
            Box::pin(async { Err(TransportError::exchange(echo)) })
        }
    }

    let settings = Settings::new().transport(Careless).attempts(1);
    let client = HttpClient::new("https://example.com", "test/1.0", token(), settings).unwrap();
    let error = client.get("/a").send_empty().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: no response from the server: cannot send to https://example.com/a"
    );
}
