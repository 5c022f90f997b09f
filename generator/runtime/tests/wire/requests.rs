//! What is sent, and what is not.

use std::fmt;

use client_runtime::Credentials;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Request;
use client_runtime::Scheme;
use serde_json::json;

use crate::server::ENVELOPE;
use crate::server::Reply;
use crate::server::Server;
use crate::server::response;

const OK: &str = r#"{"success":true,"result":{"count":5}}"#;

/// The first request that `make` sends, and whatever became of it.
async fn sent(
    make: impl for<'a> FnOnce(&'a HttpClient) -> Request<'a>,
) -> (Option<String>, Result<(), Error>) {
    let server = Server::responding("200 OK", "", OK).await;
    let client = server.client();
    let outcome = make(&client).send_empty().await.map(|response| *response);
    let request = server.requests().into_iter().next();
    (
        request.map(|request| request.replace(&server.address().to_string(), "HOST")),
        outcome,
    )
}

/// The first line of the request that `make` sends.
async fn target(make: impl for<'a> FnOnce(&'a HttpClient) -> Request<'a>) -> String {
    let (request, outcome) = sent(make).await;
    outcome.unwrap();
    let line = request.unwrap().lines().next().unwrap().to_owned();
    line.strip_prefix("GET /client/v4")
        .unwrap()
        .strip_suffix(" HTTP/1.1")
        .unwrap()
        .to_owned()
}

/// The error in place of the request that `make` would send.
async fn mistake(make: impl for<'a> FnOnce(&'a HttpClient) -> Request<'a>) -> String {
    let (request, outcome) = sent(make).await;
    assert_eq!(request, None);
    outcome.unwrap_err().to_string()
}

#[tokio::test]
async fn a_post_is_sent_in_exactly_these_bytes() {
    let (request, outcome) = sent(|client| {
        client
            .post("/accounts/{account_id}/queues/{queue_id}/messages")
            .path("account_id", "a1")
            .path("queue_id", "q2")
            .query("page", 1)
            .header("x-trace", "t-1")
            .json(json!({"body": "hällo", "delay_seconds": 0}))
    })
    .await;
    outcome.unwrap();
    assert_eq!(
        request.unwrap(),
        "POST /client/v4/accounts/a1/queues/q2/messages?page=1 HTTP/1.1\r\n\
         x-trace: t-1\r\n\
         content-type: application/json\r\n\
         accept: application/json\r\n\
         user-agent: test/1.0\r\n\
         authorization: Bearer canary-token-0123456789\r\n\
         host: HOST\r\n\
         content-length: 35\r\n\
         \r\n\
         {\"body\":\"hällo\",\"delay_seconds\":0}"
    );
}

