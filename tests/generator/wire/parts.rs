//! `multipart/related` and `multipart/mixed` are no forms: their parts have no names, and say what they are.

use parts::Client;
use parts::Settings;
use parts::boxes::AddBody;
use parts::boxes::AddRelated;
use parts::client_runtime::Part;
use parts::records::AddBodyRecord;
use serde_json::json;

use crate::server::ReceivedPart;
use crate::server::Server;

const BYTES: &[u8] = b"\x00\xff\r\n\x80";
const BOUNDARY: &str = "boundary=client-runtime-0000000000000000";

fn server() -> (Server, Client) {
    let server = Server::responding(204, "", "");
    let client = Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap();
    (server, client)
}

fn part(media_type: &str, content: impl AsRef<[u8]>) -> ReceivedPart {
    ReceivedPart::new([&format!("Content-Type: {media_type}")], content)
}

#[tokio::test]
async fn related_parts_begin_with_their_root() {
    let (server, archive) = server();
    let page = Part::new("page").file_name("1.txt").media_type("text/plain").header("Content-ID", "<1@archive>");
    let record = AddBodyRecord::new().title("Sea");
    archive.records().add(record, BYTES).pages([page]).await.unwrap();
    let request = server.request();
    let media_type = format!("multipart/related; {BOUNDARY}; type=\"application/vnd.record+json\"");
    assert_eq!(request.header("content-type"), Some(media_type.as_str()));
    let page = [
        "Content-Disposition: attachment; filename=\"1.txt\"",
        "Content-Type: text/plain",
        "Content-ID: <1@archive>",
    ];
    let expected = [
        part("application/vnd.record+json; version=2", r#"{"title":"Sea"}"#),
        part("image/jpeg", BYTES),
        ReceivedPart::new(page, "page"),
    ];
    assert_eq!(request.parts(), expected);
}

#[tokio::test]
async fn mixed_parts_say_what_they_are() {
    let (server, archive) = server();
    archive.bundles().add().note("é").counts([1, 2]).file(BYTES).await.unwrap();
    let request = server.request();
    assert_eq!(request.header("content-type"), Some(format!("multipart/mixed; {BOUNDARY}").as_str()));
    let text = "text/plain; charset=utf-8";
    let expected =
        [part(text, "é"), part(text, "1"), part(text, "2"), part("application/octet-stream", BYTES)];
    assert_eq!(request.parts(), expected);
}

#[tokio::test]
async fn related_parts_are_one_of_several_bodies() {
    let (server, archive) = server();
    archive.boxes().add(AddRelated::new().file(BYTES)).await.unwrap();
    let request = server.request();
    let media_type = format!("multipart/related; {BOUNDARY}; type=\"application/octet-stream\"");
    assert_eq!(request.header("content-type"), Some(media_type.as_str()));
    assert_eq!(request.parts(), [part("application/octet-stream", BYTES)]);
    archive.boxes().add(AddBody::Xml("<box/>".to_owned())).await.unwrap();
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (Some("application/xml"), "<box/>"));
}

#[tokio::test]
async fn the_items_of_a_list_are_parts() {
    let (server, archive) = server();
    archive.series().add(json!([{"title": "One"}, {"title": "Two"}])).await.unwrap();
    let json = "application/json";
    assert_eq!(server.request().parts(), [part(json, r#"{"title":"One"}"#), part(json, r#"{"title":"Two"}"#)]);
}
