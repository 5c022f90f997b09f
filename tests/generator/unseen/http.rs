//! Calls of a client that was generated a moment ago, over real HTTP.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;

use shelf::Client;
use shelf::Settings;
use shelf::books::ListSort;
use shelf::types::Genre;
use shelf::types::Gift;
use shelf::types::Isbn;
use shelf::types::NewBook;
use shelf::types::Origin;

/// A server that responds to one request, and gives the request once it has responded.
fn responding(status: &'static str, body: &'static str) -> (Client, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_whole(&request) {
            let read = connection.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        write!(connection, "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        String::from_utf8(request).unwrap()
    });
    let client = Client::builder().key("secret").settings(Settings::new().base_url(url)).build().unwrap();
    (client, server)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap()
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

#[tokio::test]
async fn a_page_is_asked_for_with_a_query() {
    let page = r#"{"items":[{"title":"Emma","pages":474.0,"genre":"saga","origin":{"kind":"loan","until":5}}],"next_cursor":null}"#;
    let (client, server) = responding("200 OK", page);
    let page = client.books().list(ListSort::MinusTitle).limit(20).genre([Genre::Novel, Genre::Essay]).await.unwrap();
    let request = server.join().unwrap();
    assert_eq!(first_line(&request), "GET /v1/books?sort=-title&limit=20&genre=novel&genre=essay HTTP/1.1");
    assert!(request.contains("x-key: secret\r\n"), "{request}");
    assert_eq!(page.items[0].pages, Some(474));
    assert_eq!(page.items[0].genre, Some(Genre::Unknown("saga".to_owned())));
    assert!(matches!(page.items[0].origin, Some(Origin::Unknown(_))));
    assert_eq!(page.next_cursor, None);
}

#[tokio::test]
async fn a_union_is_sent_with_its_tag_and_read_by_it() {
    let (client, server) = responding("201 Created", r#"{"title":"Emma","origin":{"kind":"purchase","price":5}}"#);
    let book = client.books().add(NewBook::new("Emma", Genre::Novel, Gift::new().from("Jane"))).await.unwrap();
    assert_eq!(body(&server.join().unwrap()), r#"{"title":"Emma","genre":"novel","origin":{"kind":"gift","from":"Jane"}}"#);
    assert!(matches!(book.origin, Some(Origin::Purchase(ref purchase)) if purchase.price == 5.0));
}

#[tokio::test]
async fn null_is_something_else_than_absence() {
    let isbn = Isbn::new("9780141439587").unwrap();
    for (sent, expected) in [(true, r#"{"title":"Emma","subtitle":null}"#), (false, r#"{"title":"Emma"}"#)] {
        let (client, server) = responding("200 OK", r#"{"title":"Emma"}"#);
        let call = client.books().update(&isbn).title("Emma");
        let call = if sent { call.subtitle_null() } else { call };
        assert_eq!(call.await.unwrap().title, "Emma");
        let request = server.join().unwrap();
        assert_eq!(first_line(&request), "PATCH /v1/books/9780141439587 HTTP/1.1");
        assert_eq!(body(&request), expected);
    }
}

#[tokio::test]
async fn a_call_without_a_body_gives_its_status() {
    let (client, server) = responding("204 No Content", "");
    let isbn = Isbn::new("9780141439587").unwrap();
    let response = client.books().remove(&isbn).if_match("\"1\"").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 204);
    let request = server.join().unwrap();
    assert_eq!(first_line(&request), "DELETE /v1/books/9780141439587 HTTP/1.1");
    assert!(request.contains("if-match: \"1\"\r\n"), "{request}");
}
