//! Lists page by page: one for each way in which a page leads to the next.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;

use pages::Client;
use pages::Error;
use pages::Settings;
use pages::client_runtime::pages::Items;
use pages::types::Search;
use pages::types::SearchPage;

/// A server that gives each page with its headers, and then what was requested of it.
fn serving(pages: &[(&str, &str)]) -> (Client, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let pages: Vec<(String, String)> =
        pages.iter().map(|(headers, body)| (headers.replace("{url}", &url), body.replace("{url}", &url))).collect();
    let server = thread::spawn(move || {
        let mut targets = Vec::new();
        for (headers, body) in pages {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !is_whole(&request) {
                let read = connection.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            let length = body.len();
            write!(connection, "HTTP/1.1 200 OK\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}").unwrap();
            let request = String::from_utf8(request).unwrap();
            let target = request.split(' ').nth(1).unwrap();
            // What a request says of its page stands in its target, or in its body.
            let body = request.split_once("\r\n\r\n").unwrap().1;
            targets.push(if target.starts_with("/v1/search") { body.to_owned() } else { target.to_owned() });
        }
        targets
    });
    let client = Client::builder().key("secret").settings(Settings::new().base_url(url + "/v1")).build().unwrap();
    (client, server)
}

/// Whether a request has come with all of its body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

/// All items, or those before an error and the error.
async fn all<T: std::fmt::Debug>(mut items: Items<'_, T>) -> (Vec<T>, Option<Error>) {
    let mut read = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => read.push(item),
            Err(error) => {
                assert!(items.next().await.is_none());
                return (read, Some(error));
            }
        }
    }
    (read, None)
}

