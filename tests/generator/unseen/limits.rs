//! What violates a constraint is rejected before anything is sent, with its place and the keyword of the constraint.

use std::collections::BTreeMap;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use limits::Client;
use limits::Error;
use limits::Settings;
use limits::books::DrawMultipart;
use limits::types::Book;
use limits::types::BookCover;
use limits::types::BookCoverImage;
use limits::types::Change;
use limits::types::Title;

/// A server that responds to one request, and gives the request once it has responded.
fn client(status: &'static str, body: &'static str) -> (Client, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = vec![0; 4096];
        let length = connection.read(&mut request).unwrap();
        request.truncate(length);
        write!(connection, "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (Client::builder().settings(Settings::new().base_url(url)).build().unwrap(), server)
}

/// A client whose server is not there: what is not rejected fails in another way.
fn nowhere() -> Client {
    Client::builder().settings(Settings::new().base_url("http://127.0.0.1:1")).build().unwrap()
}

fn book(title: &str) -> Book {
    Book::new(Title::new(title).unwrap())
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, place: &str, reason: &str) {
    let error = result.unwrap_err();
    assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
    assert_eq!(error.parameter(), Some(place), "{error}");
    let said = format!("invalid argument `{place}`: {reason} in the description of the API");
    assert_eq!(error.to_string(), said);
}

#[tokio::test]
async fn what_is_within_its_limits_is_sent() {
    let (client, server) = client("200 OK", r#"{"title":"longer than ten characters","pages":0}"#);
    let call = client.books().list().limit(100).share(0.3).words(["a", "four"]).any(1);
    let answer = call.wait_(Duration::from_secs(30)).await.unwrap();
    assert_eq!((answer.title.as_str(), answer.pages.value()), ("longer than ten characters", Some(&0)));
    let request = server.join().unwrap();
    assert!(request.starts_with("GET /books?limit=100&share=0.3&words=a&words=four&any=1&wait_seconds=30 "), "{request}");
}

#[tokio::test]
async fn parameters_are_checked() {
    let client = nowhere();
    let list = || client.books().list();
    refused(list().limit(0).await, "limit", "0 is less than 1, the `minimum`");
    refused(list().limit(101).await, "limit", "101 is more than 100, the `maximum`");
    refused(list().share(0.0).await, "share", "0 is not more than 0, the `exclusiveMinimum`");
    refused(list().share(0.25).await, "share", "0.25 is no multiple of 0.1, the `multipleOf`");
    let wait = list().wait_(Duration::from_millis(30_001));
    refused(wait.await, "wait_seconds", "31 is more than 30, the `maximum`");
    refused(list().words(["a", "b", "c"]).await, "words", "it has 3 items, more than 2, the `maxItems`");
    refused(list().words(["a", "fifth"]).await, "words[1]", "it has 5 characters, more than 4, the `maxLength`");
}

#[tokio::test]
async fn bodies_are_checked_with_all_that_is_in_them() {
    let client = nowhere();
    let add = |books: Vec<Book>| client.books().add("c0ffee", books);
    refused(add(vec![]).await, "books", "it has 0 items, less than 1, the `minItems`");
    let deep = book("outer").parts([book("inner").pages(1), book("last").pages(0)]);
    refused(add(vec![book("a"), deep]).await, "books[1].parts[1].pages", "0 is less than 1, the `minimum`");
    let twice = book("a").tags(["x", "y", "x"]);
    refused(add(vec![twice]).await, "books[0].tags", "[2] is equal to an item before it, the `uniqueItems`");
    let color = book("a").cover("lavender".to_owned());
    refused(add(vec![color]).await, "books[0].cover", "it has 8 characters, more than 7, the `maxLength`");
    let image = book("a").cover(BookCover::Image(BookCoverImage::new(100)));
    refused(add(vec![image]).await, "books[0].cover.width", "100 is not less than 100, the `exclusiveMaximum`");
    let labels = BTreeMap::from([("new".to_owned(), 10)]);
    refused(add(vec![book("a")]).labels(labels).await, "labels[\"new\"]", "10 is more than 9, the `maximum`");
    let trace = client.books().add("tea", [book("a")]);
    refused(trace.await, "trace", "it has a character that is not allowed, the `pattern`");
    refused(client.books().change(Change::new()).await, "change", "it has 0 properties, less than 1, the `minProperties`");
    let odd = client.books().change(Change::new().pages(3));
    refused(odd.await, "change.pages", "3 is no multiple of 2, the `multipleOf`");
}

#[tokio::test]
async fn one_of_several_bodies_is_checked_as_what_it_is() {
    let client = nowhere();
    refused(client.books().draw(book("a").pages(9001)).await, "body.pages", "9001 is more than 9000, the `maximum`");
    let form = DrawMultipart::new("long enough").purpose("no");
    refused(client.books().draw(form).await, "body.purpose", "it has 2 characters, less than 3, the `minLength`");
}

#[tokio::test]
async fn null_and_absence_have_no_limits() {
    let (client, server) = client("204 No Content", "");
    client.books().add("c0ffee", [book("a").pages_null()]).await.unwrap();
    assert!(server.join().unwrap().ends_with(r#"{"books":[{"title":"a","pages":null}]}"#));
}

#[tokio::test]
async fn what_nobody_asks_for_is_not_checked() {
    let (client, server) = client("204 No Content", "");
    client.unchecked().add(["a", "b"]).await.unwrap();
    assert!(server.join().unwrap().ends_with(r#"["a","b"]"#));
}
