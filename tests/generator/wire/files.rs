//! Files are parts with a file name, of any bytes, and of the media type that is said of them.

use files::Call;
use files::Client;
use files::Settings;
use files::client_runtime::Multipart;
use files::client_runtime::Part;
use files::frames::AddBodyCorners;
use files::frames::AddBodyFrame;
use files::frames::AddBodyOwner;
use files::frames::AddRequired;
use files::posters::AddBody;
use files::posters::AddMultipart;
use files::types::Poster;
use files::types::Title;
use serde_json::json;

use crate::server::ReceivedPart;
use crate::server::Server;

/// No text, and what could be taken for the end of a part.
const BYTES: &[u8] = b"\x00\xff\r\n--\r\n\x80";

fn server() -> (Server, Client) {
    let server = Server::responding(204, "", "");
    let client = Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap();
    (server, client)
}

fn file(name: &str, media_type: &str, content: impl AsRef<[u8]>) -> ReceivedPart {
    let disposition = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"");
    ReceivedPart::new([&disposition, &format!("Content-Type: {media_type}")], content)
}

fn bytes(name: &str, content: impl AsRef<[u8]>) -> ReceivedPart {
    file(name, "application/octet-stream", content)
}

fn value(name: &str, content: &str) -> ReceivedPart {
    ReceivedPart::new([&format!("Content-Disposition: form-data; name=\"{name}\"")], content)
}

fn typed(name: &str, media_type: &str, content: &str) -> ReceivedPart {
    let disposition = format!("Content-Disposition: form-data; name=\"{name}\"");
    ReceivedPart::new([&disposition, &format!("Content-Type: {media_type}")], content)
}

#[tokio::test]
async fn a_file_is_one_in_every_spelling() {
    let (server, gallery) = server();
    let call = gallery.pictures().add(BYTES).back(BYTES).more([BYTES, b"second"]).layers(["a", "b"]);
    let call = call.frame(BYTES).signature("x").stamp(BYTES).title("Sea").year(1890);
    call.await.unwrap();
    let request = server.request();
    let media_type = request.header("content-type").unwrap();
    assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
    let expected = [
        bytes("file", BYTES),
        bytes("back", BYTES),
        bytes("more", BYTES),
        bytes("more", "second"),
        bytes("layers", "a"),
        bytes("layers", "b"),
        bytes("frame", BYTES),
        bytes("signature", "x"),
        bytes("stamp", BYTES),
        value("title", "Sea"),
        value("year", "1890"),
    ];
    assert_eq!(request.parts(), expected);
}

#[tokio::test]
async fn what_is_left_out_of_a_form_is_not_sent() {
    let (server, gallery) = server();
    gallery.pictures().add(BYTES).await.unwrap();
    assert_eq!(server.request().parts(), [bytes("file", BYTES)]);
}

#[tokio::test]
async fn without_parts_there_is_no_body_where_none_is_required() {
    let (server, gallery) = server();
    gallery.sketches().add().await.unwrap();
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (None, ""));
    gallery.sketches().add().title("Sea").await.unwrap();
    assert_eq!(server.request().parts(), [value("title", "Sea")]);
}

#[tokio::test]
async fn a_text_can_stand_where_a_file_does() {
    let (server, gallery) = server();
    gallery.pictures().add(BYTES).stamp(Part::text("https://example.com/stamp")).await.unwrap();
    assert_eq!(server.request().parts(), [bytes("file", BYTES), value("stamp", "https://example.com/stamp")]);
}

#[tokio::test]
async fn what_the_caller_says_of_a_file_counts() {
    let (server, gallery) = server();
    let photo = Part::new(BYTES).file_name("sea.gif").media_type("image/gif").header("X-Taken", "1890");
    gallery.pictures().add(photo).await.unwrap();
    let head = [
        "Content-Disposition: form-data; name=\"file\"; filename=\"sea.gif\"",
        "Content-Type: image/gif",
        "X-Taken: 1890",
    ];
    assert_eq!(server.request().parts(), [ReceivedPart::new(head, BYTES)]);
}

