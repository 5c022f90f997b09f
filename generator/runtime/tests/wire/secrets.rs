//! The token goes to the server, and nowhere else.

use std::error::Error as StdError;
use std::fmt::Debug;

use client_runtime::Bytes;
use client_runtime::Credentials;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::List;
use client_runtime::Scheme;
use client_runtime::Settings;
use client_runtime::Transport;
use client_runtime::TransportError;
use client_runtime::TransportFuture;
use client_runtime::http;
use serde::Deserialize;

use crate::server::ENVELOPE;
use crate::server::Reply;
use crate::server::Server;
use crate::server::TOKEN;
use crate::server::response;
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
        format!("bad {}", "*".repeat(escaped.len()))
    );
}

#[tokio::test]
async fn an_echo_that_is_cut_off_or_escaped_is_redacted_too() {
    let (cut, _) = TOKEN.split_at(TOKEN.len() - 1);
    for echo in [
        cut.to_owned(),
        TOKEN.replacen('c', r"\u0063", 1),
        TOKEN.replacen('c', "%63", 1),
        TOKEN.replacen('c', "&#99;", 1),
        TOKEN.replacen('c', r"\\u0063", 1),
        TOKEN.replace('-', "%2D"),
    ] {
        for (status, headers) in [
            ("200 OK", ""),
            ("400 Bad Request", ""),
            ("500 No", "x-a: b\r\n"),
        ] {
            let text = format!("you sent {echo}");
            let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: 999\r\n\r\n");
            let broken = Reply::Last((head + &text).into_bytes());
            for reply in [broken, Reply::Bytes(response(status, headers, &text))] {
                let server = Server::with(std::iter::repeat_n(reply, 3)).await;
                let client = server.client();
                let error = client.get("/a").send_json::<u8>().await.unwrap_err();
                let shown = format!("{error} {error:?} {:?}", error.body());
                assert!(!shown.contains("anary-token"), "{shown}");
                assert!(error.body().unwrap().ends_with(b"****"), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_shows_no_lease() {
    const LEASE: &str = "canary-lease";

    #[derive(Debug, Deserialize)]
    struct Message {
        #[expect(dead_code, reason = "only read")]
        attempts: u32,
    }

    for items in [
        format!(r#"[{{"attempts":"{LEASE}"}},{{"attempts":"{TOKEN}"}}]"#),
        format!(r#"[{{"lease_id":"{LEASE}","attempts":1}},oops,{{"lease_id":"{LEASE}"}}]"#),
        format!(r#"{{"lease_id":"{LEASE}","#),
    ] {
        let body = format!(r#"{{"success":true,"result":{items}}}"#);
        let server = Server::responding("200 OK", "", &body).await;
        let client = server.client();
        let reading = client
            .get("/a")
            .send_unwrapped::<List<Message>>(&ENVELOPE, "result");
        match reading.await {
            Ok(list) => {
                assert_eq!(list.unreadable().len(), 2);
                assert_debug_is_clean(&list);
                list.unreadable()
                    .iter()
                    .for_each(|one| assert_clean(&one.to_string()));
            }
            Err(error) => {
                assert_clean(&error.to_string());
                assert_debug_is_clean(&error);
                assert_eq!(error.salvage::<String>("lease_id")[0], LEASE);
            }
        }
    }
}

#[tokio::test]
async fn secrets_in_other_places_are_redacted_too() {
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
