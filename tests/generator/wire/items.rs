//! Items are sent and read one after another, and events go on after a connection has broken.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

use items::Client;
use items::Error;
use items::Settings;
use items::client_runtime::ItemBody;
use items::client_runtime::ResumingEvents;
use items::types::Pet;
use items::types::Reading;

use crate::server::Request;
use crate::server::Server;

fn client(url: &str) -> Client {
    let settings = Settings::new().base_url(url).attempts(2);
    Client::builder().settings(settings).build().unwrap()
}

/// A server that writes these texts, one for each connection, and gives the heads of the requests.
fn writing(texts: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let mut heads = Vec::new();
        for text in texts {
            let (mut connection, _) = listener.accept().unwrap();
            let lines = BufReader::new(&connection).lines().map(Result::unwrap);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            heads.push(head.join("\n").to_ascii_lowercase());
            connection.write_all(text.as_bytes()).unwrap();
            connection.flush().unwrap();
            thread::sleep(Duration::from_millis(20));
        }
        heads
    });
    (url, server)
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

/// A stream that breaks: its last chunk is missing.
fn broken(events: &str) -> String {
    format!("{HEAD}transfer-encoding: chunked\r\n\r\n{:x}\r\n{events}\r\n", events.len())
}

fn whole(events: &str) -> String {
    format!("{HEAD}connection: close\r\n\r\n{events}")
}

#[tokio::test]
async fn a_list_of_items_is_written_one_after_another() {
    let server = Server::responding(204, "", "");
    let client = client(server.url());
    client.add([Reading::new(1.0), Reading::new(2.5)]).await.unwrap();
    let sent = server.request();
    assert_eq!(sent.header("content-type"), Some("application/jsonl"));
    assert_eq!(sent.text(), "{\"celsius\":1}\n{\"celsius\":2.5}\n");
    client.replace(vec![Reading::new(1.0)]).await.unwrap();
    let sent = server.request();
    assert_eq!(sent.header("content-type"), Some("application/json-seq"));
    assert_eq!(sent.text(), "\u{1e}{\"celsius\":1}\n");
    client.add(Vec::new()).await.unwrap();
    assert_eq!(server.request().text(), "");
}

#[tokio::test]
async fn events_are_written_one_after_another() {
    let server = Server::responding(204, "", "");
    let client = client(server.url());
    client.tell([Reading::new(1.0), Reading::new(2.5)]).await.unwrap();
    let sent = server.request();
    assert_eq!(sent.header("content-type"), Some("text/event-stream"));
    assert_eq!(sent.text(), "data: {\"celsius\":1}\n\ndata: {\"celsius\":2.5}\n\n");
    client.say().items(["one".to_owned(), "two\r\n\"lines\"\n".to_owned()]).await.unwrap();
    assert_eq!(server.request().text(), "data: one\n\ndata: two\ndata: \"lines\"\ndata: \n\n");
    client.say().await.unwrap();
    assert_eq!(server.request().header("content-type"), None);
}

#[tokio::test]
async fn items_of_a_stream_are_written_when_they_come() {
    let source = Server::responding(200, "application/jsonl", "{\"celsius\":1}\n{\"celsius\":0}\n");
    let source = client(source.url());
    let server = Server::responding(204, "", "");
    let client = client(server.url());
    client.tell(ItemBody::from_stream(source.lines().await.unwrap())).await.unwrap();
    assert_eq!(server.request().text(), "data: {\"celsius\":1}\n\ndata: {\"celsius\":0}\n\n");
    let mut lines = source.lines().await.unwrap();
    lines.next().await.unwrap().unwrap();
    client.add_parts(ItemBody::from_stream(lines)).await.unwrap();
    let sent = server.request();
    let boundary = boundary(&sent);
    let part = "Content-Type: application/json\r\n\r\n{\"celsius\":0}\r\n";
    assert_eq!(sent.text(), format!("--{boundary}\r\n{part}--{boundary}--\r\n"));
}

fn boundary(sent: &Request) -> String {
    let media_type = sent.header("content-type").unwrap();
    media_type.strip_prefix("multipart/mixed; boundary=").unwrap().to_owned()
}

