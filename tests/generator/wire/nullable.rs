//! `null` as each tool spells it: an `Option`, or a `Field` where leaving a property out is something else.

use nullable::Client;
use nullable::Field;
use nullable::Settings;
use nullable::types::Author;
use nullable::types::Blank;
use nullable::types::Book;
use nullable::types::BookMaker;
use nullable::types::BookShelf;
use nullable::types::BookSize;
use nullable::types::Rank;
use nullable::types::Scribe;
use nullable::types::Scroll;
use nullable::types::ScrollMaker;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

const BOOK: [&str; 16] = [
    "second_editor",
    "third_editor",
    "translator",
    "reader",
    "sequel",
    "printer",
    "binder",
    "buyer",
    "seller",
    "rank",
    "shelf",
    "state",
    "maker",
    "size",
    "author",
    "editor",
];
const SCROLL: [&str; 7] = ["scribe", "owner", "maker", "shelf", "state", "length", "finder"];

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

fn nulls(properties: &[&str]) -> Value {
    let nulls = properties.iter().map(|name| ((*name).to_owned(), Value::Null));
    Value::Object(nulls.collect())
}

/// Sends what was read, and gives what came.
async fn replaced(book: Book) -> Value {
    let server = Server::responding(204, "", "");
    client(&server).books().replace(1, book).await.unwrap();
    server.request().json()
}

#[tokio::test]
async fn null_is_read_and_written_in_every_spelling() {
    let sent = nulls(&BOOK);
    let server = Server::json(&sent.to_string());
    let book = client(&server).books().get(1).await.unwrap();
    assert_eq!((&book.author, &book.editor), (&None, &None));
    assert_eq!((&book.translator, &book.rank), (&Field::Null, &Field::Null));
    assert_eq!((&book.maker, &book.size), (&Field::Null, &Field::Null));
    assert_eq!(book.extra, Field::Absent);
    assert_eq!(replaced(book).await, sent);
}

#[tokio::test]
async fn null_is_read_and_written_in_the_spellings_of_json_schema() {
    let sent = nulls(&SCROLL);
    let server = Server::json(&sent.to_string());
    let scroll: Scroll = client(&server).scrolls().get(1).await.unwrap();
    assert_eq!((&scroll.scribe, &scroll.finder), (&Field::Null, &Field::Null));
    assert_eq!(scroll.maker, Field::Null);
    let other = Server::responding(204, "", "");
    client(&other).scrolls().replace(1, scroll).await.unwrap();
    assert_eq!(other.request().json(), sent);
}

#[tokio::test]
async fn what_is_not_null_is_of_its_own_type() {
    let author = json!({"name": "Ada"});
    let sent = json!({
        "author": author, "editor": {"office": "1"}, "second_editor": {"office": "2"},
        "third_editor": {"office": "3"}, "translator": author, "reader": author,
        "sequel": {"author": author, "editor": null}, "printer": author, "binder": author, "buyer": author,
        "seller": author, "rank": 2, "shelf": "upper", "state": "here", "maker": {"office": "4"}, "size": "large",
        "pages": [author, null], "extra": {"color": "red"},
    });
    let server = Server::json(&sent.to_string());
    let book = client(&server).books().get(1).await.unwrap();
    let name = |author: &Field<Author>| author.value().map(|author| author.name.clone());
    for author in [&book.translator, &book.reader, &book.printer, &book.binder, &book.buyer, &book.seller] {
        assert_eq!(name(author).as_deref(), Some("Ada"));
    }
    let sequel = book.sequel.value().unwrap();
    assert_eq!(sequel.author, book.author);
    assert_eq!(book.rank, Field::Value(Rank::V2));
    assert!(matches!(book.maker, Field::Value(BookMaker::Editor(_))));
    assert!(matches!(book.size, Field::Value(BookSize::Text(_))));
    assert_eq!(book.pages.as_ref().map(Vec::len), Some(2));
    assert_eq!(replaced(book).await, sent);
}

#[tokio::test]
async fn null_is_set_by_name() {
    let book = Book::new(None, None).rank_null().translator_null().shelf_null().maker_null();
    let sent = replaced(book).await;
    assert_eq!(
        sent,
        json!({"author": null, "editor": null, "rank": null, "translator": null, "shelf": null, "maker": null})
    );
}

#[tokio::test]
async fn a_branch_of_another_type_stays() {
    let server = Server::json(r#"{"maker": {"name": "Bo"}, "scribe": {"name": "Cy"}, "length": 1.5}"#);
    let scroll: Scroll = client(&server).scrolls().get(1).await.unwrap();
    assert_eq!(scroll.maker, Field::Value(ScrollMaker::Scribe(Scribe::new("Bo"))));
    assert_eq!(scroll.owner, Field::Absent);
}

#[tokio::test]
async fn a_body_may_be_null() {
    let server = Server::responding(204, "", "");
    let shelves = client(&server);
    shelves.covers().replace(1, None).await.unwrap();
    assert_eq!(server.request().json(), Value::Null);
    shelves.covers().replace(1, Some(Author::new("Ada"))).await.unwrap();
    assert_eq!(server.request().json(), json!({"name": "Ada"}));
    let server = Server::json("null");
    assert_eq!(client(&server).covers().get(1).await.unwrap(), None);
}

#[tokio::test]
async fn an_empty_text_is_the_blank_one() {
    let server = Server::json(r#"{"author": null, "editor": null, "shelf": ""}"#);
    let book = client(&server).books().get(1).await.unwrap();
    assert_eq!(book.shelf, Field::Value(BookShelf::Blank(Blank::Empty)));
}

