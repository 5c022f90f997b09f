//! Calls of the library in `server.py`.
//!
//! - Two methods of one function (`api_route`) have one operationId; which of the two it names can
//!   differ each time that the server starts.
//! - The items of streams are described with `itemSchema`, of OpenAPI 3.2, in a document of 3.1.
//! - A tag of several values that has a default is described as one that may be left out; without it a body is refused.

use std::env;

use fastapi::Client;
use fastapi::ClientBuilder;
use fastapi::DateTime;
use fastapi::Error;
use fastapi::Settings;
use fastapi::Uuid;
use fastapi::books::ListBooksResponseValue;
use fastapi::client_runtime::Part;
use fastapi::types::Audio;
use fastapi::types::AudioKind;
use fastapi::types::Author;
use fastapi::types::BookChange;
use fastapi::types::BookInput;
use fastapi::types::First;
use fastapi::types::Genre;
use fastapi::types::HttpValidationError;
use fastapi::types::Paper;
use fastapi::types::Second;
use fastapi::unions::PutMediumResponse;
use fastapi::unions::PutVersionResponse;
use fastapi::unions::UsersResponseItem;
use serde_json::json;

fn id(last: u8) -> Uuid {
    Uuid::new(format!("00000000-0000-0000-0000-0000000000{last:02}")).unwrap()
}

fn client_with(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let url = env::var("FASTAPI_URL").unwrap();
    let settings = Settings::new().base_url(url);
    set(Client::builder()).settings(settings).build().unwrap()
}

fn client() -> Client {
    client_with(|builder| builder)
}

#[tokio::test]
async fn a_book_is_read_as_it_was_sent() {
    let book = BookInput::new(id(7), "Ada", DateTime::new("2026-01-02T03:04:05Z").unwrap())
        .price("12.50")
        .genre(Genre::Essay)
        .authors([Author::new("Bo").born_null()]);
    let added = client().books().add_book(book).await.unwrap();
    assert_eq!(added.price.as_deref(), Some("12.50"));
    assert_eq!(added.genre, Some(Genre::Essay));
    assert_eq!(added.authors.len(), 1);
    assert_eq!(added.authors[0].name, "Bo");
    assert_eq!(added.id, id(7));
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let client = client();
    let call = client
        .books()
        .list_books()
        .genre([Genre::Novel, Genre::Essay])
        .limit(5);
    let seen = call
        .cheap(true)
        .x_trace("t")
        .session("s")
        .send()
        .await
        .unwrap();
    let genre = ["novel", "essay"].map(str::to_owned).to_vec();
    let text = |text: &str| Some(ListBooksResponseValue::Text(text.to_owned()));
    assert_eq!(seen["genre"], Some(ListBooksResponseValue::List(genre)));
    assert_eq!(seen["limit"], Some(ListBooksResponseValue::Integer(5)));
    assert_eq!(seen["cheap"], Some(ListBooksResponseValue::Boolean(true)));
    assert_eq!((&seen["trace"], &seen["session"]), (&text("t"), &text("s")));
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let change = BookChange::new().title_null();
    let seen = client().books().change_book(id(7), change).await.unwrap();
    assert_eq!(seen["set"][..], ["title"]);
}

#[tokio::test]
async fn errors_are_read() {
    let none = client().books().read_book(id(0)).await;
    let Err(Error::Api(error)) = none else {
        panic!("{none:?}")
    };
    assert_eq!(error.status(), 404);
    let error = client()
        .books()
        .list_books()
        .genre([Genre::Unknown("ode".to_owned())])
        .await
        .unwrap_err();
    let detail: HttpValidationError = error.json().unwrap();
    assert_eq!(detail.detail[0].r#type, "enum");
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().books().remove_book(id(7)).await.unwrap();
}

#[tokio::test]
async fn optional_files_are_files() {
    let cover = Part::new(vec![0xff, 0x00]).file_name("cover.png");
    let pages = ["1.png", "2.png"].map(|name| Part::new(vec![1]).file_name(name));
    let seen = client()
        .covers()
        .add_cover()
        .cover(cover)
        .pages(pages)
        .note("n")
        .await
        .unwrap();
    assert_eq!(
        seen["cover"],
        json!(["cover.png", "application/octet-stream", "ff00"])
    );
    assert_eq!(seen["pages"], json!(["1.png", "2.png"]));
    assert_eq!(seen["note"], "n");
}

#[tokio::test]
async fn tags_that_have_defaults_are_sent() {
    let client = client();
    let paper = client
        .unions()
        .put_medium(Paper::new().pages(3))
        .await
        .unwrap();
    assert!(matches!(paper, PutMediumResponse::Paper(paper) if paper.pages == Some(3)));
    let cassette = Audio::new().kind(AudioKind::Cassette).minutes(4);
    let cassette = client.unions().put_medium(cassette).await.unwrap();
    let PutMediumResponse::Audio(cassette) = cassette else {
        panic!("{cassette:?}")
    };
    assert_eq!(
        (cassette.kind, cassette.minutes),
        (Some(AudioKind::Cassette), Some(4))
    );
}

#[tokio::test]
async fn the_default_of_a_tag_of_several_values_is_sent() {
    let audio = Audio::new().minutes(4);
    let audio = client().unions().put_medium(audio).await.unwrap();
    assert!(
        matches!(audio, PutMediumResponse::Audio(audio) if audio.kind == Some(AudioKind::Audio))
    );
}

#[tokio::test]
async fn tags_that_are_numbers_are_sent_as_numbers() {
    let unions = client();
    let first = unions.unions().put_version(First::new("o")).await.unwrap();
    assert!(matches!(first, PutVersionResponse::First(first) if first.old == "o"));
    let second = unions.unions().put_version(Second::new("n")).await.unwrap();
    assert!(matches!(second, PutVersionResponse::Second(second) if second.new_ == "n"));
}

#[tokio::test]
async fn what_is_derived_keeps_what_it_adds() {
    let users = client().unions().users().await.unwrap();
    assert!(matches!(&users[0], UsersResponseItem::User(user) if user.name == "Bo"));
    assert!(matches!(&users[1], UsersResponseItem::Librarian(one) if one.rights[..] == ["lend"]));
}

#[tokio::test]
async fn events_and_lines_are_read_as_they_come() {
    let client = client();
    let mut numbers = Vec::new();
    let mut events = client.streams().ticks().await.unwrap();
    while let Some(event) = events.next().await {
        numbers.push(event.unwrap().data.number);
    }
    let mut lines = client.streams().lines().await.unwrap();
    while let Some(line) = lines.next().await {
        numbers.push(line.unwrap().number);
    }
    assert_eq!(numbers, [0, 1, 2, 0, 1, 2]);
}

#[tokio::test]
async fn texts_are_texts() {
    assert_eq!(client().texts().motto().await.unwrap(), "quiet, please");
}

#[tokio::test]
async fn one_function_of_two_methods_is_two_calls() {
    let client = client();
    assert_eq!(client.texts().get_echo().await.unwrap()["echo"], "yes");
    assert_eq!(client.texts().post_echo().await.unwrap()["echo"], "yes");
}

#[tokio::test]
async fn a_body_that_is_not_described_can_be_had() {
    let body = client().texts().nothing().await.unwrap();
    assert_eq!(body, json!({"anything": [1, null]}));
}

#[tokio::test]
async fn credentials_are_sent_where_they_are_asked_for() {
    let client = client_with(|builder| builder.api_key_header("k").http_bearer("b"));
    assert_eq!(client.secrets().key().await.unwrap()["key"], "k");
    assert_eq!(client.secrets().token().await.unwrap()["token"], "b");
}