#[tokio::test]
async fn parts_are_read_as_they_were_sent() {
    let server = Server::responding(204, "", "");
    client(server.url()).add_parts([Reading::new(1.0), Reading::new(2.5)]).await.unwrap();
    let sent = server.request();
    let boundary = boundary(&sent);
    let other = format!("Content-ID: <a>\r\n\r\n{{\"celsius\":\"warm\"}}\r\n--{boundary}\r\nX-Id: 7\r\n\r\n{{\"celsius\":3}}");
    let body = format!("before\r\n{}--{boundary}\r\n{other}\r\n--{boundary}--\r\nbehind", sent.text().replace(&format!("--{boundary}--\r\n"), ""));
    let server = Server::responding(200, &format!("Multipart/Mixed; charset=utf-8; boundary=\"{boundary}\""), body);
    let mut parts = client(server.url()).parts().await.unwrap();
    let (mut read, mut unread) = (Vec::new(), 0);
    while let Some(part) = parts.next().await {
        match part {
            Ok(part) => read.push((part.data.celsius, part.headers.contains_key("x-id"))),
            Err(Error::Decode(_)) => unread += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((read, unread), (vec![(1.0, false), (2.5, false), (3.0, true)], 1));
}

#[tokio::test]
async fn parts_of_bytes_are_read_as_they_are() {
    let body = b"--x\r\nContent-Type: image/png\r\n\r\n\xff\r\n\0\r\n--x\r\n\r\n\r\n--x--\r\n";
    let server = Server::responding(200, "multipart/mixed; boundary=x", body);
    let mut scans = client(server.url()).scans().await.unwrap();
    let scan = scans.next().await.unwrap().unwrap();
    assert_eq!((&scan.data[..], scan.headers["content-type"].as_bytes()), (&b"\xff\r\n\0"[..], &b"image/png"[..]));
    assert_eq!(scans.next().await.unwrap().unwrap().data.len(), 0);
    assert!(scans.next().await.is_none());
    let server = Server::responding(200, "application/json", "{}");
    let mut none = client(server.url()).scans().await.unwrap();
    assert!(matches!(none.next().await, Some(Err(Error::Decode(_)))));
    assert!(none.next().await.is_none());
}

#[tokio::test]
async fn a_value_without_a_known_discriminator_is_of_the_default() {
    let sent = "{\"kind\":\"cat\"}\n{\"kind\":\"puppy\",\"lives\":1}\n{\"lives\":9}\n{\"kind\":\"wolf\"}\n{}\n{\"kind\":\"cat\",\"lives\":\"nine\"}\n[]\n";
    let server = Server::responding(200, "application/jsonl", sent);
    let mut pets = client(server.url()).pets().await.unwrap();
    let mut read = Vec::new();
    while let Some(pet) = pets.next().await {
        read.push(match pet.unwrap() {
            Pet::Cat(_) => "cat",
            Pet::Dog(_) => "dog",
            Pet::Other(_) => "other",
            _ => "unknown",
        });
    }
    assert_eq!(read, ["cat", "dog", "other", "other", "other", "unknown", "unknown"]);
}

#[tokio::test]
async fn events_go_on_after_the_last_one_that_came() {
    let first = "retry: 1\nid: 1\ndata: {\"celsius\":1}\n\nid: 2\ndata: {\"celsius\":2}\n\ndata: {\"cel";
    let (url, server) = writing(vec![
        broken(first),
        broken("data: {\"celsius\":3}\n\n"),
        whole("id: 4\ndata: {\"celsius\":4}\n\n"),
    ]);
    let client = client(&url);
    let mut events = ResumingEvents::of(client.follow().room("north"));
    let mut read = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        read.push((event.id, event.data.celsius));
    }
    let expected = [("1", 1.0), ("2", 2.0), ("2", 3.0), ("4", 4.0)];
    assert_eq!(read, expected.map(|(id, celsius)| (id.to_owned(), celsius)));
    let heads = server.join().unwrap();
    assert!(heads.iter().all(|head| head.starts_with("get /readings?room=north ")), "{heads:?}");
    assert!(!heads[0].contains("last-event-id"), "{heads:?}");
    assert!(heads[1].contains("last-event-id: 2") && heads[2].contains("last-event-id: 2"), "{heads:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_again_and_again_is_given_up() {
    let (url, _server) = writing(vec![broken("retry: 1\n\n"), broken(": nothing\n\n")]);
    let client = client(&url);
    let mut events = ResumingEvents::of(client.follow());
    assert!(matches!(events.next().await, Some(Err(Error::Transport(_)))));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_call_that_is_not_safe_is_not_made_again() {
    let (url, _server) = writing(Vec::new());
    let client = client(&url);
    let mut events = ResumingEvents::of(client.ask());
    assert!(matches!(events.next().await, Some(Err(Error::InvalidArgument(_)))));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_hundred_thousand_events_are_read_and_one_that_does_not_fit_is_kept() {
    let mut sent = String::new();
    for number in 0..100_000 {
        sent.push_str(&format!("id: {number}\ndata: {{\"celsius\":{number}}}\n\n"));
        if number == 50_000 {
            sent.push_str("data: {\"celsius\":\"warm\"}\n\n");
        }
    }
    let server = Server::responding(200, "text/event-stream", sent);
    let mut events = client(server.url()).follow().await.unwrap();
    let (mut read, mut unread) = (0, Vec::new());
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => {
                assert_eq!(event.id, read.to_string());
                read += 1;
            }
            Err(Error::Decode(error)) => unread.push(error.body().to_vec()),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((read, unread), (100_000, vec![b"{\"celsius\":\"warm\"}".to_vec()]));
}