#[tokio::test]
async fn a_cursor_leads_on_until_there_is_none() {
    let first = r#"{"data":{"books":[{"title":"a"},{"title":"b"}]},"meta":{"next":"x&y","has_more":true}}"#;
    let empty = r#"{"data":{"books":[]},"meta":{"next":"z"}}"#;
    let last = r#"{"data":{"books":[{"title":"c"}]}}"#;
    let (client, server) = serving(&[("", first), ("", empty), ("", last)]);
    let (books, error) = all(client.books().list().limit(2).items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(books.iter().map(|book| book.title.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    let expected =
        ["/v1/books?limit=2&key=secret", "/v1/books?limit=2&cursor=x%26y&key=secret", "/v1/books?limit=2&cursor=z&key=secret"];
    assert_eq!(server.join().unwrap(), expected);
}

#[tokio::test]
async fn a_cursor_that_is_given_is_where_to_begin() {
    let first = r#"{"data":{"books":[{"title":"b"}]},"meta":{"next":"two","has_more":true}}"#;
    let last = r#"{"data":{"books":[{"title":"c"}]},"meta":{"next":"three","has_more":false}}"#;
    let (client, server) = serving(&[("", first), ("", last)]);
    let (books, error) = all(client.books().list().cursor("one").items()).await;
    assert!(error.is_none() && books.len() == 2, "{books:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/books?cursor=one&key=secret", "/v1/books?cursor=two&key=secret"]);
}

#[tokio::test]
async fn a_cursor_goes_into_the_body_where_searches_have_it() {
    let first = r#"{"data":{"books":[{"title":"a"}]},"meta":{"next":"x\"y"}}"#;
    let last = r#"{"data":{"books":[{"title":"b"}]}}"#;
    let (client, server) = serving(&[("", first), ("", last)]);
    let (books, error) = all(client.search().books("rust").items()).await;
    assert!(error.is_none() && books.len() == 2, "{books:?} {error:?}");
    assert_eq!(server.join().unwrap(), [r#"{"words":"rust"}"#, r#"{"cursor":"x\"y","words":"rust"}"#]);
}

#[tokio::test]
async fn a_number_goes_into_the_body_and_counts_on_from_what_is_there() {
    let (full, empty) = (r#"{"loans":[{"title":"a"}]}"#, r#"{"loans":[]}"#);
    let (client, server) = serving(&[("", full), ("", full), ("", empty)]);
    let search = Search::new().author("Ann").page(SearchPage::new().number(4).size(1));
    let (loans, error) = all(client.search().loans().search(search).items()).await;
    assert!(error.is_none() && loans.len() == 2, "{loans:?} {error:?}");
    let body = |number| format!(r#"{{"author":"Ann","page":{{"number":{number},"size":1}}}}"#);
    assert_eq!(server.join().unwrap(), [body(4), body(5), body(6)]);

    let (client, server) = serving(&[("", full), ("", empty)]);
    let (loans, error) = all(client.search().loans().items()).await;
    assert!(error.is_none() && loans.len() == 1, "{loans:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["", r#"{"page":{"number":2}}"#]);
}

#[tokio::test]
async fn the_last_element_leads_to_the_next_page() {
    let first = r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#;
    let last = r#"{"data":[{"id":"c"}],"has_more":false}"#;
    let (client, server) = serving(&[("", first), ("", last)]);
    let (charges, error) = all(client.charges().list().limit(2).items()).await;
    assert!(error.is_none() && charges.len() == 3, "{charges:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/charges?limit=2&key=secret", "/v1/charges?limit=2&starting_after=b&key=secret"]);
}

#[tokio::test]
async fn a_page_without_elements_is_the_last_where_the_last_element_leads_on() {
    let (client, server) = serving(&[("", r#"[{"at":{"seconds":7}}]"#), ("", "[]")]);
    let (rates, error) = all(client.rates().list().items()).await;
    assert!(error.is_none() && rates.len() == 1, "{rates:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/rates?key=secret", "/v1/rates?since=7&key=secret"]);
}

#[tokio::test]
async fn a_cursor_that_comes_twice_is_an_error() {
    let page = r#"{"data":{"books":[{"title":"a"}]},"meta":{"next":"again"}}"#;
    let (client, server) = serving(&[("", page), ("", page)]);
    let (books, error) = all(client.books().list().items()).await;
    assert_eq!((books.len(), server.join().unwrap().len()), (2, 2));
    assert!(matches!(error, Some(Error::Pagination(_))), "{error:?}");
}

#[tokio::test]
async fn pages_are_numbered_from_what_the_document_says_or_the_call() {
    let (client, server) = serving(&[("", r#"["a"]"#), ("", r#"["b"]"#), ("", "[]")]);
    let (authors, error) = all(client.authors().list().items()).await;
    assert!(error.is_none() && authors == ["a", "b"], "{authors:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/authors?key=secret", "/v1/authors?page=1&key=secret", "/v1/authors?page=2&key=secret"]);

    let (client, server) = serving(&[("", r#"["d"]"#), ("", "")]);
    let (authors, error) = all(client.authors().list().page(7).items()).await;
    assert!(error.is_none() && authors == ["d"], "{authors:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/authors?page=7&key=secret", "/v1/authors?page=8&key=secret"]);
}

#[tokio::test]
async fn an_offset_counts_what_came() {
    let two = r#"{"loans":[{"title":"a"},{"title":1}]}"#;
    let (client, server) = serving(&[("", two), ("", r#"{"loans":[{"title":"c"}]}"#), ("", "{}")]);
    let mut loans = client.loans().list("s", 10).items();
    assert_eq!(loans.next().await.unwrap().unwrap().title, "a");
    assert_eq!(loans.next().await.unwrap().unwrap().title, "c");
    assert!(loans.next().await.is_none());
    assert_eq!(loans.unreadable().len(), 1);
    let expected = ["/v1/loans/s?skip=10&key=secret", "/v1/loans/s?skip=12&key=secret", "/v1/loans/s?skip=13&key=secret"];
    assert_eq!(server.join().unwrap(), expected);
}

#[tokio::test]
async fn a_link_is_followed_on_its_own_server() {
    let next = "link: <{url}/v1/members?page=1>; rel=\"prev\"\r\nlink: <{url}/v1/members?page=3&key=stale>; rel=\"last next\"\r\n";
    let (client, server) = serving(&[(next, r#"[{"title":"a"}]"#), ("", "[]")]);
    let (members, error) = all(client.members().list().x_shelf("s").items()).await;
    assert!(error.is_none() && members.len() == 1, "{members:?} {error:?}");
    assert_eq!(server.join().unwrap(), ["/v1/members?key=secret", "/v1/members?page=3&key=secret"]);
}

#[tokio::test]
async fn a_link_to_another_server_is_not_followed() {
    let (client, server) = serving(&[("link: <https://evil.example/>; rel=next\r\n", r#"[{"title":"a"}]"#)]);
    let (members, error) = all(client.members().list().items()).await;
    assert_eq!((members.len(), server.join().unwrap().len()), (1, 1));
    let error = error.unwrap();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert!(error.to_string().contains("another server") && !error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn a_url_in_the_body_is_followed() {
    let pages = [("", r#"{"fines":[1,2],"next":"{url}/v1/fines?p=2"}"#), ("", r#"{"fines":[3],"next":"?p=3"}"#), ("", r#"{"fines":[],"next":""}"#)];
    let (client, server) = serving(&pages);
    let mut pages = client.fines().list().pages();
    let mut counts = Vec::new();
    while let Some(page) = pages.next().await {
        counts.push(page.unwrap().fines.len());
    }
    assert_eq!(counts, [2, 1, 0]);
    assert_eq!(server.join().unwrap(), ["/v1/fines?key=secret", "/v1/fines?p=2&key=secret", "/v1/fines?p=3&key=secret"]);
}
