//! Calls of the museum in `server.mts`.
//!
//! - A method that gives a text (`@ApiOkResponse({ type: String })`) is described as JSON, and sends `text/html`.
//! - A header of `@Headers` is required, though `@ApiHeader` says of the same that it is not: both are described.
//! - A header that is the API key is a required parameter, too.
//! - What a method without `type` sends is not described.

use std::env;

use nestjs::Client;
use nestjs::DateTime;
use nestjs::Error;
use nestjs::Settings;
use nestjs::Uuid;
use nestjs::client_runtime::Part;
use nestjs::rooms::PutBody;
use nestjs::types::Epoch;
use nestjs::types::Maker;
use nestjs::types::Painting;
use nestjs::types::Piece;
use nestjs::types::PieceChange;
use nestjs::types::PieceMediaItem;
use nestjs::types::PieceMedium;
use nestjs::types::Problem;
use nestjs::types::Statue;
use serde_json::json;

fn client() -> Client {
    let url = env::var("NESTJS_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

fn id() -> Uuid {
    Uuid::new("00000000-0000-0000-0000-000000000007").unwrap()
}

#[tokio::test]
async fn a_piece_is_read_as_it_was_sent() {
    let makers = [Maker::new("Bo").born_null(), Maker::new("Cy").born(1890.0)];
    let piece = Piece::new(id(), "Ada", Epoch::New)
        .makers(makers)
        .value(9_007_199_254_740_991);
    let piece = piece
        .medium(PieceMedium::Ink)
        .media([PieceMediaItem::Wood, PieceMediaItem::Iron]);
    let piece = piece.seen(DateTime::new("2026-01-02T03:04:05Z").unwrap());
    assert_eq!(client().pieces().add(piece.clone()).await.unwrap(), piece);
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let seen = client()
        .pieces()
        .list("t")
        .epoch([Epoch::Old, Epoch::New])
        .limit(3)
        .await
        .unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"epoch": ["old", "new"], "limit": "3", "trace": "t"})
    );
}

#[tokio::test]
async fn null_is_read() {
    let piece = client()
        .pieces()
        .read("00000000-0000-0000-0000-000000000007")
        .await
        .unwrap();
    assert_eq!((&piece.id, &piece.epoch), (&id(), &Epoch::Old));
    assert!(piece.seen.is_null());
    assert_eq!(piece.makers, None);
}

#[tokio::test]
async fn errors_are_read() {
    let none = client().pieces().read("none").await;
    assert!(matches!(&none, Err(Error::Api(error)) if error.status() == 404));
    assert_eq!(
        none.unwrap_err().json::<Problem>().unwrap().message,
        "no such piece"
    );
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let change = PieceChange::new().title("Bo").seen_null();
    let seen = client().pieces().change("1", change).await.unwrap();
    assert_eq!(json!(seen.given), json!({"title": "Bo", "seen": null}));
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().pieces().remove("1").await.unwrap();
}

#[tokio::test]
async fn a_tag_tells_things_apart() {
    let client = client();
    let painting = client.rooms().put(Painting::new("oak")).await.unwrap();
    assert!(matches!(&painting, PutBody::Painting(one) if one.frame == "oak"));
    let statue = client.rooms().put(Statue::new(80.0)).await.unwrap();
    assert!(matches!(&statue, PutBody::Statue(one) if one.weight == 80.0));
}

#[tokio::test]
async fn files_are_files() {
    let client = client();
    let scan = Part::new(vec![0xff, 0x00]).file_name("a.png");
    let views = ["1.png", "2.png"].map(|name| Part::new(vec![1]).file_name(name));
    let seen = client
        .rooms()
        .scan("n")
        .scan(scan)
        .views(views)
        .await
        .unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"note": "n", "scan": ["a.png", "ff00"], "views": ["1.png", "2.png"]})
    );
    let seen = client.rooms().scan("n").await.unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"note": "n", "scan": null, "views": []})
    );
}

#[tokio::test]
async fn a_text_that_is_described_as_json_is_read() {
    let motto = client().rooms().motto().send().await.unwrap();
    assert_eq!(motto.as_str(), "do not touch");
    assert_eq!(motto.headers()["content-type"], "text/html; charset=utf-8");
}

#[tokio::test]
async fn the_key_is_sent_once() {
    let url = env::var("NESTJS_URL").unwrap();
    let client = Client::builder()
        .key("k")
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap();
    assert_eq!(client.rooms().secret().await.unwrap().given["key"], "k");
}

#[tokio::test]
async fn a_body_that_is_not_described_can_be_had() {
    let body = client().rooms().bare().send_bytes().await.unwrap();
    assert_eq!(body[..], *br#"{"anything":[1,null]}"#);
}
