//! What is made of the responses of a server.

use client_runtime::Error;
use client_runtime::Response;
use client_runtime::decode;
use serde::Deserialize;

use crate::server::ENVELOPE;
use crate::server::Reply;
use crate::server::Server;
use crate::server::response;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Counts {
    count: Option<u64>,
    #[serde(deserialize_with = "decode::list")]
    tags: Vec<String>,
}

async fn unwrapped(status: &str, headers: &str, body: &str) -> Result<Response<Counts>, Error> {
    let server = Server::responding(status, headers, body).await;
    let outcome = server
        .client()
        .post("/queues/{id}")
        .path("id", 1)
        .send_unwrapped(&ENVELOPE, "result")
        .await;
    assert_eq!(server.requests().len(), 1);
    outcome
}

async fn error_response(status: &str, headers: &str, body: &str) -> Error {
    let error = unwrapped(status, headers, body).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error}");
    error
}

#[tokio::test]
async fn a_response_has_a_status_headers_and_a_value() {
    let body = r#"{"result":{"count":5.0,"tags":null,"unknown":{"a":[1]}},"success":true,"errors":[],"messages":[]}"#;
    let response = unwrapped("201 Created", "x-one: 1\r\n", body)
        .await
        .unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-one"], "1");
    assert_eq!(response.count, Some(5));
    assert_eq!(
        response.value(),
        &Counts {
            count: Some(5),
            tags: Vec::new()
        }
    );
    let doubled = response.map(|counts| counts.count.map(|count| count * 2));
    assert_eq!(
        (doubled.status().as_u16(), doubled.into_value()),
        (201, Some(10))
    );
}

#[tokio::test]
async fn each_way_to_send_reads_the_body_in_its_way() {
    let body = r#"{"success":true,"result":{"count":5}}"#;
    let reply = || Reply::Bytes(response("200 OK", "content-type: text/plain\r\n", body));
    let server = Server::with(std::iter::repeat_with(reply).take(5)).await;
    let client = server.client();
    let whole = serde_json::json!({"success": true, "result": {"count": 5}});
    assert_eq!(
        client
            .get("/")
            .send_json::<serde_json::Value>()
            .await
            .unwrap()
            .into_value(),
        whole
    );
    assert_eq!(
        client
            .get("/")
            .send_enveloped::<serde_json::Value>(&ENVELOPE)
            .await
            .unwrap()
            .into_value(),
        whole
    );
    assert_eq!(
        client.get("/").send_text().await.unwrap().into_value(),
        body
    );
    assert_eq!(
        client.get("/").send_bytes().await.unwrap().into_value(),
        body
    );
    let _ = client.get("/").send_empty().await.unwrap();
    let accepted: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.contains("accept: */*"))
        .collect();
    assert_eq!(accepted, [false, false, true, true, false]);
}

#[tokio::test]
async fn an_envelope_without_success_is_an_error_under_any_status() {
    for success in ["false", "null", r#""true""#, r#""false""#, "0", "1"] {
        let body = format!(
            r#"{{"result":null,"success":{success},"errors":[{{"code":10104,"message":"gone"}}]}}"#
        );
        let error = error_response("200 OK", "", &body).await;
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.codes().collect::<Vec<_>>(), [10104]);
        assert_eq!(
            error.to_string(),
            "POST /queues/{id}: the server answered 200 OK without announcing success: gone (code 10104)"
        );
    }
    error_response("200 OK", "", "{}").await;
    let error = error_response(
        "404 Not Found",
        "",
        r#"{"success":true,"result":{"count":5}}"#,
    )
    .await;
    assert_eq!(error.status().unwrap(), 404);

    let server = Server::responding("200 OK", "", r#"{"success":false}"#).await;
    let error = server
        .client()
        .get("/")
        .send_enveloped::<Counts>(&ENVELOPE)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Api(_)));
}

