//! A response is read as what its status and its `Content-Type` say that it is.

use std::ops::Deref;

use contents::Client;
use contents::Error;
use contents::Settings;
use contents::client_runtime::Bytes;
use contents::operations::PruneResponse;
use contents::types::Kind;
use contents::types::PlotEither;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain;charset=UTF-8";

/// A client of a server that responds with this, and the server.
fn of(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> (Client, Server) {
    let server = Server::responding(status, content_type, body);
    let settings = Settings::new().base_url(server.url());
    let client = Client::builder().settings(settings).build().unwrap();
    (client, server)
}

/// A client, and the server that it calls.
struct Served(Client, #[expect(dead_code, reason = "it responds as long as it is kept")] Server);

impl Deref for Served {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.0
    }
}

fn giving(content_type: &str, body: impl AsRef<[u8]>) -> Served {
    let (client, server) = of(200, content_type, body);
    Served(client, server)
}

#[tokio::test]
async fn a_text_of_any_media_type_is_what_the_response_says() {
    for (content_type, body) in [
        (TEXT, "sow early"),
        ("", "sow early"),
        ("application/octet-stream", "sow early"),
        (JSON, r#""sow early""#),
        ("Application/Vnd.Motto+JSON", r#""sow early""#),
    ] {
        let motto = giving(content_type, body).motto().await.unwrap();
        assert_eq!(motto, "sow early", "{content_type}");
    }
    assert_eq!(giving(TEXT, r#""quoted""#).motto().await.unwrap(), r#""quoted""#);
    let (client, server) = of(200, TEXT, "sow early");
    client.motto().await.unwrap();
    assert_eq!(server.request().header("accept"), Some("*/*"));
}

#[tokio::test]
async fn bytes_of_any_media_type_are_in_base64_where_they_are_json() {
    let raw: &[u8] = &[0xff, 0xd8, 0x00];
    assert_eq!(giving("image/jpeg", raw).photo().await.unwrap(), raw);
    assert_eq!(giving("", raw).photo().await.unwrap(), raw);
    assert_eq!(giving(JSON, r#""/9gA""#).photo().await.unwrap(), raw);
    assert_eq!(giving(JSON, raw).photo().await.unwrap(), raw);
    assert_eq!(giving(TEXT, "aGVsbG8=").photo().await.unwrap(), "aGVsbG8=");
    assert_eq!(giving(JSON, "{}").scan().await.unwrap(), "{}");
}

#[tokio::test]
async fn objects_and_words_of_any_media_type_are_read() {
    for content_type in [JSON, "application/hal+json", TEXT, ""] {
        let tree = giving(content_type, r#"{"id":"t1"}"#).tree().await.unwrap();
        assert_eq!(tree.id, "t1", "{content_type}");
    }
    for (content_type, body) in [(TEXT, "Pippin"), (JSON, r#""Pippin""#), ("", "Pippin")] {
        let variety = giving(content_type, body).variety().await.unwrap();
        assert_eq!(variety.as_str(), "Pippin", "{content_type}");
    }
    for (content_type, body) in [(TEXT, "pear"), (JSON, r#""pear""#), (HTML, "pear\n"), ("", "pear")] {
        assert_eq!(giving(content_type, body).kind().await.unwrap(), Kind::Pear);
        assert_eq!(giving(content_type, body).plain_kind().await.unwrap(), Kind::Pear);
    }
}

#[tokio::test]
async fn text_may_come_where_json_is_described_and_the_other_way_round() {
    for text in ["hello", "7", "1:dark blue", "", r#"{"a":1}"#, "null"] {
        assert_eq!(giving(HTML, text).greeting().await.unwrap(), text);
    }
    assert_eq!(giving(JSON, r#""hello""#).greeting().await.unwrap(), "hello");
    assert_eq!(giving("", r#""hello""#).greeting().await.unwrap(), "hello");
    let nickname = giving(HTML, "Ann").nickname().await.unwrap();
    assert_eq!(nickname.as_deref(), Some("Ann"));
    assert_eq!(giving(JSON, "null").nickname().await.unwrap(), None);
    assert_eq!(giving("", "").nickname().await.unwrap(), None);
    assert_eq!(giving(JSON, r#""a label""#).label().await.unwrap(), "a label");
    assert_eq!(giving(JSON, r#"{"a":1}"#).label().await.unwrap(), r#"{"a":1}"#);
    let latin = giving("text/plain; charset=ISO-8859-1", b"gr\xfcn");
    assert_eq!(latin.label().await.unwrap(), "grün");
}

#[tokio::test]
async fn numbers_and_booleans_come_as_text() {
    for (content_type, body) in [(TEXT, "42"), (TEXT, "42\n"), (JSON, "42.0"), ("", "42")] {
        assert_eq!(giving(content_type, body).count().await.unwrap(), 42, "{body}");
    }
    for body in ["true", "True", "TRUE\n"] {
        assert!(giving(TEXT, body).ripe().await.unwrap(), "{body}");
    }
    let error = giving(TEXT, "many").count().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_that_says_as_what_it_came() {
    let error = giving(HTML, "<h1>Welcome</h1>").tree().await.unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(message.ends_with("near `<h1>Welcome</h1>`; it came as `text/html; charset=utf-8`"), "{message}");
    let error = giving(TEXT, b"\xff").greeting().await.unwrap_err();
    assert!(error.to_string().contains("it is not text"), "{error}");
    for content_type in [JSON, TEXT, ""] {
        let error = giving(content_type, "").tree().await.unwrap_err();
        assert!(error.to_string().ends_with("there is no body"), "{error}");
    }
}

#[tokio::test]
async fn a_response_without_content_is_nothing() {
    assert_eq!(of(204, "", "").0.next().await.unwrap(), None);
    let next = giving(JSON, r#"{"id":"t1"}"#).next().await.unwrap();
    assert_eq!(next.unwrap().id, "t1");
    assert_eq!(of(204, "", "").0.maybe().await.unwrap(), None);
    assert_eq!(giving(JSON, "null").maybe().await.unwrap(), None);
    assert_eq!(giving("", "").maybe().await.unwrap(), None);
    of(204, "", "").0.fell().await.unwrap();
    of(205, "", "").0.reset().await.unwrap();
}

#[tokio::test]
async fn a_body_may_be_absent_where_nothing_is_required() {
    assert!(giving(JSON, "").trees().await.unwrap().is_empty());
    assert!(of(204, "", "").0.trees().await.unwrap().is_empty());
    let plot = giving(JSON, " \n").plot().await.unwrap();
    assert!(plot.labels.is_empty() && plot.place.is_none());
    assert_eq!(giving("", "").anything().await.unwrap(), Value::Null);
    assert_eq!(giving(TEXT, "words").anything().await.unwrap(), json!("words"));
    let PruneResponse::Ok(plot) = giving(JSON, "").prune().await.unwrap() else {
        panic!("another kind of response")
    };
    assert!(plot.labels.is_empty());
    let word = of(202, TEXT, "pruned").0.prune().await.unwrap();
    assert_eq!(word, PruneResponse::Accepted("pruned".to_owned()));
}

#[tokio::test]
async fn an_empty_list_stands_for_an_object_of_which_nothing_is_required() {
    let body = r#"{"labels":[],"extra":[],"place":[],"trees":[],"either":[]}"#;
    let plot = giving(JSON, body).plot().await.unwrap();
    assert!(plot.labels.is_empty() && plot.extra.is_empty() && plot.trees.is_empty());
    assert_eq!(plot.place.unwrap().street, None);
    assert!(matches!(plot.either, Some(PlotEither::List(list)) if list.is_empty()));
    assert_eq!(giving(JSON, "[]").plot().await.unwrap().place, None);
    let error = giving(JSON, r#"{"oldest":[]}"#).plot().await.unwrap_err();
    assert!(error.to_string().contains("at `oldest`"), "{error}");
    giving(JSON, "[]").tree().await.unwrap_err();
}

#[tokio::test]
async fn a_content_that_nothing_describes_can_be_had() {
    giving(JSON, r#"{"liters":5}"#).water().await.unwrap();
    let response = giving(JSON, r#"{"liters":5}"#).water().send_bytes().await.unwrap();
    assert_eq!(response.value(), &Bytes::from(r#"{"liters":5}"#));
}
