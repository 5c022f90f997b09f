//! What each operation is sent of the credentials that its client has.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;

use security::Client;
use security::ClientBuilder;
use security::Error;
use security::Settings;

/// A server that answers with these statuses, and gives the requests then.
fn answering(builder: ClientBuilder, statuses: &[&'static str]) -> (Client, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let statuses = statuses.to_vec();
    let server = thread::spawn(move || {
        let mut requests = Vec::new();
        for status in statuses {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = connection.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            write!(connection, "HTTP/1.1 {status}\r\nconnection: close\r\n\r\n").unwrap();
            requests.push(String::from_utf8(request).unwrap());
        }
        requests
    });
    let client = builder.settings(Settings::new().base_url(url)).build().unwrap();
    (client, server)
}

/// The query, and the headers that hold credentials.
fn credentials(request: &str) -> String {
    let target = request.split(' ').nth(1).unwrap();
    let mut found = target.split_once('?').map_or(String::new(), |(_, query)| format!("?{query} "));
    for line in request.lines() {
        if ["authorization: ", "x-key: ", "cookie: "].iter().any(|name| line.starts_with(name)) {
            found.push_str(line);
            found.push(' ');
        }
    }
    found.trim_end().to_owned()
}

const DONE: &str = "204 No Content";

fn everything() -> ClientBuilder {
    let builder = Client::builder().token("bearer-token").login("user:password");
    builder.header_and_query_and_cookie("k1", "k2", "k3")
}

#[tokio::test]
async fn each_operation_is_sent_what_it_takes_and_nothing_else() {
    let (client, server) = answering(everything(), &[DONE; 6]);
    client.token().await.unwrap();
    client.open().await.unwrap();
    client.optional().await.unwrap();
    client.together().await.unwrap();
    client.either().await.unwrap();
    client.certificate().await.unwrap();
    let sent: Vec<String> = server.join().unwrap().iter().map(|request| credentials(request)).collect();
    let expected = [
        "authorization: Bearer bearer-token",
        "",
        "authorization: Basic dXNlcjpwYXNzd29yZA==",
        "?key=k2 x-key: k1 cookie: sid=k3",
        "authorization: Basic dXNlcjpwYXNzd29yZA== x-key: k1",
        "",
    ];
    for (sent, expected) in sent.iter().zip(expected) {
        let mut sent: Vec<&str> = sent.split(' ').collect();
        let mut expected: Vec<&str> = expected.split(' ').collect();
        sent.sort_unstable();
        expected.sort_unstable();
        assert_eq!(sent, expected);
    }
}

#[tokio::test]
async fn another_alternative_takes_the_place_of_one_that_is_not_whole() {
    let (client, server) = answering(Client::builder().login("user:password").query("k2"), &[DONE; 1]);
    client.either().await.unwrap();
    assert_eq!(credentials(&server.join().unwrap()[0]), "?key=k2");
    let (client, server) = answering(Client::builder().token("bearer-token"), &[DONE; 2]);
    client.either().await.unwrap();
    client.optional().await.unwrap();
    let requests = server.join().unwrap();
    assert_eq!(credentials(&requests[0]), "authorization: Bearer bearer-token");
    assert_eq!(credentials(&requests[1]), "");
}

#[tokio::test]
async fn nothing_is_sent_without_credentials_that_the_operation_takes() {
    let (client, _) = answering(Client::builder().login("user:password"), &[]);
    let error = client.either().await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    let expected = "the operation takes the credentials `login` and `header`, or `token`, or `query`, which the client does not \
        have: give them to its builder";
    assert_eq!(error.to_string(), expected);
}