#[tokio::test]
async fn a_response_that_cannot_be_read_is_kept_whole() {
    for (status, body, path) in [
        ("200 OK", "", "."),
        ("200 OK", "  ", "."),
        ("204 No Content", "", "."),
        ("202 Accepted", "", "."),
        ("206 Partial Content", r#"{"succ"#, "."),
        ("200 OK", "<html>login</html>", "."),
        ("200 OK", "[]", "."),
        ("200 OK", "null", "."),
        ("200 OK", r#""x""#, "."),
        ("200 OK", "5", "."),
        ("200 OK", r#"{"success":true,"result":{}} x"#, "."),
        (
            "200 OK",
            r#"{"success":true,"result":{},"success":false}"#,
            ".",
        ),
        ("200 OK", r#"{"success":true,"result":[]}"#, "result"),
        ("200 OK", r#"{"success":true,"result":"x"}"#, "result"),
        ("200 OK", r#"{"success":true,"result":5}"#, "result"),
        ("200 OK", r#"{"success":true,"result":null}"#, "result"),
        ("200 OK", r#"{"success":true}"#, "."),
        (
            "200 OK",
            r#"{"success":true,"result":{"count":"5"}}"#,
            "result.count",
        ),
        (
            "200 OK",
            r#"{"success":true,"result":{"count":-1}}"#,
            "result.count",
        ),
        (
            "200 OK",
            r#"{"success":true,"result":{"count":1e400}}"#,
            "result.count",
        ),
        (
            "200 OK",
            r#"{"success":true,"result":{"tags":["a",5]}}"#,
            "result.tags[1]",
        ),
        (
            "200 OK",
            r#"{"success":true,"result":{"tags":{}}}"#,
            "result.tags",
        ),
    ] {
        let body = if status.starts_with("204") { "" } else { body };
        let error = unwrapped(status, "cf-ray: 8a-FRA\r\n", body)
            .await
            .unwrap_err();
        let Error::Decode(decode) = &error else {
            panic!("{body}: {error}")
        };
        assert_eq!(decode.path(), Some(path), "{body}: {error}");
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.request_id(), Some("8a-FRA"));
        assert!(status.starts_with(error.status().unwrap().as_str()));
    }
}

#[tokio::test]
async fn a_decode_error_reads_as_a_line_that_helps() {
    let body = format!(
        r#"{{"success":true,"result":{{"tags":["{}",5]}}}}"#,
        "long ".repeat(40)
    );
    let error = unwrapped("200 OK", "", &body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /queues/{id}: the server answered 200 OK, and its response cannot be read: at `result.tags[1]`: invalid type: \
         integer `5`, expected a string at line 1 column 238, near `long long long long long long \",5]}}`"
    );
}

#[tokio::test]
async fn a_response_in_another_encoding_is_an_error() {
    let error = unwrapped("200 OK", "content-encoding: gzip\r\n", "whatever")
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("it has the content encoding `gzip`, which was not asked for"),
        "{error}"
    );
    let _ = unwrapped(
        "200 OK",
        "content-encoding: identity\r\n",
        r#"{"success":true,"result":{}}"#,
    )
    .await
    .unwrap();

    let utf_8 = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe".to_vec();
    let server = Server::with([Reply::Bytes(utf_8)]).await;
    let error = server.client().get("/").send_text().await.unwrap_err();
    assert!(
        error.to_string().contains("it is not text: invalid utf-8"),
        "{error}"
    );
    assert_eq!(&error.body().unwrap()[..], b"\xff\xfe");
}

#[tokio::test]
async fn a_page_of_html_is_kept_and_shown_on_one_line() {
    let page = format!(
        "<html>\r\n<h1>\u{1b}[31mBad gateway</h1>{}",
        "x".repeat(5_000)
    );
    let error = error_response("502 Bad Gateway", "cf-ray: 8a-FRA\r\n", &page).await;
    let line = error.to_string();
    assert!(
        line.starts_with(
            r"POST /queues/{id}: the server answered 502 Bad Gateway: <html>\r\n<h1>\u{1b}[31mBad gateway</h1>xxx"
        ),
        "{line}"
    );
    assert!(line.ends_with("x… [request 8a-FRA]"), "{line}");
    assert!(line.len() < 700 && !line.contains(char::is_control));
    assert_eq!(error.body().unwrap(), page.as_str());
    assert_eq!(error.details(), []);
}

#[tokio::test]
async fn error_responses_keep_codes_headers_and_body() {
    let body = r#"{"success":false,"errors":[{"code":10250,"message":"overloaded"},{"code":"7"},{"message":"c"},{"code":4}]}"#;
    let error = error_response(
        "429 Too Many Requests",
        "retry-after: 7\r\nx-request-id: r-1\r\n",
        body,
    )
    .await;
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.codes().collect::<Vec<_>>(), [10250, 7, 4]);
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(
        error.to_string(),
        "POST /queues/{id}: the server answered 429 Too Many Requests: overloaded (code 10250); code 7; c; and 1 more \
         [request r-1]"
    );

    let error = error_response(
        "409 Conflict",
        "",
        r#"{"errors":[{"code":1,"message":"queue_delivery_paused"}]}"#,
    )
    .await;
    assert_eq!(error.details()[0].message, "queue_delivery_paused");
    assert!(!error.is_timeout() && !error.is_connect());
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let target = Server::responding("200 OK", "", r#"{"success":true,"result":{}}"#).await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        for location in [
            format!("http://{}/", target.address()),
            "/elsewhere".to_owned(),
            "::".to_owned(),
        ] {
            let error = error_response(status, &format!("location: {location}\r\n"), "").await;
            assert!(status.starts_with(error.status().unwrap().as_str()));
        }
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn early_hints_are_passed_over() {
    let mut bytes = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
    bytes.extend(response("200 OK", "", r#"{"success":true,"result":{}}"#));
    let server = Server::with([Reply::Bytes(bytes)]).await;
    let _ = server
        .client()
        .get("/")
        .send_unwrapped::<Counts>(&ENVELOPE, "result")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_server_may_ask_for_a_body_that_comes_anyway() {
    let mut bytes = b"HTTP/1.1 100 Continue\r\n\r\n".to_vec();
    bytes.extend(response("200 OK", "", r#"{"success":true,"result":{}}"#));
    let server = Server::with([Reply::Bytes(bytes)]).await;
    let client = server.client();
    let call = client.post("/").json(5);
    let _ = call
        .send_unwrapped::<Counts>(&ENVELOPE, "result")
        .await
        .unwrap();
}

#[tokio::test]
async fn no_cookie_is_kept() {
    let response = |status| {
        let headers = "www-authenticate: Basic\r\nset-cookie: session=1\r\n";
        Reply::Bytes(response(status, headers, ""))
    };
    let server = Server::with([
        response("401 Unauthorized"),
        response("200 OK"),
        response("200 OK"),
    ])
    .await;
    let client = server.client();
    client.get("/1").send_empty().await.unwrap_err();
    let _ = client.get("/2").send_empty().await.unwrap();
    let _ = client.get("/3").send_empty().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| !request.contains("cookie")));
}

#[tokio::test]
async fn a_body_is_utf_8_whatever_is_announced() {
    let success = r#"{"success":true,"result":{"count":5}}"#;
    for announced in [
        "",
        "content-type: text/plain\r\n",
        "content-type: text/html; charset=utf-16\r\n",
        "content-type: application/json; charset=latin-1\r\n",
        "content-type: \u{0}?\r\n",
    ] {
        let announced = announced.replace('\0', "");
        let server = Server::responding("200 OK", &announced, success).await;
        let client = server.client();
        let call = client.get("/");
        let counts = call.send_unwrapped::<Counts>(&ENVELOPE, "result").await;
        assert_eq!(counts.unwrap().count, Some(5), "{announced}");
    }
    let utf_16: Vec<u8> = success.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin_1 = b"{\"success\":true,\"result\":{\"name\":\"\xe4\"}}".to_vec();
    for body in [utf_16, latin_1] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        let server = Server::with([Reply::Bytes([head.into_bytes(), body].concat())]).await;
        let client = server.client();
        let call = client.get("/");
        let outcome = call
            .send_unwrapped::<serde_json::Value>(&ENVELOPE, "result")
            .await;
        assert!(matches!(outcome, Err(Error::Decode(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn the_body_of_an_error_response_is_read_as_the_type_that_was_described() {
    let error = error_response("404 Not Found", "", r#"{"count":5.0}"#).await;
    assert_eq!(error.json::<Counts>().unwrap().count, Some(5));
    for body in ["", "[]", "<html>", r#"{"count":"x"}"#] {
        let error = error_response("404 Not Found", "", body).await;
        assert!(error.json::<Counts>().is_none(), "{body}");
    }
    assert!(Error::missing_parameter("a").json::<Counts>().is_none());
}