#[tokio::test]
async fn a_get_has_no_body_and_a_post_without_one_says_so() {
    let (request, _) = sent(|client| client.get("/a")).await;
    let request = request.unwrap();
    assert!(
        request.starts_with("GET /client/v4/a HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        !request.contains("content-") && !request.contains("accept-encoding"),
        "{request}"
    );

    let (request, _) = sent(|client| client.post("/a")).await;
    assert!(request.unwrap().contains("content-length: 0\r\n"));
}

#[tokio::test]
async fn each_method_is_sent_by_its_name() {
    for (make, name) in [
        (
            HttpClient::get as for<'a> fn(&'a HttpClient, &'a str) -> Request<'a>,
            "GET",
        ),
        (HttpClient::post, "POST"),
        (HttpClient::put, "PUT"),
        (HttpClient::patch, "PATCH"),
        (HttpClient::delete, "DELETE"),
        (HttpClient::options, "OPTIONS"),
        (HttpClient::trace, "TRACE"),
    ] {
        let (request, outcome) = sent(|client| make(client, "/a")).await;
        outcome.unwrap();
        assert!(
            request
                .unwrap()
                .starts_with(&format!("{name} /client/v4/a HTTP/1.1\r\n"))
        );
    }
    let server = Server::with([Reply::Bytes(
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n".to_vec(),
    )])
    .await;
    let _ = server.client().head("/a").send_empty().await.unwrap();
    assert!(server.requests()[0].starts_with("HEAD /client/v4/a HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_value_is_one_segment_of_the_path() {
    for (value, encoded) in [
        ("plain-1._~", "plain-1._~"),
        ("a/b", "a%2Fb"),
        ("../..", "..%2F.."),
        ("%2e%2e", "%252e%252e"),
        ("%252e%252e", "%25252e%25252e"),
        ("a?x=1#f", "a%3Fx%3D1%23f"),
        ("a\\b", "a%5Cb"),
        ("a\r\nb\0", "a%0D%0Ab%00"),
        (" ", "%20"),
        ("{other}", "%7Bother%7D"),
        ("ö", "%C3%B6"),
        ("...", "..."),
    ] {
        let target = target(|client| {
            client
                .get("/a/{id}/b/{other}")
                .path("other", "x")
                .path("id", value)
        })
        .await;
        assert_eq!(target, format!("/a/{encoded}/b/x"));
    }
}

#[tokio::test]
async fn a_value_of_several_segments_keeps_its_slashes_alone() {
    for (value, encoded) in [
        ("a/b c/d?e", "a/b%20c/d%3Fe"),
        ("a//b/", "a//b/"),
        ("%2F", "%252F"),
    ] {
        let target = target(|client| client.get("/a/{rest}").path_segments("rest", value)).await;
        assert_eq!(target, format!("/a/{encoded}"));
    }
    for value in ["", ".", "a/../b", "a/."] {
        let error = mistake(|client| client.get("/a/{rest}").path_segments("rest", value)).await;
        assert!(
            error.ends_with("cannot be a segment of the path"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_path_that_cannot_be_made_is_rejected_and_nothing_is_sent() {
    for value in ["", ".", ".."] {
        assert_eq!(
            mistake(|client| client.get("/a/{id}").path("id", value)).await,
            format!("invalid argument `id`: \"{value}\" cannot be a segment of the path")
        );
    }
    assert_eq!(
        mistake(|client| client.get("/a/{id}/{other}").path("id", 1)).await,
        "invalid argument `other`: the path needs it, and it is not given"
    );
    assert_eq!(
        mistake(|client| client.get("/a/{id}").path("idx", 1)).await,
        "invalid argument `idx`: `/a/{id}` has no place for it, or has it already"
    );
    assert_eq!(
        mistake(|client| client.get("/a/{id}").path("id", 1).path("id", 2)).await,
        "invalid argument `id`: `/a/{id}` has no place for it, or has it already"
    );
    for template in ["/a?b=c", "/a#b", "/a b", "/a\r\nb", "/ä"] {
        assert_eq!(
            mistake(|client| client.get(template)).await,
            "invalid argument `path`: the template is no path: it begins with `/`, and holds no query"
        );
    }
}

#[tokio::test]
async fn queries_are_encoded_by_their_style() {
    let tags = ["a b".to_owned(), "c,d".to_owned()];
    let none: [String; 0] = [];
    assert_eq!(
        target(|client| client.get("/").query("a b", "c&d=é+")).await,
        "/?a%20b=c%26d%3D%C3%A9%2B"
    );
    assert_eq!(
        target(|client| client.get("/").query_option("a", Some(1)).query("b", true)).await,
        "/?a=1&b=true"
    );
    assert_eq!(
        target(|client| client.get("/").query_option("a", None::<i32>)).await,
        "/"
    );
    assert_eq!(
        target(|client| client.get("/").query_each("t", &tags)).await,
        "/?t=a%20b&t=c%2Cd"
    );
    assert_eq!(
        target(|client| client.get("/").query_joined("t", &tags, ",")).await,
        "/?t=a%20b,c%2Cd"
    );
    assert_eq!(
        target(|client| client.get("/").query_joined("t", &tags, " ")).await,
        "/?t=a%20b%20c%2Cd"
    );
    assert_eq!(
        target(|client| client.get("/").query_joined("t", &tags, "|")).await,
        "/?t=a%20b%7Cc%2Cd"
    );
    assert_eq!(
        target(|client| client
            .get("/")
            .query_each("t", &none)
            .query_joined("u", &none, ","))
        .await,
        "/"
    );
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_rejected_and_nothing_is_sent() {
    for value in ["a\r\nb", "a\0", "ö", " a", "a ", "\t"] {
        assert_eq!(
            mistake(|client| client.get("/").header("x-trace", value)).await,
            "invalid argument `x-trace`: a header holds visible ASCII, and no space at its ends"
        );
    }
    for name in [
        "Authorization",
        "host",
        "Content-Length",
        "content-type",
        "accept",
        "accept-encoding",
        "connection",
    ] {
        assert_eq!(
            mistake(|client| client.get("/").header(name, "x")).await,
            format!("invalid argument `{name}`: the client sets this header itself")
        );
    }
    assert_eq!(
        mistake(|client| client.get("/").header("no name", "x")).await,
        "invalid argument `no name`: not the name of a header"
    );
    let (request, _) = sent(|client| {
        client
            .get("/")
            .header_option("x-a", Some("b c"))
            .header_option("x-b", None::<i32>)
    })
    .await;
    let request = request.unwrap();
    assert!(
        request.contains("x-a: b c\r\n") && !request.contains("x-b"),
        "{request}"
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_written_is_an_error_and_nothing_is_sent() {
    let wrong = std::collections::BTreeMap::from([((1, 2), 3)]);
    assert_eq!(
        mistake(|client| client.post("/").json(&wrong)).await,
        "the body of the request cannot be written as JSON: key must be a string"
    );
}

#[tokio::test]
async fn a_value_that_cannot_be_written_is_an_error_and_the_first_mistake_counts() {
    struct Broken;

    impl fmt::Display for Broken {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    let first =
        "invalid argument `a`: its value cannot be written as text: a number has to be finite";
    assert_eq!(
        mistake(|client| client.get("/{a}").path("a", &Broken).path("b", "")).await,
        first
    );
    assert_eq!(
        mistake(|client| client.get("/").query("a", &Broken).path("b", "")).await,
        first
    );
    assert_eq!(
        mistake(|client| client.get("/").header("a", &Broken).path("b", "")).await,
        first
    );
}

#[tokio::test]
async fn credentials_go_to_their_places() {
    const SCHEMES: [Scheme; 4] = [
        Scheme::header("api_email", "X-Auth-Email"),
        Scheme::header("api_key", "X-Auth-Key"),
        Scheme::query("key", "api key"),
        Scheme::cookie("session", "sid"),
    ];
    let server = Server::responding("200 OK", "", "").await;
    let credentials = Credentials::new(
        &SCHEMES,
        ["a@b.example", "k-1", "q&1", "s-1"].map(Into::into),
    );
    let client = HttpClient::new(
        "https://example.com",
        "test/1.0",
        credentials,
        server.settings(),
    )
    .unwrap();
    let _ = client
        .get("/a")
        .query("page", 1)
        .send_empty()
        .await
        .unwrap();
    let request = server.requests().remove(0);
    assert!(
        request.starts_with("GET /client/v4/a?page=1&api%20key=q%261 HTTP/1.1\r\n"),
        "{request}"
    );
    for header in [
        "x-auth-email: a@b.example\r\n",
        "x-auth-key: k-1\r\n",
        "cookie: sid=s-1\r\n",
    ] {
        assert!(request.contains(header), "{request}");
    }
    assert!(!request.contains("authorization"), "{request}");
    let error = client
        .get("/")
        .header("X-Auth-Key", "other")
        .send_empty()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid argument `X-Auth-Key`: the client sets this header itself"
    );
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let reply = || Reply::Bytes(response("200 OK", "", OK));
    let server = Server::with([reply(), reply(), reply()]).await;
    let client = server.client();
    let _ = client
        .get("/1")
        .send_unwrapped::<serde_json::Value>(&ENVELOPE, "result")
        .await
        .unwrap();
    let _ = client.get("/2").send_text().await.unwrap();
    let _ = client.clone().get("/3").send_empty().await.unwrap();
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}