#[tokio::test]
async fn what_has_no_type_is_a_file() {
    let (server, gallery) = server();
    let call = gallery.scans().add(BYTES, [BYTES, b"two"], json!({"by": "hand"}));
    call.preview(BYTES).cover(BYTES).await.unwrap();
    let expected = [
        bytes("scan", BYTES),
        bytes("pages", BYTES),
        bytes("pages", "two"),
        file("preview", "image/webp", BYTES),
        bytes("cover", BYTES),
        typed("note", "application/json", r#"{"by":"hand"}"#),
    ];
    assert_eq!(server.request().parts(), expected);
}

#[tokio::test]
async fn each_part_is_of_the_media_type_of_its_encoding() {
    let (server, gallery) = server();
    let call = gallery.frames().add(AddRequired {
        photo: BYTES.into(),
        sizes: vec![3, 4],
        frames: ["oak", "ash"].map(|wood| AddBodyFrame::new().wood(wood)).into(),
        owner: AddBodyOwner::new().name("Ann"),
        marks: ["a", "b"].map(str::to_owned).into(),
        legend: "<legend/>".into(),
    });
    let call = call.icon(BYTES).drawing(BYTES).raw(BYTES);
    call.corners(AddBodyCorners::new().top("red").left("blue")).await.unwrap();
    let expected = [
        file("photo", "image/png", BYTES),
        file("icon", "image/x-icon", BYTES),
        file("drawing", "image/tiff", BYTES),
        bytes("raw", BYTES),
        typed("sizes", "text/plain", "3"),
        typed("sizes", "text/plain", "4"),
        typed("frames", "application/vnd.frame+json", r#"{"wood":"oak"}"#),
        typed("frames", "application/vnd.frame+json", r#"{"wood":"ash"}"#),
        typed("owner", "application/json", r#"{"name":"Ann"}"#),
        value("marks", "a|b"),
        value("corners[left]", "blue"),
        value("corners[top]", "red"),
        typed("legend", "application/xml; charset=utf-8", "<legend/>"),
    ];
    assert_eq!(server.request().parts(), expected);
}

#[tokio::test]
async fn a_body_that_needs_a_file_is_a_form_of_parts() {
    let (server, gallery) = server();
    let _: Call<'_, _> = gallery.portraits().add(BYTES, "Ann");
    gallery.portraits().add(BYTES, "Ann").await.unwrap();
    assert_eq!(server.request().parts(), [bytes("face", BYTES), value("name", "Ann")]);
}

#[tokio::test]
async fn a_body_that_may_have_a_file_is_json_or_a_form_of_parts() {
    let (server, gallery) = server();
    gallery.posters().add(Poster::new("Sea").print_null()).await.unwrap();
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.json(), json!({"name": "Sea", "print": null}));
    let form = AddMultipart::new("Sea").print(BYTES);
    gallery.posters().add(AddBody::Multipart(form)).await.unwrap();
    assert_eq!(server.request().parts(), [value("name", "Sea"), bytes("print", BYTES)]);
}

#[tokio::test]
async fn a_body_without_files_is_json_as_ever() {
    let (server, gallery) = server();
    gallery.titles().add(Title::new("Sea").extra(json!([1]))).await.unwrap();
    assert_eq!(server.request().json(), json!({"text": "Sea", "extra": [1]}));
}

#[tokio::test]
async fn a_form_of_several_kinds_has_the_parts_of_each() {
    let (server, gallery) = server();
    gallery.drawings().add().file(BYTES).await.unwrap();
    gallery.drawings().add().url("https://example.com/a").await.unwrap();
    assert_eq!(server.request().parts(), [bytes("file", BYTES)]);
    assert_eq!(server.request().parts(), [value("url", "https://example.com/a")]);
}

#[tokio::test]
async fn parts_that_are_described_nowhere_are_given_by_the_caller() {
    let (server, gallery) = server();
    let parts = Multipart::new().file("front", &Part::from(BYTES)).value("title", "Sea");
    let expected = [bytes("front", BYTES), value("title", "Sea")];
    gallery.attachments().add(parts.clone()).await.unwrap();
    assert_eq!(server.request().parts(), expected);
    gallery.letters().add(parts).await.unwrap();
    assert_eq!(server.request().parts(), expected);
    gallery.attachments().add(json!({"title": "Sea", "years": [1890, 1891]})).await.unwrap();
    let expected = [value("title", "Sea"), value("years", "1890"), value("years", "1891")];
    assert_eq!(server.request().parts(), expected);
}
